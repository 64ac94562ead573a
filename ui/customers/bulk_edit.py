"""One change to the ticked customers: what it would do, then doing it in one step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from branchcrm.domain.bulk_edit import (
    BULK_FIELDS,
    NEVER_EMPTY,
    BulkAction,
    BulkPlan,
    BulkSample,
    BulkStep,
    label_of,
)
from branchcrm.domain.changes import Changes
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.customers.bulk_fields import bulk_fields
from ui.customers.customer_words import heading
from ui.customers.field_history import value_words
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, label
from ui.kit.many_dialog import Many, ManyDialog, ManyWords
from ui.kit.page import PageContext
from ui.kit.translation import translate

EMPTIED = "emptied"
TAG_STEPS = {"added_tags": BulkAction.ADD_TAG, "removed_tags": BulkAction.REMOVE_TAG}


class BulkEditDialog(ManyDialog):
    """Asks what to change; says how many, whom not and why, and a few values before and after."""

    def __init__(self, context: PageContext, many: Many) -> None:
        """Take whom it is about."""
        may_hand_over = context.services.actor.may(Right.HAND_OVER)
        people = context.services.staff.people() if may_hand_over else []
        own = context.services.own_fields.in_use()
        self._own = {one.key: one for one in own}
        form = Form(bulk_fields(people, own, may_hand_over=may_hand_over), context.formats)
        words = ManyWords(
            title=translate(mark("批量修改")),
            action=translate(mark("修改")),
            running=translate(mark("正在批量修改")),
            kept=translate(mark("取消后什么都没有改")),
        )
        super().__init__(context, many, words, form, 760)
        self._samples = QWidget()
        self._grid = QGridLayout(self._samples)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column in (2, 3):
            self._grid.setColumnStretch(column, 1)
        self.add(self._samples)
        self._body.addStretch(1)
        self.renew()

    def steps(self) -> list[BulkStep]:
        """Give what is to be done."""
        values = self.form.values()
        names = (*BULK_FIELDS, *self._own)
        return [*_set_steps(names, values), *_cleared_steps(names, values), *_tag_steps(values)]

    @override
    def question(self) -> Callable[[], object] | None:
        steps = self.steps()
        if not steps:
            return None
        return partial(self._context.services.bulk_edits.plan, self._many.ids, steps)

    @override
    def idle_text(self) -> str:
        self._show_samples(())
        count = self._context.formats.count(len(self._many.ids))
        return translate(mark("已选 {count} 位。填上要改的项目，没有填的不动")).format(count=count)

    @override
    def work(self) -> Callable[[Progress], Changes]:
        return partial(self._context.services.bulk_edits.apply, self._many.ids, self.steps())

    @override
    def show_plan(self, plan: object) -> None:
        if not isinstance(plan, BulkPlan):
            return
        count = self._context.formats.count
        lines = [translate(mark("会修改 {count} 位")).format(count=count(plan.changed))]
        if plan.unchanged:
            words = translate(mark("{count} 位已经是这样，不用改"))
            lines.append(words.format(count=count(plan.unchanged)))
        words = translate(mark("{count} 位不能改：{reason}（{names}）"))
        lines += self.left_out_lines(plan.refused, words)
        self._show_samples(plan.samples)
        self.say("warn" if plan.refused else "info", lines)
        text = translate(mark("修改 {count} 位")).format(count=count(plan.changed))
        self.offer(text, is_possible=plan.changed > 0)

    def _show_samples(self, samples: Sequence[BulkSample]) -> None:
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heads = (mark("客户"), mark("项目"), mark("原来"), mark("改为"))
        for column, words in enumerate(heads if samples else ()):
            self._grid.addWidget(label(translate(words), "label"), 0, column)
        for place, one in enumerate(samples, 1):
            self._grid.addWidget(label(one.name), place, 0)
            name = heading(label_of(one.field, self._own))
            self._grid.addWidget(label(name, "muted"), place, 1)
            for column, value in ((2, one.before), (3, one.after)):
                words = value_words(one.field, value, self._own)
                self._grid.addWidget(ElidedLabel(words), place, column)


def _set_steps(names: Sequence[str], values: Mapping[str, object]) -> list[BulkStep]:
    steps = []
    for name in names:
        value = values.get(name)
        text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
        if text:
            steps.append(BulkStep(action=BulkAction.SET, field=name, value=text))
    return steps


def _cleared_steps(names: Sequence[str], values: Mapping[str, object]) -> list[BulkStep]:
    emptied = values.get(EMPTIED)
    wanted = emptied if isinstance(emptied, tuple | list | frozenset | set) else ()
    filled = {step.field for step in _set_steps(names, values)}
    return [
        BulkStep(action=BulkAction.CLEAR, field=name)
        for name in names
        if name in wanted and name not in filled and name not in NEVER_EMPTY
    ]


def _tag_steps(values: Mapping[str, object]) -> list[BulkStep]:
    steps = []
    for key, action in TAG_STEPS.items():
        tags = values.get(key)
        named = tags if isinstance(tags, tuple) else ()
        steps += [BulkStep(action=action, value=str(tag)) for tag in named]
    return steps
