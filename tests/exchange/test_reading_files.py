"""Files of every kind, honest and hostile, through the real reading program."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from branchcrm.domain.errors import CancelledError
from branchcrm.exchange.cells import Cell, CellError
from branchcrm.exchange.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    FileIsFolderError,
    FileMissingError,
    FileRefusedError,
    FileTooLargeError,
    NotAWorkbookError,
    ReaderCrashedError,
    ReaderLimitError,
    SheetMissingError,
    TemporaryLockFileError,
    UnsupportedFormatError,
)
from branchcrm.exchange.reader.limits import BASE_SECONDS, STARTS_WITHIN_SECONDS
from branchcrm.exchange.reader.program import Program
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.exchange.reader.sheet_head import SheetHead

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, sheet: str | None = None) -> tuple[list[SheetHead], dict[int, list[Cell]]]:
    heads: list[SheetHead] = []
    rows: dict[int, list[Cell]] = {}
    with FileReading(path, sheet=sheet) as reading:
        for event in reading.events():
            if isinstance(event, SheetHead):
                heads.append(event)
            else:
                rows.update({row.number: row.cells for row in event})
    return heads, rows


def save(path: Path, fill: Callable[[Workbook], None]) -> Path:
    book = Workbook()
    fill(book)
    book.save(path)
    return path


def rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_the_types_of_cells_survive(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(["张三", 6.842, 13812345678, True])
        sheet.append([date(2024, 3, 1), datetime(2024, 3, 1, 8, 26), time(8, 1)])  # noqa: DTZ001 - a cell has no zone

    _, rows = read(save(tmp_path / "a.xlsx", fill))
    assert rows == {
        1: ["张三", 6.842, 13812345678.0, True],
        2: [date(2024, 3, 1), datetime(2024, 3, 1, 8, 26), time(8, 1)],  # noqa: DTZ001 - likewise
    }


def test_error_cells_and_formulas_without_a_value_are_found(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.worksheets[0].append(["#N/A", "=A1+1", "x"])

    _, rows = read(save(tmp_path / "a.xlsx", fill))
    assert rows[1] == [CellError("#N/A"), CellError("#?"), "x"]


def test_hidden_rows_hidden_columns_merges_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet["C4"] = "x"
        sheet.merge_cells("C4:C6")
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("备查").sheet_state = "hidden"

    (first, second), rows = read(save(tmp_path / "a.xlsx", fill))
    assert (first.hidden_rows, first.hidden_columns) == (1, (1,))
    assert first.merges == ((4, 2, 6, 2),)
    assert (first.is_hidden, second.is_hidden, second.name) == (False, True, "备查")
    assert rows == {4: [None, None, "x"]}


def test_a_workbook_that_counts_from_1904_says_so(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", lambda book: book.worksheets[0].append([45352]))
    rewrite(
        path,
        "xl/workbook.xml",
        lambda part: part.replace(b"<workbookPr", b'<workbookPr date1904="1"'),
    )
    (head,), _ = read(path)
    assert head.counts_from_1904


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_of_every_chinese_program_is_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "客户.csv"
    lines = [["姓名", "手机", "备注"], ["张三䶮", "13812345678", "第一行\n第二行"]]
    text = "".join(
        delimiter.join(f'"{cell}"' if "\n" in cell else cell for cell in line) + "\r\n"
        for line in lines
    )
    path.write_bytes(text.encode(encoding))
    (head,), rows = read(path)
    assert rows == {1: lines[0], 2: lines[1]}
    assert head.name == "客户"


def test_traditional_text_in_big5_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,電話,地址\r\n陳大文,021234567,臺北市信義區\r\n".encode("big5"))
    _, rows = read(path)
    assert rows[2] == ["陳大文", "021234567", "臺北市信義區"]


def test_a_web_page_that_calls_itself_a_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    page = (
        "<html><meta charset=utf-8><table><tr><th>姓名<th colspan=2>电话</tr>"
        "<tr><td>张三&nbsp;</td><td>13812345678<br>010-88886666</td></tr></table></html>"
    )
    path.write_text(page, encoding="utf-8")
    _, rows = read(path)
    assert rows == {1: ["姓名", "电话"], 2: ["张三", "13812345678\n010-88886666"]}


def test_a_workbook_under_the_wrong_name_is_read(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", lambda book: book.worksheets[0].append(["张三"]))
    assert read(path.rename(tmp_path / "a.csv"))[1] == {1: ["张三"]}


def test_a_million_blank_formatted_rows_end_early(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", lambda book: book.worksheets[0].append(["姓名", "手机"]))
    blank = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n)
        for n in range(2, 400_000)
    )
    rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"</sheetData>", blank + b"</sheetData>"),
    )
    assert read(path)[1] == {1: ["姓名", "手机"]}


def _too_wide(path: Path) -> None:
    save(path, lambda book: book.worksheets[0].append(["x"]))
    rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b'ref="A1"', b'ref="A1:XFE16777217"').replace(
            b"</sheetData>", b'<row r="16777217"><c r="XFE16777217"><v>1</v></c></row></sheetData>'
        ),
    )


def _far_cell(path: Path) -> None:
    save(path, lambda book: book.worksheets[0].append(["x"]))
    rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(100):
                part.write(b" " * 1_000_000)
        archive.writestr("xl/workbook.xml", "<workbook/>")


def _ole_with(stream: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(OLE + b"\0" * 1000 + (stream + "\0").encode("utf-16-le") + b"\0" * 2000)

    return write


def _looping_ole(path: Path) -> None:
    header = bytearray(512)
    header[:8] = OLE
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header[44:80] = struct.pack("<9I", 1, 0, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 1)
    header[76:80] = struct.pack("<I", 1)
    fat = struct.pack("<128I", *([0] * 128))
    path.write_bytes(bytes(header) + b"\0" * 512 + fat)


def _truncated(path: Path) -> None:
    def fill(book: Workbook) -> None:
        for number in range(2000):
            book.worksheets[0].append([str(number)])

    save(path, fill)
    path.write_bytes(path.read_bytes()[:3000])


def _zip_of(name: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "x")

    return write


def _bytes(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


@pytest.mark.parametrize(
    ("name", "make", "refusal"),
    [
        ("a.xlsx", _bytes(b""), EmptyFileError),
        ("a.xlsx", _bytes(b"PK\x03\x04 not an archive"), DamagedFileError),
        ("a.xlsx", _truncated, DamagedFileError),
        ("a.xlsx", _bomb, FileTooLargeError),
        ("a.xlsx", _too_wide, DamagedFileError),
        ("a.xlsx", _far_cell, FileRefusedError),
        ("a.xlsx", _ole_with("EncryptedPackage"), EncryptedFileError),
        ("a.xls", _ole_with("WordDocument"), UnsupportedFormatError),
        ("a.xls", _ole_with("Workbook"), FileRefusedError),
        ("a.xls", _looping_ole, FileRefusedError),
        ("a.docx", _zip_of("word/document.xml"), UnsupportedFormatError),
        ("a.zip", _zip_of("readme.txt"), UnsupportedFormatError),
        ("~$a.xlsx", _bytes(b"x"), TemporaryLockFileError),
        ("a.et", _bytes(b"x"), UnsupportedFormatError),
        ("a.pdf", _bytes(b"%PDF-1.7"), UnsupportedFormatError),
        ("a.xlsx", _bytes(b"\x89PNG\r\n"), UnsupportedFormatError),
        ("a.xml", _bytes(b'<?xml version="1.0"?><Workbook/>'), UnsupportedFormatError),
        ("a.json", _bytes(b'{"a": 1}'), UnsupportedFormatError),
        ("a.csv", _bytes(bytes(range(1, 32)) * 100), DamagedFileError),
        ("a.xlsx", _bytes("这不是工作簿".encode()), NotAWorkbookError),
        ("a.xls", _bytes(bytes(range(256)) * 20), NotAWorkbookError),
        ("missing.xlsx", lambda _: None, FileMissingError),
        ("folder.xlsx", lambda path: path.mkdir(), FileIsFolderError),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_three_lines(
    tmp_path: Path, name: str, make: Callable[[Path], None], refusal: type[FileRefusedError]
) -> None:
    make(tmp_path / name)
    with pytest.raises(refusal) as caught:
        read(tmp_path / name)
    assert len(caught.value.lines()) == 3


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", lambda book: book.worksheets[0].append(["x"]))
    with pytest.raises(SheetMissingError, match=r"九月.*Sheet"):
        read(path, sheet="九月")


def test_a_cancelled_reading_ends_the_program(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", lambda book: book.worksheets[0].append(["x"]))

    def cancel() -> None:
        raise CancelledError

    with FileReading(path, tick=cancel) as reading:
        with pytest.raises(CancelledError):
            list(reading.events())
        assert reading._program is not None
        process = reading._program._process
    assert process.poll() is not None


def test_a_reader_that_dies_is_one_clear_message(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", lambda book: book.worksheets[0].append(["x"]))
    with FileReading(path) as reading:
        assert reading._program is not None
        reading._program._process.terminate()
        with pytest.raises((ReaderCrashedError, ReaderLimitError)):
            list(reading.events())


def test_only_the_start_of_a_program_may_take_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("客户编号,姓名\nC-1,王敏\n", encoding="utf-8")
    waited: list[float] = []
    receive = Program.receive

    def heard(program: Program, tick: Callable[[], None], patience_s: float) -> bytes:
        waited.append(patience_s)
        return receive(program, tick, patience_s)

    monkeypatch.setattr(Program, "receive", heard)
    with FileReading(path) as reading:
        assert list(reading.events())
    first, *later = waited
    assert later
    assert set(later) == {BASE_SECONDS}
    assert first == BASE_SECONDS + STARTS_WITHIN_SECONDS
