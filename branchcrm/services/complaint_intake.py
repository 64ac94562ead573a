"""Takes a complaint in: its classes, its dates, its number, its first line in the log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import ComplaintDraft, ComplaintEvent
from branchcrm.domain.complaint_deadline import ClockFacts, Deadlines, deadlines
from branchcrm.domain.complaint_guard import check_draft, subject_of
from branchcrm.domain.complaint_kind import ComplaintAction, ComplaintState
from branchcrm.domain.complaint_list import ComplaintOutlook
from branchcrm.domain.complaint_number import number_after
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.ids import BranchId, ComplaintId
from branchcrm.domain.wording import say
from branchcrm.domain.work_calendar import DayKind, WorkCalendar, missing_year_notice
from branchcrm.services.complaint_case import due_columns, receipt_moment
from branchcrm.services.complaint_setup import ComplaintSetup, load_setup
from branchcrm.services.context import Context

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

DEFAULT_CHANNEL = "counter"
OTHER = "other"


class ComplaintIntake:
    """Logs complaints in one person's name."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    def log(self, draft: ComplaintDraft) -> Changes:
        """Log a complaint; one that was solved on the spot is closed at once.

        Raises:
            InvalidDraftError: something must be changed first.
            FieldError: a class is unknown.
            AccusedHandlerError: handler and accused are one person.
        """
        summary = say("登记投诉：{subject}", subject=subject_of(draft))
        with self.context.write("complaint.log", summary) as work:
            setup = load_setup(work)
            received_at = receipt_moment(self.context.clock, setup.calendar, draft.received_at)
            received_on = self._local_day(received_at)
            check_draft(draft, received_on=received_on, today=self.context.clock.today())
            values = self._columns(draft, setup, received_at)
            branch_id = self._branch_of(work, draft)
            last = work.complaints.last_number(branch_id, received_on)
            values |= {
                "branch_id": branch_id,
                "number": str(number_after(received_on, last)),
                "created_at": work.clock.now(),
            }
            complaint_id = work.complaints.add(values)
            self._log_receipt(work, complaint_id, draft, received_at)
            return work.commit()

    def outlook(self, draft: ComplaintDraft) -> ComplaintOutlook:
        """Tell when a complaint that is being entered would be due."""
        with self.context.read() as work:
            setup = load_setup(work)
        received_at = receipt_moment(self.context.clock, setup.calendar, draft.received_at)
        started_on = self._local_day(received_at)
        dates = self._dates(draft, setup, started_on)
        between = _days(started_on + timedelta(days=1), dates.answer_on)
        return ComplaintOutlook(
            deadlines=dates,
            answer_due_at=dates.answer_due_at,
            worked_weekends=_badged(setup.calendar, between, DayKind.WORK),
            skipped_holidays=_badged(setup.calendar, between, DayKind.REST),
            notices=tuple(map(missing_year_notice, dates.missing_years)),
        )

    def _local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.context.clock.zone).date()

    def _branch_of(self, work: "Work", draft: ComplaintDraft) -> BranchId:
        """Give the acting branch; a customer that is named must exist."""
        if draft.customer_id is not None:
            work.customers.get(draft.customer_id)
        return self.context.actor.branch_id

    def _dates(self, draft: ComplaintDraft, setup: ComplaintSetup, started_on: date) -> Deadlines:
        facts = ClockFacts(started_on=started_on, level=draft.level, severity=draft.severity)
        rule = setup.rule_for(started_on)
        return deadlines(rule, facts, setup.calendar, as_of=self.context.clock.today())

    def _columns(
        self, draft: ComplaintDraft, setup: ComplaintSetup, received_at: datetime
    ) -> dict[str, object]:
        """Give the columns of a checked draft."""
        started_on = self._local_day(received_at)
        taxonomy = setup.taxonomy
        return {
            "customer_id": draft.customer_id,
            "complainant_name": draft.complainant_name.strip() or None,
            "complainant_phone": draft.complainant_phone.strip() or None,
            "complainant_role": draft.complainant_role,
            "channel": taxonomy.resolve(Axis.CHANNEL, draft.channel or DEFAULT_CHANNEL),
            "source": draft.source.strip() or None,
            "category": taxonomy.resolve(Axis.CATEGORY, draft.category or OTHER),
            "cause": taxonomy.resolve(Axis.CAUSE, draft.cause or OTHER),
            "product_id": draft.product_id,
            "subject": subject_of(draft),
            "text": draft.text.strip(),
            "demand": draft.demand,
            "amount_cents": draft.amount_cents,
            "happened_on": draft.happened_on,
            "received_at": received_at,
            "severity": draft.severity,
            "level": draft.level,
            "rule_id": setup.rule_for(started_on).rule_id,
            "round_started_at": received_at,
            "handler_id": draft.handler_id,
            "accused_id": draft.accused_id,
            "upstream_number": draft.upstream_number.strip() or None,
            **due_columns(self._dates(draft, setup, started_on)),
            **_on_the_spot(draft, received_at),
        }

    def _log_receipt(
        self, work: "Work", complaint_id: ComplaintId, draft: ComplaintDraft, at: datetime
    ) -> None:
        """Write the first line of the log, and the closing of what was solved on the spot."""
        event = ComplaintEvent(
            at=at,
            action=ComplaintAction.LOG,
            from_state=None,
            to_state=ComplaintState.RECEIVED,
            staff_id=self.context.actor.staff_id,
            detail={
                "severity": draft.severity,
                "level": draft.level,
                "representatives": draft.representatives,
            },
        )
        work.complaints.log(complaint_id, event)
        if draft.on_the_spot:
            closing = replace(
                event,
                action=ComplaintAction.CLOSE,
                from_state=ComplaintState.RECEIVED,
                to_state=ComplaintState.CLOSED,
                note=draft.finding.answer.strip(),
                detail={"on_the_spot": True, "satisfaction": draft.finding.satisfaction},
            )
            work.complaints.log(complaint_id, closing)


def _on_the_spot(draft: ComplaintDraft, at: datetime) -> dict[str, object]:
    """Give the columns of the state in which a complaint is logged."""
    if not draft.on_the_spot:
        return {"state": ComplaintState.RECEIVED}
    finding = draft.finding
    return {
        "state": ComplaintState.CLOSED,
        "on_the_spot": True,
        "acknowledged_at": at,
        "first_contact_at": at,
        "answered_at": at,
        "closed_at": at,
        "answer": finding.answer.strip() or None,
        "outcome": finding.outcome,
        "liability": finding.liability,
        "compensation_cents": finding.compensation_cents,
        "satisfaction": finding.satisfaction,
    }


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _badged(calendar: WorkCalendar, days: Iterable[date], kind: DayKind) -> tuple[date, ...]:
    return tuple(day for day in days if calendar.badge(day) is kind)
