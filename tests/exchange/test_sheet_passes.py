"""The pass over a sheet's XML finds the same beside the fast reader as before it."""

import zipfile
from io import BytesIO
from typing import IO

import pytest
from openpyxl import Workbook

from branchcrm.exchange.errors import DamagedFileError
from branchcrm.exchange.reader import workbook_source
from branchcrm.exchange.reader.sheet_scan import SheetNotes, scan_sheet
from branchcrm.exchange.reader.source import NumberedRow, SheetFacts
from branchcrm.exchange.reader.workbook_source import WorkbookSource
from branchcrm.exchange.sniff import sniff

SHEET = "xl/worksheets/sheet1.xml"
MANY_TABS = b"<!--" + b"\t" * (64 * 1024) + b"-->"


@pytest.fixture
def content() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for number in range(40):
        sheet.append([number, "#N/A" if number == 3 else "甲"])
    sheet.row_dimensions[2].hidden = True
    sheet.merge_cells("A6:B6")
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def with_sheet(content: bytes, before: bytes, after: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(before, after) if name == SHEET else part)
    return held.getvalue()


def read(content: bytes) -> tuple[SheetFacts, list[NumberedRow]]:
    source = WorkbookSource(content, sniff(content, "a.xlsx"))
    return source.facts(0), list(source.rows(0))


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every part be worth a thread, and tell in which order parts were passed and loaded."""
    monkeypatch.setattr(workbook_source, "WORTH_A_THREAD_BYTES", 0)
    order: list[str] = []
    load = WorkbookSource._load

    def scanned(part: IO[bytes]) -> SheetNotes:
        found = scan_sheet(part)
        order.append("pass")
        return found

    def loaded(source: WorkbookSource, name: str) -> object:
        order.append("load")
        return load(source, name)

    monkeypatch.setattr(workbook_source, "scan_sheet", scanned)
    monkeypatch.setattr(WorkbookSource, "_load", loaded)
    return order


def test_what_the_pass_finds_is_the_same_beside_the_reader(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(content)
    monkeypatch.setattr(workbook_source, "WORTH_A_THREAD_BYTES", 0)
    facts, rows = read(content)
    assert (facts, rows) == before
    assert (facts.notes.hidden_rows, facts.notes.last_row, facts.rows) == (1, 40, 40)
    assert facts.notes.merges == [(6, 0, 6, 1)]
    assert facts.notes.errors == {4: {1: "#N/A"}}


@pytest.mark.parametrize(
    "said",
    [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:Z1048576"/>', MANY_TABS],
    ids=["nothing", "too little", "much", "too late"],
)
def test_a_sheet_that_does_not_say_that_it_is_small_is_passed_first(
    content: bytes, passes: list[str], said: bytes
) -> None:
    head = b'<dimension ref="A1:B40"/>'
    changed = with_sheet(content, head, said + head if said is MANY_TABS else said)
    _, rows = read(changed)
    assert len(rows) == 40
    assert passes[0] == "pass"


def test_a_sheet_of_more_rows_than_there_can_be_is_refused(
    content: bytes, passes: list[str]
) -> None:
    with pytest.raises(DamagedFileError):
        read(with_sheet(content, b'<row r="40"', b'<row r="1048577"'))
    assert sorted(passes) == ["load", "pass"]


def test_a_part_that_cannot_be_unpacked_is_refused(content: bytes, passes: list[str]) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        at = archive.getinfo(SHEET).header_offset + 40 + len(SHEET)
    broken = content[:at] + bytes(40) + content[at + 40 :]
    with pytest.raises(DamagedFileError):
        read(broken)
    assert passes == []
