"""Writes plain lists: .xlsx with typed columns in one fast pass, .csv, or .pdf for paper."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from branchcrm.exchange.target import check_ending, replacing

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME: Final = 31
NOTICE_SHEET: Final = "导出说明"
_ROWS_AT_ONCE: Final = 1000
Block = Sequence[Sequence[Any]]
"""Some rows of a list, column by column."""


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

    `foot` is what a sheet of paper says of it in one line; `rows` tells how many there will be,
    0 where that is not known.
    """

    sheet: str
    title: str
    author: str
    written_at: datetime
    notices: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    rows: int = 0


def write_list(
    target: Path, about: ListFile, columns: Sequence[ListColumn], rows: Iterable[Sequence[Any]]
) -> int:
    """Write a list and give the number of its rows; cells are text, Decimal, int, dates, None.

    Raises:
        NotWrittenError: nothing was written.
    """
    return write_blocks(target, about, columns, _blocks(iter(rows)))


def write_blocks(
    target: Path, about: ListFile, columns: Sequence[ListColumn], blocks: Iterable[Block]
) -> int:
    """Write a list whose rows come some at a time and column by column, which takes less time.

    Raises:
        NotWrittenError: nothing was written.
    """
    ending = check_ending(target)
    counted = _Counted(blocks)
    with replacing(target) as beside:
        if ending == ".csv":
            _write_csv(beside, columns, counted.rows())
        elif ending == ".pdf":
            from branchcrm.exchange.list_paper import write_paper  # noqa: PLC0415 - rarely needed

            write_paper(beside, about, columns, counted.rows())
        else:
            from branchcrm.exchange.list_workbook import (  # noqa: PLC0415 - loads slowly
                write_workbook,
            )

            write_workbook(beside, about, columns, counted)
    return counted.count


def _blocks(rows: Iterator[Sequence[Any]]) -> Iterator[Block]:
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield list(zip(*some, strict=True))


class _Counted:
    """Counts rows while they pass."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = blocks
        self.count = 0

    def __iter__(self) -> Iterator[Block]:
        for block in self._blocks:
            self.count += len(block[0])
            yield block

    def rows(self) -> Iterator[Sequence[Any]]:
        return chain.from_iterable(zip(*block, strict=True) for block in self)


def _write_csv(path: Path, columns: Sequence[ListColumn], rows: Iterable[Sequence[Any]]) -> None:
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


def sheet_name(text: str) -> str:
    """Give a text that Excel takes as the name of a sheet."""
    return _NOT_IN_SHEET_NAMES.sub(" ", text).strip()[:_LONGEST_SHEET_NAME] or "Sheet1"
