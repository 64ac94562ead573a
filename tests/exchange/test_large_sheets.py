"""A sheet too large to hold is streamed, and says what openpyxl's parser says of it."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from branchcrm.exchange.errors import ReaderLimitError
from branchcrm.exchange.reader.large_sheet import BLANK_ROWS_THAT_END_A_SHEET, LargeWorkbook
from branchcrm.exchange.reader.sheet_stream import SheetStream

MOMENT = datetime(2026, 9, 17, 14, 32)  # noqa: DTZ001 - a cell has no zone
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
TEXTS_XML = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<si><t>甲</t></si><si><t>乙</t></si></sst>"
)
TEXTS_TYPE = (
    f'<Override PartName="/{TEXTS}" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sharedStrings+xml"/></Types>'
)


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def with_sheet(content: bytes, change: Callable[[str], str]) -> bytes:
    """Give the workbook with another XML of its sheet, and with two shared texts."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            part = before.read(name).decode()
            part = change(part) if name == SHEET else part.replace("</Types>", TEXTS_TYPE)
            after.writestr(name, part)
        after.writestr(TEXTS, TEXTS_XML)
    return held.getvalue()


def with_rows(xml: str) -> bytes:
    return with_sheet(
        workbook([MOMENT]),
        lambda sheet: (
            f"{sheet.partition('<sheetData>')[0]}<sheetData>{xml}</sheetData></worksheet>"
        ),
    )


def streamed(content: bytes) -> dict[int, list[object]]:
    return dict(LargeWorkbook(content, "a.xlsx").rows("Sheet"))


def parsed(content: bytes) -> dict[int, list[object]]:
    sheet = load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()
    rows: dict[int, list[object]] = {}
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        row: list[object] = ["" if cell is None else cell for cell in cells]
        if row.count("") < len(row):
            rows[number] = row
    return rows


def same(one: dict[int, list[object]], two: dict[int, list[object]]) -> bool:
    """Tell whether both hold the same values of the same types, blanks at the end aside."""
    return one.keys() == two.keys() and all(
        type(a) is type(b) and a == b
        for number, row in one.items()
        for a, b in zip_longest(row, two[number], fillvalue="")
    )


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - a cell has no zone
    st.just(time(9, 30)),
    st.just(timedelta(hours=30)),
    st.sampled_from(["=1+1", "#N/A", "甲 & 乙", "a\nb", " 前", "<b>", "理财", "C-000318"]),
    st.text(alphabet="张王12&<>\"' \n", max_size=8),
)


@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=5))
def test_what_openpyxl_writes_is_streamed_as_it_parses_it(rows: list[list[object]]) -> None:
    content = workbook(*rows)
    assert same(streamed(content), parsed(content))


@pytest.mark.parametrize(
    ("xml", "row"),
    [
        (
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>',
            ["甲", "", "乙"],
        ),
        ('<row r="1" spans="1:2" x14ac:dyDescent="0.2"><c r="B1"><v>1.5</v></c></row>', ["", 1.5]),
        ('<row><c><v>7</v></c><c t="b"><v>1</v></c></row>', [7, True]),
        ('<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>', [1, 2]),
        ('<row r="1"><c r="A1" s="1"><v>45352</v></c></row>', [datetime(2024, 3, 1)]),  # noqa: DTZ001 - a cell has no zone
        ('<row r="1"><c r="A1" s="1"><v>45352.5</v></c></row>', [datetime(2024, 3, 1, 12)]),  # noqa: DTZ001 - likewise
        ('<row r="1"><c r="A1" t="str"><f>B1&amp;C1</f><v>甲乙</v></c></row>', ["甲乙"]),
        ('<row r="1"><c r="A1"><f t="shared" si="0"/><v>3</v></c></row>', [3]),
        ('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>', ["#N/A", 1]),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>理财</t></is></c></row>', ["理财"]),
        (
            '<row><c r="A1" t="inlineStr"><is><r><t>理</t></r><r><t>财</t></r></is></c></row>',
            ["理财"],
        ),
        ('<row r="1"><c r="A1" t="str"><v>a&amp;b</v></c></row>', ["a&b"]),
        ('<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>', [1]),
        ('<row r="1"><c r="A1" t="d"><v>2026-09-17</v></c></row>', [date(2026, 9, 17)]),
        ('<row r="1"><c r="A1"><v>1E3</v></c><c r="B1" s="0"/><c r="C1"><v/></c></row>', [1000.0]),
    ],
)
def test_a_row_of_any_form_is_read(xml: str, row: list[object]) -> None:
    content = with_rows(xml)
    assert same(streamed(content), {1: row})


