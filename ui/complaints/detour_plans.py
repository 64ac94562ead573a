"""The dialogs beside a complaint's steps: more time, other hands, a return, an end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint_extension import ExtensionDraft, PauseDraft
from branchcrm.domain.complaint_kind import (
    ACTION_LABELS,
    ESCALATION_LABELS,
    LEVEL_LABELS,
    ComplaintAction,
    Escalation,
    Level,
)
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.ids import ComplaintId, StaffId
from branchcrm.domain.wording import mark
from branchcrm.services.complaint_drafts import StepDraft
from ui.complaints.form_plan import FormPlan, Values, choice, number, options, text
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

if TYPE_CHECKING:
    from branchcrm.services.complaint_course import ComplaintCourseService

Save = Callable[[Values], Changes]
PAUSE_REASONS = (mark("鉴定"), mark("检测"), mark("评估"))
MENU = (
    ComplaintAction.PAUSE,
    ComplaintAction.RESTART,
    ComplaintAction.ESCALATE,
    ComplaintAction.MERGE,
    ComplaintAction.REVIEW,
    ComplaintAction.REOPEN,
    ComplaintAction.CORRECT,
    ComplaintAction.WITHDRAW,
    ComplaintAction.REJECT,
)


@dataclass(frozen=True, slots=True)
class DetourPlanner:
    """Makes the dialog of one action on one complaint."""

    context: PageContext
    portrait: ComplaintPortrait

    def plan(self, action: ComplaintAction) -> FormPlan:
        """Give the dialog of an action."""
        makers = {
            ComplaintAction.ASSIGN: self._assign,
            ComplaintAction.EXTEND: self._extend,
            ComplaintAction.PAUSE: self._pause,
            ComplaintAction.RESTART: self._restart,
            ComplaintAction.ESCALATE: self._escalate,
            ComplaintAction.MERGE: self._merge,
            ComplaintAction.REVIEW: self._review,
            ComplaintAction.REOPEN: self._reopen,
            ComplaintAction.CORRECT: self._correct,
            ComplaintAction.WITHDRAW: self._withdraw,
            ComplaintAction.REJECT: self._reject,
        }
        return makers[action]()

    @property
    def _course(self) -> "ComplaintCourseService":
        return self.context.services.complaint_course

    def _assign(self) -> FormPlan:
        people = self.context.services.staff.people()
        accused = self.portrait.complaint.accused_id
        offered = tuple(
            Option(int(person.id), person.name) for person in people if person.id != accused
        )

        def save(values: Values) -> Changes:
            return self._course.assign(
                self._id, StaffId(number(values, "handler") or 0), text(values, "note")
            )

        field = _field("handler", mark("处理人"), FieldKind.CHOICE, choices=offered)
        plan = _plan(ComplaintAction.ASSIGN, (field, _reason("note", mark("备注"))), save)
        return _starting(plan, {"handler": self.portrait.complaint.handler_id})

    def _extend(self) -> FormPlan:
        levels = {key: label for key, label in LEVEL_LABELS.items() if key is not Level.SIMPLE}

        def save(values: Values) -> Changes:
            told, approved = values.get("notified_at"), values.get("approved_at")
            draft = ExtensionDraft(
                level=choice(Level, values, "level") or Level.COMPLEX,
                reason=text(values, "reason"),
                approver=text(values, "approver"),
                approved_on=approved if isinstance(approved, date) else None,
                notified_at=told if isinstance(told, datetime) else None,
            )
            return self._course.extend(self._id, draft)

        fields = (
            _field("level", mark("延期到"), FieldKind.SEGMENTED, choices=options(levels), span=2),
            _reason("reason", mark("延期原因"), required=True),
            _field("approver", mark("批准人（上级机构或总行高管）")),
            _field("approved_at", mark("批准日期"), FieldKind.DATE),
            _field("notified_at", mark("告知投诉人的时间"), FieldKind.MOMENT, span=2),
        )
        return _plan(ComplaintAction.EXTEND, fields, save)

    def _pause(self) -> FormPlan:
        reasons = tuple(Option(word, translate(word)) for word in PAUSE_REASONS)

        def save(values: Values) -> Changes:
            told, start = values.get("notified_at"), values.get("start")
            draft = PauseDraft(
                reason=text(values, "reason"),
                starts_on=start if isinstance(start, date) else self.context.clock.today(),
                notified_at=told if isinstance(told, datetime) else None,
            )
            return self._course.pause(self._id, draft)

        fields = (
            _field("reason", mark("暂停原因"), FieldKind.SEGMENTED, choices=reasons, span=2),
            _field("start", mark("开始日期"), FieldKind.DATE),
            _field("notified_at", mark("告知投诉人的时间"), FieldKind.MOMENT),
        )
        plan = _plan(ComplaintAction.PAUSE, fields, save)
        return _starting(plan, {"start": self.context.clock.today()})

    def _restart(self) -> FormPlan:
        def save(values: Values) -> Changes:
            return self._course.restart(self._id, text(values, "text"))

        field = _reason("text", mark("新的事实或理由"), required=True)
        return _plan(ComplaintAction.RESTART, (field,), save, mark("期限从今天重新计算"))

    def _escalate(self) -> FormPlan:
        levels = tuple(Option(int(key), translate(ESCALATION_LABELS[key])) for key in Escalation)

        def save(values: Values) -> Changes:
            to = Escalation(number(values, "level") or 0)
            return self._course.escalate(self._id, to, text(values, "note"))

        field = _field("level", mark("升级到"), FieldKind.SEGMENTED, choices=levels, span=2)
        plan = _plan(ComplaintAction.ESCALATE, (field, _reason("note", mark("备注"))), save)
        return _starting(plan, {"level": int(self.portrait.complaint.escalation)})

    def _merge(self) -> FormPlan:
        def save(values: Values) -> Changes:
            into = self.context.services.complaints.id_of(text(values, "into"))
            return self._course.merge(self._id, into, text(values, "note"))

        fields = (
            _field("into", mark("并入的投诉编号"), span=2, required=True),
            _reason("note", mark("备注")),
        )
        return _plan(ComplaintAction.MERGE, fields, save)

    def _review(self) -> FormPlan:
        def save(values: Values) -> Changes:
            draft = StepDraft(note=text(values, "note"))
            return self._course.review(self._id, draft)

        return _plan(ComplaintAction.REVIEW, (_reason("note", mark("核查申请")),), save)

    def _reopen(self) -> FormPlan:
        def save(values: Values) -> Changes:
            return self._course.reopen(self._id, text(values, "reason"))

        field = _reason("reason", mark("重新打开的原因"), required=True)
        return _plan(ComplaintAction.REOPEN, (field,), save, mark("期限从今天重新计算"))

    def _correct(self) -> FormPlan:
        def save(values: Values) -> Changes:
            at, reason = values.get("received"), text(values, "reason")
            moment = at if isinstance(at, date) else None
            return self._course.correct_receipt(self._id, moment, reason)

        fields = (
            _field("received", mark("受理时间"), FieldKind.MOMENT, span=2),
            _reason("reason", mark("更改原因"), required=True),
        )
        plan = _plan(ComplaintAction.CORRECT, fields, save)
        return _starting(plan, {"received": self.portrait.complaint.received_at})

    def _withdraw(self) -> FormPlan:
        def save(values: Values) -> Changes:
            at = values.get("at")
            draft = StepDraft(at=at if isinstance(at, date) else None, note=text(values, "note"))
            return self._course.withdraw(self._id, draft)

        fields = (
            _field("at", mark("收到撤诉的日期"), FieldKind.DATE, span=2),
            _reason("note", mark("备注")),
        )
        return _starting(
            _plan(ComplaintAction.WITHDRAW, fields, save), {"at": self.context.clock.today()}
        )

    def _reject(self) -> FormPlan:
        def save(values: Values) -> Changes:
            draft = StepDraft(note=text(values, "reason"))
            return self._course.reject(self._id, draft)

        field = _reason("reason", mark("不予受理的原因"), required=True)
        return _plan(ComplaintAction.REJECT, (field,), save)

    @property
    def _id(self) -> ComplaintId:
        return self.portrait.complaint.id


def _field(
    key: str,
    label: str,
    kind: FieldKind = FieldKind.TEXT,
    *,
    choices: tuple[Option, ...] = (),
    span: int = 1,
    required: bool = False,
) -> Field:
    return Field(
        key=key,
        label=translate(label),
        kind=kind,
        options=choices,
        span=span,
        required=required,
    )


def _reason(key: str, label: str, *, required: bool = False) -> Field:
    return Field(
        key=key,
        label=translate(label),
        kind=FieldKind.MULTILINE,
        required=required,
        lines=3,
        span=2,
    )


def _plan(
    action: ComplaintAction, fields: tuple[Field, ...], save: Save, note: str = ""
) -> FormPlan:
    words = translate(ACTION_LABELS[action])
    return FormPlan(
        key=action.value,
        title=words,
        action=words,
        save=save,
        fields=fields,
        columns=2,
        notice=("info", translate(note)) if note else None,
    )


def _starting(plan: FormPlan, values: Values) -> FormPlan:
    return FormPlan(
        key=plan.key,
        title=plan.title,
        action=plan.action,
        save=plan.save,
        fields=plan.fields,
        values=values,
        columns=plan.columns,
        notice=plan.notice,
    )
