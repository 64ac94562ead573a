"""Workbooks that are edited outside and come back: locked keys, drop-downs, and what went out."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell as OfficeCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.worksheet.worksheet import Worksheet

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark
from branchcrm.exchange.cells import Cell, text_of
from branchcrm.exchange.list_writer import (
    NOTICE_SHEET,
    NUMBER_FORMATS,
    ListColumn,
    ListFile,
    sheet_name,
)
from branchcrm.exchange.locked_sign import BASE_SHEET
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.sheet_cells import writable
from branchcrm.exchange.target import replacing
from branchcrm.exchange.template_writer import LISTS_SHEET, drop_down, listed_at

SIGN: Final = "branchcrm-locked-1"
_BASE_HEADS: Final = 2
_HEAD: Final = PatternFill("solid", fgColor="E5E7EB")
_LOCKED: Final = PatternFill("solid", fgColor="F3F4F6")
_OPEN: Final = Protection(locked=False)
_BOLD: Final = Font(bold=True)


class NotOurBookError(BranchCrmError):
    """A workbook that did not go out as one to be edited, or lost what it went out with."""

    happened = mark("没有收回：{file} 不是从这里导出的可改工作簿，或隐藏的对照表被删掉了")
    remedy = mark("重新导出可改工作簿再填写，或用普通导入")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedColumn:
    """One column: its field, whether it may be changed, and the words it takes."""

    key: str
    column: ListColumn
    is_open: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedRow:
    """One record on its way out: its cells, and the texts that its open cells stand for."""

    cells: Sequence[Any]
    base: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One record that comes back: its row in Excel, its key, what went out, what is there now.

    `base` holds the open columns only, and nothing for a row that did not go out.
    """

    row: int
    key: str
    base: dict[str, str]
    cells: dict[str, Cell]

    @property
    def has_gone_out(self) -> bool:
        """Whether the row was there when the workbook went out."""
        return bool(self.base)


def write_locked(
    target: Path, about: ListFile, columns: Sequence[LockedColumn], rows: Iterable[LockedRow]
) -> int:
    """Write a workbook to be edited; the first column is the key. Give the number of rows.

    Raises:
        NotWrittenError: nothing was written.
    """
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = about.author, about.title
    sheet, base = _sheet(book, sheet_name(about.sheet)), _sheet(book, BASE_SHEET)
    base.sheet_state = "veryHidden"
    with replacing(target) as beside, _cleaned_up(sheet, base):
        _set_up(sheet, columns)
        base.append([SIGN, *(one.key for one in columns)])
        base.append(["", *("1" if one.is_open else "" for one in columns)])
        cells = [_cell(sheet, column) for column in columns]
        texts = [WriteOnlyCell(base) for _ in (SIGN, *columns)]
        count = 0
        for row in rows:
            sheet.append(_filled(cells, row.cells))
            base.append(_filled(texts, [f"{row.cells[0]}", *row.base]))
            count += 1
        _finish(book, sheet, columns, count)
        _notices(book, about)
        book.save(beside)
    return count


@contextmanager
def _cleaned_up(*sheets: Worksheet) -> Iterator[None]:
    """Leave none of the unencrypted files behind that sheets are gathered in, when it fails."""
    try:
        yield
    except BaseException:
        for sheet in sheets:
            _discard(sheet)
        raise


def _discard(sheet: Worksheet) -> None:
    writer = getattr(sheet, "_writer", None)
    if writer is None:
        return
    with suppress(OSError, ValueError, WorkbookAlreadySaved):
        sheet.close()  # type: ignore[attr-defined]  # the streaming kind has it
    with suppress(OSError, ValueError):
        writer.cleanup()


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Give a fresh sheet; the streaming kind can all that is asked of it here."""
    return cast("Worksheet", book.create_sheet(name))


def _set_up(sheet: Worksheet, columns: Sequence[LockedColumn]) -> None:
    sheet.freeze_panes = "B2"
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.autoFilter = guard.sort = False
    for place, one in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = one.column.width
    heads = []
    for one in columns:
        head = WriteOnlyCell(sheet, one.column.heading)
        head.font, head.fill = _BOLD, _HEAD
        heads.append(head)
    sheet.append(heads)


def _cell(sheet: Worksheet, column: LockedColumn) -> OfficeCell:
    """Give the cell that is written again and again in a column: its style is found once."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = NUMBER_FORMATS[column.column.kind]
    if column.is_open:
        cell.protection = _OPEN
    else:
        cell.fill = _LOCKED
    return cell


def _filled(cells: list[OfficeCell], values: Sequence[Any]) -> list[OfficeCell]:
    """Put values into the cells of a row; text stays text, whatever it begins with."""
    for cell, value in zip(cells, values, strict=True):
        if isinstance(value, str):
            cell.value = writable(value)
            cell.data_type = "s"
        else:
            cell.value = value
    return cells


def _finish(book: Workbook, sheet: Worksheet, columns: Sequence[LockedColumn], count: int) -> None:
    last = max(count + 1, 2)
    listed = [(place, one.choices) for place, one in enumerate(columns, start=1) if one.choices]
    for number, (place, choices) in enumerate(listed, start=1):
        letter = get_column_letter(place)
        rule = drop_down(listed_at(number, len(choices)), f"{letter}2:{letter}{last}")
        sheet.data_validations.append(rule)
    lists = _sheet(book, LISTS_SHEET)
    lists.sheet_state = "hidden"
    for words in zip_longest(*(choices for _, choices in listed)):
        lists.append(list(words))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _notices(book: Workbook, about: ListFile) -> None:
    sheet = _sheet(book, NOTICE_SHEET)
    sheet.column_dimensions["B"].width = 60
    for line in about.notices:
        sheet.append(list(line))


def read_locked(reading: FileReading) -> Iterator[ReturnedRow]:
    """Give the records of a workbook that comes back; `reading` must be open.

    Raises:
        NotOurBookError: it is another workbook, or what went out with it is gone.
        FileRefusedError: it cannot be read.
    """
    name = reading.path.name
    sheets: dict[str, list[tuple[int, list[Cell]]]] = {}
    order: list[str] = []
    for event in reading.events():
        if isinstance(event, SheetHead):
            order.append(event.name)
            sheets[event.name] = []
        else:
            sheets[order[-1]].extend((row.number, row.cells) for row in event)
    base = sheets.get(BASE_SHEET) or []
    if len(base) < _BASE_HEADS or text_of(base[0][1][0]) != SIGN:
        raise NotOurBookError(file=name)
    keys = [text_of(cell) for cell in base[0][1][1:]]
    opened = _padded(base[1][1][1:], len(keys))
    gone_out = {text_of(cells[0]): cells[1:] for _, cells in base[_BASE_HEADS:]}
    for number, cells in sheets[order[0]][1:]:
        key = text_of(cells[0]).strip() if cells else ""
        went = _padded(gone_out.get(key, []), len(keys))
        known = key in gone_out
        yield ReturnedRow(
            row=number,
            key=key,
            base={
                name: text_of(text)
                for name, text, is_open in zip(keys, went, opened, strict=True)
                if is_open and known
            },
            cells=dict(zip(keys, _padded(cells, len(keys)), strict=True)),
        )


def _padded(cells: list[Cell], count: int) -> list[Cell]:
    return [*cells[:count], *[None] * (count - len(cells))]
