"""Which form belongs to the step on which a complaint stands."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint_kind import (
    ComplaintState,
    Level,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from branchcrm.services.complaint_drafts import (
    AssessDraft,
    StepDraft,
)
from ui.complaints.answer_plans import AnswerPlanner
from ui.complaints.form_plan import FormPlan, Values, choice, text
from ui.complaints.step_fields import (
    day_in,
    intake_fields,
    note_field,
)
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
        answers = AnswerPlanner(self.context, self.portrait)
        makers: dict[ComplaintState, Callable[[], FormPlan]] = {
            ComplaintState.RECEIVED: self._intake,
            ComplaintState.ACKNOWLEDGED: self._intake,
            ComplaintState.REOPENED: self._intake,
            ComplaintState.ASSESSED: self._assessed,
            ComplaintState.INVESTIGATING: answers.answer,
            ComplaintState.REVIEW: answers.answer,
            ComplaintState.PAUSED: self._paused,
            ComplaintState.PROPOSED: answers.proposed,
            ComplaintState.APPROVED: answers.proposed,
            ComplaintState.DECIDED: answers.callback,
        }
        maker = makers.get(self.portrait.complaint.state)
        may_handle = self.context.services.actor.may(Right.HANDLE_COMPLAINTS)
        return maker() if maker is not None and may_handle else None

    @property
    def _steps(self) -> "ComplaintStepService":
        return self.context.services.complaint_steps

    def _intake(self) -> FormPlan:
        complaint = self.portrait.complaint

        return FormPlan(
            key="intake",
            action=translate(mark("确认受理")),
            save=self._accept,
            fields=intake_fields(self.context),
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
