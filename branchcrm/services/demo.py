"""Fills a book with an invented branch, for looking around and for measuring."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from branchcrm.data.bulk import PausedIndexes
from branchcrm.data.demo import ComplaintDates, DemoLoader
from branchcrm.domain.complaint_deadline import ClockFacts, Deadlines, deadlines
from branchcrm.domain.complaint_kind import Level, Severity
from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.reference.demo.branch import chunks, staff
from branchcrm.reference.demo.plan import DemoPlan
from branchcrm.reference.demo.records import DemoComplaint
from branchcrm.services.complaint_setup import ComplaintSetup, load_setup
from branchcrm.services.context import Context, requires
from branchcrm.services.demo_own_fields import add_own_fields
from branchcrm.services.demo_people import add_people
from branchcrm.services.demo_tiers import review_past
from branchcrm.services.demo_views import add_views

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work

DEMO_SETTING = "book.demo"
DEFAULT_CUSTOMERS = 1000


class RealCustomersError(BranchCrmError):
    """The book holds customers that nobody invented."""

    happened = mark("没有填入示例客户：这个账本已有 {count} 位真实客户")
    remedy = mark("用 --book 指定一个新的文件夹存放示例账本")


@dataclass(slots=True, kw_only=True)
class DemoCounts:
    """How much was invented."""

    customers: int = 0
    transactions: int = 0
    interactions: int = 0
    complaints: int = 0
    visits: int = 0


class DemoService:
    """The use cases of a demonstration book."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EDIT_SETTINGS)
    def fill(
        self,
        customers: int = DEFAULT_CUSTOMERS,
        transactions: int | None = None,
        seed: int = 1,
        progress: Progress | None = None,
        *,
        interactions: int | None = None,
    ) -> DemoCounts:
        """Invent a branch in one operation; a demo book may be filled more than once.

        Raises:
            RealCustomersError: the book holds real customers.
            CancelledError: the user stopped it; nothing stays.
        """
        progress = progress or NoProgress()
        today, counts = self.context.clock.today(), DemoCounts()
        with self.context.read() as reading:
            present = _customers_of(reading)
            if present and not reading.settings.get(DEMO_SETTING):
                raise RealCustomersError(count=present)
        plan = DemoPlan(
            customers=customers,
            transactions=transactions,
            interactions=interactions,
            seed=seed,
            today=today,
            with_cast=not present,
        )
        summary = say("填入 {count} 位示例客户", count=customers)
        with self.context.write("demo.fill", summary) as work:
            work.settings.set(DEMO_SETTING, value=True)
            self._load(work, plan, counts, progress)
            if plan.with_cast:
                self._add_cast(work, today)
            progress.report(customers, customers, say("正在计算层级"))
            review_past(work, today, self.context.actor.staff_id)
            work.commit()
        return counts

    def _add_cast(self, work: "Work", today: date) -> None:
        work.refresh_derived()
        add_people(work, today, self.context.actor.staff_id)
        add_views(work, self.context.actor.staff_id)

    def _load(self, work: "Work", plan: DemoPlan, counts: DemoCounts, progress: Progress) -> None:
        clock = _ComplaintClock(load_setup(work), plan.today)
        loader = DemoLoader(work, self.context.actor.branch_id, clock.dates_of)
        loader.prepare(staff(plan))
        indexes = PausedIndexes(work.connection)
        if plan.with_cast:
            indexes.pause("customer", "interaction", "visit")
        for chunk in chunks(plan):
            loader.load(chunk)
            counts.customers += len(chunk.customers)
            counts.transactions += len(chunk.trades)
            counts.interactions += len(chunk.interactions)
            counts.complaints += len(chunk.complaints)
            counts.visits += len(chunk.visits)
            progress.report(counts.customers, plan.customers, say("正在填入示例客户"))
        indexes.resume()
        if plan.with_cast:
            add_own_fields(work)


def _customers_of(reading: "Reading") -> int:
    """Count the customers of the book, those in the recycle bin too."""
    asked = (CustomerFilter(), CustomerFilter(is_removed=True))
    return sum(sum(reading.customers.counts(one).values()) for one in asked)


@dataclass(slots=True)
class _ComplaintClock:
    """Counts the due dates of invented complaints; equal ones only once."""

    setup: ComplaintSetup
    today: date
    _known: dict[tuple[date, str, str], Deadlines] = field(default_factory=dict)

    def dates_of(self, case: DemoComplaint, started: int) -> ComplaintDates:
        """Give the dates of a case whose present round began at a UTC second."""
        day = self._day(started)
        rule = self.setup.rule_for(day)
        key = (day, case.level, case.severity)
        if key not in self._known:
            level, severity = Level(case.level), Severity(case.severity)
            facts = ClockFacts(
                started_on=day, level=level, severity=severity, approved=frozenset({level})
            )
            self._known[key] = deadlines(rule, facts, self.setup.calendar, as_of=self.today)
        dates = self._known[key]
        answered = [step.at for step in case.present_round if step.action == "answer"]
        decided_on = self._day(answered[-1]) if answered else self.today
        is_ended = case.state in {"withdrawn", "closed"} and not answered
        return ComplaintDates(
            rule_id=rule.rule_id,
            deadlines=dates,
            is_overdue=not is_ended and dates.is_late(decided_on),
        )

    def _day(self, at: int) -> date:
        return datetime.fromtimestamp(at, UTC).astimezone(self.setup.calendar.zone).date()
