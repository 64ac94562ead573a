"""The days that a calendar shows, and the visits on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from branchcrm.domain.visit import VisitRow, VisitState, VisitStatus
from branchcrm.services.calendar import CalendarDay

WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarContent:
    """A stretch of days with their badges and visits, as of today."""

    first: date
    last: date
    today: date
    zone: ZoneInfo
    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    visits: Mapping[date, Sequence[VisitRow]] = field(default_factory=dict)
    counts: Mapping[date, int] = field(default_factory=dict)

    def on(self, day: date) -> Sequence[VisitRow]:
        """Give the visits of a day, in order; of a month only the first of them."""
        return self.visits.get(day, ())

    def count_on(self, day: date) -> int:
        """Count the visits of a day."""
        return max(self.counts.get(day, 0), len(self.on(day)))

    def is_off(self, day: date) -> bool:
        """Tell whether the branch rests on a day."""
        known = self.days.get(day)
        return known is not None and not known.is_workday

    def is_overdue(self, visit: VisitRow) -> bool:
        """Tell whether a visit should have been made already."""
        return visit.status(self.today, self.zone) is VisitStatus.OVERDUE

    def is_done(self, visit: VisitRow) -> bool:
        """Tell whether a visit was made."""
        return visit.state is VisitState.DONE


def month_span(day: date) -> tuple[date, date]:
    """Give the Monday before a month's first day and the Sunday after its last."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    last = following - timedelta(days=1)
    start = first - timedelta(days=first.weekday())
    return start, last + timedelta(days=WEEK - 1 - last.weekday())


def week_span(day: date) -> tuple[date, date]:
    """Give the Monday and the Sunday of a day's week."""
    start = day - timedelta(days=day.weekday())
    return start, start + timedelta(days=WEEK - 1)


def by_day(visits: Sequence[VisitRow], zone: ZoneInfo) -> dict[date, list[VisitRow]]:
    """Group visits by day; those at any time of the day come last."""
    found: dict[date, list[VisitRow]] = {}
    for visit in sorted(visits, key=lambda one: (one.is_all_day, one.at)):
        if visit.state is not VisitState.CANCELLED:
            found.setdefault(visit.day(zone), []).append(visit)
    return found
