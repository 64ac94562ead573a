"""What a user can do with complaints: log one, find them, look at one, measure them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import (
    Complaint,
    ComplaintDraft,
    ComplaintRow,
)
from branchcrm.domain.complaint_deadline import Deadlines
from branchcrm.domain.complaint_guard import needs_approval
from branchcrm.domain.complaint_kind import ComplaintState, Severity
from branchcrm.domain.complaint_list import (
    ComplaintFilter,
    ComplaintMeasures,
    ComplaintOutlook,
    ComplaintPortrait,
    ComplaintSort,
    ComplaintTab,
)
from branchcrm.domain.complaint_state import allowed_actions
from branchcrm.domain.complaint_taxonomy import Taxonomy
from branchcrm.domain.ids import ComplaintId, CustomerId, StaffId
from branchcrm.domain.masking import mask_free_text, mask_phone
from branchcrm.domain.rights import Right
from branchcrm.domain.work_calendar import missing_year_notice
from branchcrm.services.complaint_intake import ComplaintIntake
from branchcrm.services.complaint_measures import measured
from branchcrm.services.complaint_setup import ComplaintSetup, load_setup
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from array import array

    from branchcrm.data.reading import Reading
    from branchcrm.domain.customer import CustomerRow

SIMILAR_DAYS = 30
RECENT_DAYS = 90


class ComplaintService:
    """The use cases of the complaint book."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.HANDLE_COMPLAINTS)
    def log(self, draft: ComplaintDraft) -> Changes:
        """Log a complaint; one that was solved on the spot is closed at once.

        Raises:
            InvalidDraftError: something must be changed first.
            FieldError: a class is unknown.
            AccusedHandlerError: handler and accused are one person.
        """
        return ComplaintIntake(self.context).log(draft)

    @requires(Right.SEE_CUSTOMERS)
    def outlook(self, draft: ComplaintDraft) -> ComplaintOutlook:
        """Tell when a complaint that is being entered would be due."""
        return ComplaintIntake(self.context).outlook(draft)

    @requires(Right.SEE_CUSTOMERS)
    def get(self, complaint_id: ComplaintId) -> ComplaintPortrait:
        """Give everything about a complaint, numbers masked, with what is due and possible."""
        with self.context.read() as work:
            setup = load_setup(work)
            complaint = work.complaints.get(complaint_id)
            found = work.complaint_lists.rows([complaint_id])[0]
            people = work.customers.rows([complaint.customer_id or 0])
            accused = complaint.accused_id
            accused_name = "" if accused is None else work.staff.get(accused).name
        dates = setup.deadlines(complaint, self.context.clock.today())
        nearest = setup.nearest_of(complaint, dates)
        now = self.context.clock.business_now()
        used = 0.0
        if nearest is not None:
            start = complaint.finding.answered_at or complaint.round_started_at
            whole = (nearest.at - start).total_seconds()
            used = (now - start).total_seconds() / whole if whole > 0 else 1.0
        compensation = complaint.finding.compensation_cents
        return ComplaintPortrait(
            complaint=_masked(complaint),
            deadlines=dates,
            nearest=nearest,
            used_share=used,
            customer_name=found.complainant,
            customer_tier=found.tier,
            phone=_masked_phone(complaint.complainant_phone, people),
            accused_name=accused_name,
            answer_workdays=setup.answer_workdays(complaint),
            allowed=allowed_actions(complaint.state),
            needs_approval=needs_approval(complaint.level, compensation, setup.limit_cents),
            notices=tuple(map(missing_year_notice, dates.missing_years)),
        )

    @requires(Right.SEE_CUSTOMERS)
    def id_of(self, key: str) -> ComplaintId:
        """Give the complaint of a number or an id as a user types it."""
        with self.context.read() as work:
            return work.complaints.id_of(key.strip(), self.context.actor.branch_id)

    @requires(Right.SEE_CUSTOMERS)
    def ids(self, asked: ComplaintFilter, sort: ComplaintSort = ComplaintSort.DUE) -> "array[int]":
        """Give the ids of a list in its order."""
        with self.context.read() as work:
            moment = load_setup(work).moment(self.context.clock)
            return work.complaint_lists.ids(asked, sort, moment)

    @requires(Right.SEE_CUSTOMERS)
    def rows(self, ids: Sequence[int]) -> list[ComplaintRow]:
        """Give list lines of complaints in the order asked, each with its nearest date."""
        with self.context.read() as work:
            setup = load_setup(work)
            return [
                _completed(row, setup, self._paused_dates(work, setup, row))
                for row in work.complaint_lists.rows(ids)
            ]

    @requires(Right.SEE_CUSTOMERS)
    def counts(self, asked: ComplaintFilter) -> dict[ComplaintTab, int]:
        """Count the parts of a list."""
        with self.context.read() as work:
            moment = load_setup(work).moment(self.context.clock)
            return work.complaint_lists.counts(asked, moment)

    @requires(Right.SEE_CUSTOMERS)
    def measures(self, asked: ComplaintFilter) -> ComplaintMeasures:
        """Measure a set of complaints."""
        rows = self.rows(self.ids(asked, ComplaintSort.NUMBER))
        return measured(rows, self.context.clock)

    @requires(Right.SEE_CUSTOMERS)
    def on_time_rate(self, days: int = RECENT_DAYS) -> float | None:
        """Give the share of complaints of the last days that were answered in time."""
        since = self.context.clock.today() - timedelta(days=days)
        with self.context.read() as work:
            moment = load_setup(work).moment(self.context.clock)
            asked = ComplaintFilter(received_from=since)
            return work.complaint_lists.on_time(asked, moment).ratio

    @requires(Right.SEE_CUSTOMERS)
    def similar(self, customer_id: CustomerId) -> list[ComplaintRow]:
        """Give the complaints of a customer in the last thirty days, the newest first."""
        since = self.context.clock.today() - timedelta(days=SIMILAR_DAYS)
        asked = ComplaintFilter(customer_id=customer_id, received_from=since)
        return self.rows(self.ids(asked, ComplaintSort.RECEIVED))

    @requires(Right.SEE_CUSTOMERS)
    def taxonomy(self) -> Taxonomy:
        """Give the classes that this branch sorts complaints by."""
        with self.context.read() as work:
            return load_setup(work).taxonomy

    @requires(Right.SEE_CUSTOMERS)
    def answer_workdays(self) -> Mapping[Severity, int]:
        """Give the workdays in which the branch wants to answer, by severity."""
        with self.context.read() as work:
            rule = load_setup(work).rule_for(self.context.clock.today())
        return rule.targets.answer_workdays

    @requires(Right.SEE_CUSTOMERS)
    def open_per_handler(self) -> dict[StaffId, int]:
        """Count the open complaints in each person's hands."""
        with self.context.read() as work:
            return work.complaint_lists.open_per_handler()

    def _paused_dates(
        self, work: "Reading", setup: ComplaintSetup, row: ComplaintRow
    ) -> Deadlines | None:
        """Count the dates of a paused complaint anew: they move on every day."""
        if row.state is not ComplaintState.PAUSED:
            return None
        return setup.deadlines(work.complaints.get(row.id), self.context.clock.today())


