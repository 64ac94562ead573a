"""Who is how far from the next tier, of a whole book at once."""

import numpy as np

from branchcrm.analysis.distributions import Figures
from branchcrm.analysis.reviews import UNSET
from branchcrm.domain.tier import tier_rank
from branchcrm.domain.tier_policy import POINT, BandsPolicy, Policy

_PERCENT = 100
_NOBODY = -1


def targets_of(policy: Policy) -> Figures:
    """Give, for each level, the lowest level of a higher tier; -1 on the highest tier."""
    ranks = [tier_rank(level.tier) for level in policy.levels]
    found = [
        next((index for index, rank in enumerate(ranks) if rank > own), _NOBODY) for own in ranks
    ]
    return np.array(found, np.int64)


def gaps_to_next(policy: Policy, levels: Figures, values: Figures) -> tuple[Figures, Figures]:
    """Give what each customer lacks to a higher tier and its level; -1 where there is none."""
    targets = np.where(levels == UNSET, _NOBODY, targets_of(policy)[np.maximum(levels, 0)])
    floors = np.array([0, *policy.rule.floors], np.int64)[np.maximum(targets, 0)]
    gaps = np.where(targets == _NOBODY, _NOBODY, floors - values)
    return gaps, targets


def near_of(policy: Policy, levels: Figures, values: Figures, reach: int) -> Figures:
    """Give the places of those within reach of a higher tier, the nearest first.

    The reach is in points of a score, or in percent of the line of a balance.
    """
    gaps, targets = gaps_to_next(policy, levels, values)
    floors = np.array([0, *policy.rule.floors], np.int64)[np.maximum(targets, 0)]
    widest = (
        floors * reach // _PERCENT
        if isinstance(policy, BandsPolicy)
        else np.full(levels.size, reach * POINT, np.int64)
    )
    found = np.flatnonzero((targets != _NOBODY) & (gaps > 0) & (gaps <= widest))
    share = gaps[found] / np.maximum(widest[found], 1)
    order: Figures = found[np.lexsort((found, share))]
    return order
