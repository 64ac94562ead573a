"""One review of a whole book at once, exactly as for one customer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from branchcrm.analysis.distributions import Figures
from branchcrm.domain.tier_review import ReviewRule

UNSET = -1
"""The level of a customer who has not been reviewed, or has no figure."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """The level and the misses in a row of many customers."""

    levels: Figures
    misses: Figures


@dataclass(frozen=True, slots=True, eq=False)
class BookVerdict:
    """Where everybody stands after a review, and who went up, down or fell short."""

    standings: Standings
    reached: Figures
    up: Flags
    down: Flags

    @property
    def short(self) -> Flags:
        """Tell who is below the line of the level that they stand on."""
        below: Flags = (self.reached < self.standings.levels) & (self.reached != UNSET)
        return below


def first_standings(size: int) -> Standings:
    """Give the standings of a book that was never reviewed."""
    return Standings(np.full(size, UNSET, np.int64), np.zeros(size, np.int64))


def review_book(
    rule: ReviewRule, standings: Standings, values: Figures, present: Flags
) -> BookVerdict:
    """Review many customers; those without a figure stay as they are."""
    floors = np.array(rule.floors, np.int64)
    reached = np.where(present, np.searchsorted(floors, values, side="right"), UNSET)
    levels, misses = standings.levels, standings.misses
    first = present & (levels == UNSET)
    up = present & ~first & (reached > levels)
    lines = np.concatenate([[np.iinfo(np.int64).min], floors - rule.margin])
    missed = present & ~first & (values < lines[np.maximum(levels, 0)])
    counted = misses + 1
    patience = np.array(rule.patience, np.int64)[np.maximum(levels, 0)]
    down = missed & (counted >= patience)
    watched = missed & ~down
    next_levels = np.where(first | up | down, reached, levels)
    next_misses = np.where(watched, counted, np.where(present, 0, misses))
    return BookVerdict(Standings(next_levels, next_misses), reached, up, down)
