"""How a book's customers are spread over one figure, frozen at a review and kept small."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from branchcrm.domain.tier_measure import Measure

Figures = NDArray[np.int64]

_MANY = 65_536
"""Spans up to this are counted into a table, which is faster than sorting."""


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """The distinct merits of a book, ascending, and how many customers lie below each.

    `below` is one longer than `merits`: its last entry is the size of the book.
    """

    merits: Figures
    below: Figures

    @property
    def size(self) -> int:
        """Give the number of customers that were counted."""
        return int(self.below[-1])

    def worse(self, merit: int, /) -> int:
        """Count the customers who are strictly worse."""
        return int(self.below[np.searchsorted(self.merits, merit)])

    def worse_all(self, merits: Figures) -> Figures:
        """Count, for each of many merits, the customers who are strictly worse."""
        if not self.merits.size:
            return np.zeros(merits.size, np.int64)
        low, high = int(self.merits[0]), int(self.merits[-1])
        if high - low < _MANY < merits.size:
            table = self.below[np.searchsorted(self.merits, np.arange(low, high + 2))]
            counted: Figures = table[np.clip(merits, low, high + 1) - low]
            return counted
        found: Figures = self.below[np.searchsorted(self.merits, merits)]
        return found

    def merit_above(self, worse: int, /) -> int:
        """Give the lowest merit that has at least so many customers strictly below it."""
        if worse <= 0:
            return int(np.iinfo(np.int64).min) if not self.merits.size else int(self.merits[0])
        position = int(np.searchsorted(self.below, worse))
        return int(self.merits[position - 1]) + 1

    def pack(self) -> bytes:
        """Compress to a few bytes a customer, mostly less than one."""
        counts = np.diff(self.below)
        steps = np.diff(self.merits, prepend=0)
        head = np.array([self.merits.size], np.int64)
        return zlib.compress(np.concatenate([head, steps, counts]).astype("<i8").tobytes(), 1)


def distribution_of(merits: Figures) -> Distribution:
    """Count a book's merits."""
    if not merits.size:
        return Distribution(merits, np.zeros(1, np.int64))
    low, high = int(np.min(merits)), int(np.max(merits))
    if high - low < _MANY < merits.size:
        table = np.bincount(merits - low)
        held = np.flatnonzero(table)
        return _from_counts((held + low).astype(np.int64), table[held])
    ordered = np.sort(merits)
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    counts = np.diff(starts, append=ordered.size)
    return _from_counts(ordered[starts], counts)


def _from_counts(merits: Figures, counts: NDArray[np.integer]) -> Distribution:
    return Distribution(merits, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


def unpack_distribution(packed: bytes) -> Distribution:
    """Bring a frozen distribution back."""
    numbers = np.frombuffer(zlib.decompress(packed), "<i8").astype(np.int64)
    size = int(numbers[0])
    return _from_counts(np.cumsum(numbers[1 : size + 1]), numbers[size + 1 :])


def merits_of(measure: Measure, values: Figures) -> Figures:
    """Turn figures so that more is better: a purchase long ago counts less."""
    return -values if measure is Measure.RECENCY else values


def pack_distributions(distributions: Mapping[Measure, Distribution]) -> bytes:
    """Put the distributions of several figures into one block."""
    packed = {measure: distribution.pack() for measure, distribution in distributions.items()}
    head = json.dumps({str(measure): len(content) for measure, content in packed.items()})
    return head.encode() + b"\n" + b"".join(packed.values())


def unpack_distributions(block: bytes) -> dict[Measure, Distribution]:
    """Bring the distributions of several figures back."""
    end = block.index(b"\n")
    at = end + 1
    found = {}
    for name, length in json.loads(block[:end]).items():
        found[Measure(name)] = unpack_distribution(block[at : at + length])
        at += length
    return found
