"""A complaint: what a list shows, what is known of one, and what a form collects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from branchcrm.domain.complaint_deadline import Deadline, Pause
from branchcrm.domain.complaint_kind import (
    OPEN_STATES,
    UNCONFIRMED_STATES,
    ComplainantRole,
    ComplaintAction,
    ComplaintState,
    Demand,
    Escalation,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.ids import BranchId, ComplaintId, CustomerId, ProductId, StaffId

ROUND_STARTS = frozenset({ComplaintAction.REOPEN, ComplaintAction.RESTART})


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    """One line of the list of complaints; the phone is masked where it is shown."""

    id: ComplaintId
    number: str
    subject: str
    customer_id: CustomerId | None
    complainant: str
    tier: str
    severity: Severity
    level: Level
    state: ComplaintState
    category: str
    received_at: datetime
    round_started_at: datetime
    answer_due_at: datetime
    due_natural: date
    due_legal: date
    due_internal: date
    due_ack: date
    handler_id: StaffId | None = None
    handler_name: str = ""
    reopen_count: int = 0
    is_overdue: bool = False
    escalation: Escalation = Escalation.BRANCH
    acknowledged_at: datetime | None = None
    first_contact_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    satisfaction: int | None = None
    compensation_cents: int | None = None
    needs_approval: bool = False
    nearest: Deadline | None = None
    first_response_seconds: int | None = None

    @property
    def is_acknowledged(self) -> bool:
        """Tell whether its receipt was confirmed, or it went on without that."""
        return self.acknowledged_at is not None or self.state not in UNCONFIRMED_STATES

    @property
    def is_open(self) -> bool:
        """Tell whether the case still waits for something."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintEvent:
    """One line of a complaint's log: who did what when; never deleted."""

    at: datetime
    action: ComplaintAction
    from_state: ComplaintState | None
    to_state: ComplaintState
    staff_id: StaffId | None = None
    staff_name: str = ""
    note: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came out of a complaint: the answer, how it was told, and what was done."""

    answer: str = ""
    answer_channel: str = ""
    answered_at: datetime | None = None
    liability: Liability | None = None
    outcome: Outcome | None = None
    compensation_cents: int | None = None
    satisfaction: int | None = None
    root_cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Everything about one complaint."""

    id: ComplaintId
    branch_id: BranchId
    number: str
    customer_id: CustomerId | None
    complainant_name: str
    complainant_phone: str
    complainant_role: ComplainantRole
    channel: str
    category: str
    cause: str
    subject: str
    text: str
    severity: Severity
    level: Level
    rule_id: str
    state: ComplaintState
    received_at: datetime
    round_started_at: datetime
    source: str = ""
    product_id: ProductId | None = None
    demand: Demand | None = None
    amount_cents: int | None = None
    happened_on: date | None = None
    reopen_count: int = 0
    is_overdue: bool = False
    handler_id: StaffId | None = None
    handler_name: str = ""
    accused_id: StaffId | None = None
    acknowledged_at: datetime | None = None
    first_contact_at: datetime | None = None
    finding: Finding = field(default_factory=Finding)
    on_the_spot: bool = False
    escalation: Escalation = Escalation.BRANCH
    upstream_number: str = ""
    merged_into_id: ComplaintId | None = None
    closed_at: datetime | None = None
    events: tuple[ComplaintEvent, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether the case still waits for something."""
        return self.state in OPEN_STATES

    @property
    def needs_answer(self) -> bool:
        """Tell whether the complainant still waits for the answer of this round."""
        return self.is_open and self.finding.answered_at is None

    @property
    def is_acknowledged(self) -> bool:
        """Tell whether its receipt was confirmed, or it went on without that."""
        return self.acknowledged_at is not None or self.state not in UNCONFIRMED_STATES

    @property
    def open_pause(self) -> Pause | None:
        """Give the pause that has not ended, if the clock stands still."""
        return next((pause for pause in self.pauses if pause.ends_on is None), None)

    def of_this_round(self) -> tuple[ComplaintEvent, ...]:
        """Give the log since the clock last started anew, that event included."""
        starts = [n for n, event in enumerate(self.events) if event.action in ROUND_STARTS]
        return self.events[starts[-1] :] if starts else self.events

    def approved_levels(self) -> frozenset[Level]:
        """Give the levels whose extension is on record in this round."""
        return frozenset(
            Level(str(event.detail["level"]))
            for event in self.of_this_round()
            if event.action is ComplaintAction.EXTEND
        )

    def attempts(self) -> int:
        """Count the logged attempts of this round to reach the complainant in vain."""
        return sum(
            event.action is ComplaintAction.ATTEMPT and not event.detail.get("reached")
            for event in self.of_this_round()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintDraft:
    """What the complaint form collects; papers that the branch can look up are not among it.

    `channel`, `category` and `cause` hold a code or a label of the branch's classes; left
    empty, category and cause become "other", to be settled by the assessment.
    """

    subject: str = ""
    text: str = ""
    customer_id: CustomerId | None = None
    complainant_name: str = ""
    complainant_phone: str = ""
    complainant_role: ComplainantRole = ComplainantRole.SELF
    authority_seen: bool = False
    representatives: int = 1
    channel: str = ""
    source: str = ""
    category: str = ""
    cause: str = ""
    product_id: ProductId | None = None
    demand: Demand | None = None
    amount_cents: int | None = None
    happened_on: date | None = None
    received_at: datetime | date | None = None
    severity: Severity = Severity.GENERAL
    level: Level = Level.SIMPLE
    handler_id: StaffId | None = None
    accused_id: StaffId | None = None
    upstream_number: str = ""
    on_the_spot: bool = False
    finding: Finding = field(default_factory=Finding)
