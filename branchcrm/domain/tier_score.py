"""The score of one customer, counted in whole numbers, and the figure that a score needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from branchcrm.domain.tier_measure import Measure, merit
from branchcrm.domain.tier_policy import BLOCKS, POINT, Factor, Scale, ScorePolicy


class Ranking(Protocol):
    """How the customers of a review were spread over one figure; more merit is better."""

    @property
    def size(self) -> int:
        """Give the number of customers that were scored."""
        ...

    def worse(self, merit: int, /) -> int:
        """Count the customers who are strictly worse."""
        ...

    def merit_above(self, worse: int, /) -> int:
        """Give the lowest merit that has at least so many customers strictly below it."""
        ...


Rankings = Mapping[Measure, Ranking]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorScore:
    """What one factor gave: the block reached and the parts of `whole` that were earned."""

    factor: Factor
    value: int
    block: int
    parts: int
    whole: int

    @property
    def points(self) -> int:
        """Give the points earned, in ten-thousandths."""
        return self.parts * POINT // self.whole


def whole_of(rankings: Rankings) -> int:
    """Give the number of parts in one point: exact for shares and for blocks alike."""
    sizes = {ranking.size for ranking in rankings.values()}
    return BLOCKS * max(sizes | {1})


def score_factor(factor: Factor, value: int, rankings: Rankings) -> FactorScore:
    """Score one figure by the factor's scale."""
    whole = whole_of(rankings)
    if factor.scale is Scale.STEPS:
        block = factor.block_of(value)
        parts = factor.weight * block * (whole // BLOCKS)
        return FactorScore(factor=factor, value=value, block=block, parts=parts, whole=whole)
    ranking = rankings[factor.measure]
    worse = ranking.worse(merit(factor.measure, value))
    block = min(BLOCKS, 1 + BLOCKS * worse // max(1, ranking.size))
    share = worse * BLOCKS if factor.scale is Scale.SHARE else block * (whole // BLOCKS)
    return FactorScore(
        factor=factor, value=value, block=block, parts=factor.weight * share, whole=whole
    )


def score_customer(
    policy: ScorePolicy, inputs: Mapping[Measure, int], rankings: Rankings
) -> tuple[FactorScore, ...]:
    """Score every factor of a rule for one customer."""
    return tuple(
        score_factor(factor, inputs[factor.measure], rankings) for factor in policy.factors
    )


def total_of(scores: tuple[FactorScore, ...]) -> int:
    """Add the factors up, in ten-thousandths of a point, rounded down once."""
    whole = scores[0].whole
    return sum(score.parts for score in scores) * POINT // whole


def parts_for(points: int, whole: int) -> int:
    """Give the fewest parts that make so many ten-thousandths of a point."""
    return -(-points * whole // POINT)


def value_for(factor: Factor, parts: int, rankings: Rankings) -> int | None:
    """Give the least good figure that earns so many parts, or None where none can."""
    whole = whole_of(rankings)
    if factor.weight == 0 or parts > factor.weight * whole:
        return None
    share = -(-parts // factor.weight)
    block = max(1, -(-share // (whole // BLOCKS)))
    if factor.scale is Scale.STEPS:
        return None if block == 1 else factor.steps[block - 2]
    ranking = rankings[factor.measure]
    worse = -(-share // BLOCKS) if factor.scale is Scale.SHARE else _fifth(block, ranking.size)
    value = merit(factor.measure, ranking.merit_above(worse))
    return None if factor.measure is Measure.RECENCY and value < 0 else value


def _fifth(block: int, size: int) -> int:
    return -(-(block - 1) * size // BLOCKS)
