"""The tiers of a day: as they were reviewed then, or as today's rule sees that day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.proportion import Proportion
from branchcrm.domain.tier import CLASSIFIED, Tier, tier_rank
from branchcrm.domain.tier_outcome import TierCount
from branchcrm.domain.wording import mark

Way = tuple[Tier, Tier]


class Basis(StrEnum):
    """By what the tiers of a day are told."""

    REVIEWED = "reviewed"
    RULE_OF_TODAY = "rule_of_today"


BASIS_LABELS = {
    Basis.REVIEWED: mark("当时的评审"),
    Basis.RULE_OF_TODAY: mark("今天的规则"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """A day and how its tiers are told."""

    day: date
    basis: Basis = Basis.REVIEWED


@dataclass(frozen=True, slots=True, kw_only=True)
class TierSnapshot:
    """The tiers of a day: `as_of` is the day of the review that counted, None where none did."""

    point: TimePoint
    as_of: date | None
    version: int
    policy_name: str
    counts: Mapping[Tier, TierCount]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """One customer's tiers and scores on two days."""

    customer_id: CustomerId
    name: str
    from_tier: Tier
    to_tier: Tier
    from_score_centi: int | None
    to_score_centi: int | None


@dataclass(frozen=True, slots=True)
class MoveSums:
    """How many rose, sank and stayed, came new or lost every figure."""

    up: int
    down: int
    same: int
    came: int
    gone: int


def move_sums(moves: Mapping[Way, int]) -> MoveSums:
    """Add the ways between tiers up."""
    sums = dict.fromkeys(("up", "down", "same", "came", "gone"), 0)
    for way, count in moves.items():
        sums[_kind(way)] += count
    return MoveSums(**sums)


def _kind(way: Way) -> str:
    before, after = way
    if before is after:
        return "same"
    if Tier.NONE in way:
        return "came" if before is Tier.NONE else "gone"
    return "up" if tier_rank(after) > tier_rank(before) else "down"


def retention(moves: Mapping[Way, int]) -> dict[Tier, Proportion]:
    """Give, for each tier, how many of those who were in it still are."""
    found = {}
    for tier in CLASSIFIED:
        total = sum(count for (before, _), count in moves.items() if before is tier)
        found[tier] = Proportion(moves.get((tier, tier), 0), total)
    return found
