"""What may befall a complaint beside its steps: more time, other hands, a return, an end."""

from datetime import date

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import Complaint
from branchcrm.domain.complaint_deadline import Pause
from branchcrm.domain.complaint_extension import (
    ExtensionDraft,
    PauseDraft,
    check_extension,
    check_pause,
    check_resume,
)
from branchcrm.domain.complaint_guard import check_handler, check_received_change
from branchcrm.domain.complaint_kind import (
    ComplaintAction,
    Escalation,
    Level,
)
from branchcrm.domain.complaint_state import next_state
from branchcrm.domain.errors import BranchCrmError, FieldError
from branchcrm.domain.ids import ComplaintId, StaffId
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.complaint_case import ComplaintCase
from branchcrm.services.complaint_drafts import StepDraft, When
from branchcrm.services.complaint_steps import open_case
from branchcrm.services.context import Context, requires

# A round begins without the answer of the one before; that answer stays in the log.
_FRESH: dict[str, object] = {
    "answered_at": None,
    "answer": None,
    "answer_channel": None,
    "liability": None,
    "outcome": None,
    "closed_at": None,
    "satisfaction": None,
}


class MergeError(BranchCrmError):
    """Two complaints that cannot be merged."""

    happened = mark("没有并案：{reason}")
    kept = mark("投诉没有改变")
    remedy = mark("选择同一客户还在处理的另一件投诉")


