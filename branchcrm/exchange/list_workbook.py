"""Writes a plain list as .xlsx: the frame by the fast writer, the rows by us as they come."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from rustpy_xlsxwriter import Format, write_worksheets

from branchcrm.exchange.archive_parts import part_beside
from branchcrm.exchange.errors import TooLargeForWorkbookError, TooManyRowsError
from branchcrm.exchange.list_writer import (
    NOTICE_SHEET,
    NUMBER_FORMATS,
    Block,
    ColumnKind,
    ListColumn,
    ListFile,
    sheet_name,
)
from branchcrm.exchange.sheet_cells import SheetCells, letters

MOST_ROWS: Final = 1_048_576
MOST_BYTES: Final = 2**31 - 2**24
"""Of a part of two gigabytes; beyond them an archive needs extensions that spreadsheets refuse."""
_LEVEL: Final = 3
"""Takes less than half the time of the usual level, for a file that is an eighth larger."""
_FIRST_ROW: Final = 2
_SHEET: Final = "xl/worksheets/sheet1.xml"
_BOOK: Final = "xl/workbook.xml"
_CORE: Final = "docProps/core.xml"
_HEAD_STYLE: Final = re.compile(r'<c r="A1" s="(\d+)"')
_STYLES: Final = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
_SIZE: Final = re.compile(r'<dimension ref="[^"]*"/>')
_FILTERED: Final = re.compile(r'(?<=<autoFilter ref=")[^"]*')
_FILTERED_NAME: Final = re.compile(r"(?<=!)[^<]*(?=</definedName>)")
_TEXT_RANGES: Final = re.compile(r'(?<=<ignoredError sqref=")[^"]*')


def write_workbook(
    path: Path, about: ListFile, columns: Sequence[ListColumn], blocks: Iterable[Block]
) -> None:
    """Write a list; its rows are made, compressed and written while others are still read.

    Raises:
        TooManyRowsError: a sheet has no room for so many.
        TooLargeForWorkbookError: they hold too much.
    """
    parts = _frame(about, columns)
    sheet, book = parts.pop(_SHEET).decode(), parts.pop(_BOOK).decode()
    before, made, behind = re.split("(?<=<sheetData>)(.*)(?=</sheetData>)", sheet)
    heads = SheetCells(_HEAD_STYLE.findall(made) * len(columns))
    last_column = letters(len(columns) - 1)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with part_beside(archive, _SHEET) as give:
            # Who reads it learns from the size how much memory it takes.
            size = f'<dimension ref="A1:{last_column}{about.rows + 1}"/>' if about.rows else ""
            give(_SIZE.sub(size, before).encode())
            give(heads.rows(1, [[column.heading] for column in columns]).encode())
            last_row = _give_rows(give, SheetCells(_STYLES.findall(made)), about.rows, blocks)
            behind = _FILTERED.sub(f"A1:{last_column}{last_row}", behind)
            give(_TEXT_RANGES.sub(_text_ranges(columns, last_row), behind).encode())
        archive.writestr(_BOOK, _FILTERED_NAME.sub(f"$A$1:${last_column}${last_row}", book))


def _give_rows(
    give: Callable[[bytes], None], cells: SheetCells, expected: int, blocks: Iterable[Block]
) -> int:
    """Give all rows and the number of the last; a list without any has a blank one."""
    next_row, held = _FIRST_ROW, 0
    for block in blocks:
        rows = max(expected, next_row - _FIRST_ROW + len(block[0]))
        if rows >= MOST_ROWS:
            raise TooManyRowsError(rows=rows, limit=MOST_ROWS - 1)
        made = cells.rows(next_row, block).encode()
        held += len(made)
        if held > MOST_BYTES:
            raise TooLargeForWorkbookError
        give(made)
        next_row += len(block[0])
    return max(next_row - 1, _FIRST_ROW)


def _frame(about: ListFile, columns: Sequence[ListColumn]) -> dict[str, bytes]:
    """Give the parts of a workbook with a single row, from which the styles are known."""
    sheet = sheet_name(about.sheet)
    names = [str(place) for place in range(len(columns))]
    texts = [names[place] for place in _text_places(columns)]
    sheets: list[tuple[str, Any]] = [(sheet, [dict.fromkeys(names, "x")])]
    if about.notices:
        notices = [{"说明": name, "内容": text} for name, text in about.notices]
        sheets.append((NOTICE_SHEET, notices))
    held = io.BytesIO()
    write_worksheets(
        sheets,
        held,
        freeze_panes={sheet: {"row": 1, "col": 1}},
        column_formats={
            sheet: [Format().set_num_format(NUMBER_FORMATS[column.kind]) for column in columns]
        },
        column_widths={
            sheet: [float(column.width) for column in columns],
            NOTICE_SHEET: {"说明": 14.0, "内容": 60.0},
        },
        header_format={
            sheet: Format().set_bold().set_background_color("#F3F4F6").set_border_bottom("thin")
        },
        autofilter={sheet: True},
        ignore_errors={sheet: texts} if texts else None,
    )
    with ZipFile(held) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts | {_CORE: _core_properties(about)}


def _text_places(columns: Sequence[ListColumn]) -> list[int]:
    return [place for place, one in enumerate(columns) if one.kind is ColumnKind.TEXT]


def _text_ranges(columns: Sequence[ListColumn], last_row: int) -> str:
    names = map(letters, _text_places(columns))
    return " ".join(f"{name}{_FIRST_ROW}:{name}{last_row}" for name in names)


def _core_properties(about: ListFile) -> bytes:
    moment = about.written_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    author = escape(about.author)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(about.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{stamps}</cp:coreProperties>"
    ).encode()
