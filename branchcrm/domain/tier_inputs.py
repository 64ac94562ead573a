"""The figures about one customer that a tier rule looks at, from the customer's own trades."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from branchcrm.domain.tier_measure import NEVER_DAYS, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """One trade of a customer: a refund has a negative amount; `line` is the product's line."""

    day: date
    amount_cents: int
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that count: `start` and `end` included; recency counts back from `as_of`."""

    start: date
    end: date
    as_of: date

    def holds(self, day: date) -> bool:
        """Tell whether a day counts."""
        return self.start <= day <= self.end


def months_before(day: date, months: int) -> date:
    """Give the same day some months earlier, or the last day of a shorter month."""
    month = day.year * 12 + day.month - 1 - months
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def window_of(as_of: date, months: int, end: date | None = None) -> Window:
    """Give the window of a review: the months up to a day, that day included."""
    day_before = months_before(as_of, months)
    return Window(start=date.fromordinal(day_before.toordinal() + 1), end=end or as_of, as_of=as_of)


def trade_inputs(trades: Iterable[Trade], window: Window) -> Mapping[Measure, int] | None:
    """Give the figures of one customer; None for one who has not traded up to the end.

    Amount is net of refunds. Frequency counts the days with a purchase, which is a trade of more
    than nothing; products are counted by their lines. Recency looks back
    beyond the window, so that a customer who paused is not one who never came.
    """
    known = [trade for trade in trades if trade.day <= window.end]
    if not known:
        return None
    counted = [trade for trade in known if trade.day >= window.start]
    bought = [trade for trade in known if trade.amount_cents > 0]
    last = max((trade.day for trade in bought), default=None)
    recency = NEVER_DAYS if last is None else max(0, (window.as_of - last).days)
    first = min(trade.day for trade in known)
    purchases = [trade for trade in counted if trade.amount_cents > 0]
    return {
        Measure.AMOUNT: sum(trade.amount_cents for trade in counted),
        Measure.FREQUENCY: len({trade.day for trade in purchases}),
        Measure.RECENCY: recency,
        Measure.PRODUCTS: len({t.line for t in purchases if t.line is not None}),
        Measure.TENURE: max(0, (window.as_of - first).days),
    }
