"""Remembers which row of a file brought which customer, in little room."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable


class FirstRows:
    """Which row of the file brought which customer; ids only grow."""

    def __init__(self) -> None:
        """Start with none."""
        self._ids, self._rows = array("q"), array("q")

    def add(self, customer_id: int, row: int) -> None:
        """Note the row of a created customer."""
        self._ids.append(customer_id)
        self._rows.append(row)

    def add_all(self, customers: Iterable[int], rows: Iterable[int]) -> None:
        """Note the rows of many."""
        self._ids.extend(customers)
        self._rows.extend(rows)

    def of(self, customer_id: int) -> int:
        """Give the row that brought a customer, 0 for one of the book."""
        place = bisect_left(self._ids, customer_id)
        is_there = place < len(self._ids) and self._ids[place] == customer_id
        return self._rows[place] if is_there else 0
