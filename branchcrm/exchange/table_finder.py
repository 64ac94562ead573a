"""Finds the table in a sheet: its headings, and which rows below them are records."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from branchcrm.exchange.cells import Cell, SheetRow, is_blank, text_of
from branchcrm.exchange.fields import OWN_HEADINGS
from branchcrm.exchange.headings import (
    UNIT_FACTORS,
    Heading,
    heading_key,
    make_heading,
    unit_of_cell,
    unit_of_sheet,
)

Merge = tuple[int, int, int, int]
SEARCHED_ROWS: Final = 60
_ENOUGH_KNOWN: Final = 3
_ENOUGH_DISTINCT: Final = 0.6
_LONGEST_HEADING: Final = 40
_MOST_FOOTER_CELLS: Final = 3
_TOTAL: Final = re.compile(
    r"^(?:合\s*计|小\s*计|总\s*计|共\s*计|平\s*均|本页)"
    r"(?:$|[^\u4e00-\u9fffa-z]|合\s*计|小\s*计|值|数|金额|人数|户数|元|万元)"
    r"|^(?:grand\s+|sub\s*-?)?total\s*(?:$|[:：(（\d])",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_FOOTER: Final = re.compile(
    r"^(?:填表|制表|审核|复核|经办|打印|导出|统计|负责|主管|说明|备注|注|以上|第\s*\d+\s*页|end|note)"
    r"(?:人|员|日期|时间)?(?:$|\s*[:：。．、（(]|\s*\d|.{0,8}共)",
    re.IGNORECASE,
)


class RowRole(StrEnum):
    """What a row below the headings is."""

    RECORD = "record"
    TOTAL = "total"
    REPEATED_HEADING = "repeated_heading"
    FOOTER = "footer"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """The headings of a sheet, the row numbers they stand in, and what is merged below."""

    header_row: int
    last_header_row: int
    headings: tuple[Heading, ...]
    merges: tuple[Merge, ...] = ()
    first_keys: frozenset[str] = frozenset()

    @property
    def shape(self) -> str:
        """Give the text that tells one layout of columns from another."""
        return "\n".join(one.key for one in self.headings if one.key not in OWN_HEADINGS)


def find_table(
    rows: Sequence[SheetRow],
    merges: Sequence[Merge],
    is_known: Callable[[str], bool],
    header_row: int | None = None,
) -> FoundTable | None:
    """Find the headings among the first rows, or take the row that a person named."""
    top = _named(rows, header_row) if header_row else _best_row(rows, is_known)
    if top is None:
        return None
    levels = _levels(rows, top, merges, is_known)
    headings = _headings([_spread(rows[level], merges) for level in levels])
    found = FoundTable(
        header_row=rows[levels[0]].number,
        last_header_row=rows[levels[-1]].number,
        headings=headings,
        first_keys=frozenset(key for one in headings[:3] for key in (one.key, *one.parts)),
        merges=tuple(merge for merge in merges if merge[0] > rows[levels[-1]].number),
    )
    return _with_units(found, rows, levels)


def _named(rows: Sequence[SheetRow], number: int) -> int | None:
    return next((place for place, row in enumerate(rows) if row.number == number), None)


def _best_row(rows: Sequence[SheetRow], is_known: Callable[[str], bool]) -> int | None:
    best: tuple[int, int] | None = None
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        texts = [heading_key(text_of(cell)) for cell in row.cells if not is_blank(cell)]
        if not _looks_like_headings(row.cells, texts):
            continue
        known = sum(1 for text in texts if is_known(text))
        if known >= _ENOUGH_KNOWN:
            return place
        if known * 3 >= len(texts) and known and (best is None or known > best[0]):
            best = known, place
    return best[1] if best else None


def _looks_like_headings(cells: Sequence[Cell], texts: list[str]) -> bool:
    if not texts or any(
        not isinstance(cell, str) or len(cell) > _LONGEST_HEADING
        for cell in cells
        if not is_blank(cell)
    ):
        return False
    return len(set(texts)) >= len(texts) * _ENOUGH_DISTINCT


def _levels(
    rows: Sequence[SheetRow],
    top: int,
    merges: Sequence[Merge],
    is_known: Callable[[str], bool],
) -> list[int]:
    if top + 1 < len(rows) and _is_group_row(rows[top], rows[top + 1], merges, is_known):
        return [top, top + 1]
    if top and _is_group_row(rows[top - 1], rows[top], merges, is_known):
        return [top - 1, top]
    return [top]


def _is_group_row(
    upper: SheetRow, lower: SheetRow, merges: Sequence[Merge], is_known: Callable[[str], bool]
) -> bool:
    """Tell whether the upper row's labels stretch over several headings of the lower row."""
    if lower.number != upper.number + 1:
        return False
    texts = [heading_key(text_of(cell)) for cell in lower.cells if not is_blank(cell)]
    if not _looks_like_headings(lower.cells, texts):
        return False
    width = max(len(upper.cells), len(lower.cells))
    whole_width = [
        merge for merge in _wide_merges(upper, merges) if merge[3] - merge[1] + 2 > width
    ]
    if whole_width:
        return False
    covered = [merge for merge in _wide_merges(upper, merges) if _fills(lower, merge)]
    if covered:
        return True
    # Text files carry no merges: a label, blanks behind it, known headings below the blanks.
    upper_labels = sum(1 for cell in upper.cells if not is_blank(cell))
    hidden = [
        heading_key(text_of(cell))
        for place, cell in enumerate(lower.cells)
        if not is_blank(cell) and (place >= len(upper.cells) or is_blank(upper.cells[place]))
    ]
    gaps = [place for place, cell in enumerate(lower.cells) if is_blank(cell)]
    completes = all(place < len(upper.cells) and not is_blank(upper.cells[place]) for place in gaps)
    return upper_labels > 1 and bool(gaps) and completes and any(map(is_known, hidden))


