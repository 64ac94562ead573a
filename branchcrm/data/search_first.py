"""The first hits of a text, without reading all that a large part of the book answers."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from branchcrm.data.search_index import (
    Found,
    best_held,
    best_of,
    exact_ids,
    few_ids,
    held_ids,
    live,
    matching_ids,
    prefix_ids,
)
from branchcrm.data.search_needles import Way, beginnings, ways_inside
from branchcrm.data.search_queries import query_for

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

FEW: Final = 4000
"""So many hits are read and ranked in less time than the foremost customers are looked through."""


def find_first(reading: "Reading", text: str, limit: int) -> Found:
    """Give the customers that a folded text means, best first, as far as the limit.

    Exact before prefix before inside, as in `find`. The total is above the limit where there are
    more, who are not counted.
    """
    return _First(reading, text, limit + 1).found()


class _First:
    """One search for so many hits: one more than are shown tells whether there are more."""

    def __init__(self, reading: "Reading", text: str, wanted: int) -> None:
        self._reading = reading
        self._connection = reading.connection
        self._ranks = reading.ranks
        self._text = text
        self._query = query_for(text)
        self._wanted = wanted
        self._best: list[int] = []

    def found(self) -> Found:
        """Look for the exact ones, then the beginnings, then what holds the text inside."""
        exact = live(exact_ids(self._connection, self._text), self._ranks)
        self._best = best_of(exact, self._ranks, self._wanted)
        if self._missing:
            self._best += self._begun(exact)
        if self._missing:
            self._best += self._inside()
        ids = array("q", self._best[: self._wanted - 1])
        return Found(ids=ids, total=len(self._best))

    @property
    def _missing(self) -> int:
        return self._wanted - len(self._best)

    def _begun(self, exact: set[int]) -> list[int]:
        begun = prefix_ids(self._connection, self._text, FEW)
        if begun is None:
            best = self._foremost(beginnings(self._text))
            if len(best) == self._missing:
                return best
            begun = prefix_ids(self._connection, self._text) or set()
        return best_of(live(begun, self._ranks) - exact, self._ranks, self._missing)

    def _inside(self) -> list[int]:
        found = self._few()
        if found is None:
            best = self._foremost(ways_inside(self._text))
            if len(best) == self._missing:
                return best
            found = (
                matching_ids(self._connection, self._query.sure),
                matching_ids(self._connection, self._query.loose),
            )
        sure, loose = found
        return self._held(sure, loose - sure)

    def _few(self) -> tuple[set[int], set[int]] | None:
        """Give the sure and the loose finds of the index; None where it has too many at once."""
        if not self._query.is_read_quickly:
            return None
        sure = few_ids(self._connection, self._query.sure, FEW)
        loose = None if sure is None else few_ids(self._connection, self._query.loose, FEW)
        return None if sure is None or loose is None else (sure, loose)

    def _foremost(self, ways: Sequence[Way]) -> list[int]:
        foremost = self._reading.foremost()
        return foremost.first(self._text, ways, self._missing, set(self._best))

    def _held(self, sure: set[int], unsure: set[int]) -> list[int]:
        """Give the best of the sure finds, and of the others that hold on a second look."""

        def held(part: list[int]) -> set[int]:
            doubted = unsure.intersection(part)
            holding = held_ids(self._connection, self._text, doubted) if doubted else set()
            return sure.intersection(part) | holding

        candidates = live(sure | unsure, self._ranks).difference(self._best)
        return best_held(candidates, self._ranks, self._missing, held)
