"""Shows how far the reading, checking or writing of a file is."""

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.kit.buttons import secondary
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.progress_dialog import Pace
from ui.kit.tasks import Step
from ui.kit.translation import spoken

_WIDTH = 420


class ProgressView(QWidget):
    """A bar with rows, rate and time left, and a way to stop."""

    cancelled = Signal()

    def __init__(self, formats: Formats) -> None:
        """Build the bar."""
        super().__init__()
        self._formats = formats
        self._pace = Pace(time.monotonic())
        self._note = ""
        self.title = label("", "section")
        self.words = label("", "muted")
        self.pace = label("", "muted")
        self.left = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_WIDTH)
        self.cancel = secondary(self.tr("取消"))
        self.cancel.clicked.connect(self._on_cancel_clicked)
        box = QWidget()
        box.setFixedWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setSpacing(8)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.pace, 1)
        line.addWidget(self.left)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        column.addLayout(line)
        note = self.tr("取消后账本保持原样。可以先去做别的，完成后会提示")
        column.addWidget(label(note, "meta", wraps=True))
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def start(self, title: str) -> None:
        """Begin anew with a title."""
        self._note, self._pace = "", Pace(time.monotonic())
        self.title.setText(title)
        for line in (self.words, self.pace, self.left):
            line.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)

    def show_step(self, step: Step) -> None:
        """Show how far the work is now."""
        self.show_at(step, time.monotonic())

    def show_at(self, step: Step, moment: float) -> None:
        """Show how far the work is at a moment of a steady clock."""
        if not self.cancel.isEnabled():
            return
        if step.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, step.done * 1000 // step.total))
        else:
            self.bar.setRange(0, 0)
        note = spoken(step.note) if step.note is not None else ""
        if note != self._note:
            # Reading and writing each have their own pace.
            self._note, self._pace = note, Pace(moment)
        self.words.setText(f"{note}  {self._rows(step)}".strip())
        rate = self._pace.rate(step, moment)
        told = self.tr("每秒 {rate} 行").format(rate=f"{rate:,.0f}") if rate is not None else ""
        self.pace.setText(told)
        seconds = self._pace.seconds_left(step, moment)
        left = "" if seconds is None else self._formats.duration(seconds)
        self.left.setText(self.tr("约剩 {time}").format(time=left) if left else "")

    def _rows(self, step: Step) -> str:
        count = self._formats.count
        if step.total:
            return self.tr("第 {done} 行，共 {total} 行").format(
                done=count(step.done), total=count(step.total)
            )
        return self.tr("第 {done} 行").format(done=count(step.done)) if step.done else ""

    def _on_cancel_clicked(self) -> None:
        self.cancel.setEnabled(False)
        self.words.setText(self.tr("正在停止并撤回"))
        self.cancelled.emit()
