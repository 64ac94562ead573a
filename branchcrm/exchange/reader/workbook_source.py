"""Reads workbooks: values by python-calamine, the rest by a pass over the XML."""

import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from branchcrm.exchange.errors import DamagedFileError, EncryptedFileError
from branchcrm.exchange.reader.large_sheet import LargeWorkbook
from branchcrm.exchange.reader.package import Package, read_package
from branchcrm.exchange.reader.sheet_scan import SheetNotes, said_cells, scan_sheet
from branchcrm.exchange.reader.source import NumberedRow, SheetFacts
from branchcrm.exchange.sniff import Container, Sniffed

# Above these python-calamine, which holds a whole sheet as one rectangle, needs too much memory.
LARGE_SHEET_BYTES: Final = 320 * 1024 * 1024
LARGE_SHEET_CELLS: Final = 24_000_000
WORTH_A_THREAD_BYTES: Final = 4 * 1024 * 1024
_LONGEST_CELL_BYTES: Final = 400
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)
_XML: Final = frozenset({Container.WORKBOOK, Container.STRICT_WORKBOOK})


class WorkbookSource:
    """One opened workbook of any Excel generation, or an OpenDocument sheet."""

    def __init__(self, content: bytes, sniffed: Sniffed) -> None:
        """Open the workbook.

        Raises:
            FileRefusedError: it is encrypted or damaged.
        """
        self.details: dict[str, str] = {}
        self._content = content
        self._name = sniffed.name
        self._archive = zipfile.ZipFile(BytesIO(content)) if sniffed.container in _XML else None
        self._package = read_package(self._archive) if self._archive else Package({}, False)  # noqa: FBT003 - no workbook part, no flag
        try:
            self._workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        except PasswordError as problem:
            raise EncryptedFileError(file=sniffed.name) from problem
        except CalamineError as problem:
            raise DamagedFileError(file=sniffed.name) from problem
        self._sheets = [
            sheet
            for sheet in self._workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        self.sheet_names = [sheet.name for sheet in self._sheets]
        self._notes = SheetNotes()
        self._loaded: CalamineSheet | LargeWorkbook | None = None

    def facts(self, index: int) -> SheetFacts:
        """Load the sheet and tell what is known of it."""
        sheet = self._sheets[index]
        self._loaded = None
        part = self._package.parts.get(sheet.name, "")
        loaded = None
        if self._is_plainly_small(part):
            # The fast reader lets go of the interpreter: the pass takes no time beside it.
            with ThreadPoolExecutor(1) as beside:
                scanned = beside.submit(self._scan, part)
                loaded = self._load(sheet.name)
                self._notes = scanned.result()
        else:
            self._notes = self._scan(part)
        if self._notes.last_row > MOST_ROWS or self._notes.width > MOST_COLUMNS:
            raise DamagedFileError(file=self._name)
        if loaded is None and self._is_large(part):
            self._loaded = LargeWorkbook(self._content, self._name)
            rows = self._notes.last_row
        else:
            self._loaded = loaded or self._load(sheet.name)
            rows = self._loaded.total_height + 1
            self._notes.merges = self._merges(self._loaded)
        return SheetFacts(
            name=sheet.name,
            is_hidden=sheet.visible != SheetVisibleEnum.Visible,
            rows=rows,
            counts_from_1904=self._package.counts_from_1904,
            notes=self._notes,
        )

    def rows(self, index: int) -> Iterator[NumberedRow]:
        """Give every row of the sheet that was loaded last, error cells restored."""
        if isinstance(self._loaded, LargeWorkbook):
            return self._loaded.rows(self.sheet_names[index])
        if self._loaded is None or self._loaded.start is None:
            return iter(())
        return _numbered(self._loaded, self._loaded.start[1])

    def _load(self, name: str) -> CalamineSheet:
        try:
            return self._workbook.get_sheet_by_name(name)
        except CalamineError as problem:
            raise DamagedFileError(file=self._name) from problem

    def _is_plainly_small(self, part: str) -> bool:
        """Tell whether a sheet says itself that it is one for the fast reader, and may be right.

        A small part is not worth the asking; where there is more of it than it says there would
        be, nothing that it says counts.
        """
        size = self._size(part)
        if self._archive is None or not WORTH_A_THREAD_BYTES < size <= LARGE_SHEET_BYTES:
            return False
        try:
            with self._archive.open(part) as stream:
                cells = said_cells(stream)
        except _UNREADABLE as problem:
            raise DamagedFileError(file=self._name) from problem
        return size / _LONGEST_CELL_BYTES <= cells <= LARGE_SHEET_CELLS

    def _scan(self, part: str) -> SheetNotes:
        if self._archive is None or part not in self._archive.namelist():
            return SheetNotes()
        try:
            with self._archive.open(part) as stream:
                return scan_sheet(stream)
        except _UNREADABLE as problem:
            raise DamagedFileError(file=self._name) from problem

    def _is_large(self, part: str) -> bool:
        return self._archive is not None and (
            self._size(part) > LARGE_SHEET_BYTES or self._notes.cells > LARGE_SHEET_CELLS
        )

    def _size(self, part: str) -> int:
        if self._archive is None or part not in self._archive.namelist():
            return 0
        return self._archive.getinfo(part).file_size

    @staticmethod
    def _merges(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
        return [
            (top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]


def _numbered(sheet: CalamineSheet, first_column: int) -> Iterator[NumberedRow]:
    # iter_rows gives the blank rows above the data but not the blank columns beside it.
    margin = [""] * first_column
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, margin + list(cells)
