"""What another rule would do: who would move, why, and what each tier would hold and cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchcrm.domain.cadence import CONTACT_DAYS
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import MEASURE_LETTERS, Measure
from branchcrm.domain.tier_policy import BandsPolicy, Policy, ScorePolicy
from branchcrm.domain.tier_words import plain_number
from branchcrm.domain.wording import Sentence, mark, say

YEAR_DAYS = 365
LARGE_SHARE = 2
"""A rule that moves more than one in so many customers is asked about before it is applied."""
LARGE_LEAST = 10
"""Fewer movers than this are read at a glance, however small the book."""

ANOTHER_KIND = mark("规则不同")
FIGURES_MOVED = mark("数字有变化")
GRACE_ANEW = mark("缓冲重算")
NO_FIGURE = mark("没有规则要看的数字")
BY_HAND_FIRST = mark("人工定层级，到期前不变")
WEIGHT_UP = mark("{measure} 权重提高")
WEIGHT_DOWN = mark("{measure} 权重降低")
ANOTHER_SCALE = mark("{measure} 算法不同")
LINE_MOVED = mark("分数线 {former} → {later}")


class ManyMoveError(BranchCrmError):
    """A rule would move more than half of the customers, and nobody said yes to that."""

    happened = mark("没有应用：这条规则会让 {people} 位客户中的 {moved} 位变动，超过一半")
    remedy = mark("先试算，看过名单；确定要这样做时，命令加上 --yes，窗口里输入人数确认")


class BookMovedError(BranchCrmError):
    """The book changed since the rule was tried on it."""

    happened = mark("没有应用：试算之后账本有新的变动，结果可能不同")
    remedy = mark("重新试算，看过名单后再应用")


def moves_many(moved: int, people: int) -> bool:
    """Tell whether a rule moves so many that a person must say yes to it."""
    return moved >= LARGE_LEAST and moved * LARGE_SHARE > people


@dataclass(frozen=True, slots=True, kw_only=True)
class TierLoad:
    """What a tier holds: people, their money in twelve months, and contacts a year."""

    customers: int
    amount_cents: int

    def contacts(self, tier: Tier) -> int:
        """Count the contacts a year that the cadence of the tier promises."""
        days = CONTACT_DAYS.get(tier)
        return 0 if days is None else round(self.customers * YEAR_DAYS / days)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialMove:
    """One customer who would move, with the score by the rule in force and by the tried one."""

    customer_id: CustomerId
    name: str
    from_tier: Tier
    to_tier: Tier
    from_score_centi: int | None
    to_score_centi: int | None
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule would do to the book as it stands.

    `placed` would get their first tier, and of `gone` the rule knows no figure. `moves` are the
    first of those who would move, who would sink before those who would rise;
    `operation` is the last one of the book that was tried on.
    """

    policy: Policy
    as_of: date
    before: Mapping[Tier, TierLoad]
    after: Mapping[Tier, TierLoad]
    up: int
    down: int
    placed: int
    gone: int
    moves: Sequence[TrialMove]
    operation: int
    seconds: float

    @property
    def moved(self) -> int:
        """Count those who would move, with those who would have no tier any more."""
        return self.up + self.down + self.gone

    @property
    def is_large(self) -> bool:
        """Tell whether more than half of the customers with a tier would move."""
        people = sum(load.customers for tier, load in self.before.items() if tier is not Tier.NONE)
        return moves_many(self.moved, people)


def line_words(former: Policy, later: Policy, tier: Tier) -> Sentence | None:
    """Say how the line of a tier moved, or None where it stayed or cannot be compared."""
    lines = [_line(policy, tier) for policy in (former, later)]
    if None in lines or lines[0] == lines[1]:
        return None
    return say(LINE_MOVED, former=lines[0], later=lines[1])


def factor_words(former: ScorePolicy, later: ScorePolicy, measure: Measure) -> Sentence:
    """Say what is different about one factor of two rules."""
    weights = [_weight(policy, measure) for policy in (former, later)]
    words = MEASURE_LETTERS[measure]
    if weights[0] == weights[1]:
        return say(ANOTHER_SCALE, measure=words)
    return say(WEIGHT_UP if weights[1] > weights[0] else WEIGHT_DOWN, measure=words)


def _weight(policy: ScorePolicy, measure: Measure) -> int:
    return sum(factor.weight for factor in policy.factors if factor.measure is measure)


def _line(policy: Policy, tier: Tier) -> str | None:
    """Give the lowest line that leads into a tier."""
    lines = (
        policy.thresholds if isinstance(policy, BandsPolicy) else (policy.mid_cut, policy.high_cut)
    )
    steps = zip(policy.levels[1:], lines, strict=True)
    return next((plain_number(line) for level, line in steps if level.tier is tier), None)
