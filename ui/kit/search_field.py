"""The search box of a list: a magnifier, the key that leads to it, and keys that leave it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.kit.paint import key_hint_width, paint_icon, paint_key_hint
from ui.kit.theme import current_theme

_MAGNIFIER = 16


class SearchField(QLineEdit):
    """Takes the searched text; Enter or Down goes to the list, Esc clears and then leaves."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, hint: str = "/", parent: QWidget | None = None) -> None:
        """Take the words of the empty box and the key hint at its right."""
        super().__init__(parent)
        self._hint = hint
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTextMargins(current_theme().px(_MAGNIFIER) + 8, 0, 0, 0)
        self.textChanged.connect(self.searched)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left_down.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, side = QPainter(self), current_theme().px(_MAGNIFIER)
        middle = self.height() / 2
        glass = QRectF(9, round(middle - side / 2), side, side)
        paint_icon(painter, glass, "ph.magnifying-glass", "t3")
        if self._hint and not self.text() and not self.hasFocus():
            left = self.width() - key_hint_width(self._hint) - 8
            paint_key_hint(painter, left, middle, self._hint)
