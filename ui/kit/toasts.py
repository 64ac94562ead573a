"""Short messages at the bottom left: what was done, and the way to undo it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.paint import fill_round, token
from ui.kit.theme import current_theme
from ui.kit.toast_buttons import ToastButton
from ui.kit.translation import translate

SHOWN_MS = 6000
MAX_TOASTS = 3
_INSET = 24


class Toast(QWidget):
    """One message, in the inverse colours of the look in force."""

    gone = Signal()
    undo_wanted = Signal()

    def __init__(self, text: str, *, can_undo: bool) -> None:
        """Take the words, and whether they can be taken back."""
        super().__init__()
        self.setAccessibleName(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.gone)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self._words = QLabel(text)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setMinimumHeight(current_theme().px(28))
        row.addWidget(self._words)
        row.addSpacing(24)
        self.undo_button = ToastButton(translate(mark("撤销")), "Ctrl Z")
        self.undo_button.setVisible(can_undo)
        self.undo_button.clicked.connect(self._on_undo_clicked)
        close = ToastButton("", "", icon_name="ph.x", name=translate(mark("关闭")))
        close.clicked.connect(self.gone)
        row.addWidget(self.undo_button)
        row.addWidget(close)
        self._words.setStyleSheet(f"color: {current_theme().tokens.surface};")
        self._timer.start()

    @property
    def text(self) -> str:
        """Give the words."""
        return self._words.text()

    @property
    def is_paused(self) -> bool:
        """Tell whether the message stays while it is looked at."""
        return not self._timer.isActive()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill_round(QPainter(self), QRectF(self.rect()), token("t1"), 6)

    def _on_undo_clicked(self) -> None:
        self.undo_wanted.emit()
        self.gone.emit()


class ToastStack(QWidget):
    """At most three messages, newest lowest, over the content of the window."""

    def __init__(self, over: QWidget) -> None:
        """Take the widget at whose bottom left the messages stand."""
        super().__init__(over)
        self._over = over
        self._toasts: list[Toast] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        over.installEventFilter(self)
        self.hide()

    @property
    def toasts(self) -> list[Toast]:
        """Give the messages that are shown, oldest first."""
        return list(self._toasts)

    def show_toast(self, text: str, undo: Callable[[], object] | None = None) -> Toast:
        """Show a message; with `undo` it has a button for it."""
        toast = Toast(text, can_undo=undo is not None)
        if undo is not None:
            toast.undo_wanted.connect(undo)
        toast.gone.connect(self._on_toast_gone)
        self._toasts.append(toast)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignLeft)
        for former in self._toasts[:-MAX_TOASTS]:
            self._drop(former)
        self._place()
        return toast

    def retire_undo(self) -> None:
        """Take the undo buttons away: something else was done since."""
        for toast in self._toasts:
            toast.undo_button.hide()
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_toast_gone(self) -> None:
        toast = self.sender()
        if isinstance(toast, Toast):
            self._drop(toast)
            self._place()

    def _drop(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()

    def _place(self) -> None:
        """Take the place first and then show, so that no pointer is passed under way."""
        # A message that is not shown yet has no room in the layout's own wish.
        wishes = [toast.sizeHint() for toast in self._toasts]
        gaps = self._column.spacing() * max(0, len(wishes) - 1)
        width = max((wish.width() for wish in wishes), default=0)
        self.resize(width, sum(wish.height() for wish in wishes) + gaps)
        self.move(_INSET, self._over.height() - self.height() - _INSET)
        self.setVisible(bool(self._toasts))
        self.raise_()
