"""Keeps the rows that were painted lately, loaded by pages of ids."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

RowT = TypeVar("RowT")

PAGE_ROWS = 128
KEPT_PAGES = 64


class RowPages(Generic[RowT]):
    """Gives the row at a position of a snapshot of ids, fetching a page where it is missing.

    `fetch` takes at most 128 ids and gives their rows in any order; an id without a row (deleted
    since the snapshot) is shown as an empty line. It runs while painting, so it must answer in
    less than a millisecond.
    """

    def __init__(
        self, fetch: Callable[[Sequence[int]], Sequence[RowT]], id_of: Callable[[RowT], int]
    ) -> None:
        """Name the source of rows and the way to a row's id."""
        self._fetch = fetch
        self._id_of = id_of
        self._pages: OrderedDict[int, list[RowT | None]] = OrderedDict()
        self.ids: array[int] = array("q")

    def show(self, ids: "array[int]", known: Sequence[RowT] = ()) -> None:
        """Take a snapshot of all ids in their order; rows already loaded are dropped.

        The known rows are those of the first page, where they were read with the ids.
        """
        self.ids = ids
        self._pages.clear()
        if known:
            self._keep(0, known)

    def row(self, position: int) -> RowT | None:
        """Give the row at a position, from memory where possible."""
        number, offset = divmod(position, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            page = self._load(number)
        return page[offset]

    def _load(self, number: int) -> list[RowT | None]:
        return self._keep(number, self._fetch(self._ids_of(number)))

    def _keep(self, number: int, rows: Iterable[RowT]) -> list[RowT | None]:
        found = {self._id_of(row): row for row in rows}
        page = [found.get(row_id) for row_id in self._ids_of(number)]
        self._pages[number] = page
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page

    def _ids_of(self, number: int) -> "array[int]":
        return self.ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def position(self, row_id: int) -> int:
        """Find where an id stands, or -1."""
        try:
            return self.ids.index(row_id)
        except ValueError:
            return -1

    def forget(self, ids: Iterable[int] | None = None) -> list[int]:
        """Drop the pages that hold the ids (all without ids); gives the dropped page numbers."""
        if ids is None:
            dropped = list(self._pages)
            self._pages.clear()
            return dropped
        gone = set(ids)
        dropped = [number for number in self._pages if self._holds(number, gone)]
        for number in dropped:
            del self._pages[number]
        return dropped

    def _holds(self, number: int, ids: set[int]) -> bool:
        return not ids.isdisjoint(self._ids_of(number))
