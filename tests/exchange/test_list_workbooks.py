"""Workbooks of plain lists: cells as they were, sizes that are true, nothing left of a failure."""

import errno
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import pytest
from openpyxl import load_workbook

from branchcrm.domain.errors import CancelledError
from branchcrm.exchange.archive_parts import part_beside
from branchcrm.exchange.errors import DiskFullError, TooLargeForWorkbookError
from branchcrm.exchange.list_writer import (
    ColumnKind,
    ListColumn,
    ListFile,
    write_blocks,
    write_list,
)
from branchcrm.exchange.sheet_cells import LONGEST_CELL, SheetCells, is_plain, letters

ABOUT = ListFile(
    sheet="客户 1", title="客户", author="王敏", written_at=datetime(2026, 9, 17, tzinfo=UTC)
)
TEXT = ListColumn(heading="文字")


class Colour(StrEnum):
    RED = "红"


def written(path: Path, columns: list[ListColumn], rows: list[list[Any]]) -> list[tuple[Any, ...]]:
    write_list(path, ABOUT, columns, rows)
    return list(load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True))


def sheet_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text",
    [
        "甲 & 乙 <丙> \"丁\" '戊'",
        " 前面有空格",
        "后面有空格 ",
        "两\n行",
        "\t制表",
        "¦ 竖线",
        "全角　空格",
        "😀",
        "=1+1",
        "000318",
    ],
)
def test_a_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    rows: list[list[Any]] = [["平常"], [text], [None], ["平常"]]
    assert [row[0] for row in written(tmp_path / "a.xlsx", [TEXT], rows)] == [
        "平常",
        text,
        None,
        "平常",
    ]


def test_what_excel_would_read_as_a_code_is_written_as_a_text() -> None:
    cells = SheetCells(["2"])
    assert "<t>_x005F_x0041_ _x</t>" in cells.rows(2, [["_x0041_ _x"]])
    assert "<t>甲_x000D_\n乙</t>" in cells.rows(2, [["甲\r\n乙"]])
    assert cells.rows(2, [["\x07"]]) == '<row r="2"></row>'


def test_a_text_that_is_too_long_is_cut_alone(tmp_path: Path) -> None:
    long, whole = "长" * (LONGEST_CELL + 1), "短" * (LONGEST_CELL - 10)
    found = written(tmp_path / "a.xlsx", [TEXT], [[long], [whole]])
    assert found == [(long[:-1],), (whole,)]
    assert is_plain([whole, whole])
    assert not is_plain([whole, long])


def test_each_value_is_the_cell_that_excel_makes_of_it(tmp_path: Path) -> None:
    values = [
        *(Decimal("68420.10"), Decimal("1E+2"), 0, -3, 0.5, float("nan"), None, ""),
        *("文字", True, Colour.RED, date(2026, 9, 17), datetime(2026, 9, 3, 10, 20, tzinfo=None)),  # noqa: DTZ001 - as a branch sees it
    ]
    column = ListColumn(heading="混合", kind=ColumnKind.QUANTITY)
    found = [row[0] for row in written(tmp_path / "a.xlsx", [column], [[one] for one in values])]
    assert found[:8] == [68420.1, 100, 0, -3, 0.5, None, None, None]
    assert found[8:11] == ["文字", True, "红"]
    numbers = re.findall(r"<v>([^<]*)</v>", sheet_xml(tmp_path / "a.xlsx"))
    assert numbers[-2:] == ["46282", "46268.430555555555"]


def test_numbers_alone_make_numbers(tmp_path: Path) -> None:
    column = ListColumn(heading="金额", kind=ColumnKind.MONEY)
    assert written(tmp_path / "a.xlsx", [column], [[Decimal("0.10")], [7]]) == [(0.1,), (7,)]


