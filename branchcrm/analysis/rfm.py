"""RFM scores from 1 to 5 in which equal customers are always equal."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from branchcrm.analysis.distributions import Figures, distribution_of

_BINS = 5


@dataclass(frozen=True, slots=True, eq=False)
class RfmScores:
    """The three scores of every customer, in the order the figures came in."""

    recency: Figures
    frequency: Figures
    monetary: Figures

    def counts(self) -> dict[str, dict[str, int]]:
        """Count the customers of each score: {"R": {"1": …}, "F": …, "M": …}."""
        columns = {"R": self.recency, "F": self.frequency, "M": self.monetary}
        return {letter: _counts(column) for letter, column in columns.items()}

    def cells(self) -> dict[str, int]:
        """Count the customers of each of the 125 cells that is not empty, best first."""
        codes = self.recency * 100 + self.frequency * 10 + self.monetary
        values, counts = np.unique(codes, return_counts=True)
        pairs = zip(values.tolist(), counts.tolist(), strict=True)
        return {str(value): count for value, count in sorted(pairs, reverse=True)}


def rfm_scores(recency_days: Figures, frequency: Figures, amount: Figures) -> RfmScores:
    """Score days since the last purchase, purchase days and net amount."""
    return RfmScores(fifths(-recency_days), fifths(frequency), fifths(amount))


def fifths(merits: Figures) -> Figures:
    """Score 1 to 5 by the share that is strictly worse: 1 + floor(5 * worse / n)."""
    worse = distribution_of(merits).worse_all(merits)
    return 1 + _BINS * worse // max(1, merits.size)


def _counts(column: Figures) -> dict[str, int]:
    counted = Counter(column.tolist())
    return {str(score): counted.get(score, 0) for score in range(1, _BINS + 1)}