class ComplaintCourseService:
    """What changes the course of a complaint."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.HANDLE_COMPLAINTS)
    def pause(self, complaint_id: ComplaintId, draft: PauseDraft) -> Changes:
        """Let the clock stand still for outside expert work.

        Raises:
            InvalidDraftError: the reason is not allowed or the complainant was not told.
        """
        with open_case(self.context, complaint_id, ComplaintAction.PAUSE) as case:
            next_state(case.complaint.state, ComplaintAction.PAUSE)
            rule = case.setup.rule(case.complaint.rule_id, case.received_on)
            check_pause(rule, case.setup.facts(case.complaint), draft, today=case.today)
            case.move(ComplaintAction.PAUSE, case.moment(None), note=draft.reason)
            told_at = draft.notified_at or case.moment(None)
            pause = Pause(
                reason=draft.reason, starts_on=draft.starts_on, ends_on=None, notified_at=told_at
            )
            case.work.complaints.begin_pause(complaint_id, pause)
            return _renewed(case)

    @requires(Right.HANDLE_COMPLAINTS)
    def resume(
        self, complaint_id: ComplaintId, ends_on: date | None = None, note: str = ""
    ) -> Changes:
        """Let the clock run again.

        Raises:
            FieldError: the day lies before the pause or in the future.
        """
        with open_case(self.context, complaint_id, ComplaintAction.RESUME) as case:
            next_state(case.complaint.state, ComplaintAction.RESUME)
            last = ends_on or case.today
            check_resume(case.complaint.pauses[-1].starts_on, last, today=case.today)
            case.work.complaints.end_pause(complaint_id, last)
            case.move(ComplaintAction.RESUME, case.moment(None), note=note)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def extend(self, complaint_id: ComplaintId, draft: ExtensionDraft) -> Changes:
        """Give a complaint more time, with what its rule asks for.

        Raises:
            InvalidDraftError: approver, notice or reason are missing.
        """
        with open_case(self.context, complaint_id, ComplaintAction.EXTEND) as case:
            next_state(case.complaint.state, ComplaintAction.EXTEND)
            rule = case.setup.rule(case.complaint.rule_id, case.received_on)
            check_extension(rule, case.setup.facts(case.complaint), draft, today=case.today)
            told = draft.notified_at
            detail = {
                "level": draft.level,
                "approver": draft.approver.strip(),
                "approved_on": draft.approved_on.isoformat() if draft.approved_on else None,
                "notified_at": told.isoformat() if told else None,
            }
            case.move(
                ComplaintAction.EXTEND,
                case.moment(None),
                note=draft.reason,
                detail=detail,
                values={"level": draft.level},
            )
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def reopen(self, complaint_id: ComplaintId, reason: str, at: When = None) -> Changes:
        """Take up an answered or closed complaint again, with a fresh clock.

        Raises:
            FieldError: no reason was given.
        """
        _require(reason, "reason", say("填写重新打开的原因后才能保存"))
        with open_case(self.context, complaint_id, ComplaintAction.REOPEN) as case:
            moment = case.moment(at)
            values = _FRESH | {
                "round_started_at": moment,
                "reopen_count": case.complaint.reopen_count + 1,
                "level": Level.SIMPLE,
                "acknowledged_at": None,
            }
            detail = {"answer": case.complaint.finding.answer}
            case.move(ComplaintAction.REOPEN, moment, note=reason, detail=detail, values=values)
            case.settle_callback("cancelled", reason)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def restart(self, complaint_id: ComplaintId, facts: str, at: When = None) -> Changes:
        """Add facts that the complainant brought later; the clock starts anew with them.

        Raises:
            FieldError: nothing was added.
        """
        _require(facts, "text", say("填写补充的内容后才能保存"))
        with open_case(self.context, complaint_id, ComplaintAction.RESTART) as case:
            moment = case.moment(at)
            values = {
                "round_started_at": moment,
                "text": f"{case.complaint.text}\n{facts.strip()}",
            }
            case.move(ComplaintAction.RESTART, moment, note=facts, values=values)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def review(self, complaint_id: ComplaintId, draft: StepDraft) -> Changes:
        """Hand an answered complaint to the office above for review."""
        with open_case(self.context, complaint_id, ComplaintAction.REVIEW) as case:
            case.move(ComplaintAction.REVIEW, case.moment(draft.at), note=draft.note)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def withdraw(self, complaint_id: ComplaintId, draft: StepDraft) -> Changes:
        """End a complaint on the day its withdrawal was received."""
        return self._end(complaint_id, ComplaintAction.WITHDRAW, draft)

    @requires(Right.HANDLE_COMPLAINTS)
    def reject(self, complaint_id: ComplaintId, draft: StepDraft) -> Changes:
        """End what is no consumer complaint, with the reason.

        Raises:
            FieldError: no reason was given.
        """
        _require(draft.note, "reason", say("填写不予受理的原因后才能保存"))
        return self._end(complaint_id, ComplaintAction.REJECT, draft)

    @requires(Right.HANDLE_COMPLAINTS)
    def merge(self, complaint_id: ComplaintId, into_id: ComplaintId, note: str = "") -> Changes:
        """Go on with a repeated complaint under an earlier one: one clock for both.

        Raises:
            MergeError: the two do not belong together, or the other one is no longer open.
        """
        with open_case(self.context, complaint_id, ComplaintAction.MERGE) as case:
            target = case.work.complaints.get(into_id)
            reason = _why_not(case, target)
            if reason is not None:
                raise MergeError(reason=reason)
            at = case.moment(None)
            values: dict[str, object] = {"merged_into_id": into_id, "closed_at": at}
            detail = {"into": target.number}
            case.move(ComplaintAction.MERGE, at, note=note, detail=detail, values=values)
            case.settle_callback("cancelled", note)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def escalate(self, complaint_id: ComplaintId, to: Escalation, note: str = "") -> Changes:
        """Mark how high a complaint has gone."""
        with open_case(self.context, complaint_id, ComplaintAction.ESCALATE) as case:
            detail = {"from": int(case.complaint.escalation), "to": int(to)}
            values = {"escalation": to}
            moment = case.moment(None)
            case.move(ComplaintAction.ESCALATE, moment, note=note, detail=detail, values=values)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def assign(self, complaint_id: ComplaintId, handler_id: StaffId, note: str = "") -> Changes:
        """Put a complaint into somebody's hands.

        Raises:
            AccusedHandlerError: it is about that very person.
        """
        with open_case(self.context, complaint_id, ComplaintAction.ASSIGN) as case:
            check_handler(handler_id, case.complaint.accused_id)
            name = case.work.staff.get(handler_id).name
            values = {"handler_id": handler_id}
            moment = case.moment(None)
            detail = {"to": name}
            case.move(ComplaintAction.ASSIGN, moment, note=note, detail=detail, values=values)
            return case.commit()

    @requires(Right.HANDLE_COMPLAINTS)
    def correct_receipt(self, complaint_id: ComplaintId, at: When, reason: str) -> Changes:
        """Move the moment of receipt, on which every date hangs, for a stated reason.

        Raises:
            FieldError: no reason was given, or the day is in the future.
        """
        check_received_change(reason)
        with open_case(self.context, complaint_id, ComplaintAction.CORRECT) as case:
            moment = case.receipt(at)
            was_first = case.complaint.round_started_at == case.complaint.received_at
            values: dict[str, object] = {"received_at": moment}
            if was_first:
                values["round_started_at"] = moment
            detail = {"received_at": case.complaint.received_at.isoformat()}
            now = case.context.clock.business_now()
            case.move(ComplaintAction.CORRECT, now, note=reason, detail=detail, values=values)
            return case.commit()

    def _end(self, complaint_id: ComplaintId, action: ComplaintAction, draft: StepDraft) -> Changes:
        with open_case(self.context, complaint_id, action) as case:
            at = case.moment(draft.at)
            case.move(action, at, note=draft.note, values={"closed_at": at})
            case.settle_callback("cancelled", draft.note)
            return case.commit()


def _renewed(case: ComplaintCase) -> Changes:
    """Commit with the pause that was just kept counted in."""
    case.complaint = case.work.complaints.get(case.complaint.id)
    return case.commit()


def _require(text: str, field: str, reason: Sentence) -> None:
    if not text.strip():
        raise FieldError(field, reason)


def _why_not(case: ComplaintCase, target: Complaint) -> Sentence | None:
    complaint = case.complaint
    if target.id == complaint.id:
        return say("不能并入自己")
    if not target.is_open:
        return say("{number} 已经不在处理中", number=target.number)
    if target.customer_id != complaint.customer_id:
        return say("{number} 是另一位客户的投诉", number=target.number)
    rule = case.setup.rule(complaint.rule_id, case.received_on)
    return None if rule.merge_same else say("这条规则不允许并案")
