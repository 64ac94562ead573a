"""What the board of tiers shows beside the counts: the latest moves and the RFM grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_outcome import TierMove, TierOverview
from branchcrm.domain.wording import mark

MOVED = mark("层级变动名单")
WOULD_MOVE = mark("试算变动名单")
WATCHED = mark("降级关注名单")
"""What lists of tiering are called when they go out."""

BINS = 5
"""Scores of recency and of frequency on the grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmCell:
    """The customers of one recency and one frequency score, and their average amount."""

    customers: int
    average_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedCustomer:
    """A customer who missed the line of the tier, and the day on which it would be lost."""

    customer_id: CustomerId
    name: str
    tier: Tier
    score_centi: int | None
    misses: int
    falls_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchList:
    """Those who fell short, the next to fall first; `total` counts them all."""

    as_of: date | None
    total: int
    customers: Sequence[WatchedCustomer]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierBoard:
    """Everything on the board: `moves` are the newest of the latest review.

    `watched` are the next to fall, first the soonest; `watched_count` counts them all.
    """

    overview: TierOverview
    moves: Sequence[TierMove]
    move_counts: Mapping[tuple[Tier, Tier], int]
    watched: Sequence[WatchedCustomer]
    watched_count: int
    grid: Mapping[tuple[int, int], RfmCell] | None
