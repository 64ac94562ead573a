"""What would bring a customer down from a tier, and on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchcrm.domain.tier_inputs import Trade, trade_inputs, window_of
from branchcrm.domain.tier_measure import MEASURE_LABELS, Measure
from branchcrm.domain.tier_policy import Period, Policy, ScorePolicy
from branchcrm.domain.tier_review import Standing, review
from branchcrm.domain.tier_score import (
    FactorScore,
    Rankings,
    parts_for,
    score_customer,
    total_of,
    value_for,
)
from branchcrm.domain.tier_words import level_name, money_text
from branchcrm.domain.wording import Sentence, mark, say

_HORIZON = 24
"""Reviews that are looked ahead: two years by month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """What would lower a tier, and the day on which it would happen if nobody trades."""

    causes: tuple[Sentence, ...]
    day: date | None
    to_level: int | None
    sentence: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The first coming review that lowers a customer who does not trade any more."""

    day: date
    level: int


def review_days(period: Period, after: date) -> list[date]:
    """Give the days of the coming reviews, each the first of its period."""
    days = [period.next_start(after)]
    while len(days) < _HORIZON:
        days.append(period.next_start(days[-1]))
    return days


def project_score(
    policy: ScorePolicy,
    standing: Standing,
    trades: Sequence[Trade],
    as_of: date,
    rankings: Rankings,
) -> Projection | None:
    """Find the review that would lower a customer without any further trade."""
    start = standing.level
    for day in review_days(policy.period, as_of):
        inputs = trade_inputs(trades, window_of(day, policy.window_months))
        if inputs is None:
            return None
        total = total_of(score_customer(policy, inputs, rankings))
        outcome = review(policy.rule, standing, total)
        standing = outcome.standing or standing
        if standing.level < start:
            return Projection(day=day, level=standing.level)
    return None


def watch_falls_on(policy: Policy, standing: Standing, as_of: date) -> date:
    """Give the day on which a customer falls who goes on missing the line."""
    left = policy.rule.patience[standing.level] - standing.misses
    return review_days(policy.period, as_of)[left - 1]


def score_fall(
    policy: ScorePolicy,
    standing: Standing,
    scores: tuple[FactorScore, ...],
    projection: Projection | None,
    rankings: Rankings,
) -> Fall | None:
    """Say what would bring a scored customer down; None on the lowest level."""
    if standing.level == 0:
        return None
    line = policy.rule.floors[standing.level - 1] - policy.rule.margin
    causes = tuple(_causes(policy, scores, line, rankings))
    if projection is None:
        return Fall(causes=causes, day=None, to_level=None, sentence=None)
    sentence = say(
        mark("不再有往来的话，{day} 起降为{level}"),
        day=projection.day.isoformat(),
        level=level_name(policy.levels[projection.level]),
    )
    return Fall(causes=causes, day=projection.day, to_level=projection.level, sentence=sentence)


def _causes(
    policy: ScorePolicy, scores: tuple[FactorScore, ...], line: int, rankings: Rankings
) -> list[Sentence]:
    whole = scores[0].whole
    spare = sum(score.parts for score in scores) - parts_for(line, whole)
    causes = []
    for score in scores:
        if spare < 0 or score.parts <= spare or score.factor.measure not in _CAUSES:
            continue
        value = value_for(score.factor, score.parts - spare, rankings)
        if value is not None:
            causes.append(_cause(score.factor.measure, value, policy.window_months))
    return causes


_CAUSES: Mapping[Measure, str] = {
    Measure.AMOUNT: mark("近 {months} 个月金额低于 {value} 元"),
    Measure.FREQUENCY: mark("近 {months} 个月往来少于 {value} 次"),
    Measure.RECENCY: mark("超过 {value} 天没有往来"),
    Measure.PRODUCTS: mark("使用的产品少于 {value} 种"),
}


def _cause(measure: Measure, value: int, months: int) -> Sentence:
    shown = money_text(value) if measure is Measure.AMOUNT else value
    return say(_CAUSES[measure], months=months, value=shown)


def band_fall(policy: Policy, standing: Standing, measure: Measure) -> Fall | None:
    """Say what would bring a banded customer down; None on the lowest level."""
    if standing.level == 0:
        return None
    cause = say(
        mark("{measure}连续 {count} 次评审低于 {line} 元"),
        measure=say(MEASURE_LABELS[measure]),
        count=policy.rule.patience[standing.level],
        line=money_text(policy.rule.floors[standing.level - 1]),
    )
    return Fall(causes=(cause,), day=None, to_level=None, sentence=None)
