"""What a user can ask about follow-up visits: lists, what is due, what speaks against a plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from branchcrm.domain.cadence import next_contact_due
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitRow, VisitStatus, checked_visit
from branchcrm.domain.visit_plan import Concern, Plan, better_day, concerns
from branchcrm.domain.wording import say
from branchcrm.services.calendar import load_calendar
from branchcrm.services.context import Context, requires
from branchcrm.services.visits import staff_named

if TYPE_CHECKING:
    from array import array

OPEN = frozenset({VisitStatus.DUE, VisitStatus.OVERDUE})
_AROUND = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDays:
    """What a month shows: the first visits of each day, and how many each day has."""

    rows: Sequence[VisitRow]
    counts: Mapping[date, int]


class VisitListService:
    """The questions about follow-up visits."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def ids(self, asked: VisitFilter) -> "array[int]":
        """Give the ids of a list, the earliest first."""
        clock = self.context.clock
        with self.context.read() as work:
            return work.visits.ids(self._scoped(asked), clock.today(), clock.zone)

    @requires(Right.SEE_CUSTOMERS)
    def rows(self, ids: Sequence[int]) -> list[VisitRow]:
        """Give list lines of visits in the order asked."""
        with self.context.read() as work:
            return work.visits.rows(ids)

    @requires(Right.SEE_CUSTOMERS)
    def found(self, asked: VisitFilter) -> list[VisitRow]:
        """Give all visits of a list, the earliest first."""
        clock = self.context.clock
        with self.context.read() as work:
            return work.visits.list(self._scoped(asked), clock.today(), clock.zone)

    @requires(Right.SEE_CUSTOMERS)
    def count(self, asked: VisitFilter) -> int:
        """Count the visits of a list."""
        clock = self.context.clock
        with self.context.read() as work:
            return work.visits.count(self._scoped(asked), clock.today(), clock.zone)

    @requires(Right.SEE_CUSTOMERS)
    def days(self, asked: VisitFilter, most: int) -> VisitDays:
        """Give the first visits of each day, and how many each day has."""
        clock = self.context.clock
        counts: Counter[date] = Counter()
        first: list[int] = []
        with self.context.read() as work:
            for number, at in work.visits.marks(self._scoped(asked), clock.today(), clock.zone):
                day = at.astimezone(clock.zone).date()
                counts[day] += 1
                if counts[day] <= most:
                    first.append(number)
            rows = work.visits.rows(first)
        return VisitDays(rows=rows, counts=counts)

    @requires(Right.SEE_CUSTOMERS)
    def due_of(self, customer_id: CustomerId) -> VisitRow | None:
        """Give the visit of a customer that is due today or overdue, the latest of them."""
        clock = self.context.clock
        asked = VisitFilter(
            customer_id=customer_id,
            last=clock.today(),
            statuses=OPEN,
        )
        with self.context.read() as work:
            found = work.visits.list(asked, clock.today(), clock.zone)
        return found[-1] if found else None

    @requires(Right.SEE_CUSTOMERS)
    def concerns(
        self, customer_id: CustomerId, draft: VisitDraft, own_id: VisitId | None = None
    ) -> tuple[Concern, ...]:
        """Tell what speaks against a plan while it is typed; an unreadable one gives nothing."""
        try:
            facts = checked_visit(draft, self.context.clock)
        except InvalidDraftError:
            return ()
        zone = self.context.clock.zone
        day = facts.at.astimezone(zone).date()
        with self.context.read() as work:
            staff_id = staff_named(work, draft.staff, self.context.actor.staff_id)
            asked = VisitFilter(first=day - _AROUND, last=day + _AROUND, staff_id=staff_id)
            others = work.visits.list(asked, self.context.clock.today(), zone)
            calendar = load_calendar(work)
        plan = Plan(facts=facts, customer_id=customer_id, others=others, own_id=own_id)
        return concerns(plan, calendar, zone)

    @requires(Right.SEE_CUSTOMERS)
    def better_day(self, day: date) -> date | None:
        """Give the workday to take in place of a rest day, or None where the day is one."""
        with self.context.read() as work:
            calendar = load_calendar(work)
        if calendar.is_workday(day):
            return None
        return better_day(day, calendar, self.context.clock.today())

    @requires(Right.SEE_CUSTOMERS)
    def next_contact_due(self, customer_id: CustomerId) -> date:
        """Give the day by which a customer should next be contacted, after its tier."""
        zone = self.context.clock.zone
        with self.context.read() as work:
            kept = work.customers.get(customer_id)
            calendar = load_calendar(work)
        last = kept.last_contact_at
        return next_contact_due(
            kept.tier,
            last.astimezone(zone).date() if last else None,
            kept.facts.opened_on or kept.created_at.astimezone(zone).date(),
            calendar,
        )

    @requires(Right.REVEAL)
    def numbers_for_calling(self, visit_ids: Sequence[VisitId]) -> dict[VisitId, str]:
        """Give the full numbers of one's own due visits, logged once for the whole list."""
        own = self.context.actor.staff_id
        today, zone = self.context.clock.today(), self.context.clock.zone
        rows = [
            row
            for row in self.rows(visit_ids)
            if row.staff_id == own and row.status(today, zone) in OPEN and row.day(zone) <= today
        ]
        if not rows:
            return {}
        summary = say("查看 {count} 位待回访客户的完整电话", count=len(rows))
        with self.context.write("visit.reveal", summary, is_reversible=False) as work:
            numbers = work.visits.full_phones([row.id for row in rows])
            work.mention(row.customer_id for row in rows)
            work.commit()
        return numbers

    def _scoped(self, asked: VisitFilter) -> VisitFilter:
        """Narrow a list to what the actor may see: the whole branch, or one's own."""
        actor = self.context.actor
        if actor.may(Right.SEE_BRANCH) or asked.customer_id is not None:
            return asked
        return VisitFilter(
            first=asked.first, last=asked.last, statuses=asked.statuses, staff_id=actor.staff_id
        )
