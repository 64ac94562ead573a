"""The customers that stand foremost among equal hits, ready to be looked through in memory.

What a large part of the book answers is found among them within a moment; whatever they hold too
few of has few hits in the whole book, which are quickly read from the index.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from math import isqrt

from sqlalchemy.engine import Connection

from branchcrm.data.ranks import ID_MASK, place_of
from branchcrm.data.search_lines import CustomerLines
from branchcrm.data.search_needles import Way

FEWEST = 4096
PER_ROOT = 20
"""They grow with the root of the book, as does the number of hits that are read from the index."""
MOST_CHANGED = 500
_SAMPLED = 101


class _Ranked:
    """Lines of customers in the order of their places among equal hits."""

    def __init__(self, connection: Connection, places: Iterable[int]) -> None:
        self.places = array("q", places)
        self._lines = CustomerLines(connection, [place & ID_MASK for place in self.places])

    def meant(self, text: str, ways: Sequence[Way]) -> Iterator[int]:
        """Give the places of those whom a text means, in order."""
        return (self.places[line] for line in self._lines.meant(text, ways))


@dataclass(frozen=True, slots=True)
class Foremost:
    """The foremost customers as of one operation of the journal, and who was changed since."""

    _former: _Ranked
    _later: _Ranked
    _end: int
    _changed: frozenset[int] = frozenset()

    def followed(
        self, connection: Connection, ranks: "array[int]", changed: Iterable[int]
    ) -> "Foremost | None":
        """Give the same with customers that were changed since; None where they are too many."""
        every = self._changed.union(changed)
        if len(every) > MOST_CHANGED:
            return None
        places = sorted(place_of(number, ranks[number]) for number in every)
        later = _Ranked(connection, (place for place in places if place <= self._end))
        return replace(self, _later=later, _changed=every)

    def first(
        self, text: str, ways: Sequence[Way], wanted: int, known: Collection[int]
    ) -> list[int]:
        """Give so many of the best whom a text means in one of the ways, the known ones aside.

        Fewer than wanted say nothing of those that are not foremost.
        """
        ids = self._ids(self._former.meant(text, ways), self._later.meant(text, ways))
        return list(islice((number for number in ids if number not in known), wanted))

    def parts(self, size: int, most: int) -> Iterator[list[int]]:
        """Give the customers in order, in so many parts of a size at most."""
        ids = self._ids(self._former.places, self._later.places)
        for _ in range(most):
            yield list(islice(ids, size))

    def _ids(self, former: Iterable[int], later: Iterable[int]) -> Iterator[int]:
        unchanged = (place for place in former if place & ID_MASK not in self._changed)
        return (place & ID_MASK for place in merge(unchanged, later))


def read_foremost(connection: Connection, ranks: "array[int]") -> Foremost:
    """Read what searches look at of the foremost by rank, equal ones by id."""
    count = max(FEWEST, PER_ROOT * isqrt(len(ranks)))
    former = _Ranked(connection, _best_places(ranks, count))
    is_whole_book = len(former.places) < count
    end = place_of(ID_MASK, 0) if is_whole_book else former.places[-1]
    return Foremost(former, _Ranked(connection, ()), end)


def _best_places(ranks: "array[int]", count: int) -> list[int]:
    """Give so many of the best places; a sample tells from which rank on they are looked for."""
    sample = sorted(ranks[::_SAMPLED])
    low = max(0, sample[max(0, len(sample) - 2 * count // _SAMPLED - 1)]) if sample else 0
    places = _places_from(ranks, low)
    if len(places) < count and low > 0:
        places = _places_from(ranks, 0)
    return sorted(places)[:count]


def _places_from(ranks: "array[int]", low: int) -> list[int]:
    return [place_of(number, rank) for number, rank in enumerate(ranks) if rank >= low]
