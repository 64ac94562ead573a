"""The form of a follow-up visit: whom, when, how, what for, by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.rights import Right
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.visit import VisitDraft, VisitState
from branchcrm.domain.visit_plan import Concern
from branchcrm.domain.wording import mark, say
from ui.kit.buttons import danger_text
from ui.kit.choices import Option
from ui.kit.date_edit import DateEditor
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Editor, Field, FieldKind
from ui.kit.month_popup import DAY_OFF, EXTRA_WORKDAY, DayMark
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.questions import ReasonChoice
from ui.kit.translation import spoken, translate
from ui.visits.contact_words import channel_options
from ui.visits.customer_picks import customer_picker

_LOOKED_AT = ("customer", "day", "time", "kind", "staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStart:
    """What the form begins with: a visit that exists, or a customer and a day."""

    customer_id: int | None = None
    visit_id: int | None = None
    day: date | None = None
    at: time | None = None


def day_marks(context: PageContext) -> DayMark:
    """Give what marks days off and extra workdays in a month."""
    calendar = context.services.calendar.calendar()

    def mark_of(day: date) -> str:
        badge = calendar.badge(day)
        if badge is None:
            return ""
        return DAY_OFF if badge.value == "rest" else EXTRA_WORKDAY

    return mark_of


class VisitDialog(EditDialog):
    """Plans a visit or changes one; says what speaks against the plan, the person decides."""

    def __init__(self, context: PageContext, start: VisitStart, parent: QWidget) -> None:
        """Take what the form begins with."""
        self._context = context
        self._visit_id = None if start.visit_id is None else VisitId(start.visit_id)
        words = mark("安排回访") if self._visit_id is None else mark("修改回访")
        form = Form(visit_fields(context), context.formats)
        super().__init__(translate(words), form, self._save, translate(mark("保存")), parent=parent)
        self.set_width(560)
        self.concern_notice = InlineNotice("warn")
        self.concern_notice.hide()
        self.concern_notice.link_clicked.connect(self._on_concern_notice_link_clicked)
        self._better_day: date | None = None
        form.add_block(self.concern_notice)
        form.changed.connect(self._on_form_field_changed)
        self._fill(start)
        if self._visit_id is not None:
            cancel = danger_text(translate(mark("取消这次回访…")))
            cancel.clicked.connect(self.call_off)
            self.foot_row.insertWidget(0, cancel)
        self.saved.connect(self._on_saved)

    def look_over(self) -> Sequence[Concern]:
        """Show what speaks against the plan as it stands."""
        customer = self.form.value("customer")
        found: Sequence[Concern] = ()
        if isinstance(customer, int) and isinstance(self.form.value("day"), date):
            draft = _draft(self.form.values(), purpose="-")
            found = self._context.services.visit_lists.concerns(
                CustomerId(customer), draft, self._visit_id
            )
        self._better_day = next((c.better_day for c in found if c.better_day), None)
        self.concern_notice.setVisible(bool(found))
        self.concern_notice.set_notice("warn", "\n".join(spoken(c.words) for c in found))
        better = self._better_day
        words = translate(mark("改到 {day}"))
        day = "" if better is None else self._context.formats.day_in_text(better)
        self.concern_notice.set_link("" if better is None else words.format(day=day))
        self.fit()
        return found

    def call_off(self) -> None:
        """Call the visit off, with the reason."""
        choice = ReasonChoice(
            title=translate(mark("取消这次回访")),
            text="",
            action=translate(mark("取消回访")),
            reasons=tuple(
                translate(reason)
                for reason in (mark("客户不便"), mark("已另行联系"), mark("事由已办结"))
            ),
        )
        reason = self._context.prompts.ask_reason(choice)
        visit_id = self._visit_id
        if reason is None or visit_id is None:
            return
        visits = self._context.services.visits
        if self._context.navigator.run(lambda: visits.cancel(visit_id, reason)) is not None:
            self.form.set_clean()
            self.reject()

    def _fill(self, start: VisitStart) -> None:
        values: dict[str, object] = {
            "customer": start.customer_id,
            "day": start.day,
            "time": start.at,
            "kind": Channel.PHONE.value,
            "staff": self._context.services.actor.name,
        }
        if self._visit_id is not None:
            visit = self._context.services.visits.get(self._visit_id)
            zone = self._context.clock.zone
            values = {
                "customer": int(visit.customer_id),
                "day": visit.day(zone),
                "time": visit.time(zone),
                "kind": visit.channel.value,
                "purpose": visit.purpose,
                "staff": visit.staff,
            }
        self.form.set_values(values)
        self.look_over()

    def _save(self, values: Mapping[str, object]) -> Changes:
        customer = values["customer"]
        visits = self._context.services.visits
        if not isinstance(customer, int):
            problem = FieldError(field="customer", reason=say("选好客户后才能保存"))
            raise InvalidDraftError([problem])
        draft = _draft(values, purpose=str(values["purpose"] or ""))
        try:
            changes: Changes = (
                visits.add(CustomerId(customer), draft)
                if self._visit_id is None
                else visits.edit(self._visit_id, draft)
            )
        except InvalidDraftError as error:
            renamed = [
                FieldError("day" if problem.field == "at" else problem.field, problem.reason)
                for problem in error.problems
            ]
            raise InvalidDraftError(renamed) from error
        return changes

    def _on_form_field_changed(self, key: str) -> None:
        if key in _LOOKED_AT:
            self.look_over()

    def _on_concern_notice_link_clicked(self) -> None:
        self.form.editor("day").set_value(self._better_day)
        self.look_over()

    def _on_saved(self, changes: Changes) -> None:
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)


def visit_fields(context: PageContext) -> Sequence[Field]:
    """Give the fields in reading order."""
    return (
        Field(
            key="customer",
            label=translate(mark("客户")),
            kind=FieldKind.CUSTOM,
            required=True,
            span=2,
            editor=customer_picker(context),
        ),
        day_field(context, translate(mark("日期"))),
        Field(
            key="time",
            label=translate(mark("时间")),
            kind=FieldKind.TIME,
            placeholder=translate(mark("不限")),
        ),
        channel_field(),
        Field(key="purpose", label=translate(mark("事由")), required=True, span=2),
        staff_field(context),
    )


def channel_field() -> Field:
    """Give the field of how the customer is met."""
    return Field(
        key="kind",
        label=translate(mark("方式")),
        kind=FieldKind.SEGMENTED,
        options=channel_options(),
        span=2,
    )


def staff_field(context: PageContext, *first: Option) -> Field:
    """Give the field of who visits: everybody of the branch for those who see it, oneself else."""
    actor = context.services.actor
    everyone = context.services.staff.people() if actor.may(Right.SEE_BRANCH) else ()
    names = [person.name for person in everyone] or [actor.name]
    return Field(
        key="staff",
        label=translate(mark("由谁回访")),
        kind=FieldKind.CHOICE,
        options=[*first, *(Option(name, name) for name in names)],
    )


def day_field(context: PageContext, words: str) -> Field:
    """Give the field of a day to come, with days off and extra workdays marked."""

    def day_editor() -> Editor:
        return DateEditor(field, context.formats, day_marks(context))

    field = Field(
        key="day",
        label=words,
        kind=FieldKind.CUSTOM,
        required=True,
        placeholder=translate(mark("9-22、明天、下周三、+3")),
        leaning=Leaning.FUTURE,
        editor=day_editor,
    )
    return field


def _draft(values: Mapping[str, object], *, purpose: str) -> VisitDraft:
    day, at = values["day"], values["time"]
    when = day.isoformat() if isinstance(day, date) else ""
    if when and isinstance(at, time):
        when = f"{when} {at:%H:%M}"
    return VisitDraft(
        at=when, purpose=purpose, kind=str(values["kind"]), staff=str(values["staff"] or "")
    )


def open_visit(context: PageContext, host: QWidget, params: Mapping[str, object]) -> QWidget | None:
    """Open the form of a visit; one that is settled is only told about."""
    visit_id, customer_id = params.get("visit_id"), params.get("customer_id")
    day, at = params.get("day"), params.get("at")
    start = VisitStart(
        customer_id=customer_id if isinstance(customer_id, int) else None,
        visit_id=visit_id if isinstance(visit_id, int) else None,
        day=day if isinstance(day, date) else None,
        at=at if isinstance(at, time) else None,
    )
    if start.visit_id is not None:
        visit = context.services.visits.get(VisitId(start.visit_id))
        if visit.state is not VisitState.PLANNED:
            context.navigator.open_customer(int(visit.customer_id))
            return None
    dialog = VisitDialog(context, start, host)
    dialog.show_for_input()
    return dialog
