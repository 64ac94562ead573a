"""One column of an import with the ways its cells are read."""

from collections.abc import Callable
from typing import Any, Final

from branchcrm.domain.outcome import Outcome
from branchcrm.exchange.cells import Cell, is_blank
from branchcrm.exchange.quick_values import Quick
from branchcrm.exchange.row_findings import RowFindings

Reader = Callable[[Cell], Outcome[Any]]
_MOST_REMEMBERED: Final = 5_000


class PlannedColumn:
    """Reads the cells of one column: seen before, plainly right, or with care."""

    __slots__ = ("_quick", "_reader", "_seen", "column", "key")

    def __init__(self, column: int, key: str, quick: Quick, reader: Reader) -> None:
        """Name the column and its field, and give the two ways of reading."""
        self.column = column
        self.key = key
        self._quick = quick
        self._reader = reader
        self._seen: dict[str, Any] = {}

    def value(self, cell: Cell, found: RowFindings) -> Any:  # noqa: ANN401 - the value of any field
        """Give the value of a filled cell, None for nothing; findings are noted."""
        if type(cell) is str:
            known = self._seen.get(cell)
            if known is not None:
                return known
        quick = self._quick(cell)
        if quick is not None:
            return quick
        if is_blank(cell):
            return None
        outcome = self._reader(cell)
        value = found.take(self.column, self.key, cell, outcome)
        if type(cell) is str and value is not None and outcome.reason is None:
            self._remember(cell, outcome)
        return value

    def _remember(self, cell: str, outcome: Outcome[Any]) -> None:
        if outcome.is_fixed:
            return
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen.clear()
        self._seen[cell] = outcome.value
