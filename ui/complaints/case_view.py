"""The right side of the page: one complaint with its deadline, steps, form and log."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import ComplaintEvent
from branchcrm.domain.complaint_kind import (
    ENDING_LABELS,
    STEP_LABELS,
    ComplaintAction,
    ComplaintStep,
    Ending,
)
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.complaint_state import current_step, is_step_done
from ui.complaints.case_content import case_content
from ui.complaints.case_head import CaseHead
from ui.complaints.case_log import CaseLog
from ui.complaints.case_marks import DeadlineBanner, StepLine, StepMark
from ui.complaints.detour_plans import DetourPlanner
from ui.complaints.step_form import StepForm
from ui.complaints.step_plans import StepPlanner
from ui.complaints.words import deadline_words, time_left
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.labels import rule
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.theme import current_theme
from ui.kit.translation import translate

LOG_WIDTH = 292
LOG_BESIDE_FROM = 760
_STEP_ACTIONS = {
    ComplaintStep.INTAKE: (
        ComplaintAction.ACKNOWLEDGE,
        ComplaintAction.ASSESS,
        ComplaintAction.REOPEN,
        ComplaintAction.LOG,
    ),
    ComplaintStep.INVESTIGATION: (ComplaintAction.INVESTIGATE,),
    ComplaintStep.ANSWER: (ComplaintAction.ANSWER,),
    ComplaintStep.CALLBACK: (ComplaintAction.CLOSE,),
    ComplaintStep.CLOSURE: (ComplaintAction.CLOSE, ComplaintAction.WITHDRAW),
}


class CaseView(QFrame):
    """One complaint; built anew for each, what was typed comes back from its draft."""

    changed = Signal(object)
    answered = Signal()

    def __init__(self, context: PageContext, portrait: ComplaintPortrait) -> None:
        """Take the complaint as it stands."""
        super().__init__()
        self.context, self.portrait = context, portrait
        self.setProperty("ground", "surface")
        self.head = CaseHead(context, portrait)
        self.banner = DeadlineBanner()
        self.steps = StepLine()
        plan = StepPlanner(context, portrait).plan()
        number = portrait.complaint.id
        self.form = None if plan is None else StepForm(context, number, plan)
        self.log = CaseLog(portrait.complaint.events, context.formats)
        self.dialog: EditDialog | None = None
        self._arrange()
        self._show_deadline()
        self._show_steps()
        self.head.wished.connect(self.open_detour)
        if self.form is not None:
            self.form.saved.connect(self.changed)

    def open_detour(self, action: ComplaintAction) -> EditDialog:
        """Open the dialog of a side action."""
        plan = DetourPlanner(self.context, self.portrait).plan(action)
        form = Form(plan.fields, self.context.formats, plan.columns)
        form.set_values(plan.values)
        dialog = EditDialog(plan.title, form, plan.save, plan.action, parent=self)
        dialog.set_width(560)
        if plan.notice is not None:
            kind, words = plan.notice
            form.add_block(InlineNotice(kind, words))
        dialog.saved.connect(self.changed)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.show_for_input()
        return dialog

    @property
    def is_asking(self) -> bool:
        """Tell whether a side action's dialog is open; the case stays as long."""
        return self.dialog is not None and self.dialog.isVisible()

    def stands_as(self, portrait: ComplaintPortrait) -> bool:
        """Tell whether a complaint is the one shown and nothing but the time has moved on."""
        return replace(portrait, used_share=self.portrait.used_share) == self.portrait

    def show_time(self, portrait: ComplaintPortrait) -> None:
        """Show how much time is left now; the rest stays as it is."""
        self.portrait = portrait
        self._show_deadline()

    def save_draft(self) -> None:
        """Keep what is typed before another complaint takes the place."""
        if self.form is not None:
            self.form.drafts.save_now()

    def focus_form(self) -> None:
        """Move the focus into the form of the step."""
        if self.form is not None:
            self.form.focus_first()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_log()

    def _on_dialog_finished(self) -> None:
        self.answered.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(24, 14, 24, 12)
        above.setSpacing(12)
        for widget in (self.head, self.banner, self.steps):
            above.addWidget(widget)
        column.addWidget(top)
        column.addWidget(rule())
        body = QWidget()
        body.setProperty("ground", "surface")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(case_content(self.context, self.portrait, self.form), 1)
        self.log.setProperty("line", "left")
        self._body.addWidget(self.log)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("ground", "surface")
        area.setWidget(body)
        column.addWidget(area, 1)

    def _place_log(self) -> None:
        is_beside = self.width() >= current_theme().px(LOG_BESIDE_FROM)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
        self.log.setMinimumWidth(current_theme().px(LOG_WIDTH) if is_beside else 0)
        self.log.setMaximumWidth(current_theme().px(LOG_WIDTH) if is_beside else 16_777_215)

    def _show_deadline(self) -> None:
        portrait, formats = self.portrait, self.context.formats
        complaint, nearest = portrait.complaint, portrait.nearest
        left = time_left(complaint.state, nearest, formats)
        self.banner.setVisible(bool(left.text))
        if nearest is None:
            self.banner.show_deadline(left, "", None)
            return
        words = deadline_words(nearest, complaint.severity, portrait.answer_workdays, formats)
        dates = portrait.deadlines
        if complaint.needs_answer and nearest.day != dates.due_legal:
            legal = formats.day(dates.due_legal)
            words += " · " + self.tr("法定截止 {day}").format(day=legal)
        self.banner.show_deadline(left, words, portrait.used_share)

    def _show_steps(self) -> None:
        state = self.portrait.complaint.state
        now = current_step(state)
        self.steps.show_steps(
            [
                StepMark(
                    label=translate(STEP_LABELS[step]),
                    note=self._step_note(step),
                    is_done=is_step_done(step, state),
                    is_current=step is now and self.portrait.complaint.is_open,
                )
                for step in ComplaintStep
            ]
        )

    def _step_note(self, step: ComplaintStep) -> str:
        """Tell who did a step when, or when it is due."""
        formats, complaint = self.context.formats, self.portrait.complaint
        done = self._last_event(step)
        if done is not None and (done.action is not ComplaintAction.CLOSE or not complaint.is_open):
            ending = done.detail.get("ending") if step is ComplaintStep.CALLBACK else None
            if ending:
                return translate(ENDING_LABELS[Ending(str(ending))])
            return f"{formats.moment(done.at)} {done.staff_name}".strip()
        nearest = self.portrait.nearest
        if step is ComplaintStep.ANSWER and complaint.needs_answer:
            due = formats.moment(self.portrait.deadlines.answer_due_at)
            return self.tr("截止 {moment}").format(moment=due)
        if step is ComplaintStep.CALLBACK and complaint.is_open:
            if complaint.needs_answer or nearest is None:
                return self.tr("答复后 3 个工作日内")
            return self.tr("截止 {moment}").format(moment=formats.moment(nearest.at))
        return ""

    def _last_event(self, step: ComplaintStep) -> ComplaintEvent | None:
        for action in _STEP_ACTIONS[step]:
            for event in reversed(self.portrait.complaint.of_this_round()):
                if event.action is action:
                    return event
        return None


def take_changes(context: PageContext, changes: Changes) -> None:
    """Tell every screen of a change, and offer to take it back."""
    context.changes.publish(changes)
    context.navigator.toast(changes)
