"""Visits for the ticked customers: how they spread over the days, then planned in one step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.progress import Progress
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.visit_round import RoundDraft, RoundPlan
from branchcrm.domain.wording import mark
from ui.kit.choices import Option
from ui.kit.form import Form
from ui.kit.form_field import Field
from ui.kit.many_dialog import Many, ManyDialog, ManyWords
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.visits.visit_form import channel_field, day_field, staff_field


class VisitRoundDialog(ManyDialog):
    """Asks what for and from when; says who is visited until when, and who is not and why."""

    field_names: Mapping[str, str] = MappingProxyType({"at": "day"})

    def __init__(self, context: PageContext, many: Many) -> None:
        """Take whom it is about."""
        words = ManyWords(
            title=translate(mark("安排一轮回访")),
            action=translate(mark("安排")),
            running=translate(mark("正在安排回访")),
            kept=translate(mark("取消后什么都没有安排")),
        )
        form = Form(round_fields(context), context.formats)
        super().__init__(context, many, words, form, 560)
        self._body.addStretch(1)
        first_day = context.services.calendar.workday(context.clock.today(), 1).day
        form.set_values({"day": first_day, "kind": Channel.PHONE.value, "staff": ""})
        self.renew()

    def draft(self) -> RoundDraft:
        """Give what the form says."""
        values = self.form.values()
        day = values.get("day")
        visit = VisitDraft(
            at=day.isoformat() if isinstance(day, date) else "",
            purpose=_text(values, "purpose"),
            kind=_text(values, "kind"),
            staff=_text(values, "staff"),
        )
        return RoundDraft(visit=visit, per_day=_text(values, "per_day"))

    @override
    def question(self) -> Callable[[], object] | None:
        draft = self.draft()
        if not (draft.visit.at and draft.visit.purpose):
            return None
        return partial(self._context.services.visit_rounds.plan, self._many.ids, draft)

    @override
    def idle_text(self) -> str:
        count = self._context.formats.count(len(self._many.ids))
        words = translate(mark("已选 {count} 位。写明事由和从哪天开始，工作日里每人每天排到上限"))
        return words.format(count=count)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        return partial(self._context.services.visit_rounds.apply, self._many.ids, self.draft())

    @override
    def show_plan(self, plan: object) -> None:
        if not isinstance(plan, RoundPlan):
            return
        words = translate(mark("{count} 位不安排：{reason}（{names}）"))
        left = self.left_out_lines(plan.left_out, words)
        self.say("warn" if left else "info", [*self._summary(plan), *left])
        count = self._context.formats.count(len(plan.visits))
        text = translate(mark("安排 {count} 次")).format(count=count)
        self.offer(text, is_possible=bool(plan.visits))

    def _summary(self, plan: RoundPlan) -> list[str]:
        formats = self._context.formats
        first, last = plan.first_day, plan.last_day
        if first is None or last is None:
            return [translate(mark("所选客户都不能排进这一轮"))]
        words = mark(
            "{first}起安排 {count} 位，到 {last}排完；由 {people} 人回访，每人每天最多 {limit} 次"
        )
        if first == last:
            words = mark("{first}安排 {count} 位；由 {people} 人回访，每人每天最多 {limit} 次")
        return [
            translate(words).format(
                first=formats.day_in_text(first),
                last=formats.day_in_text(last),
                count=formats.count(len(plan.visits)),
                people=formats.count(plan.people),
                limit=formats.count(plan.per_day),
            )
        ]


def round_fields(context: PageContext) -> Sequence[Field]:
    """Give the fields in reading order."""
    return (
        Field(key="purpose", label=translate(mark("事由")), required=True, span=2),
        channel_field(),
        day_field(context, translate(mark("从哪天开始"))),
        Field(
            key="per_day",
            label=translate(mark("每人每天最多几次")),
            placeholder=translate(mark("按方式：电话等 25，上门、网点 8")),
        ),
        staff_field(context, Option("", translate(mark("各自的客户经理")))),
    )


def _text(values: Mapping[str, object], key: str) -> str:
    return str(values.get(key) or "").strip()


def open_visit_round(
    context: PageContext, host: QWidget, params: Mapping[str, object]
) -> QWidget | None:
    """Open the form of a round for customers; without any there is nothing to plan."""
    ids, done = params.get("customer_ids"), params.get("done")
    if not isinstance(ids, Sequence) or not ids:
        return None
    many = Many(ids=list(ids), host=host, done=done if callable(done) else list)
    dialog = VisitRoundDialog(context, many)
    dialog.open()
    dialog.form.focus("purpose")
    return dialog
