"""One complaint in one operation: its moves, its log, and its dates kept true."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from branchcrm.data.complaint_visits import ComplaintVisitRepository
from branchcrm.domain.clock import Clock
from branchcrm.domain.complaint import Complaint, ComplaintEvent
from branchcrm.domain.complaint_deadline import Deadlines
from branchcrm.domain.complaint_guard import check_event_day
from branchcrm.domain.complaint_kind import ComplaintAction, ComplaintState
from branchcrm.domain.complaint_state import allowed_actions, next_state
from branchcrm.domain.work_calendar import WorkCalendar
from branchcrm.services.complaint_setup import ComplaintSetup, load_setup
from branchcrm.services.context import Context

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work
    from branchcrm.domain.changes import Changes
    from branchcrm.domain.ids import ComplaintId

CALLBACK_AT = time(10)


class ComplaintCase:
    """A complaint that is being worked on in one operation."""

    def __init__(self, work: "Work", context: Context, complaint_id: "ComplaintId") -> None:
        """Read the complaint and what it is handled by."""
        self.work = work
        self.context = context
        self.setup: ComplaintSetup = load_setup(work)
        self.complaint: Complaint = work.complaints.get(complaint_id)
        self.visits = ComplaintVisitRepository(work)

    @property
    def today(self) -> date:
        """The business day."""
        return self.context.clock.today()

    @property
    def received_on(self) -> date:
        """The local day of receipt."""
        return self.local(self.complaint.received_at).date()

    @property
    def dates(self) -> Deadlines:
        """The dates of the present round as of today."""
        return self.setup.deadlines(self.complaint, self.today)

    def local(self, moment: datetime) -> datetime:
        """Give a moment in the book's zone."""
        return moment.astimezone(self.context.clock.zone)

    def moment(self, at: datetime | date | None, field: str = "at") -> datetime:
        """Give the moment of an event; a day alone means its opening, or now if it is today.

        Raises:
            FieldError: the day lies before the receipt or in the future.
        """
        now = self.context.clock.business_now()
        if at is None:
            return max(now, self.complaint.received_at)
        if isinstance(at, datetime):
            check_event_day(
                self.local(at).date(), field, not_before=self.received_on, today=self.today
            )
            return max(at, self.complaint.received_at)
        check_event_day(at, field, not_before=self.received_on, today=self.today)
        opening = self.setup.calendar.hours.opening
        start = datetime.combine(at, opening, self.context.clock.zone)
        return max(now if at == self.today else start, self.complaint.received_at)

    def receipt(self, at: datetime | date | None) -> datetime:
        """Give another moment of receipt.

        Raises:
            FieldError: the day lies in the future.
        """
        moment = receipt_moment(self.context.clock, self.setup.calendar, at)
        check_event_day(
            self.local(moment).date(), "received", not_before=date.min, today=self.today
        )
        return moment

    def move(
        self,
        action: ComplaintAction,
        at: datetime,
        *,
        note: str = "",
        detail: Mapping[str, object] | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        """Take an action: check that the state allows it, log it, change the columns.

        Raises:
            ComplaintActionError: the state does not allow it.
        """
        former = self.complaint.state
        state = next_state(former, action)
        event = ComplaintEvent(
            at=at,
            action=action,
            from_state=former,
            to_state=state,
            staff_id=self.context.actor.staff_id,
            note=note.strip(),
            detail=detail or {},
        )
        changed = {**(values or {}), "state": state}
        if self._is_late(at):
            changed["is_overdue"] = True
        self.work.complaints.log(self.complaint.id, event)
        self.work.complaints.change(self.complaint.id, changed)
        self.complaint = self.work.complaints.get(self.complaint.id)

    def allowed(self) -> tuple[ComplaintAction, ...]:
        """Give what can be done in the present state."""
        return allowed_actions(self.complaint.state)

    def plan_callback(self, workdays: int, purpose: str) -> None:
        """Plan to call the customer back so many workdays from today."""
        day = self.setup.calendar.add_workdays(self.today, workdays)
        self._plan_on(day, purpose)

    def plan_callback_in_days(self, days: int, purpose: str) -> None:
        """Plan to call the customer back in so many days, on a workday."""
        self._plan_on(self.setup.calendar.roll_forward(self.today + timedelta(days=days)), purpose)

    def settle_callback(self, state: str, result: str) -> None:
        """End the callback that is planned."""
        self.visits.settle(self.complaint.id, state, result, self.context.clock.now())

    def commit(self) -> "Changes":
        """Store the dates as they follow from what was done, and commit."""
        self.work.complaints.change(self.complaint.id, due_columns(self.dates))
        return self.work.commit()

    def _plan_on(self, day: date, purpose: str) -> None:
        at = datetime.combine(day, CALLBACK_AT, self.context.clock.zone)
        self.visits.plan(self.complaint, at, purpose, self.context.clock.now())

    def _is_late(self, at: datetime) -> bool:
        """Tell whether the answer is late already: once late, a case stays late."""
        if not self.complaint.needs_answer or self.complaint.state is ComplaintState.PAUSED:
            return False
        return self.dates.is_late(self.local(at).date())


def receipt_moment(clock: Clock, calendar: WorkCalendar, at: datetime | date | None) -> datetime:
    """Give the moment of receipt; a day alone means its opening, or now if it is today."""
    if isinstance(at, datetime):
        return at
    now = clock.business_now()
    if at is None or at == clock.today():
        return now
    return datetime.combine(at, calendar.hours.opening, clock.zone)


def due_columns(dates: Deadlines) -> dict[str, object]:
    """Give the columns that keep a complaint's dates."""
    return {
        "due_natural": dates.due_natural,
        "due_legal": dates.due_legal,
        "due_internal": dates.due_internal,
        "due_ack": dates.due_ack,
        "answer_due_at": dates.answer_due_at,
    }