def _wide_merges(row: SheetRow, merges: Sequence[Merge]) -> list[Merge]:
    return [one for one in merges if one[0] == one[2] == row.number and one[3] > one[1]]


def _fills(row: SheetRow, merge: Merge) -> bool:
    below = row.cells[merge[1] : merge[3] + 1]
    return sum(1 for cell in below if not is_blank(cell)) > 1


def _spread(row: SheetRow, merges: Sequence[Merge]) -> list[str]:
    """Give the row's texts with horizontally merged labels repeated over their columns."""
    texts = [text_of(cell).strip() for cell in row.cells]
    for _, left, _, right in _wide_merges(row, merges):
        texts.extend([""] * (right + 1 - len(texts)))
        label = texts[left]
        texts[left : right + 1] = [label] * (right + 1 - left)
    return texts


def _headings(levels: list[list[str]]) -> tuple[Heading, ...]:
    headings = []
    group = ""
    for column in range(max(len(level) for level in levels)):
        texts = [level[column] if column < len(level) else "" for level in levels]
        if len(levels) > 1:
            group = texts[0] or (group if texts[-1] else "")
            texts = [group, texts[-1]]
        present = list(dict.fromkeys(text for text in texts if text))
        if present:
            headings.append(make_heading(column, present))
    return tuple(headings)


def _with_units(found: FoundTable, rows: Sequence[SheetRow], levels: list[int]) -> FoundTable:
    for row in rows[: levels[0]]:
        unit = unit_of_sheet(" ".join(text_of(cell) for cell in row.cells if not is_blank(cell)))
        if unit:
            headings = tuple(
                one if one.unit else replace(one, unit_factor=UNIT_FACTORS[unit])
                for one in found.headings
            )
            found = replace(found, headings=headings)
    below = levels[-1] + 1
    if below >= len(rows) or not is_unit_row(rows[below]):
        return found
    cells = rows[below].cells
    headings = tuple(
        _with_unit(one, unit_of_cell(text_of(cells[one.column])) or "")
        if one.column < len(cells)
        else one
        for one in found.headings
    )
    return replace(found, headings=headings)


def _with_unit(heading: Heading, unit: str) -> Heading:
    return replace(heading, unit=unit, unit_factor=UNIT_FACTORS[unit]) if unit else heading


def is_unit_row(row: SheetRow) -> bool:
    """Tell whether a row only names the units of the columns above it."""
    texts = [text_of(cell) for cell in row.cells if not is_blank(cell)]
    units = [unit_of_cell(text) for text in texts]
    return bool(units) and None not in units and any(units)


def role_of(row: SheetRow, table: FoundTable) -> RowRole:
    """Tell what a filled row below the headings is."""
    first_text = ""
    for cell in row.cells:
        if type(cell) is str and cell:
            first_text = cell.strip()
            break
    if _TOTAL.match(first_text):
        return RowRole.TOTAL
    if _FOOTER.match(first_text) and _is_footer(row.cells):
        return RowRole.FOOTER
    if _may_be_heading(first_text, table.first_keys) and _repeats(row.cells, table):
        return RowRole.REPEATED_HEADING
    if row.number == table.last_header_row + 1 and is_unit_row(row):
        return RowRole.UNIT
    return RowRole.RECORD


def _may_be_heading(text: str, keys: frozenset[str]) -> bool:
    """Tell whether a text is one of the headings, which hardly ever hold a digit."""
    if _DIGIT.search(text) and not _have_digits(keys):
        return False
    return heading_key(text) in keys


@lru_cache(maxsize=64)
def _have_digits(keys: frozenset[str]) -> bool:
    return any(map(_DIGIT.search, keys))


def _is_footer(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    return isinstance(filled[0], str) and len(filled) <= _MOST_FOOTER_CELLS


def _repeats(cells: Sequence[Cell], table: FoundTable) -> bool:
    texts = [text_of(cell) for cell in cells if not is_blank(cell)]
    keys = {key for heading in table.headings for key in (heading.key, *heading.parts)}
    return all(heading_key(text) in keys for text in texts) and len(texts) > 1


class MergeFill:
    """Repeats the value of vertically merged cells in the rows they cover, and nowhere else."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._waiting: dict[int, list[Merge]] = {}
        for merge in merges:
            if merge[2] > merge[0]:
                self._waiting.setdefault(merge[0], []).append(merge)
        self._open: list[tuple[Merge, Cell]] = []

    def fill(self, row: SheetRow) -> SheetRow:
        """Give the row with the merged values it belongs to."""
        for merge in self._waiting.pop(row.number, ()):
            left = merge[1]
            self._open.append((merge, row.cells[left] if left < len(row.cells) else None))
        if not self._open:
            return row
        self._open = [(merge, value) for merge, value in self._open if merge[2] >= row.number]
        cells = list(row.cells)
        for (_, left, _, _), value in self._open:
            cells.extend([None] * (left + 1 - len(cells)))
            cells[left] = value
        return SheetRow(row.number, cells)
