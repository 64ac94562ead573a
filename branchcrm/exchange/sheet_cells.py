"""Makes the cells of a worksheet from columns of values, some rows at a time."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, repeat
from math import isfinite
from typing import Any, Final

LONGEST_CELL: Final = 32_767
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_READ_AS_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BETWEEN: Final = "¦"
_MARKS: Final = ("&", "<", ">", "_x", f"{_BETWEEN} ", f" {_BETWEEN}")
"""What makes a text more than itself in XML; a blank at its edge would be lost."""
_EDGES: Final = (" ", "\t", "\n")
_EPOCH: Final = date(1899, 12, 30).toordinal()
_LEAP_SERIAL: Final = 60
"""Excel knows a 29th of February 1900: days before it count one less."""
_SECONDS_PER_DAY: Final = 86_400
_LETTERS: Final = 26
_NUMBERS: Final = frozenset([int, Decimal])
_NOTHING: Final = frozenset([type(None)])
_TEXTS: Final = frozenset([str, type(None)])
_DAYS: Final = frozenset([date, type(None)])
_ONLY_DAYS: Final = frozenset([date])
_END: Final = "</v></c>"
_TEXT_END: Final = "</t></is></c>"


class SheetCells:
    """Makes rows of cells; each column has its letters and a style."""

    def __init__(self, styles: Sequence[str]) -> None:
        """Take the style that the cells of each column have, as the book numbers them."""
        self._columns = [_Column(letters(place), style) for place, style in enumerate(styles)]

    def rows(self, first: int, block: Sequence[Sequence[Any]]) -> str:
        """Give rows from the number `first` on, whose cells come column by column."""
        numbers = _Numbers(first, len(block[0]))
        pieces: list[Iterable[str]] = [repeat('<row r="'), numbers]
        behind = '">'
        for column, cells in zip(self._columns, block, strict=True):
            made, behind = column.pieces(behind, numbers, cells)
            pieces += made
        pieces.append(repeat(f"{behind}</row>"))
        # One row after the other without a step of ours for each cell.
        return "".join(chain.from_iterable(zip(*pieces, strict=False)))


class _Numbers(list[str]):
    """The numbers of some rows, also with what stands behind them in the cells of a style."""

    def __init__(self, first: int, count: int) -> None:
        super().__init__(map(str, range(first, first + count)))
        self._leading: dict[str, list[str]] = {}

    def leading(self, to: str) -> list[str]:
        """Give the numbers with what follows; columns of the same style share them."""
        made = self._leading.get(to)
        if made is None:
            made = self._leading[to] = [f"{number}{to}" for number in self]
        return made


class _Column:
    """The cells of one column: what stands around the number of the row and the value."""

    def __init__(self, name: str, style: str) -> None:
        self._open = f'<c r="{name}'
        self._number = f'" s="{style}"><v>'
        self._text = f'" s="{style}" t="inlineStr"><is><t>'
        self._kept_text = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        self._truth_before = f'" s="{style}" t="b"><v>'
        self._days = _Remembered(self._day)
        self._makers: dict[type, Callable[[Any], str]] = {
            str: self._said,
            date: self._days.__getitem__,
            datetime: self._moment,
            float: self._fraction,
            bool: self._truth,
        }

    def pieces(
        self, behind: str, numbers: _Numbers, cells: Sequence[Any]
    ) -> tuple[Sequence[Iterable[str]], str]:
        """Give what, taken in turn, makes the cell of each row, and what is left to follow.

        A blank has no cell. `behind` is what the cell before is left to be followed by.
        """
        kinds = frozenset(map(type, cells))
        before = f"{behind}{self._open}"
        if kinds == _NOTHING:
            return (), behind
        if kinds <= _NUMBERS:
            return (repeat(before), numbers.leading(self._number), map(str, cells)), _END
        if kinds == _ONLY_DAYS:
            return (repeat(before), numbers, map(self._days.__getitem__, cells)), ""
        if kinds <= _TEXTS and is_plain(texts := list(filter(None, cells))):
            leading = numbers.leading(self._text)
            if len(texts) == len(cells):
                return (repeat(before), leading, texts), _TEXT_END
            return _each(behind, before, leading, cells, _TEXT_END), ""
        make = self._days.__getitem__ if kinds <= _DAYS else self._any
        made = ["" if cell is None else make(cell) for cell in cells]
        return _each(behind, before, numbers, made, ""), ""

    def _any(self, cell: object) -> str:
        make = self._makers.get(type(cell))
        if make is None and isinstance(cell, str):
            make = self._said
        return make(cell) if make else f"{self._number}{cell}{_END}"

    def _said(self, text: str) -> str:
        kept = writable(text)
        if not kept:
            return ""
        before = self._kept_text if kept.startswith(_EDGES) or kept.endswith(_EDGES) else self._text
        return f"{before}{_escaped(kept)}{_TEXT_END}"

    def _day(self, day: date) -> str:
        """Give the cell of a day; one before Excel's calendar is a text."""
        serial = _serial(day)
        return self._said(day.isoformat()) if serial < 0 else f"{self._number}{serial}{_END}"

    def _moment(self, moment: datetime) -> str:
        day = _serial(moment.date())
        if day < 0:
            return self._said(f"{moment:%Y-%m-%d %H:%M}")
        seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
        return f"{self._number}{day + seconds / _SECONDS_PER_DAY}{_END}"

    def _fraction(self, number: float) -> str:
        return f"{self._number}{number!r}{_END}" if isfinite(number) else ""

    def _truth(self, is_so: bool) -> str:  # noqa: FBT001 - a cell
        return f"{self._truth_before}{is_so:d}{_END}"


def _each(
    behind: str, before: str, leading: Sequence[str], cells: Sequence[str | None], end: str
) -> Sequence[Iterable[str]]:
    """Give the cells of a column that has blanks, where only what is left to follow stands."""
    return (
        [
            f"{before}{number}{cell}{end}" if cell else behind
            for number, cell in zip(leading, cells, strict=True)
        ],
    )


class _Remembered(dict[date, str]):
    """The cells of days, which come again and again."""

    def __init__(self, make: Callable[[date], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, day: date) -> str:
        made = self[day] = self._make(day)
        return made


def is_plain(texts: Sequence[str]) -> bool:
    """Tell whether all texts stand in XML as they are and fit into a cell.

    They are looked at as one: hardly any has something in it that needs more.
    """
    joined = _BETWEEN.join(("", *texts, ""))
    if not joined.isprintable() or any(mark in joined for mark in _MARKS):
        return False
    return len(joined) <= LONGEST_CELL or max(map(len, texts)) <= LONGEST_CELL


def writable(text: str) -> str:
    """Give a text without what no workbook can hold."""
    return _NOT_IN_XML.sub("", text)[:LONGEST_CELL]


def letters(place: int) -> str:
    """Give the letters that Excel names a column by, from 0."""
    name, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def _escaped(text: str) -> str:
    """Write a text as XML and Excel read it: `_x000D_` would be a line break to Excel."""
    text = _READ_AS_CODE.sub("_x005F_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _serial(day: date) -> int:
    """Give the number of a day in Excel's calendar, which begins with 1900; below 0 it has none."""
    serial = day.toordinal() - _EPOCH
    return serial - 1 if serial <= _LEAP_SERIAL else serial
