"""Lists and labels as PDF: text stays text, nothing runs over its place, headings are repeated."""

import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.label_sheet import LabelSheet
from branchcrm.exchange import list_paper
from branchcrm.exchange.errors import NotWrittenError, TooLongForPaperError
from branchcrm.exchange.label_writer import write_labels
from branchcrm.exchange.list_writer import ColumnKind, ListColumn, ListFile, write_list
from branchcrm.exchange.pdf_pages import PdfAbout, fitted, text_width_mm, wrapped

AT = datetime(2026, 9, 17, 14, 32)  # noqa: DTZ001 - only printed
ABOUT = ListFile(
    sheet="客户",
    title="人民路网点 客户",
    author="王敏",
    written_at=AT,
    notices=(("导出人", "王敏"),),
    foot="导出人：王敏",
)
SAID = PdfAbout(title="地址标签", author="王敏", at=AT)
TEXT = re.compile(r"BT /F ([\d.]+) Tf ([-\d.]+) ([-\d.]+) Td <([0-9a-f]*)> Tj ET")


def pages(path: Path) -> list[list[tuple[float, float, float, str]]]:
    """Give the texts of every page: size, place from the left and from below in points."""
    whole = path.read_bytes()
    assert whole.startswith(b"%PDF-1.5")
    assert whole.endswith(b"%%EOF\n")
    start = int(whole.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert whole[start : start + 4] == b"xref"
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", whole[start:]), start=1):
        assert whole[int(place) :].startswith(f"{number} 0 obj".encode())
    return [
        list(_texts(body)) for body in re.findall(rb"stream\n(.*?)\nendstream", whole, re.DOTALL)
    ]


def _texts(body: bytes) -> Iterator[tuple[float, float, float, str]]:
    for size, x, y, code in TEXT.findall(zlib.decompress(body).decode("ascii")):
        yield float(size), float(x), float(y), bytes.fromhex(code).decode("utf-16-be")


def words(page: list[tuple[float, float, float, str]]) -> list[str]:
    return [text for *_, text in page]


def test_a_list_on_paper_repeats_its_heading_and_counts_its_pages(tmp_path: Path) -> None:
    columns = [
        ListColumn(heading="姓名"),
        ListColumn(heading="金额(元)", kind=ColumnKind.MONEY),
        ListColumn(heading="日期", kind=ColumnKind.DATE),
        ListColumn(heading="时间", kind=ColumnKind.MOMENT),
    ]
    rows: list[list[object]] = [
        ["林国栋𠮷\n二", Decimal("1234.5"), date(2026, 9, 1), AT],
        [None, 5, AT, None],
    ] * 60
    assert write_list(tmp_path / "a.pdf", ABOUT, columns, rows) == 120
    found = pages(tmp_path / "a.pdf")
    assert len(found) == 3
    for number, page in enumerate(found, start=1):
        assert words(page)[:5] == ["人民路网点 客户", "姓名", "金额(元)", "日期", "时间"]
        assert words(page)[-2:] == ["导出人：王敏", f"{number} / 3"]
    assert words(found[0])[5:9] == ["林国栋𠮷 二", "1,234.50", "2026-09-01", "2026-09-17 14:32"]
    assert all(0 < x < 595 and 0 < y < 842 for page in found for _, x, y, _ in page)


def test_many_columns_go_sideways_in_smaller_type(tmp_path: Path) -> None:
    columns = [ListColumn(heading=f"第 {number} 列的标题", width=20) for number in range(12)]
    write_list(tmp_path / "a.pdf", ABOUT, columns, [["很长的一段文字" * 5] * 12])
    assert b"/MediaBox [0 0 841.89 595.28]" in (tmp_path / "a.pdf").read_bytes()
    (page,) = pages(tmp_path / "a.pdf")
    assert {size for size, *_ in page[1:-2]} == {6.0}
    assert all(text.endswith("…") for text in words(page)[13:-2])


def test_more_rows_than_anybody_prints_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_paper, "MOST_PAPER_ROWS", 2)
    with pytest.raises(TooLongForPaperError):
        write_list(tmp_path / "a.pdf", ABOUT, [ListColumn(heading="甲")], [["1"]] * 3)
    assert list(tmp_path.iterdir()) == []
    assert issubclass(TooLongForPaperError, NotWrittenError)


@given(st.text(), st.floats(5, 80), st.sampled_from([7.0, 10.0]))
def test_lines_fit_their_room(text: str, room: float, size: float) -> None:
    assert text_width_mm(fitted(text, room, size), size) <= max(room, text_width_mm("…", size))
    lines = wrapped(text, room, size)
    assert all(text_width_mm(line, size) <= room or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(text.splitlines()).split())


def test_every_label_keeps_within_its_own(tmp_path: Path) -> None:
    sheet = LabelSheet(rows=8, columns=3, skipped=2)
    long = "北京市海淀区中关村南大街 5 号 Zhongguancun South Avenue 3 栋 1202 室" * 4
    labels = [("滨江路 16 号", "林国栋 先生 收"), (long, "很长的公司名称" * 9)] * 13
    write_labels(tmp_path / "a.pdf", labels, sheet, SAID)
    found = pages(tmp_path / "a.pdf")
    assert len(found) == 2
    assert words(found[0])[:2] == ["滨江路 16 号", "林国栋 先生 收"]
    first = sheet.place(0)
    assert found[0][0][1] == pytest.approx((first.left + 4) * 72 / 25.4, abs=0.1)
    numbers = [sheet.place(number) for number in range(len(labels))]
    for number, page in enumerate(found):
        for size, x, y, text in page:
            left, base = x * 25.4 / 72, 297 - y * 25.4 / 72
            inside = [
                one
                for one in numbers
                if one.page == number
                and one.left <= left
                and left + text_width_mm(text, size) <= one.left + sheet.width + 0.01
                and one.top <= base - size * 0.35
                and base <= one.top + sheet.height
            ]
            assert len(inside) == 1, text
