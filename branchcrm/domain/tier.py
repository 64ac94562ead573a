"""The value tiers a branch sorts its customers into."""

from enum import StrEnum

from branchcrm.domain.wording import mark


class Tier(StrEnum):
    """A customer's place in the branch's layers; `none` is a customer without any figure."""

    HIGH = "high"
    MID = "mid"
    LOW = "low"
    NONE = "none"


CLASSIFIED = (Tier.HIGH, Tier.MID, Tier.LOW)
"""The tiers that a rule can give, best first."""

TIER_LABELS = {
    Tier.HIGH: mark("高价值"),
    Tier.MID: mark("中价值"),
    Tier.LOW: mark("低价值"),
    Tier.NONE: mark("未分层"),
}

TIER_SHORT_LABELS = {
    Tier.HIGH: mark("高"),
    Tier.MID: mark("中"),
    Tier.LOW: mark("低"),
    Tier.NONE: mark("未分层"),
}

BY_HAND = mark("人工")

LEVEL_LABELS = (mark("大众"), mark("金卡"), mark("财富"), mark("钻石"), mark("私行"))
"""The names that bank branches use for the parts of a tier, lowest first."""

POTENTIAL_LABELS = (mark("低价值"), mark("潜力客户"), mark("高价值"))
"""Another naming of the three tiers, lowest first: high, potential, low."""

POTENTIAL_SHORT_LABELS = (mark("低"), mark("潜力"), mark("高"))
"""The same for small marks."""

_RANKS = {Tier.NONE: 0, Tier.LOW: 1, Tier.MID: 2, Tier.HIGH: 3}


def tier_rank(tier: Tier) -> int:
    """Give a number that grows with value, for sorting and for telling up from down."""
    return _RANKS[tier]
