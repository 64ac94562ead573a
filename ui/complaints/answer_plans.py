"""The forms from the answer of a complaint to its closing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import Finding
from branchcrm.domain.complaint_guard import ATTEMPTS_BEFORE_UNREACHABLE, check_finding
from branchcrm.domain.complaint_kind import (
    ENDING_LABELS,
    ComplaintState,
    Ending,
    Liability,
    Outcome,
)
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from branchcrm.services.complaint_drafts import (
    AnswerDraft,
    AttemptDraft,
    CloseDraft,
    StepDraft,
)
from ui.complaints.form_plan import FormPlan, OtherAction, Values, choice, number, options, text
from ui.complaints.step_fields import answer_fields, channel_field, note_field
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

if TYPE_CHECKING:
    from branchcrm.services.complaint_steps import ComplaintStepService


@dataclass(frozen=True, slots=True)
class AnswerPlanner:
    """Makes the forms from the answer to the closing of one complaint."""

    context: PageContext
    portrait: ComplaintPortrait

    @property
    def _steps(self) -> "ComplaintStepService":
        return self.context.services.complaint_steps

    def answer(self) -> FormPlan:
        """Give the form that answers an investigated complaint."""
        actor = self.context.services.actor
        waits = self.portrait.needs_approval and not actor.may(Right.APPROVE_COMPLAINTS)
        return FormPlan(
            key="answer",
            action=translate(mark("提交审批")) if waits else translate(mark("提交答复")),
            save=self._tell,
            fields=answer_fields(),
            values={"channel": Channel.PHONE.value},
            note=translate(mark("答复后会自动安排 3 个工作日内回访")),
        )

    def _tell(self, values: Values) -> Changes:
        finding = Finding(
            answer=text(values, "answer"),
            answer_channel=text(values, "channel"),
            liability=choice(Liability, values, "liability"),
            outcome=choice(Outcome, values, "outcome"),
            compensation_cents=number(values, "compensation"),
        )
        check_finding(finding)
        draft = AnswerDraft(finding=finding)
        return self._steps.answer(self.portrait.complaint.id, draft)

    def proposed(self) -> FormPlan:
        """Give the form that tells a proposed answer."""
        complaint = self.portrait.complaint
        is_approved = complaint.state is ComplaintState.APPROVED
        may_approve = self.context.services.actor.may(Right.APPROVE_COMPLAINTS)
        waits = self.portrait.needs_approval and not is_approved and not may_approve
        words = (
            mark("等待审批：由网点负责人通过后再答复客户")
            if waits
            else mark("审批已通过，答复客户后登记")
            if is_approved
            else mark("确认后视为审批通过，并登记已答复客户")
            if self.portrait.needs_approval
            else mark("答复已拟定，还没有联系上客户")
        )
        others = [OtherAction(text=translate(mark("没有联系上")), save=self._missed)]
        if self.portrait.needs_approval and may_approve and not is_approved:
            others.insert(0, OtherAction(text=translate(mark("只审批")), save=self._approve))
        if complaint.attempts() >= ATTEMPTS_BEFORE_UNREACHABLE:
            others.append(OtherAction(text=translate(mark("联系未果，结案")), save=self._give_up))
        return FormPlan(
            key="told",
            action=translate(mark("已答复客户")),
            save=self._tell_proposed,
            fields=(channel_field(), note_field()),
            values={"channel": complaint.finding.answer_channel or Channel.PHONE.value},
            notice=("warn" if waits else "info", translate(words)),
            note=translate(mark("拟定的答复：{answer}")).format(answer=complaint.finding.answer),
            others=tuple(others),
            blocked=translate(words) if waits else "",
        )

    def _tell_proposed(self, values: Values) -> Changes:
        finding = Finding(answer_channel=text(values, "channel"))
        draft = AnswerDraft(finding=finding, note=text(values, "note"))
        return self._steps.answer(self.portrait.complaint.id, draft)

    def _approve(self, values: Values) -> Changes:
        draft = StepDraft(note=text(values, "note"))
        return self._steps.approve(self.portrait.complaint.id, draft)

    def _missed(self, values: Values) -> Changes:
        draft = AttemptDraft(channel=text(values, "channel"), note=text(values, "note"))
        return self._steps.attempt(self.portrait.complaint.id, draft)

    def _give_up(self, values: Values) -> Changes:
        draft = CloseDraft(ending=Ending.UNREACHABLE, note=text(values, "note"))
        return self._steps.close(self.portrait.complaint.id, draft)

    def callback(self) -> FormPlan:
        """Give the form of the callback, which closes the complaint."""
        endings = {key: ENDING_LABELS[key] for key in (Ending.ACCEPTED, Ending.REMEDIES_TOLD)}
        if self.portrait.complaint.attempts() >= ATTEMPTS_BEFORE_UNREACHABLE:
            endings[Ending.UNREACHABLE] = ENDING_LABELS[Ending.UNREACHABLE]
        ratings = (Option(0, translate(mark("未评"))), *(Option(n, str(n)) for n in range(1, 6)))
        return FormPlan(
            key="callback",
            action=translate(mark("结案")),
            save=self._close,
            fields=(
                Field(
                    key="ending",
                    label=translate(mark("客户反馈")),
                    kind=FieldKind.CHOICE,
                    options=options(endings),
                ),
                Field(
                    key="satisfaction",
                    label=translate(mark("满意度")),
                    kind=FieldKind.SEGMENTED,
                    options=ratings,
                    help=translate(mark("1 很不满意，5 很满意；1–2 分会安排 7 天内回访")),
                    span=2,
                ),
                Field(key="root_cause", label=translate(mark("根本原因")), span=3),
                note_field(),
            ),
            values={"ending": Ending.ACCEPTED.value, "satisfaction": 0},
            others=(OtherAction(text=translate(mark("没有联系上")), save=self._missed),),
        )

    def _close(self, values: Values) -> Changes:
        draft = CloseDraft(
            ending=choice(Ending, values, "ending") or Ending.ACCEPTED,
            satisfaction=number(values, "satisfaction") or None,
            note=text(values, "note"),
            root_cause=text(values, "root_cause"),
        )
        return self._steps.close(self.portrait.complaint.id, draft)
