"""Writes the figures that a file reports about customers."""

from array import array
from collections.abc import Mapping, Sequence

from branchcrm.data.columns import day_number
from branchcrm.data.reading import Reading


class FigureBatch:
    """Writes the figures that a file reports about customers, dated the business day."""

    def __init__(self, work: Reading, source: str) -> None:
        self._work = work
        self._source = source
        self._today = work.clock.today()
        self._known: dict[tuple[int, str], tuple[int, int, int]] = {}
        self._loaded: set[int] = set()
        self._added: dict[tuple[int, str], int] = {}
        self._changed: dict[int, int] = {}
        self.customers = array("q")

    def load(self, ids: list[int]) -> None:
        """Read the figures of the customers that a batch speaks of."""
        self._known = self._work.imports.figures(ids) if ids else {}
        self._loaded = set(ids)

    def look_up(self, customer_id: int) -> None:
        """Read the figures of one customer whom the file named before."""
        if customer_id not in self._loaded:
            self._loaded.add(customer_id)
            self._known |= self._work.imports.figures([customer_id])

    def add(self, customer_id: int, figures: Mapping[str, int]) -> bool:
        """Take the figures of a row; tell whether any says something new."""
        is_new = False
        for measure, number in figures.items():
            key = (customer_id, measure)
            known = self._known.get(key)
            if self._added.get(key, known[2] if known else None) == number:
                continue
            if known is not None and known[1] == day_number(self._today):
                self._changed[known[0]] = number
                self._known[key] = (known[0], known[1], number)
            else:
                self._added[key] = number
            self.customers.append(customer_id)
            is_new = True
        return is_new

    def add_first(self, created: Sequence[int], measure: str, values: Sequence[int | None]) -> None:
        """Take one figure each of customers that were just created."""
        for number, value in zip(created, values, strict=True):
            if value is not None:
                self._added[number, measure] = value
                self.customers.append(number)

    def write(self) -> None:
        """Write the figures of a batch, once its customers are written."""
        if self._added:
            rows = [(who, what, value) for (who, what), value in self._added.items()]
            self._work.imports.add_figures(rows, self._today, self._source)
        if self._changed:
            changed = [(row, value, self._source) for row, value in self._changed.items()]
            self._work.imports.change_figures(changed)
        self._added, self._changed = {}, {}
        self._known, self._loaded = {}, set()