def _completed(row: ComplaintRow, setup: ComplaintSetup, paused: Deadlines | None) -> ComplaintRow:
    contact = row.first_contact_at
    waited = (
        None
        if contact is None
        else setup.calendar.business_seconds_between(row.received_at, contact)
    )
    if paused is not None:
        row = replace(
            row,
            due_natural=paused.due_natural,
            due_legal=paused.due_legal,
            due_internal=paused.due_internal,
            answer_due_at=paused.answer_due_at,
        )
    return replace(
        row,
        subject=mask_free_text(row.subject),
        nearest=setup.nearest(row),
        needs_approval=needs_approval(row.level, row.compensation_cents, setup.limit_cents),
        first_response_seconds=waited,
    )


def _masked_phone(given: str, people: Sequence["CustomerRow"]) -> str:
    """Give the number to call: the one that was left, else the customer's, masked."""
    if given:
        return mask_phone(given)
    return people[0].phone if people else ""


def _masked(complaint: Complaint) -> Complaint:
    phone = complaint.complainant_phone
    return replace(
        complaint,
        subject=mask_free_text(complaint.subject),
        text=mask_free_text(complaint.text),
        complainant_phone=mask_phone(phone) if phone else "",
        finding=replace(complaint.finding, answer=mask_free_text(complaint.finding.answer)),
        events=tuple(replace(event, note=mask_free_text(event.note)) for event in complaint.events),
    )
