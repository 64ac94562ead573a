"""How the figures of a tier rule are said: points, money, days and windows in sentences."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from branchcrm.domain.money import CENTS_PER_YUAN, yuan_of
from branchcrm.domain.tier import TIER_LABELS
from branchcrm.domain.tier_inputs import Window
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_names import label_said
from branchcrm.domain.tier_policy import POINT, Level
from branchcrm.domain.wording import Sentence, mark, say

TENTH = Decimal("0.1")


def points_down(points: int) -> Decimal:
    """Give ten-thousandths as points with one decimal, rounded down so no line is overstated."""
    return (Decimal(points) / POINT).quantize(TENTH, rounding=ROUND_FLOOR)


def points_up(points: int) -> Decimal:
    """Give ten-thousandths as points with one decimal, rounded up so no gap is understated."""
    return (Decimal(points) / POINT).quantize(TENTH, rounding=ROUND_CEILING)


def shown_points(points: Sequence[int], total: int) -> tuple[Decimal, ...]:
    """Round the factors so that they add up to the total as it is shown."""
    floors = [point // (POINT // 10) for point in points]
    rests = [point % (POINT // 10) for point in points]
    missing = total // (POINT // 10) - sum(floors)
    by_rest = sorted(range(len(points)), key=lambda index: (-rests[index], index))
    for index in by_rest[:missing]:
        floors[index] += 1
    return tuple(floor * TENTH for floor in floors)


def plain_number(value: Decimal) -> str:
    """Write a number without needless zeros: 9, 8.7."""
    even = value.normalize()
    return f"{even:f}"


def money_text(cents: int) -> str:
    """Write an amount in yuan: 68,420.00."""
    return f"{yuan_of(cents):,.2f}".replace("-", "−")


def whole_yuan_up(cents: int) -> str:
    """Write an amount that is still needed, in whole yuan, rounded up."""
    return f"{-(-cents // CENTS_PER_YUAN):,}"


def level_name(level: Level) -> Sentence:
    """Name a rung of the ladder: its own label, else its tier."""
    return label_said(level.label) if level.label else say(TIER_LABELS[level.tier])


def value_sentence(measure: Measure, value: int, window: Window, months: int) -> Sentence:
    """Say what a customer's figure is."""
    if measure is Measure.RECENCY:
        return _recency_sentence(value, window)
    if measure is Measure.AMOUNT:
        return say(mark("近 {months} 个月 {amount} 元"), months=months, amount=money_text(value))
    if measure is Measure.FREQUENCY:
        words = mark("近 {months} 个月 1 次") if value == 1 else mark("近 {months} 个月 {count} 次")
        return say(words, months=months, count=value)
    if measure is Measure.PRODUCTS:
        words = mark("近 {months} 个月 1 种") if value == 1 else mark("近 {months} 个月 {count} 种")
        return say(words, months=months, count=value)
    if measure is Measure.TENURE:
        return say(mark("往来 {days} 天"), days=value)
    return say(mark("{amount} 元"), amount=money_text(value))


def _recency_sentence(days: int, window: Window) -> Sentence:
    if days >= NEVER_DAYS:
        return say(mark("没有购买过"))
    last = window.as_of - timedelta(days=days)
    if days == 0:
        words = mark("当天（{day}）") if window.end <= window.as_of else mark("{day} 或之后")
        return say(words, day=last.isoformat())
    return say(mark("{days} 天前（{day}）"), days=days, day=last.isoformat())
