"""The columns of an import with the ways their cells are read, taken column by column."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from branchcrm.domain.outcome import Outcome
from branchcrm.exchange.cells import Cell, SheetRow, is_blank
from branchcrm.exchange.quick_values import Quick
from branchcrm.exchange.row_findings import RowFindings

Reader = Callable[[Cell], Outcome[Any]]
Joined = Callable[[Any, Any], Any]
Values = dict[str, Any]
_MOST_REMEMBERED: Final = 5_000
_SAMPLE: Final = 1_000
_LEAST_REPEATED: Final = 4


def _replaced(_before: Any, after: Any) -> Any:  # noqa: ANN401 - the values of any field
    return after


class PlannedColumn:
    """Reads the cells of one column: seen before, plainly right, or with care."""

    __slots__ = ("_is_repetitive", "_quick", "_reader", "_seen", "column", "joined", "key")

    def __init__(
        self, column: int, key: str, quick: Quick, reader: Reader, joined: Joined = _replaced
    ) -> None:
        """Name the column and its field, the two ways of reading, and what two values make."""
        self.column = column
        self.key = key
        self.joined = joined
        self._quick = quick
        self._reader = reader
        self._seen: dict[str, Any] = {}
        self._is_repetitive = True

    def fill(
        self,
        rows: Sequence[SheetRow],
        values: Sequence[Values],
        findings: Sequence[RowFindings],
    ) -> None:
        """Read the column's cell of every row into its values; what is found is noted."""
        column, key, quick, seen = self.column, self.key, self._quick, self._seen
        missed = 0
        for row, filled, found in zip(rows, values, findings, strict=True):
            cells = row.cells
            cell = cells[column] if column < len(cells) else None
            if cell is None or cell == "":
                continue
            value = seen.get(cell) if type(cell) is str else None
            if value is None:
                missed += 1
                value = quick(cell)
                if value is not None and self._is_repetitive and type(cell) is str:
                    self._remember(cell, value)
            if value is None:
                value = self._careful(cell, found)
            if value is None:
                continue
            filled[key] = self.joined(filled[key], value) if key in filled else value
        self._look_back(len(rows), missed)

    def _careful(self, cell: Cell, found: RowFindings) -> Any:  # noqa: ANN401 - of any field
        if is_blank(cell):
            return None
        outcome = self._reader(cell)
        value = found.take(self.column, self.key, cell, outcome)
        is_sound = value is not None and outcome.reason is None and not outcome.is_fixed
        if type(cell) is str and is_sound:
            self._remember(cell, value)
        return value

    def _remember(self, cell: str, value: Any) -> None:  # noqa: ANN401 - of any field
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen.clear()
        self._seen[cell] = value

    def _look_back(self, count: int, missed: int) -> None:
        """Stop remembering what is plainly right in a column where hardly anything repeats."""
        if count >= _SAMPLE and missed * _LEAST_REPEATED > count * (_LEAST_REPEATED - 1):
            self._is_repetitive = False


def read_columns(
    plan: Iterable[PlannedColumn], rows: Sequence[SheetRow]
) -> list[tuple[Values, RowFindings]]:
    """Read the planned columns of some rows: the values and the findings of each row."""
    values: list[Values] = [{} for _ in rows]
    findings = [RowFindings() for _ in rows]
    for planned in plan:
        planned.fill(rows, values, findings)
    return list(zip(values, findings, strict=True))
