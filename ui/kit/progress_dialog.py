"""Shows a long piece of work: how far, how fast, how long still; background or stop."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.buttons import secondary
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.modal import ModalDialog
from ui.kit.tasks import Step, Task
from ui.kit.translation import spoken, translate

SHOW_AFTER_MS = 300
_ENOUGH_S = 1.0


class Pace:
    """Estimates from the steps so far how fast the work is and how long it still takes."""

    def __init__(self, start: float) -> None:
        """Start counting at a moment of a steady clock, in seconds."""
        self._start = start

    def rate(self, step: Step, moment: float) -> float | None:
        """Give units per second, once enough was seen."""
        spent = moment - self._start
        return step.done / spent if spent >= _ENOUGH_S and step.done else None

    def seconds_left(self, step: Step, moment: float) -> float | None:
        """Give the time still needed, once it can be told."""
        rate = self.rate(step, moment)
        return (step.total - step.done) / rate if rate and step.total else None


class ProgressDialog(ModalDialog):
    """Follows one task until it ends; appears only when it takes longer than a moment."""

    sent_to_background = Signal()

    def __init__(
        self, title: str, remark: str, task: Task[object], formats: Formats, parent: QWidget
    ) -> None:
        """Take the words, the task and the texts."""
        super().__init__(title, 400, parent)
        self._task, self._formats = task, formats
        self.begun_at = time.monotonic()
        self._pace = Pace(self.begun_at)
        self.count_label = label("", "muted")
        self.left_label = label("", "muted")
        self.note_label = label(remark, "meta", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.count_label)
        line.addStretch(1)
        line.addWidget(self.left_label)
        for widget in (row, self.bar, self.note_label):
            self.add(widget)
        background = secondary(translate(mark("后台运行")))
        background.clicked.connect(self._on_background_clicked)
        self.cancel_button = secondary(translate(mark("取消")))
        self.cancel_button.clicked.connect(self.cancel)
        self.foot_row.addStretch(1)
        self.add_button(background)
        self.add_button(self.cancel_button)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOW_AFTER_MS)
        self._delay.timeout.connect(self.open)
        task.progressed.connect(self._on_task_progressed)
        task.ended.connect(self._on_task_ended)
        self._delay.start()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._task.cancel()
        self.cancel_button.setEnabled(False)
        self.count_label.setText(translate(mark("正在停止并撤回")))

    @override
    def reject(self) -> None:
        self._on_background_clicked()

    def show_step(self, step: Step, moment: float) -> None:
        """Show how far the work is at a moment."""
        if step.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(step.done * 1000 // step.total)
        words = translate(mark("第 {done} 行，共 {total} 行"))
        done, total = self._formats.count(step.done), self._formats.count(step.total)
        text = words.format(done=done, total=total) if step.total else done
        rate = self._pace.rate(step, moment)
        if rate is not None:
            text += "  " + translate(mark("每秒 {rate} 行")).format(rate=f"{rate:,.0f}")
        self.count_label.setText(text)
        seconds = self._pace.seconds_left(step, moment)
        if seconds is not None:
            words = translate(mark("约剩 {time}"))
            self.left_label.setText(words.format(time=self._formats.duration(seconds)))
        if step.note is not None:
            self.note_label.setText(spoken(step.note))

    def _on_task_progressed(self, step: Step) -> None:
        if not self._task.is_cancelled:
            self.show_step(step, time.monotonic())

    def _on_task_ended(self) -> None:
        self._delay.stop()
        self.done(0)
        self.deleteLater()

    def _on_background_clicked(self) -> None:
        self.sent_to_background.emit()
        self.done(0)
