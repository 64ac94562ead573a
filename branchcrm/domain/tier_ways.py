"""The ways to a higher tier: what a customer's figures would have to become."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from branchcrm.domain.tier_measure import Measure, merit
from branchcrm.domain.tier_policy import POINT, Factor, ScorePolicy
from branchcrm.domain.tier_score import (
    FactorScore,
    Rankings,
    parts_for,
    score_factor,
    value_for,
)
from branchcrm.domain.tier_words import plain_number, points_down, shown_points, whole_yuan_up
from branchcrm.domain.wording import SENTENCES, Sentence, listed, mark, say

_EASE = (
    Measure.RECENCY,
    Measure.AMOUNT,
    Measure.FREQUENCY,
    Measure.PRODUCTS,
    Measure.TENURE,
)
"""The order in which ways are told: what one purchase does comes first, what time does last."""

_PURCHASES = frozenset({Measure.RECENCY, Measure.FREQUENCY})
"""What every purchase raises, so it is told as one way."""

MOST_WAYS = 3

_PROMILLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """One figure that would have to grow: to what, by how much, for how many parts of a score."""

    measure: Measure
    value: int
    more: int
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One sufficient way up: a single figure, or several together."""

    rises: tuple[Rise, ...]
    sentence: Sentence


def ways_up(
    policy: ScorePolicy, scores: tuple[FactorScore, ...], floor: int, rankings: Rankings
) -> tuple[Way, ...]:
    """Give at most three ways that each alone reach a score, or else one of several steps."""
    missing = parts_for(floor, scores[0].whole) - sum(score.parts for score in scores)
    ordered = sorted(scores, key=lambda score: _EASE.index(score.factor.measure))
    found: list[tuple[Rise, ...]] = [
        (rise,)
        for score in ordered
        if score.factor.measure not in _PURCHASES
        and (rise := _rise(score, score.parts + missing, rankings)) is not None
    ]
    purchases = _purchases(ordered, missing, rankings)
    if purchases:
        found.append(purchases)
    if not found:
        together = _together(ordered, missing, rankings)
        found = [together] if together else []
    found.sort(key=_ease)
    return tuple(_way(rises, policy.window_months, scores) for rises in found[:MOST_WAYS])


def _ease(rises: tuple[Rise, ...]) -> int:
    """Give the place of a way among the others; a single purchase comes first."""
    measure = rises[0].measure
    if measure in _PURCHASES:
        measure = Measure.RECENCY if _count(rises) == 1 else Measure.FREQUENCY
    return _EASE.index(measure)


def _count(rises: Sequence[Rise]) -> int:
    """Give how many purchases it takes; recency alone takes one."""
    return next((rise.more for rise in rises if rise.measure is Measure.FREQUENCY), 1)


def _rise(score: FactorScore, parts: int, rankings: Rankings) -> Rise | None:
    value = value_for(score.factor, parts, rankings)
    return None if value is None else _rise_at(score, value, rankings)


def _rise_at(score: FactorScore, value: int, rankings: Rankings) -> Rise:
    measure = score.factor.measure
    gained = score_factor(score.factor, value, rankings).parts - score.parts
    more = merit(measure, value) - merit(measure, score.value)
    return Rise(measure=measure, value=value, more=more, parts=gained)


def _purchases(
    scores: list[FactorScore], missing: int, rankings: Rankings
) -> tuple[Rise, ...] | None:
    """Give what the fewest further purchases raise: recency with the first, frequency with each."""
    rises = []
    frequency = None
    for score in scores:
        if score.factor.measure is Measure.RECENCY:
            missing -= score_factor(score.factor, 0, rankings).parts - score.parts
            rises.append(_rise_at(score, 0, rankings))
        elif score.factor.measure is Measure.FREQUENCY:
            frequency = score
    if frequency is not None:
        least: int | None = 0
        if missing > 0:
            least = value_for(frequency.factor, frequency.parts + missing, rankings)
        if least is None:
            return None
        value = max(least, frequency.value + 1)
        rises.append(_rise_at(frequency, value, rankings))
    elif missing > 0:
        return None
    return tuple(rise for rise in rises if rise.more > 0)


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
    return None if reached.parts <= score.parts else _rise_at(score, value, rankings)


def _way(rises: tuple[Rise, ...], months: int, scores: tuple[FactorScore, ...]) -> Way:
    points = dict(zip(rises, _gained(rises, scores), strict=True))
    steps = [
        _sentence(rise, months, points[rise]) for rise in rises if rise.measure not in _PURCHASES
    ]
    purchases = [rise for rise in rises if rise.measure in _PURCHASES]
    if purchases:
        earned = sum((points[rise] for rise in purchases), Decimal(0))
        steps.insert(0, _purchase_sentence(_count(purchases), months, earned))
    if len(steps) == 1:
        return Way(rises=rises, sentence=steps[0])
    return Way(
        rises=rises, sentence=say(mark("几项一起提高：{steps}"), steps=listed(steps, SENTENCES))
    )


def _gained(rises: tuple[Rise, ...], scores: tuple[FactorScore, ...]) -> tuple[Decimal, ...]:
    """Give the points of each rise so that they lead from the score shown now to the one then.

    Rounded on its own, a rise could seem to fall short of the gap that it closes.
    """
    whole = scores[0].whole
    gains = [rise.parts * POINT // whole for rise in rises]
    before = sum(score.parts for score in scores)
    after = before + sum(rise.parts for rise in rises)
    shown = points_down(after * POINT // whole) - points_down(before * POINT // whole)
    return shown_points(gains, int(shown * POINT))


def _purchase_sentence(count: int, months: int, points: Decimal) -> Sentence:
    if count == 1:
        return say(mark("再来往一次，加 {points} 分"), points=plain_number(points))
    return say(
        mark("近 {months} 个月再来往 {more} 次，加 {points} 分"),
        months=months,
        more=count,
        points=plain_number(points),
    )


def _sentence(rise: Rise, months: int, points: Decimal) -> Sentence:
    words = plain_number(points)
    if rise.measure is Measure.AMOUNT:
        return say(
            mark("近 {months} 个月金额再增加 {more} 元，加 {points} 分"),
            months=months,
            more=whole_yuan_up(rise.more),
            points=words,
        )
    sources = {
        Measure.PRODUCTS: mark("再用 1 种产品，加 {points} 分")
        if rise.more == 1
        else mark("再用 {more} 种产品，加 {points} 分"),
        Measure.TENURE: mark("再往来 {more} 天，加 {points} 分"),
    }
    return say(sources[rise.measure], more=rise.more, points=words)
