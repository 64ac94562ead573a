"""The ways to a higher tier: what a customer's figures would have to become."""

from dataclasses import dataclass

from branchcrm.domain.errors import JoinedSentences
from branchcrm.domain.tier_measure import Measure, merit
from branchcrm.domain.tier_policy import Factor, ScorePolicy
from branchcrm.domain.tier_score import (
    FactorScore,
    Rankings,
    parts_for,
    score_factor,
    value_for,
)
from branchcrm.domain.tier_words import plain_number, points_down, whole_yuan_up
from branchcrm.domain.wording import Sentence, mark, say

_EASE = (
    Measure.RECENCY,
    Measure.AMOUNT,
    Measure.FREQUENCY,
    Measure.PRODUCTS,
    Measure.TENURE,
)
"""The order in which ways are told: what one visit does comes first, what time does last."""

_PROMILLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """One figure that would have to grow: to what, by how much, for how many points."""

    measure: Measure
    value: int
    more: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One sufficient way up: a single figure, or several together."""

    rises: tuple[Rise, ...]
    sentence: Sentence


def ways_up(
    policy: ScorePolicy, scores: tuple[FactorScore, ...], floor: int, rankings: Rankings
) -> tuple[Way, ...]:
    """Give the single figures that alone reach a score, or else one way with several."""
    missing = parts_for(floor, scores[0].whole) - sum(score.parts for score in scores)
    ordered = sorted(scores, key=lambda score: _EASE.index(score.factor.measure))
    singles = []
    for score in ordered:
        rise = _rise(score, score.parts + missing, rankings)
        if rise is not None:
            singles.append(Way(rises=(rise,), sentence=_sentence(rise, policy.window_months)))
    if singles:
        return tuple(singles)
    together = _together(ordered, missing, rankings)
    return () if not together else (_joined(together, policy.window_months),)


def _rise(score: FactorScore, parts: int, rankings: Rankings) -> Rise | None:
    factor = score.factor
    value = value_for(factor, parts, rankings)
    if value is None:
        return None
    if factor.measure is Measure.RECENCY:
        value = 0
    gained = score_factor(factor, value, rankings).points - score.points
    more = merit(factor.measure, value) - merit(factor.measure, score.value)
    return Rise(measure=factor.measure, value=value, more=more, points=gained)


def _together(
    scores: list[FactorScore], missing: int, rankings: Rankings
) -> tuple[Rise, ...] | None:
    movable = [score for score in scores if score.factor.measure is not Measure.TENURE]
    low, high = 0, _PROMILLE
    while low < high:
        middle = (low + high) // 2
        if _gain(movable, middle, rankings) >= missing:
            high = middle
        else:
            low = middle + 1
    if _gain(movable, high, rankings) < missing:
        return None
    rises = (_rise_to(score, high, rankings) for score in movable)
    return tuple(rise for rise in rises if rise is not None)


def _gain(scores: list[FactorScore], promille: int, rankings: Rankings) -> int:
    gained = 0
    for score in scores:
        value = _value_at(score.factor, promille, rankings)
        parts = score_factor(score.factor, value, rankings).parts
        gained += max(0, parts - score.parts)
    return gained


def _value_at(factor: Factor, promille: int, rankings: Rankings) -> int:
    """Give the figure with that part of the weight; one visit today makes recency best."""
    if factor.measure is Measure.RECENCY:
        return 0
    whole = score_factor(factor, 0, rankings).whole
    value = value_for(factor, factor.weight * whole * promille // _PROMILLE, rankings)
    return 0 if value is None else value


def _rise_to(score: FactorScore, promille: int, rankings: Rankings) -> Rise | None:
    value = _value_at(score.factor, promille, rankings)
    reached = score_factor(score.factor, value, rankings)
    if reached.parts <= score.parts:
        return None
    more = merit(score.factor.measure, value) - merit(score.factor.measure, score.value)
    return Rise(
        measure=score.factor.measure, value=value, more=more, points=reached.points - score.points
    )


def _sentence(rise: Rise, months: int) -> Sentence:
    points = plain_number(points_down(rise.points))
    if rise.measure is Measure.RECENCY:
        return say(mark("再来往一次，加 {points} 分"), points=points)
    if rise.measure is Measure.AMOUNT:
        return say(
            mark("近 {months} 个月金额再增加 {more} 元，加 {points} 分"),
            months=months,
            more=whole_yuan_up(rise.more),
            points=points,
        )
    sources = {
        Measure.FREQUENCY: mark("近 {months} 个月再来往 {more} 次，加 {points} 分"),
        Measure.PRODUCTS: mark("再用 {more} 种产品，加 {points} 分"),
        Measure.TENURE: mark("再往来 {more} 天，加 {points} 分"),
    }
    return say(sources[rise.measure], months=months, more=rise.more, points=points)


def _joined(rises: tuple[Rise, ...], months: int) -> Way:
    steps = JoinedSentences([_sentence(rise, months) for rise in rises])
    return Way(rises=rises, sentence=say(mark("几项一起提高：{steps}"), steps=steps))
