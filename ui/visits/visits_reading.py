"""What the visits page reads: the days of a calendar, what waits, visits on holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from branchcrm.domain.ids import StaffId
from branchcrm.domain.visit import VisitFilter, VisitRow, VisitStatus
from branchcrm.domain.wording import mark
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.visits.calendar_days import WEEK, CalendarContent, by_day

_OPEN = frozenset({VisitStatus.DUE, VisitStatus.OVERDUE})
_DONE = frozenset({VisitStatus.DONE})
_SHOWN = _OPEN | _DONE
_HOLIDAY_DAYS = 30
MOST_OF_DAY, MOST_OF_WEEKDAY = 16, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayVisits:
    """Visits that stand on a public holiday, and the workday before it."""

    visits: Sequence[VisitRow]
    day: date
    name: str
    better_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsScene:
    """All that the page shows at one time."""

    content: CalendarContent
    waiting: Sequence[VisitRow]
    holiday: HolidayVisits | None
    month_words: str
    scope: StaffId | None


class VisitsReading:
    """Reads for one person, or for the whole branch with no one named."""

    def __init__(self, context: PageContext) -> None:
        """Start with the acting person."""
        self._context = context
        self.scope: StaffId | None = context.services.actor.staff_id

    def choose(self, staff_id: object) -> None:
        """Read for a person, or for the whole branch with None."""
        self.scope = StaffId(staff_id) if isinstance(staff_id, int) else None

    def empty(self, first: date, last: date) -> CalendarContent:
        """Give a stretch of days before anything was read."""
        clock = self._context.clock
        return CalendarContent(first=first, last=last, today=clock.today(), zone=clock.zone)

    def standing(self) -> "VisitsReading":
        """Give a reading that stays with its person while this one is asked for another."""
        reading = VisitsReading(self._context)
        reading.scope = self.scope
        return reading

    def scene(self, first: date, last: date, day: date) -> VisitsScene:
        """Give all that the page shows; runs off the main thread."""
        return VisitsScene(
            content=self.content(first, last),
            waiting=self.waiting(),
            holiday=self.holiday(),
            month_words=self.month_words(day),
            scope=self.scope,
        )

    def content(self, first: date, last: date) -> CalendarContent:
        """Give a stretch of days with their visits; of a month the first of each day."""
        services, clock = self._context.services, self._context.clock
        asked = VisitFilter(first=first, last=last, statuses=_SHOWN, staff_id=self.scope)
        most = MOST_OF_DAY if (last - first).days >= WEEK else MOST_OF_WEEKDAY
        found = services.visit_lists.days(asked, most)
        return CalendarContent(
            first=first,
            last=last,
            today=clock.today(),
            zone=clock.zone,
            days={known.day: known for known in services.calendar.days(first, last)},
            visits=by_day(found.rows, clock.zone),
            counts=found.counts,
        )

    def waiting(self) -> Sequence[VisitRow]:
        """Give the visits that are due today or overdue."""
        today = self._context.clock.today()
        return self._found(VisitFilter(last=today, statuses=_OPEN, staff_id=self.scope))

    def overdue(self) -> Sequence[VisitRow]:
        """Give the overdue visits."""
        late = frozenset({VisitStatus.OVERDUE})
        return self._found(VisitFilter(statuses=late, staff_id=self.scope))

    def holiday(self) -> HolidayVisits | None:
        """Give the visits that stand on the next public holiday within a month."""
        today, zone = self._context.clock.today(), self._context.clock.zone
        calendar = self._context.services.calendar.calendar()
        last = today + timedelta(days=_HOLIDAY_DAYS)
        found = self._found(
            VisitFilter(first=today, last=last, statuses=_OPEN, staff_id=self.scope)
        )
        visits = [one for one in found if calendar.is_public_holiday(one.day(zone))]
        if not visits:
            return None
        day = visits[0].day(zone)
        better: date = self._context.services.visit_lists.better_day(day) or day
        same = [one for one in visits if calendar.roll_back(one.day(zone)) == better]
        return HolidayVisits(
            visits=same or visits[:1], day=day, name=calendar.name(day), better_day=better
        )

    def holiday_words(self, found: HolidayVisits | None) -> tuple[str, str]:
        """Tell of visits on a holiday, with the words of the way out."""
        if found is None:
            return "", ""
        formats = self._context.formats
        words = translate(mark("{day}{name}放假，原定假期内的 {count} 次回访建议提前"))
        day = formats.day_in_text(found.day)
        text = words.format(day=day, name=found.name, count=f"{len(found.visits):,}")
        link = translate(mark("改到 {day}"))
        return text, link.format(day=formats.day_in_text(found.better_day))

    def month_words(self, day: date) -> str:
        """Say how far a month's visits are."""
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        count = self._context.services.visit_lists.count
        done, left = (
            count(VisitFilter(first=first, last=last, statuses=kind, staff_id=self.scope))
            for kind in (_DONE, _OPEN)
        )
        words = translate(mark("{month} 月已完成 {done} 次，待回访 {left} 次"))
        return words.format(month=first.month, done=f"{done:,}", left=f"{left:,}")

    def scope_name(self) -> str:
        """Give the name of the person, or of the whole branch."""
        if self.scope is None:
            return translate(mark("全网点"))
        people = {person.id: person.name for person in self._context.services.staff.people()}
        return people.get(self.scope, self._context.services.actor.name)

    def _found(self, asked: VisitFilter) -> Sequence[VisitRow]:
        visits: Sequence[VisitRow] = self._context.services.visit_lists.found(asked)
        return visits
