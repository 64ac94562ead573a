"""The way of a complaint from its receipt to its closing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import Finding
from branchcrm.domain.complaint_guard import (
    ApprovalNeededError,
    Closing,
    check_answer,
    check_closing,
    needs_approval,
)
from branchcrm.domain.complaint_kind import (
    ACTION_LABELS,
    ComplaintAction,
    ComplaintState,
)
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.ids import ComplaintId
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.services.complaint_case import ComplaintCase
from branchcrm.services.complaint_drafts import (
    AcknowledgeDraft,
    AnswerDraft,
    AssessDraft,
    AttemptDraft,
    CloseDraft,
    StepDraft,
)
from branchcrm.services.context import Context, requires

CALLBACK_PURPOSE = mark("投诉回访确认")
UNHAPPY_PURPOSE = mark("投诉结案后回访")
UNHAPPY_RATING = 2
UNHAPPY_DAYS = 7
_ANSWERABLE = (ComplaintState.INVESTIGATING, ComplaintState.REVIEW)


@contextmanager
def open_case(
    context: Context, complaint_id: ComplaintId, action: ComplaintAction
) -> Iterator[ComplaintCase]:
    """Open one complaint for one action, under a heading that names both."""
    with context.read() as reading:
        complaint = reading.complaints.get(complaint_id)
    summary = say(
        "{action}：{subject}（{number}）",
        action=say(ACTION_LABELS[action]),
        subject=complaint.subject,
        number=complaint.number,
    )
    with context.write(f"complaint.{action}", summary) as work:
        yield ComplaintCase(work, context, complaint_id)


class ComplaintStepService:
    """The steps that every complaint takes."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.HANDLE_COMPLAINTS)
    def acknowledge(self, complaint_id: ComplaintId, draft: AcknowledgeDraft) -> Changes:
        """Confirm the receipt; a person's confirmation is the first contact."""
        with open_case(self.context, complaint_id, ComplaintAction.ACKNOWLEDGE) as case:
            at = case.moment(draft.at)
            values: dict[str, object] = {"acknowledged_at": at}
            if case.complaint.first_contact_at is None and not draft.is_automatic:
                values["first_contact_at"] = at
            detail = {"automatic": draft.is_automatic}
            case.move(
                ComplaintAction.ACKNOWLEDGE, at, note=draft.note, detail=detail, values=values
            )
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def assess(self, complaint_id: ComplaintId, draft: AssessDraft) -> Changes:
        """Look at severity, level and class for the first time."""
        with open_case(self.context, complaint_id, ComplaintAction.ASSESS) as case:
            values = _assessed(case, draft)
            at = case.moment(draft.at)
            case.move(
                ComplaintAction.ASSESS,
                at,
                note=draft.note,
                detail={name: str(value) for name, value in values.items()},
                values=values,
            )
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def accept(self, complaint_id: ComplaintId, draft: AssessDraft) -> Changes:
        """Confirm the receipt and assess in one go, as at the counter."""
        with open_case(self.context, complaint_id, ComplaintAction.ACKNOWLEDGE) as case:
            at = case.moment(draft.at)
            if case.complaint.state is not ComplaintState.ACKNOWLEDGED:
                contact = case.complaint.first_contact_at or at
                confirmed = {"acknowledged_at": at, "first_contact_at": contact}
                case.move(ComplaintAction.ACKNOWLEDGE, at, values=confirmed)
            values = _assessed(case, draft)
            detail = {name: str(value) for name, value in values.items()}
            case.move(ComplaintAction.ASSESS, at, note=draft.note, detail=detail, values=values)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def investigate(self, complaint_id: ComplaintId, draft: StepDraft) -> Changes:
        """Begin to look into the matter."""
        return self._plain(complaint_id, ComplaintAction.INVESTIGATE, draft)

    @requires(Right.HANDLE_COMPLAINTS)
    def propose(self, complaint_id: ComplaintId, finding: Finding, note: str = "") -> Changes:
        """Write the answer down without telling it yet.

        Raises:
            InvalidDraftError: the answer lacks something.
        """
        check_answer(finding)
        with open_case(self.context, complaint_id, ComplaintAction.PROPOSE) as case:
            values = _finding_columns(finding)
            case.move(ComplaintAction.PROPOSE, case.moment(None), note=note, values=values)
            return case.commit()

    @requires(Right.APPROVE_COMPLAINTS)
    def approve(self, complaint_id: ComplaintId, draft: StepDraft) -> Changes:
        """Agree to the proposed answer."""
        return self._plain(complaint_id, ComplaintAction.APPROVE, draft)

    @requires(Right.HANDLE_COMPLAINTS)
    def answer(self, complaint_id: ComplaintId, draft: AnswerDraft) -> Changes:
        """Tell the answer; without a needed approval it is kept as a proposal.

        Raises:
            InvalidDraftError: the answer lacks something.
            ApprovalNeededError: it was proposed before and still waits for its approval.
        """
        with open_case(self.context, complaint_id, ComplaintAction.ANSWER) as case:
            finding = _with_kept_answer(draft.finding, case.complaint.finding)
            check_answer(finding)
            at = case.moment(draft.at)
            if case.complaint.state in _ANSWERABLE:
                values = _finding_columns(finding)
                case.move(ComplaintAction.PROPOSE, at, note=finding.answer, values=values)
                if not _may_answer(case, finding):
                    return case.commit()
            elif not _may_answer(case, finding):
                raise ApprovalNeededError
            if not draft.is_told:
                detail = {"reached": False, "channel": finding.answer_channel}
                case.move(ComplaintAction.ATTEMPT, at, note=draft.note, detail=detail)
                return case.commit()
            values = {**_finding_columns(finding), "answered_at": at}
            if case.complaint.first_contact_at is None:
                values["first_contact_at"] = at
            detail = {"channel": finding.answer_channel}
            note = draft.note or finding.answer
            case.move(ComplaintAction.ANSWER, at, note=note, detail=detail, values=values)
            targets = case.setup.rule_for(case.received_on).targets
            case.plan_callback(targets.callback_workdays, CALLBACK_PURPOSE)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def attempt(self, complaint_id: ComplaintId, draft: AttemptDraft) -> Changes:
        """Log a try to reach the complainant; three in vain allow to close."""
        with open_case(self.context, complaint_id, ComplaintAction.ATTEMPT) as case:
            at = case.moment(draft.at)
            is_first = draft.has_reached and case.complaint.first_contact_at is None
            case.move(
                ComplaintAction.ATTEMPT,
                at,
                note=draft.note,
                detail={"reached": draft.has_reached, "channel": draft.channel},
                values={"first_contact_at": at} if is_first else {},
            )
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def close(self, complaint_id: ComplaintId, draft: CloseDraft) -> Changes:
        """End the complaint; a rating of one or two plans a visit in seven days.

        Raises:
            NotOnTheSpotError: it was not solved on the spot and skipped its steps.
            NotToldError: the answer has not reached the complainant.
        """
        with open_case(self.context, complaint_id, ComplaintAction.CLOSE) as case:
            closing = Closing(ending=draft.ending, satisfaction=draft.satisfaction)
            at = case.moment(draft.at)
            if ComplaintAction.CLOSE in case.allowed():
                check_closing(case.complaint, closing)
            values: dict[str, object] = {"closed_at": at, "satisfaction": draft.satisfaction}
            if draft.root_cause.strip():
                values["root_cause"] = draft.root_cause.strip()
            detail = {"ending": draft.ending, "satisfaction": draft.satisfaction}
            case.move(ComplaintAction.CLOSE, at, note=draft.note, detail=detail, values=values)
            case.settle_callback("done", draft.note)
            if draft.satisfaction is not None and draft.satisfaction <= UNHAPPY_RATING:
                case.plan_callback_in_days(UNHAPPY_DAYS, UNHAPPY_PURPOSE)
            return case.commit()

    def _plain(
        self, complaint_id: ComplaintId, action: ComplaintAction, draft: StepDraft
    ) -> Changes:
        with open_case(self.context, complaint_id, action) as case:
            case.move(action, case.moment(draft.at), note=draft.note)
            return case.commit()


