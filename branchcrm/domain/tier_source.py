"""The rows behind a figure of a receipt, and whether they add up to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchcrm.domain.tier_inputs import Window
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_words import money_text
from branchcrm.domain.wording import Sentence, mark, say


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One row of the book: a trade, or a figure that a file reported."""

    day: date
    amount_cents: int
    product: str
    line: str | None
    document_no: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """A figure of a receipt with its rows; `found` is what the rows come to."""

    measure: Measure
    value: int
    found: int
    rows: Sequence[SourceRow]
    words: Sentence

    @property
    def agrees(self) -> bool:
        """Tell whether the rows come to the figure of the receipt."""
        return self.found == self.value

    @property
    def verdict(self) -> Sentence:
        """Say whether the rows come to the figure."""
        if self.agrees:
            return say(mark("{words}，与分层依据一致"), words=self.words)
        return say(
            mark("{words}，与分层依据不一致：评审后数字有变动，重算后更新"), words=self.words
        )


def trade_sheet(
    measure: Measure, value: int, rows: Sequence[SourceRow], window: Window
) -> SourceSheet:
    """Choose the rows of a customer's trades that a figure rests on, and add them up."""
    known = [row for row in rows if row.day <= window.end]
    chosen = _CHOICES[measure](known, window)
    found = _SUMS[measure](chosen, window)
    return SourceSheet(
        measure=measure,
        value=value,
        found=found,
        rows=tuple(chosen),
        words=_words(measure, chosen, found),
    )


def reported_sheet(measure: Measure, value: int, rows: Sequence[SourceRow]) -> SourceSheet:
    """Show the figure that a file reported; its newest row is the figure itself."""
    chosen = tuple(rows[-1:])
    words = (
        say(mark("来自 {origin}（{day}）"), origin=chosen[0].origin, day=chosen[0].day.isoformat())
        if chosen
        else say(mark("没有对应的行"))
    )
    found = chosen[0].amount_cents if chosen else 0
    return SourceSheet(measure=measure, value=value, found=found, rows=chosen, words=words)


Rows = Sequence[SourceRow]


def _counted(rows: Rows, window: Window) -> list[SourceRow]:
    return [row for row in rows if row.day >= window.start]


def _purchases(rows: Rows, window: Window) -> list[SourceRow]:
    return [row for row in _counted(rows, window) if row.amount_cents > 0]


def _last(rows: Rows, _window: Window) -> list[SourceRow]:
    bought = [row for row in rows if row.amount_cents > 0]
    last = max((row.day for row in bought), default=None)
    return [row for row in bought if row.day == last]


def _first(rows: Rows, _window: Window) -> list[SourceRow]:
    first = min((row.day for row in rows), default=None)
    return [row for row in rows if row.day == first]


_CHOICES: Mapping[Measure, Callable[[Rows, Window], list[SourceRow]]] = {
    Measure.AMOUNT: _counted,
    Measure.FREQUENCY: _purchases,
    Measure.PRODUCTS: _purchases,
    Measure.RECENCY: _last,
    Measure.TENURE: _first,
}


def _ago(rows: Rows, window: Window, absent: int) -> int:
    return max(0, (window.as_of - rows[0].day).days) if rows else absent


_SUMS: Mapping[Measure, Callable[[Rows, Window], int]] = {
    Measure.AMOUNT: lambda rows, _: sum(row.amount_cents for row in rows),
    Measure.FREQUENCY: lambda rows, _: len({row.day for row in rows}),
    Measure.PRODUCTS: lambda rows, _: len({row.line for row in rows if row.line is not None}),
    Measure.RECENCY: lambda rows, window: _ago(rows, window, NEVER_DAYS),
    Measure.TENURE: lambda rows, window: _ago(rows, window, 0),
}


def _words(measure: Measure, rows: Rows, found: int) -> Sentence:
    if measure is Measure.AMOUNT:
        return say(mark("{count} 行合计 {sum} 元"), count=len(rows), sum=money_text(found))
    if measure is Measure.FREQUENCY:
        return say(mark("{count} 行购买落在 {days} 天"), count=len(rows), days=found)
    if measure is Measure.PRODUCTS:
        return say(mark("{count} 行购买属于 {lines} 种产品线"), count=len(rows), lines=found)
    if not rows:
        return say(mark("没有对应的行"))
    if measure is Measure.RECENCY:
        return say(mark("最后一次购买在 {day}"), day=rows[0].day.isoformat())
    return say(mark("第一次往来在 {day}"), day=rows[0].day.isoformat())
