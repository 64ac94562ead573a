"""One change to the ticked customers: what it would do, then doing it in one step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

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
from branchcrm.domain.errors import BranchCrmError, InvalidDraftError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, mark
from ui.customers.bulk_fields import bulk_fields
from ui.customers.customer_words import heading
from ui.customers.field_history import value_words
from ui.kit.buttons import primary, secondary
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, label
from ui.kit.latest import Latest
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.translation import spoken, translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task

EMPTIED = "emptied"
TAG_STEPS = {"added_tags": BulkAction.ADD_TAG, "removed_tags": BulkAction.REMOVE_TAG}


class BulkEditDialog(ModalDialog):
    """Asks what to change; says how many, whom not and why, and a few values before and after."""

    def __init__(
        self,
        context: PageContext,
        ids: Sequence[int],
        done: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """Take whom to change, and what to do once that happened."""
        super().__init__(translate(mark("批量修改")), 760, parent)
        self._context, self._ids, self._on_done = context, list(ids), done
        self._host = parent
        may_hand_over = context.services.actor.may(Right.HAND_OVER)
        people = context.services.staff.people() if may_hand_over else []
        own = context.services.own_fields.in_use()
        self._own = {one.key: one for one in own}
        fields = bulk_fields(people, own, may_hand_over=may_hand_over)
        self.form = Form(fields, context.formats)
        self.form.changed.connect(self._on_form_changed)
        self.notice = InlineNotice("info")
        self.add(self.form)
        self.add(self.notice)
        self._samples = QWidget()
        self._grid = QGridLayout(self._samples)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column in (2, 3):
            self._grid.setColumnStretch(column, 1)
        self.add(self._samples)
        self._body.addStretch(1)
        self._add_foot()
        self._previews = Latest(context.tasks, self)
        self._previews.answered.connect(self._on_previews_answered)
        self._previews.failed.connect(self._on_previews_failed)
        self.finished.connect(self.deleteLater)
        self._on_form_changed()

    def _add_foot(self) -> None:
        self.foot_row.addStretch(1)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.add_button(cancel)
        self.button = primary(translate(mark("修改")), hint="Ctrl Enter")
        self.button.clicked.connect(self.apply)
        self.add_button(self.button)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.button.click)

    def steps(self) -> list[BulkStep]:
        """Give what is to be done."""
        values = self.form.values()
        names = (*BULK_FIELDS, *self._own)
        return [*_set_steps(names, values), *_cleared_steps(names, values), *_tag_steps(values)]

    def apply(self) -> None:
        """Do it off the main thread; undo takes it back in one step."""
        task: Task[Any] = self._context.tasks.start(
            partial(self._work, self._ids, self.steps()),
            on_success=self._on_success,
            on_error=self._on_error,
        )
        self.button.setEnabled(False)
        words = translate(mark("取消后什么都没有改"))
        title = translate(mark("正在批量修改"))
        ProgressDialog(title, words, task, self._context.formats, self._host)

    def _work(self, ids: list[int], steps: list[BulkStep], progress: Progress) -> Changes:
        return self._context.services.bulk_edits.apply(ids, steps, progress)

    def _on_success(self, changes: Changes) -> None:
        self._on_done()
        self.accept()
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)

    def _on_error(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._on_previews_failed(error)

    # the preview

    def _on_form_changed(self, _key: str = "") -> None:
        self.button.setEnabled(False)
        steps = self.steps()
        problems = self.form.problems()
        if problems:
            self.form.set_errors(problems)
            return
        if not steps:
            count = self._context.formats.count(len(self._ids))
            words = translate(mark("已选 {count} 位。填上要改的项目，没有填的不动"))
            self._say("info", words.format(count=count), ())
            return
        plan = self._context.services.bulk_edits.plan
        self._previews.ask(None, partial(plan, self._ids, steps))

    def _on_previews_answered(self, _key: object, plan: object) -> None:
        if not isinstance(plan, BulkPlan) or not self.steps():
            return
        count = self._context.formats.count
        words = translate(mark("会修改 {count} 位")).format(count=count(plan.changed))
        lines = [words]
        if plan.unchanged:
            words = translate(mark("{count} 位已经是这样，不用改"))
            lines.append(words.format(count=count(plan.unchanged)))
        for one in plan.refused:
            words = translate(mark("{count} 位不能改：{reason}（{names}）"))
            names = spoken(listed(one.names)) + ("…" if one.count > len(one.names) else "")
            lines.append(
                words.format(count=count(one.count), reason=spoken(one.reason), names=names)
            )
        self._say("warn" if plan.refused else "info", "\n".join(lines), plan.samples)
        text = translate(mark("修改 {count} 位")).format(count=count(plan.changed))
        self.button.set_text(text)
        self.button.setEnabled(plan.changed > 0)

    def _on_previews_failed(self, error: object) -> None:
        if isinstance(error, InvalidDraftError):
            self.form.set_errors(error.problems)
        elif isinstance(error, BranchCrmError):
            self._say("error", "\n".join(error.lines(translate)), ())

    def _say(self, kind: str, text: str, samples: Sequence[BulkSample]) -> None:
        self.notice.set_notice(kind, text)
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
        self.fit()


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
