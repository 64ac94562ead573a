"""The cells of a foreign table with the types they really had."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

# From here on a number has sixteen digits, of which Excel keeps only fifteen.
FIRST_LOSSY_NUMBER = 10**15


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds an error of the spreadsheet instead of a value."""

    code: str


Cell: TypeAlias = str | int | float | bool | date | datetime | time | CellError | None


class AsWritten(str):
    """The text of a cell that a person wants left as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: its number in Excel and its cells from column A on."""

    number: int
    cells: list[Cell]


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing that a person would see."""
    return cell is None or (
        isinstance(cell, str) and not cell.strip(" \t\r\n\u3000\xa0\u200b\ufeff")
    )


def is_lossy(cell: Cell) -> bool:
    """Tell whether a numeric cell has more digits than Excel keeps."""
    return (
        isinstance(cell, (int, float))
        and not isinstance(cell, bool)
        and abs(cell) >= FIRST_LOSSY_NUMBER
    )


def text_of(cell: Cell) -> str:
    """Write a cell as a person would type it: whole numbers without a tail, dates by ISO."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return _rarer_text(cell)


def _rarer_text(cell: int | date | datetime | time | CellError) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
