"""What the board of tiers shows beside the counts: the latest moves and the RFM grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_outcome import TierMove, TierOverview

BINS = 5
"""Scores of recency and of frequency on the grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmCell:
    """The customers of one recency and one frequency score, and their average amount."""

    customers: int
    average_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierBoard:
    """Everything on the board: `moves` are the newest of the latest review."""

    overview: TierOverview
    moves: Sequence[TierMove]
    move_counts: Mapping[tuple[Tier, Tier], int]
    grid: Mapping[tuple[int, int], RfmCell] | None