def test_days_before_the_calendar_of_excel_are_texts(tmp_path: Path) -> None:
    column = ListColumn(heading="生日", kind=ColumnKind.DATE)
    days = [date(1890, 5, 1), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), None]
    write_list(tmp_path / "a.xlsx", ABOUT, [column], [[day] for day in days])
    cells = re.findall(r"<(?:t|v)>([^<]*)</(?:t|v)>", sheet_xml(tmp_path / "a.xlsx"))
    assert cells[1:] == ["1890-05-01", "1", "59", "61"]
    moment = datetime(1890, 5, 1, 8, 30)  # noqa: DTZ001 - as a branch sees it
    assert "1890-05-01 08:30" in SheetCells(["0"]).rows(2, [[moment]])


def test_columns_are_named_as_excel_names_them() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]


def test_the_sheet_tells_its_size_where_it_is_known(tmp_path: Path) -> None:
    columns = [TEXT, ListColumn(heading="数", kind=ColumnKind.NUMBER), TEXT]
    known = ListFile(sheet="客户 1", title="", author="", written_at=ABOUT.written_at, rows=3)
    blocks: list[list[list[Any]]] = [[["甲", "乙"], [1, 2], ["x", None]], [["丙"], [3], [None]]]
    assert write_blocks(tmp_path / "a.xlsx", known, columns, blocks) == 3
    sheet = sheet_xml(tmp_path / "a.xlsx")
    assert '<dimension ref="A1:C4"/>' in sheet
    assert '<autoFilter ref="A1:C4"/>' in sheet
    assert 'sqref="A2:A4 C2:C4" numberStoredAsText="1"' in sheet
    assert re.findall(r'<row r="(\d+)">', sheet) == ["1", "2", "3", "4"]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert ">'客户 1'!$A$1:$C$4<" in archive.read("xl/workbook.xml").decode()
    book = load_workbook(tmp_path / "a.xlsx")
    assert [cell.value for cell in book.worksheets[0][1]] == ["文字", "数", "文字"]
    assert book.worksheets[0].column_dimensions["A"].width == pytest.approx(14, abs=1)
    write_blocks(tmp_path / "b.xlsx", ABOUT, columns, blocks)
    assert "<dimension" not in sheet_xml(tmp_path / "b.xlsx")


def test_an_empty_list_has_its_head_and_its_filter(tmp_path: Path) -> None:
    assert write_list(tmp_path / "a.xlsx", ABOUT, [TEXT, TEXT], []) == 0
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.auto_filter.ref == "A1:B2"
    assert [cell.value for cell in sheet[1]] == ["文字", "文字"]


def test_more_than_an_archive_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("branchcrm.exchange.list_workbook.MOST_BYTES", 100)
    with pytest.raises(TooLargeForWorkbookError):
        write_list(tmp_path / "a.xlsx", ABOUT, [TEXT], [["文" * 100]])
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def blocks() -> Iterator[list[list[str]]]:
        yield [["甲"]]
        raise CancelledError

    with pytest.raises(CancelledError):
        write_blocks(tmp_path / "a.xlsx", ABOUT, [TEXT], blocks())
    assert list(tmp_path.iterdir()) == []


class FullPart:
    """A part of an archive that cannot be written, as on a disk that is full."""

    def __init__(self, problem: Exception) -> None:
        self._problem = problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        """End without a word."""

    def write(self, content: bytes) -> int:
        del content
        raise self._problem


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refuse(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    whole: Callable[..., object] = zipfile.ZipFile.open

    def opened(archive: zipfile.ZipFile, name: object, *more: object, **named: object) -> object:
        is_sheet = name == "xl/worksheets/sheet1.xml" and "w" in more
        return FullPart(problem) if is_sheet else whole(archive, name, *more, **named)

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)


def test_a_disk_that_is_full_is_named_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, FULL)
    with pytest.raises(DiskFullError):
        write_list(tmp_path / "a.xlsx", ABOUT, [TEXT], [["甲"]] * 20_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("problem", [FULL, RuntimeError("a bug")])
def test_what_goes_wrong_with_the_last_piece_is_told_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    refuse(monkeypatch, problem)
    name = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w") as archive,
        pytest.raises(type(problem)),
        part_beside(archive, name) as give,
    ):
        give(b"1")
