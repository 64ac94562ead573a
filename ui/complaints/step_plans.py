"""Which form belongs to the step on which a complaint stands."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import Finding
from branchcrm.domain.complaint_guard import ATTEMPTS_BEFORE_UNREACHABLE, check_finding
from branchcrm.domain.complaint_kind import (
    ENDING_LABELS,
    LEVEL_LABELS,
    SEVERITY_LABELS,
    ComplaintState,
    Ending,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from branchcrm.services.complaint_drafts import (
    AnswerDraft,
    AssessDraft,
    AttemptDraft,
    CloseDraft,
    StepDraft,
)
from ui.complaints.form_plan import FormPlan, OtherAction, Values, choice, number, options, text
from ui.complaints.step_fields import answer_fields, channel_field, day_in, note_field
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from branchcrm.services.complaint_steps import ComplaintStepService


@dataclass(frozen=True, slots=True)
class StepPlanner:
    """Makes the form of one complaint's present step."""

    context: PageContext
    portrait: ComplaintPortrait

    def plan(self) -> FormPlan | None:
        """Give the form of the present step, or None where nothing is left to do."""
        makers: dict[ComplaintState, Callable[[], FormPlan]] = {
            ComplaintState.RECEIVED: self._intake,
            ComplaintState.ACKNOWLEDGED: self._intake,
            ComplaintState.REOPENED: self._intake,
            ComplaintState.ASSESSED: self._assessed,
            ComplaintState.INVESTIGATING: self._answer,
            ComplaintState.REVIEW: self._answer,
            ComplaintState.PAUSED: self._paused,
            ComplaintState.PROPOSED: self._proposed,
            ComplaintState.APPROVED: self._proposed,
            ComplaintState.DECIDED: self._callback,
        }
        maker = makers.get(self.portrait.complaint.state)
        may_handle = self.context.services.actor.may(Right.HANDLE_COMPLAINTS)
        return maker() if maker is not None and may_handle else None

    @property
    def _steps(self) -> "ComplaintStepService":
        return self.context.services.complaint_steps

    def _intake(self) -> FormPlan:
        complaint = self.portrait.complaint
        taxonomy = self.context.services.complaints.taxonomy()
        is_english = self.context.theme.language == "en"

        def classes(axis: Axis) -> tuple[Option, ...]:
            return tuple(
                Option(each.code, each.english if is_english else each.label)
                for each in taxonomy.offered(axis)
            )

        return FormPlan(
            key="intake",
            action=translate(mark("确认受理")),
            save=self._accept,
            fields=(
                Field(
                    key="category",
                    label=translate(mark("业务类别")),
                    kind=FieldKind.CHOICE,
                    options=classes(Axis.CATEGORY),
                ),
                Field(
                    key="cause",
                    label=translate(mark("投诉原因")),
                    kind=FieldKind.CHOICE,
                    options=classes(Axis.CAUSE),
                ),
                Field(
                    key="severity",
                    label=translate(mark("级别")),
                    kind=FieldKind.SEGMENTED,
                    options=options(SEVERITY_LABELS),
                ),
                Field(
                    key="level",
                    label=translate(mark("复杂程度")),
                    kind=FieldKind.SEGMENTED,
                    options=options(LEVEL_LABELS),
                    help=translate(mark("决定规定期限；特别复杂要补登批准和告知")),
                ),
                note_field(),
            ),
            columns=2,
            values={
                "category": complaint.category,
                "cause": complaint.cause,
                "severity": complaint.severity.value,
                "level": complaint.level.value,
            },
            note=translate(mark("确认受理记为首次联系客户")),
        )

    def _accept(self, values: Values) -> Changes:
        draft = AssessDraft(
            note=text(values, "note"),
            severity=choice(Severity, values, "severity"),
            level=choice(Level, values, "level"),
            category=text(values, "category"),
            cause=text(values, "cause"),
        )
        return self._steps.accept(self.portrait.complaint.id, draft)

    def _assessed(self) -> FormPlan:
        return FormPlan(
            key="investigate",
            action=translate(mark("开始调查")),
            save=self._investigate,
            fields=(note_field(translate(mark("调查安排"))),),
        )

    def _investigate(self, values: Values) -> Changes:
        draft = StepDraft(note=text(values, "note"))
        return self._steps.investigate(self.portrait.complaint.id, draft)

    def _answer(self) -> FormPlan:
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

    def _paused(self) -> FormPlan:
        pause = self.portrait.complaint.open_pause
        since = "" if pause is None else self.context.formats.plain_day(pause.starts_on)
        reason = "" if pause is None else pause.reason
        words = translate(mark("{reason}，从 {since} 起不计入期限"))
        return FormPlan(
            key="resume",
            action=translate(mark("恢复计时")),
            save=self._resume,
            fields=(
                Field(key="end", label=translate(mark("结束日期")), kind=FieldKind.DATE),
                note_field(),
            ),
            values={"end": self.context.clock.today()},
            notice=("info", words.format(reason=reason, since=since)),
        )

    def _resume(self, values: Values) -> Changes:
        course = self.context.services.complaint_course
        number_ = self.portrait.complaint.id
        return course.resume(number_, day_in(values, "end"), text(values, "note"))

    def _proposed(self) -> FormPlan:
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
        )

    def _tell_proposed(self, values: Values) -> Changes:
        draft = AnswerDraft(note=text(values, "note"))
        return self._steps.answer(self.portrait.complaint.id, draft)

    def _missed(self, values: Values) -> Changes:
        draft = AttemptDraft(channel=text(values, "channel"), note=text(values, "note"))
        return self._steps.attempt(self.portrait.complaint.id, draft)

    def _give_up(self, values: Values) -> Changes:
        draft = CloseDraft(ending=Ending.UNREACHABLE, note=text(values, "note"))
        return self._steps.close(self.portrait.complaint.id, draft)

    def _callback(self) -> FormPlan:
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
