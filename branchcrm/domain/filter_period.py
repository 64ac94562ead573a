"""Days and stretches of days that a filter names from today: 30 days ago, this month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEEK, _QUARTER_MONTHS, _YEAR_MONTHS = 7, 3, 12
LONGEST_COUNT = 9999
_FIRST_YEAR, _LAST_YEAR = 1, 9999


class Unit(StrEnum):
    """A measure of time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Side(StrEnum):
    """Where a stretch lies: around today, before it, after it."""

    THIS = "this"
    LAST = "last"
    NEXT = "next"


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: _QUARTER_MONTHS, Unit.YEAR: _YEAR_MONTHS}


@dataclass(frozen=True, slots=True, order=True)
class RelativeDay:
    """A day counted from today; days before it are negative."""

    days: int = 0

    def on(self, today: date) -> date:
        """Give the day that is meant on a day."""
        return moved(today, self.days)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days: with a count it ends or begins today, without one it is a calendar unit.

    `last 30 days` are today and the 29 days before it; `last month` is the month before this.
    """

    side: Side
    unit: Unit
    count: int | None = None

    def on(self, today: date) -> tuple[date, date]:
        """Give the first and the last day that are meant on a day."""
        if self.count is None:
            return self._calendar_unit(today)
        if self.side is Side.LAST:
            return moved(self._far_end(today, -self.count), 1), today
        return today, moved(self._far_end(today, self.count), -1)

    def _far_end(self, today: date, count: int) -> date:
        if self.unit in _MONTHS:
            return months_on(today, count * _MONTHS[self.unit])
        return moved(today, count * (_WEEK if self.unit is Unit.WEEK else 1))

    def _calendar_unit(self, today: date) -> tuple[date, date]:
        steps = {Side.THIS: 0, Side.LAST: -1, Side.NEXT: 1}[self.side]
        if self.unit in _MONTHS:
            size = _MONTHS[self.unit]
            first = today.replace(month=(today.month - 1) // size * size + 1, day=1)
            first = months_on(first, steps * size)
            return first, moved(months_on(first, size), -1)
        size = _WEEK if self.unit is Unit.WEEK else 1
        back = today.weekday() if self.unit is Unit.WEEK else 0
        first = moved(today, steps * size - back)
        return first, moved(first, size - 1)


def moved(day: date, days: int) -> date:
    """Give the day so many days on, kept within the calendar."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def months_on(day: date, count: int) -> date:
    """Give the same day so many months on, or the last of a shorter month."""
    place = day.year * _YEAR_MONTHS + day.month - 1 + count
    year, month = place // _YEAR_MONTHS, place % _YEAR_MONTHS + 1
    if year < _FIRST_YEAR:
        return date.min
    if year > _LAST_YEAR:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_days(count: int) -> Stretch:
    """Give today and the days before it, so many in all."""
    return Stretch(Side.LAST, Unit.DAY, count)
