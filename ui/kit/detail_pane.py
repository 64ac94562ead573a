"""The pane at the right of a list, and the frame that places it beside or over the list."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.kit.labels import KeyHint, label
from ui.kit.theme import current_theme

PANE_WIDTH = 344
WIDE_PANE_WIDTH = 400
WIDE_WINDOW = 1600
NARROW_WINDOW = 1100
DEBOUNCE_MS = 150


class DetailPane(QFrame):
    """Shows one record beside its list: a scrolling body and a foot with keys."""

    def __init__(self, hints: tuple[tuple[tuple[str, ...], str], ...] = ()) -> None:
        """Take the foot's hints: keys and what they do."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("line", "left")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._column.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setProperty("ground", "surface")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.addWidget(self._area, 1)
        if hints:
            self._column.addWidget(_foot(hints))

    def set_content(self, content: QWidget) -> None:
        """Show another record's widget; the one before is deleted."""
        content.setProperty("ground", "surface")
        former = self._area.takeWidget()
        if former is not None:
            former.deleteLater()
        self._area.setWidget(content)


def _foot(hints: tuple[tuple[tuple[str, ...], str], ...]) -> QFrame:
    foot = QFrame()
    foot.setProperty("ground", "surface")
    foot.setProperty("line", "top")
    foot.setFixedHeight(current_theme().px(40))
    row = QHBoxLayout(foot)
    row.setContentsMargins(16, 0, 16, 0)
    row.setSpacing(8)
    for keys, words in hints:
        for key in keys:
            row.addWidget(KeyHint(key))
        row.addWidget(label(words, "meta"))
    row.addStretch(1)
    return foot


class PaneFrame(QWidget):
    """Holds a list and its pane: side by side, or the pane over the list when narrow."""

    pane_closed = Signal()

    def __init__(self, content: QWidget, pane: DetailPane) -> None:
        """Take the list's widget and the pane."""
        super().__init__()
        self.pane = pane
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(content, 1)
        self._row.addWidget(pane)
        self._is_overlay = False
        self._shadow = QGraphicsDropShadowEffect(pane, blurRadius=32, xOffset=0, yOffset=8)
        self._shadow.setColor(QColor(0, 0, 0, 64))
        self._shadow.setEnabled(False)
        pane.setGraphicsEffect(self._shadow)
        pane.hide()

    @property
    def is_overlay(self) -> bool:
        """Tell whether the pane lies over the list."""
        return self._is_overlay

    def open_pane(self) -> None:
        """Show the pane."""
        self._place()
        self.pane.show()
        if self._is_overlay:
            self.pane.raise_()

    def close_pane(self) -> None:
        """Hide the pane and tell the page."""
        if not self.pane.isHidden():
            self.pane.hide()
            self.pane_closed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        window = self.window().width()
        width = current_theme().px(WIDE_PANE_WIDTH if window >= WIDE_WINDOW else PANE_WIDTH)
        is_overlay = window < NARROW_WINDOW
        if is_overlay != self._is_overlay:
            self._is_overlay = is_overlay
            self._shadow.setEnabled(is_overlay)
            if is_overlay:
                self._row.removeWidget(self.pane)
            else:
                self._row.addWidget(self.pane)
        self.pane.setFixedWidth(min(width, self.width()))
        if is_overlay:
            self.pane.setGeometry(
                self.width() - self.pane.width(), 0, self.pane.width(), self.height()
            )


class Debounce(QObject):
    """Waits until the current row stays for a moment before telling it."""

    settled = Signal(object)

    def __init__(self, parent: QObject, delay_ms: int = DEBOUNCE_MS) -> None:
        """Belong to a page."""
        super().__init__(parent)
        self._value: object = None
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(self._on_timer_timeout)

    def tell(self, value: object) -> None:
        """Take a value; only the last of a quick series is told."""
        self._value = value
        self._timer.start()

    def finish(self) -> None:
        """Tell a waiting value at once."""
        if self._timer.isActive():
            self._timer.stop()
            self._on_timer_timeout()

    def _on_timer_timeout(self) -> None:
        self.settled.emit(self._value)
