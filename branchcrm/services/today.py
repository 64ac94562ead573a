"""What the day holds: the board of the first page, for oneself or for the whole branch."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintTab
from branchcrm.domain.ids import StaffId
from branchcrm.domain.reminder import Reminder, reminder_between
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.today import (
    BIRTHDAY_DAYS,
    MOST_LISTED,
    SOON_HOURS,
    BirthdayRow,
    Duty,
    DutyKind,
    DutySection,
    PersonLoad,
    TodayBoard,
    TodayFigures,
    in_order,
    month_before,
    section_of,
    week_start,
)
from branchcrm.domain.visit import VisitFilter, VisitRow, VisitStatus
from branchcrm.domain.work_calendar import DayKind
from branchcrm.services.calendar import load_calendar
from branchcrm.services.complaints import ComplaintService
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_days import is_review_due

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_OPEN = frozenset({VisitStatus.OVERDUE, VisitStatus.DUE})
_ODD_DAYS_AHEAD = 7


class TodayService:
    """Puts the day together."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def board(self, staff_id: StaffId | None = None) -> TodayBoard:
        """Give the day of a person, or of the whole branch; without the right it is one's own."""
        actor = self.context.actor
        scope = staff_id if actor.may(Right.SEE_BRANCH) else actor.staff_id
        complaints = self._complaints(scope)
        with self.context.read() as work:
            visits = self._visits(work, scope)
            moves = work.tier_moves.latest(self._week_start, scope, MOST_LISTED)
            birthdays, near = work.today.birthdays(self._today, BIRTHDAY_DAYS, scope, MOST_LISTED)
            figures = self._figures(work, scope, visits, complaints)
            odd_day = self._odd_day(work)
        duties = self._duties(visits, complaints, birthdays)
        return TodayBoard(
            day=self._today,
            figures=figures,
            duties=in_order(duties),
            complaints=complaints,
            tier_moves=moves,
            birthdays=birthdays,
            birthday_count=near,
            people=_people(duties) if scope is None else (),
            odd_day=odd_day,
        )

    @requires(Right.SEE_CUSTOMERS)
    def urgent_count(self) -> tuple[int, int]:
        """Count one's own lines of today, and how many visits among them are overdue."""
        own = self.context.actor.staff_id
        with self.context.read() as work:
            visits = self._visits(work, own)
            birthdays, _count = work.today.birthdays(self._today, 1, own)
        duties = self._duties(visits, self._complaints(own), birthdays)
        due = [duty for duty in duties if duty.section is not DutySection.TOMORROW]
        late = sum(duty.section is DutySection.OVERDUE for duty in due)
        return len(due), late

    @requires(Right.SEE_CUSTOMERS)
    def reminder(self, since: datetime) -> Reminder | None:
        """Give what is to be said of one's own visits whose moment came since the last look."""
        asked = VisitFilter(
            first=self._today,
            last=self._today,
            statuses=_OPEN,
            staff_id=self.context.actor.staff_id,
        )
        clock = self.context.clock
        with self.context.read() as work:
            visits = work.visits.list(asked, self._today, clock.zone)
        return reminder_between(visits, since, clock.business_now(), clock.zone)

    @requires(Right.SEE_CUSTOMERS)
    def catch_up(self) -> bool:
        """Bring everybody's twelve-month figures to today; tell whether they were behind.

        Raises:
            BranchCrmError: somebody else writes for long; the next operation catches up.
        """
        return self.context.unit_of_work.catch_up()

    @requires(Right.SEE_CUSTOMERS)
    def is_review_due(self) -> bool:
        """Tell whether a fresh period wants its review of tiers, without what a review loads."""
        with self.context.read() as work:
            return is_review_due(work)

    @property
    def _today(self) -> date:
        return self.context.clock.today()

    def _visits(self, work: "Reading", scope: StaffId | None) -> list[VisitRow]:
        asked = VisitFilter(last=self._today + timedelta(days=1), statuses=_OPEN, staff_id=scope)
        return work.visits.list(asked, self._today, self.context.clock.zone)

    def _complaints(self, scope: StaffId | None) -> list[ComplaintRow]:
        complaints = ComplaintService(self.context)
        asked = ComplaintFilter(tab=ComplaintTab.OPEN, handler_id=scope)
        rows = complaints.rows(complaints.ids(asked))
        return [row for row in rows if row.nearest is not None]

    @property
    def _week_start(self) -> datetime:
        first = datetime.combine(week_start(self._today), time(), self.context.clock.zone)
        return first.astimezone(UTC)

    def _figures(
        self,
        work: "Reading",
        scope: StaffId | None,
        visits: Sequence[VisitRow],
        complaints: Sequence[ComplaintRow],
    ) -> TodayFigures:
        today, zone = self._today, self.context.clock.zone
        sections = Counter(section_of(visit.day(zone), today) for visit in visits)
        done = VisitFilter(
            first=today, last=today, statuses=frozenset({VisitStatus.DONE}), staff_id=scope
        )
        spans = ((today.replace(day=1), today), month_before(today))
        fresh, fresh_before = work.today.fresh_customers(spans, zone, scope)
        moves = Counter[bool]()
        for (before, after), count in work.tier_moves.counts_since(self._week_start, scope).items():
            if Tier.NONE not in (before, after):
                moves[tier_rank(after) > tier_rank(before)] += count
        return TodayFigures(
            visits_due=sections[DutySection.OVERDUE] + sections[DutySection.TODAY],
            visits_overdue=sections[DutySection.OVERDUE],
            visits_done=work.visits.count(done, today, zone),
            complaints_soon=sum(map(self._is_soon, complaints)),
            complaints_open=len(complaints),
            tier_up=moves[True],
            tier_down=moves[False],
            fresh_customers=fresh,
            fresh_last_month=fresh_before,
        )

    def _is_soon(self, complaint: ComplaintRow) -> bool:
        limit = self.context.clock.business_now() + timedelta(hours=SOON_HOURS)
        return complaint.nearest is not None and complaint.nearest.at <= limit

    def _odd_day(self, work: "Reading") -> tuple[date, str] | None:
        """Give the next weekend day that is worked or weekday that is off, within a week."""
        calendar = load_calendar(work)
        for number in range(1, _ODD_DAYS_AHEAD + 1):
            day = self._today + timedelta(days=number)
            badge = calendar.badge(day)
            if badge is DayKind.WORK or calendar.is_public_holiday(day):
                return day, "" if badge is DayKind.WORK else calendar.name(day)
        return None

    def _duties(
        self,
        visits: Sequence[VisitRow],
        complaints: Sequence[ComplaintRow],
        birthdays: Sequence[BirthdayRow],
    ) -> list[Duty]:
        tomorrow = self._today + timedelta(days=1)
        return [
            *(self._visit_duty(visit) for visit in visits),
            *(self._complaint_duty(case) for case in complaints if self._is_soon(case)),
            *(self._birthday_duty(row) for row in birthdays if row.day < tomorrow),
        ]

    def _visit_duty(self, visit: VisitRow) -> Duty:
        zone = self.context.clock.zone
        day = visit.day(zone)
        return Duty(
            kind=DutyKind.VISIT,
            section=section_of(day, self._today),
            day=day,
            at=visit.time(zone),
            customer_id=visit.customer_id,
            customer=visit.customer,
            tier=visit.tier,
            staff_id=visit.staff_id,
            staff=visit.staff,
            visit=visit,
        )

    def _complaint_duty(self, case: ComplaintRow) -> Duty:
        due = case.nearest.at if case.nearest is not None else case.answer_due_at
        local = due.astimezone(self.context.clock.zone)
        is_late = due < self.context.clock.business_now()
        section = DutySection.OVERDUE if is_late else section_of(local.date(), self._today)
        return Duty(
            kind=DutyKind.COMPLAINT,
            section=section,
            day=local.date(),
            at=local.time(),
            customer_id=case.customer_id,
            customer=case.complainant,
            tier=Tier(case.tier) if case.tier else Tier.NONE,
            staff_id=case.handler_id,
            staff=case.handler_name,
            complaint=case,
        )

    def _birthday_duty(self, row: BirthdayRow) -> Duty:
        return Duty(
            kind=DutyKind.BIRTHDAY,
            section=DutySection.TODAY,
            day=row.day,
            at=None,
            customer_id=row.customer_id,
            customer=row.customer,
            tier=row.tier,
            staff_id=row.staff_id,
            staff=row.staff,
            birthday=row,
        )


def _people(duties: Sequence[Duty]) -> list[PersonLoad]:
    """Count the day per person, the fullest first."""
    names = {duty.staff_id: duty.staff for duty in duties}
    loads = []
    for staff_id, name in names.items():
        own = [duty for duty in duties if duty.staff_id == staff_id]
        visits = [duty for duty in own if duty.kind is DutyKind.VISIT]
        loads.append(
            PersonLoad(
                staff_id=staff_id,
                staff=name,
                overdue=sum(duty.section is DutySection.OVERDUE for duty in visits),
                today=sum(duty.section is DutySection.TODAY for duty in visits),
                complaints=sum(duty.kind is DutyKind.COMPLAINT for duty in own),
            )
        )
    return sorted(
        loads, key=lambda load: (-load.overdue - load.today - load.complaints, load.staff)
    )
