"""A share of people with the interval that so many people allow."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many out of so many."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """Give the share; 0 of nobody."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Give the 95 % interval by Wilson (1927); everything is possible of nobody."""
        if not self.total:
            return 0.0, 1.0
        size, share, square = self.total, self.share, _Z * _Z
        middle = (share + square / (2 * size)) / (1 + square / size)
        spread = _Z * sqrt(share * (1 - share) / size + square / (4 * size * size))
        reach = spread / (1 + square / size)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def difference(one: Proportion, other: Proportion) -> tuple[float, float]:
    """Give the 95 % interval of one share less the other, by Newcombe (1998), method 10."""
    gap = one.share - other.share
    low, high = one.interval
    other_low, other_high = other.interval
    below = sqrt((one.share - low) ** 2 + (other_high - other.share) ** 2)
    above = sqrt((high - one.share) ** 2 + (other.share - other_low) ** 2)
    return gap - below, gap + above
