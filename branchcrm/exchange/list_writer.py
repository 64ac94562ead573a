"""Writes plain lists: .xlsx with typed columns in one fast pass, .csv, or .pdf for paper."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from rustpy_xlsxwriter import Format, write_worksheets

from branchcrm.exchange.errors import TooManyRowsError
from branchcrm.exchange.target import check_ending, replacing

MOST_ROWS: Final = 1_048_576
_LONGEST_CELL: Final = 32_767
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME: Final = 31
NOTICE_SHEET: Final = "导出说明"


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    QUANTITY = "quantity"
    DATE = "date"
    MOMENT = "moment"


NUMBER_FORMATS: Final = {
    ColumnKind.TEXT: "@",
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.NUMBER: "0",
    ColumnKind.QUANTITY: "General",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.MOMENT: "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """One column of a list: its heading, what its cells are, its width in characters."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """What a written list says about itself: sheet, title, author, and its mark.

    `foot` is what a sheet of paper says of it in one line.
    """

    sheet: str
    title: str
    author: str
    written_at: datetime
    notices: tuple[tuple[str, str], ...] = ()
    foot: str = ""


def write_list(
    target: Path, about: ListFile, columns: Sequence[ListColumn], rows: Iterable[Sequence[Any]]
) -> int:
    """Write a list and give the number of its rows; cells are text, Decimal, int, dates, None.

    Raises:
        NotWrittenError: nothing was written.
    """
    ending = check_ending(target)
    counted = _Counted(rows)
    with replacing(target) as beside:
        if ending == ".csv":
            _write_csv(beside, columns, counted)
        elif ending == ".pdf":
            from branchcrm.exchange.list_paper import write_paper  # noqa: PLC0415 - rarely needed

            write_paper(beside, about, columns, counted)
        else:
            _write_workbook(beside, about, columns, counted)
    return counted.count


class _Counted:
    """Counts rows while they pass."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self._rows:
            self.count += 1
            yield row


def _write_csv(path: Path, columns: Sequence[ListColumn], rows: _Counted) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(column.heading for column in columns)
        lines.writerows([guarded(cell) for cell in row] for row in rows)


def guarded(cell: object) -> object:
    """Give a cell that no spreadsheet runs as a formula when it opens the text file."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return cell


def _write_workbook(
    path: Path, about: ListFile, columns: Sequence[ListColumn], rows: _Counted
) -> None:
    sheet = sheet_name(about.sheet)
    headings = [column.heading for column in columns]
    texts = [place for place, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
    records = _records(headings, texts, rows)
    # The writer takes its headings from the first record, so an empty list has a blank one.
    first = next(records, dict.fromkeys(headings))
    sheets: list[tuple[str, Any]] = [(sheet, chain([first], records))]
    if about.notices:
        sheets.append(
            (NOTICE_SHEET, [{"说明": name, "内容": text} for name, text in about.notices])
        )
    write_worksheets(
        sheets,
        str(path),
        freeze_panes={sheet: {"row": 1, "col": 1}},
        column_formats={
            sheet: {
                column.heading: Format().set_num_format(NUMBER_FORMATS[column.kind])
                for column in columns
            }
        },
        column_widths={
            sheet: {column.heading: float(column.width) for column in columns},
            NOTICE_SHEET: {"说明": 14.0, "内容": 60.0},
        },
        header_format={
            sheet: Format().set_bold().set_background_color("#F3F4F6").set_border_bottom("thin")
        },
        autofilter={sheet: True},
        ignore_errors={sheet: [columns[place].heading for place in texts]} if texts else None,
    )
    _write_properties(path, about)


def _records(headings: list[str], texts: list[int], rows: _Counted) -> Iterator[dict[str, Any]]:
    for row in rows:
        if rows.count >= MOST_ROWS:
            raise TooManyRowsError(rows=rows.count, limit=MOST_ROWS - 1)
        joined = "".join([text for place in texts if (text := row[place])])
        record = dict(zip(headings, row, strict=True))
        if len(joined) > _LONGEST_CELL or _NOT_IN_XML.search(joined):
            record |= {headings[place]: row[place] and writable(row[place]) for place in texts}
        yield record


def writable(text: str) -> str:
    """Give a text without what no workbook can hold."""
    return _NOT_IN_XML.sub("", text)[:_LONGEST_CELL]


def sheet_name(text: str) -> str:
    """Give a text that Excel takes as the name of a sheet."""
    return _NOT_IN_SHEET_NAMES.sub(" ", text).strip()[:_LONGEST_SHEET_NAME] or "Sheet1"


def _write_properties(path: Path, about: ListFile) -> None:
    """Write title and author into the document's properties, which the fast writer cannot set.

    The two property parts are the last of the archive: they are cut off and written anew, so
    that the sheets are not compressed a second time.
    """
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        infos = archive.infolist()
        first = next(
            place for place, info in enumerate(infos) if info.filename.startswith("docProps/")
        )
        tail = infos[first:]
        kept = {info.filename: archive.read(info) for info in tail}
        archive.start_dir = tail[0].header_offset
        for info in tail:
            archive.filelist.remove(info)
            del archive.NameToInfo[info.filename]
        kept["docProps/core.xml"] = _core_properties(about)
        for name, content in kept.items():
            archive.writestr(name, content)


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