def test_a_day_beyond_the_calendar_is_an_error() -> None:
    content = with_rows('<row r="1"><c r="A1" s="1"><v>1E9</v></c></row>')
    with pytest.warns(UserWarning, match="outside the limits"):
        assert streamed(content) == {1: ["#VALUE!"]}


def test_rows_are_numbered_as_in_the_sheet_and_end_behind_many_blank_ones() -> None:
    far = BLANK_ROWS_THAT_END_A_SHEET + 10
    xml = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in (3, 9, far)
    )
    assert streamed(with_rows(f'<row r="1"/>{xml}')) == {3: [3], 9: [9]}


def test_a_sheet_with_prefixes_is_left_to_the_parser() -> None:
    def prefixed(sheet: str) -> str:
        named = sheet.replace("xmlns=", "xmlns:x=").replace("<", "<x:").replace("<x:/", "</x:")
        return named.replace("<x:?", "<?")

    content = with_sheet(workbook(["姓名", "金额"], ["林国栋", 12.5]), prefixed)
    assert streamed(content) == {1: ["姓名", "金额"], 2: ["林国栋", 12.5]}


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><ro r="2"><c r="A2"/></row>', "among the rows"),
        ('<row r="1"><c r="A1"><v>1</v></c></row>x<row r="2"/>', "among the rows"),
        ('<row r="1"><c r="A1"><v>1</v></c></ro><row r="2"><c r="B2"/></row>', "mismatched tag"),
        ('<row r="1"><c r="A1"><v>1</v></c>', "among the rows"),
    ],
)
def test_damaged_rows_are_refused_and_never_left_out(xml: str, reason: str) -> None:
    with pytest.raises(Exception, match=reason):
        streamed(with_rows(xml))


def test_a_sheet_that_breaks_off_is_refused() -> None:
    content = with_sheet(workbook(["甲"], ["乙"]), lambda sheet: sheet.partition("</sheetData>")[0])
    with pytest.raises(ValueError, match="no end"):
        streamed(content)


def test_a_row_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchcrm.exchange.reader.sheet_stream._HEAD_BYTES", 1100)
    monkeypatch.setattr("branchcrm.exchange.reader.sheet_stream._CHUNK_BYTES", 16)
    monkeypatch.setattr("branchcrm.exchange.reader.sheet_stream._LONGEST_ROW", 400)
    sheet = load_workbook(BytesIO(with_rows(f"<row>{' ' * 5000}")), read_only=True).worksheets[0]
    with pytest.raises(ValueError, match="no end"):
        list(SheetStream(sheet).rows())


def test_an_empty_sheet_has_no_rows() -> None:
    content = with_sheet(
        workbook(["甲"]),
        lambda sheet: f"{sheet.partition('<sheetData>')[0]}<sheetData/></worksheet>",
    )
    assert streamed(content) == {}


def test_rows_are_the_same_wherever_the_pieces_end(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(*[[f"客户{number}", number, MOMENT] for number in range(40)])
    monkeypatch.setattr("branchcrm.exchange.reader.sheet_stream._CHUNK_BYTES", 100)
    sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
    assert same(dict(SheetStream(sheet).rows()), parsed(content))


def test_a_sheet_that_openpyxl_does_not_see_is_refused() -> None:
    with pytest.raises(ReaderLimitError):
        list(LargeWorkbook(workbook(["甲"]), "a.xlsx").rows("别的"))
