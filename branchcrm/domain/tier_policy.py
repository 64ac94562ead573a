"""Tier rules as versioned facts: what is looked at, how it is weighed, where the lines are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import MONEY_MEASURES, Measure
from branchcrm.domain.tier_review import ReviewRule
from branchcrm.domain.wording import mark

POINT = 10_000
"""Scores are whole ten-thousandths of a point, so that no rounding decides a tier."""

BLOCKS = 5
"""Every factor is shown, and fixed steps are counted, in five blocks."""


class Scale(StrEnum):
    """How a factor turns a figure into its share of the weight."""

    SHARE = "share"
    FIFTHS = "fifths"
    STEPS = "steps"


class Period(StrEnum):
    """How often tiers are reviewed; a period has one review."""

    MONTH = "month"
    QUARTER = "quarter"

    def number(self, day: date) -> int:
        """Give the running number of the period that a day lies in."""
        month = day.year * 12 + day.month - 1
        return month if self is Period.MONTH else month // 3

    def label(self, day: date) -> str:
        """Name the period that a day lies in, so that later ones sort later."""
        if self is Period.MONTH:
            return f"{day.year}-{day.month:02}"
        return f"{day.year}-Q{(day.month + 2) // 3}"

    def next_start(self, day: date) -> date:
        """Give the first day of the period after the one that a day lies in."""
        months = 1 if self is Period.MONTH else 3
        month = (self.number(day) + 1) * months
        return date(month // 12, month % 12 + 1, 1)


PERIOD_LABELS = {Period.MONTH: mark("每月"), Period.QUARTER: mark("每季度")}


class Rises(StrEnum):
    """When a customer who reaches a higher line rises."""

    AT_ONCE = "at_once"
    NEXT_PERIOD = "next_period"


RISE_LABELS = {Rises.AT_ONCE: mark("达标即升"), Rises.NEXT_PERIOD: mark("下期起升")}

MONEY_UNITS = {
    mark("分"): 1,
    mark("元"): 100,
    mark("万元"): 1_000_000,
    mark("亿元"): 10_000_000_000,
}
"""The units a policy may write money in, in 分."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """What a rule is called and why it is as it is, in the branch's own words."""

    name: str
    purpose: str = ""
    principles: tuple[str, ...] = ()
    standards: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One figure of a weighted score, its weight in points and the way it is scaled.

    `steps` are the four lines between the five blocks, worst first, in 分, days or counts.
    """

    measure: Measure
    weight: int
    scale: Scale = Scale.SHARE
    steps: tuple[int, ...] = ()
    unit: str = ""

    def block_of(self, value: int) -> int:
        """Give the block (1 to 5) that a figure reaches by fixed steps."""
        if self.measure is Measure.RECENCY:
            return 1 + sum(value <= step for step in self.steps)
        return 1 + sum(value >= step for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One rung of a policy's ladder: a tier, or a named part of one."""

    tier: Tier
    label: str = ""


_SCORE_TIERS = (Tier.LOW, Tier.MID, Tier.HIGH)


@dataclass(frozen=True, kw_only=True)
class ScorePolicy:
    """A weighted score over several figures with two lines across it.

    `labels` name the three levels in the branch's own words, lowest first;
    `grace_reviews_top` is the patience with the highest level, 0 as with the others.
    """

    text: PolicyText
    factors: tuple[Factor, ...]
    mid_cut: Decimal
    high_cut: Decimal
    labels: tuple[str, ...] = ()
    window_months: int = 12
    grace_reviews: int = 2
    grace_reviews_top: int = 0
    grace_margin: Decimal = Decimal(3)
    period: Period = Period.MONTH
    rises: Rises = Rises.AT_ONCE
    effective_from: date | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Give the rungs of the ladder, lowest first."""
        labels = self.labels or ("",) * len(_SCORE_TIERS)
        return tuple(
            Level(tier=tier, label=label) for tier, label in zip(_SCORE_TIERS, labels, strict=True)
        )

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Give the figures that the rule looks at."""
        return tuple(factor.measure for factor in self.factors)

    @cached_property
    def rule(self) -> ReviewRule:
        """Give the lines and the grace in the units in which a score is counted."""
        return ReviewRule(
            floors=(int(self.mid_cut * POINT), int(self.high_cut * POINT)),
            margin=int(self.grace_margin * POINT),
            patience=(
                *(self.grace_reviews,) * (len(_SCORE_TIERS) - 1),
                self.grace_reviews_top or self.grace_reviews,
            ),
        )


@dataclass(frozen=True, kw_only=True)
class BandsPolicy:
    """Bands of one balance, as published by banks: up next month, down after a grace."""

    text: PolicyText
    measure: Measure
    unit: str
    thresholds: tuple[Decimal, ...]
    tiers: tuple[Tier, ...]
    labels: tuple[str, ...] = ()
    window_months: int = 12
    grace_months: int = 3
    grace_months_top: int = 3
    period: Period = Period.MONTH
    rises: Rises = Rises.AT_ONCE
    effective_from: date | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Give the rungs of the ladder, lowest first."""
        labels = self.labels or ("",) * len(self.tiers)
        return tuple(
            Level(tier=tier, label=label) for tier, label in zip(self.tiers, labels, strict=True)
        )

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Give the figure that the rule looks at."""
        return (self.measure,)

    @cached_property
    def rule(self) -> ReviewRule:
        """Give the lines and the grace in 分."""
        top = len(self.thresholds)
        return ReviewRule(
            floors=tuple(int(line * MONEY_UNITS[self.unit]) for line in self.thresholds),
            margin=0,
            patience=(self.grace_months,) * top + (self.grace_months_top,),
        )


Policy = ScorePolicy | BandsPolicy


def is_money(measure: Measure) -> bool:
    """Tell whether a measure is counted in 分."""
    return measure in MONEY_MEASURES


def same_rule(one: Policy, other: Policy) -> bool:
    """Tell whether two policies sort alike: names, reasons and dates may differ."""
    return _bare(one) == _bare(other)


def _bare(policy: Policy) -> tuple[object, ...]:
    if isinstance(policy, BandsPolicy):
        return ("bands", policy.measure, policy.rule, policy.tiers, policy.period)
    factors = tuple((f.measure, f.weight, f.scale, f.steps) for f in policy.factors)
    return ("weighted", factors, policy.rule, policy.window_months, policy.period)
