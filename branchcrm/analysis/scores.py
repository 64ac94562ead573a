"""The scores of a whole book at once, exactly as for one customer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from branchcrm.analysis.distributions import (
    Distribution,
    Figures,
    distribution_of,
    merits_of,
)
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import BLOCKS, POINT, Factor, Scale, ScorePolicy
from branchcrm.domain.tier_score import whole_of

Book = Mapping[Measure, Figures]
"""The figures of many customers, one array per measure, all in the same order."""


@dataclass(frozen=True, slots=True, eq=False)
class BookScore:
    """Every customer's score in ten-thousandths of a point, and what it was measured against."""

    scores: Figures
    distributions: Mapping[Measure, Distribution]


def distributions_of(policy: ScorePolicy, book: Book) -> dict[Measure, Distribution]:
    """Count the figures that a rule ranks customers by."""
    return {
        factor.measure: distribution_of(merits_of(factor.measure, book[factor.measure]))
        for factor in policy.factors
        if factor.scale is not Scale.STEPS
    }


def score_book(
    policy: ScorePolicy, book: Book, frozen: Mapping[Measure, Distribution] | None = None
) -> BookScore:
    """Score many customers, among themselves or against a frozen book."""
    distributions = distributions_of(policy, book) if frozen is None else frozen
    whole = whole_of(distributions)
    size = next(iter(book.values())).size
    parts = np.zeros(size, np.int64)
    for factor in policy.factors:
        parts += factor_parts(factor, book[factor.measure], distributions, whole)
    return BookScore(parts * POINT // whole, distributions)


def factor_parts(
    factor: Factor, values: Figures, distributions: Mapping[Measure, Distribution], whole: int
) -> Figures:
    """Give the parts that each customer earns by one factor."""
    per_block = whole // BLOCKS
    if factor.scale is Scale.STEPS:
        return step_blocks(factor, values) * (factor.weight * per_block)
    distribution = distributions[factor.measure]
    worse = distribution.worse_all(merits_of(factor.measure, values))
    if factor.scale is Scale.SHARE:
        return worse * (factor.weight * BLOCKS)
    blocks = np.minimum(BLOCKS, 1 + BLOCKS * worse // max(1, distribution.size))
    return blocks * (factor.weight * per_block)


def step_blocks(factor: Factor, values: Figures) -> Figures:
    """Give the block (1 to 5) that each figure reaches by fixed steps."""
    steps = merits_of(factor.measure, np.array(factor.steps, np.int64))
    found: Figures = 1 + np.searchsorted(steps, merits_of(factor.measure, values), side="right")
    return found