def _assessed(case: ComplaintCase, draft: AssessDraft) -> dict[str, object]:
    values: dict[str, object] = {}
    if draft.severity is not None:
        values["severity"] = draft.severity
    if draft.level is not None:
        values["level"] = draft.level
    for axis, text in ((Axis.CATEGORY, draft.category), (Axis.CAUSE, draft.cause)):
        if text.strip():
            values[axis.value] = case.setup.taxonomy.resolve(axis, text)
    return values


def _with_kept_answer(entered: Finding, proposed: Finding) -> Finding:
    """Give the answer that was entered, else the proposed one, told as was entered."""
    if entered.answer.strip():
        return entered
    channel = entered.answer_channel or proposed.answer_channel
    return replace(proposed, answer_channel=channel)


def _finding_columns(finding: Finding) -> dict[str, object]:
    values: dict[str, object] = {
        "answer": finding.answer.strip(),
        "answer_channel": finding.answer_channel or None,
        "liability": finding.liability,
        "outcome": finding.outcome,
        "compensation_cents": finding.compensation_cents,
    }
    if finding.root_cause.strip():
        values["root_cause"] = finding.root_cause.strip()
    return values


def _may_answer(case: ComplaintCase, finding: Finding) -> bool:
    """Approve in the actor's name where approval is needed and theirs to give."""
    if case.complaint.state is ComplaintState.APPROVED:
        return True
    compensation = finding.compensation_cents
    if not needs_approval(case.complaint.level, compensation, case.setup.limit_cents):
        return True
    if case.complaint.state is not ComplaintState.PROPOSED:
        return True
    if not case.context.actor.may(Right.APPROVE_COMPLAINTS):
        return False
    case.move(ComplaintAction.APPROVE, case.moment(None))
    return True
