"""The columns of an import with the ways their cells are read, taken column by column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any, Final

from branchcrm.domain.outcome import Outcome
from branchcrm.exchange.cells import Cell, SheetRow, is_blank
from branchcrm.exchange.quick_values import Plain, Quick
from branchcrm.exchange.row_findings import RowFindings

Reader = Callable[[Cell], Outcome[Any]]
Joined = Callable[[Any, Any], Any]
Values = dict[str, Any]
Column = list[Any]
Findings = dict[int, RowFindings]
_MOST_REMEMBERED: Final = 30_000
_SAMPLE: Final = 500
_LEAST_REPEATED: Final = 4


def _replaced(_before: Any, after: Any) -> Any:  # noqa: ANN401 - the values of any field
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """The ways of reading the cells of a field: many at once, one at a glance, with care.

    `plain` gives the value of every cell that is plainly right and None for the others.
    """

    careful: Reader
    quick: Quick | None = None
    plain: Plain | None = None
    joined: Joined = _replaced


class PlannedColumn:
    """Reads the cells of one column: seen before, plainly right, or with care."""

    __slots__ = ("_filled", "_is_repetitive", "_missed", "_reading", "_seen", "column", "key")

    def __init__(self, column: int, key: str, reading: CellReading) -> None:
        """Name the column and its field, and how its cells are read."""
        self.column = column
        self.key = key
        self._reading = reading
        self._seen: dict[Any, Any] = {}
        self._is_repetitive = True
        self._filled = self._missed = 0

    def read(self, cells: Sequence[Cell], findings: Findings) -> Column:
        """Give the value of every cell, None where it says nothing; what is found is noted."""
        values, blanks = self._at_once(cells), cells.count(None)
        missed: list[int] = []
        if values.count(None) > blanks:
            missed = [
                place
                for place, (cell, value) in enumerate(zip(cells, values, strict=True))
                if value is None and cell is not None and cell != ""
            ]
        for place in missed:
            values[place] = self._one(cells[place], place, findings)
        self._look_back(len(cells) - blanks, len(missed))
        return values

    def join(self, before: Column, after: Column) -> Column:
        """Give what two columns of one field say together."""
        joined = self._reading.joined
        return [
            one if two is None else two if one is None else joined(one, two)
            for one, two in zip(before, after, strict=True)
        ]

    def _at_once(self, cells: Sequence[Cell]) -> Column:
        plain = self._reading.plain
        if self._is_repetitive or plain is None:
            return list(map(self._seen.get, cells))
        return plain(cells)

    def _one(self, cell: Cell, place: int, findings: Findings) -> Any:  # noqa: ANN401 - of any field
        value = self._seen.get(cell)
        if value is not None:
            return value
        quick = self._reading.quick
        if quick is not None:
            value = quick(cell)
            if value is not None:
                if self._is_repetitive:
                    self._remember(cell, value)
                return value
        return self._careful(cell, place, findings)

    def _careful(self, cell: Cell, place: int, findings: Findings) -> Any:  # noqa: ANN401 - of any field
        if is_blank(cell):
            return None
        outcome = self._reading.careful(cell)
        if outcome.reason is None and not outcome.is_fixed:
            if outcome.value is not None:
                self._remember(cell, outcome.value)
            return outcome.value
        if place not in findings:
            findings[place] = RowFindings()
        return findings[place].take(self.column, self.key, cell, outcome)

    def _remember(self, cell: Cell, value: Any) -> None:  # noqa: ANN401 - of any field
        # Numbers stay out: 1 and yes are one key, and amounts hardly repeat.
        if not isinstance(cell, (str, date)):
            return
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen.clear()
        self._seen[cell] = value

    def _look_back(self, filled: int, missed: int) -> None:
        """Look at the column at once from now on where hardly anything repeats in it."""
        if self._reading.plain is None or not self._is_repetitive:
            return
        self._filled, self._missed = self._filled + filled, self._missed + missed
        if self._filled >= _SAMPLE:
            most = self._missed * _LEAST_REPEATED > self._filled * (_LEAST_REPEATED - 1)
            self._is_repetitive = not most
            self._filled = self._missed = 0


@dataclass(slots=True)
class ReadColumns:
    """What the planned columns say of some rows: values by field, and what was found by row."""

    rows: Sequence[SheetRow]
    columns: dict[str, Column] = field(default_factory=dict)
    findings: Findings = field(default_factory=dict)

    def values(self, place: int) -> Values:
        """Give what one row says, without the fields of which it says nothing."""
        return {
            key: value
            for key, column in self.columns.items()
            if (value := column[place]) is not None
        }

    def found(self, place: int) -> RowFindings:
        """Give the findings of one row."""
        return self.findings.get(place) or RowFindings()


def read_columns(plan: Iterable[PlannedColumn], rows: Sequence[SheetRow]) -> ReadColumns:
    """Read the planned columns of some rows."""
    cells = cells_by_column(rows)
    found = ReadColumns(rows)
    for planned in plan:
        column = cells.get(planned.column)
        if column is None:
            continue
        values = planned.read(column, found.findings)
        before = found.columns.get(planned.key)
        found.columns[planned.key] = values if before is None else planned.join(before, values)
    return found


def cells_by_column(rows: Sequence[SheetRow]) -> Mapping[int, Sequence[Cell]]:
    """Give the cells of some rows column by column, without the columns that are empty."""
    columns = enumerate(zip_longest(*[row.cells for row in rows]))
    return {place: cells for place, cells in columns if cells.count(None) < len(cells)}
