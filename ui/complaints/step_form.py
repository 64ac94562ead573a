"""The form of the present step: its fields, its action, its draft."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import ComplaintId
from ui.complaints.form_plan import FormPlan, OtherAction
from ui.complaints.step_drafts import DraftKeeper
from ui.kit.buttons import Button, primary, secondary
from ui.kit.edit_dialog import FormFoot, FormSaver
from ui.kit.form import Form
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice


class StepForm(QWidget):
    """Shows a plan; saving publishes the change, everything typed is kept meanwhile."""

    saved = Signal(object)

    def __init__(self, context: PageContext, complaint_id: ComplaintId, plan: FormPlan) -> None:
        """Build the form with what was typed before."""
        super().__init__()
        self._context, self.plan = context, plan
        self.form = Form(plan.fields, context.formats, plan.columns)
        self.form.set_values(plan.values)
        self.notice = InlineNotice("error")
        self._foot = FormFoot()
        self._kept = label("", "meta")
        self._saver = FormSaver(self.form, plan.save, self.notice, self._foot)
        self.drafts = DraftKeeper(context, f"complaint.{complaint_id}.{plan.key}", self)
        self.action_button = primary(plan.action, hint="Ctrl Enter")
        self.action_button.setDisabled(bool(plan.blocked))
        self.action_button.setToolTip(plan.blocked)
        self.other_buttons = [self._other_button(other) for other in plan.others]
        self._arrange()
        self.form.set_draft(self.drafts.read())
        self.form.changed.connect(self._on_form_changed)
        self.drafts.kept.connect(self._on_drafts_kept)
        self.action_button.clicked.connect(self.save)

    def save(self) -> None:
        """Take the step, unless something must be changed first."""
        if not self.plan.blocked:
            self._finish(self._saver.try_save())

    def focus_first(self) -> None:
        """Move the focus into the first field, or onto the action where there is none."""
        if self.plan.fields:
            self.form.focus_first()
        else:
            self.action_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def kept_text(self) -> str:
        """Give what is said about the draft."""
        return self._kept.text()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if self.plan.notice is not None:
            kind, words = self.plan.notice
            column.addWidget(InlineNotice(kind, words))
        column.addWidget(self.notice)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.action_button)
        for button in self.other_buttons:
            row.addWidget(button)
        row.addWidget(self._kept)
        row.addWidget(self._foot)
        row.addStretch(1)
        column.addLayout(row)
        if self.plan.note:
            column.addWidget(label(self.plan.note, "meta", wraps=True))

    def _other_button(self, other: OtherAction) -> Button:
        saver = FormSaver(self.form, other.save, self.notice, self._foot)
        button = secondary(other.text)

        def act() -> None:
            self._finish(saver.try_save())

        button.clicked.connect(act)
        return button

    def _finish(self, changes: Changes | None) -> None:
        if changes is not None:
            self.drafts.drop()
            self.saved.emit(changes)

    def _on_form_changed(self, _key: str) -> None:
        self._foot.set_count(self.form.error_count)
        self.drafts.change(self.form.draft())

    def _on_drafts_kept(self) -> None:
        if self.form.is_dirty:
            now = self._context.formats.clock_time(self._context.clock.business_now())
            self._kept.setText(self.tr("草稿 {time} 已自动保存").format(time=now))
