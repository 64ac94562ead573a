"""Workdays, public holidays and business hours: the calendar that every deadline counts on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from branchcrm.domain.clock import DEFAULT_ZONE
from branchcrm.domain.wording import Sentence, mark, say

_DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """What a published holiday notice says about one day."""

    REST = "rest"
    WORK = "work"


class DaySource(StrEnum):
    """Where a special day comes from; only a notice makes its whole year known."""

    SHIPPED = "shipped"
    NOTICE = "notice"
    BRANCH = "branch"


BADGES = {DayKind.REST: mark("休"), DayKind.WORK: mark("班")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day that differs from its weekday: a holiday, or a weekend that is worked."""

    day: date
    kind: DayKind
    name: str = ""
    source: DaySource = DaySource.NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessHours:
    """The spans of a workday in which the branch is open, in order and apart."""

    spans: tuple[tuple[time, time], ...] = ((time(9), time(17)),)

    @property
    def opening(self) -> time:
        """Give the moment the branch opens."""
        return self.spans[0][0]

    @property
    def closing(self) -> time:
        """Give the moment the branch closes: a period's last day ends then."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Tells workdays from rest days; outside the known years Monday to Friday are workdays."""

    days: Mapping[date, DayKind]
    known_years: frozenset[int]
    names: Mapping[date, str] = field(default_factory=dict)
    hours: BusinessHours = field(default_factory=BusinessHours)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULT_ZONE))

    def is_workday(self, day: date) -> bool:
        """Tell whether the branch works on the day."""
        kind = self.days.get(day)
        return day.weekday() < _SATURDAY if kind is None else kind is DayKind.WORK

    def is_public_holiday(self, day: date) -> bool:
        """Tell whether a notice or the branch makes the day a rest day, beyond a plain weekend."""
        is_rest = self.days.get(day) is DayKind.REST
        return is_rest and (day.weekday() < _SATURDAY or bool(self.names.get(day)))

    def next_workday(self, day: date) -> date:
        """Give the first workday after the day."""
        return self.add_workdays(day, 1)

    def add_workdays(self, day: date, count: int) -> date:
        """Count workdays on from the day (back if negative); the day itself never counts."""
        step = _DAY if count >= 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def roll_forward(self, day: date) -> date:
        """Give the day itself if it is a workday, else the next one."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def roll_back(self, day: date) -> date:
        """Give the day itself if it is a workday, else the one before."""
        return day if self.is_workday(day) else self.add_workdays(day, -1)

    def roll_past_holidays(self, day: date) -> date:
        """Give the first day that is no public holiday; plain weekends do not count as rest."""
        while self.is_public_holiday(day):
            day += _DAY
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Count the workdays after the first day up to and including the last."""
        return sum(self.is_workday(day) for day in _each_day(first + _DAY, last))

    def closing_at(self, day: date) -> datetime:
        """Give the moment in UTC at which the day's business ends."""
        return self._moment(day, self.hours.closing)

    def business_seconds_between(self, start: datetime, end: datetime) -> int:
        """Count the seconds of business hours from start to end; 0 if the end is not later."""
        first, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        seconds = 0.0
        for day in _each_day(first, last):
            if self.is_workday(day):
                seconds += sum(self._overlap(day, span, start, end) for span in self.hours.spans)
        return round(seconds)

    def badge(self, day: date) -> DayKind | None:
        """Give what a month view marks: a holiday (休) or a worked weekend (班)."""
        if self.is_public_holiday(day):
            return DayKind.REST
        is_weekend = day.weekday() >= _SATURDAY
        return DayKind.WORK if is_weekend and self.is_workday(day) else None

    def name(self, day: date) -> str:
        """Give the holiday's name, or nothing."""
        return self.names.get(day, "")

    def missing_years(self, first: date, last: date) -> tuple[int, ...]:
        """Give the years touched from first to last that have no published calendar."""
        years = range(min(first.year, last.year), max(first.year, last.year) + 1)
        return tuple(year for year in years if year not in self.known_years)

    def _overlap(self, day: date, span: tuple[time, time], start: datetime, end: datetime) -> float:
        opens, closes = (self._moment(day, at) for at in span)
        return max(0.0, (min(closes, end) - max(opens, start)).total_seconds())

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def make_calendar(
    special_days: Iterable[SpecialDay],
    *,
    hours: BusinessHours | None = None,
    zone: ZoneInfo | None = None,
) -> WorkCalendar:
    """Combine special days into a calendar; a later day overrides an earlier one."""
    given = tuple(special_days)
    chosen = {special.day: special for special in given}
    return WorkCalendar(
        days={day: special.kind for day, special in chosen.items()},
        names={day: special.name for day, special in chosen.items() if special.name},
        known_years=frozenset(
            special.day.year for special in given if special.source is not DaySource.BRANCH
        ),
        hours=hours or BusinessHours(),
        zone=zone or ZoneInfo(DEFAULT_ZONE),
    )


def missing_year_notice(year: int) -> Sentence:
    """Say that a year's deadlines are counted without its published calendar."""
    return say("未导入{year}年放假安排，按周一至周五推算", year=str(year))


def _each_day(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
