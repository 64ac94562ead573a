"""A bar with handles that are dragged or moved by arrow keys: a weight, or the lines of a score."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.paint import fill_round, token
from ui.kit.theme import current_theme

FULL = 100
_TRACK = 4
_THICK = 12
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -5,
    Qt.Key.Key_PageUp: 5,
}


class HandleBar(QWidget):
    """Whole numbers from 0 to 100 that keep their order; Space goes to the next handle."""

    moved = Signal(object)

    def __init__(self, name: str, values: Sequence[int], grounds: Sequence[str] = ()) -> None:
        """Take what the bar is called, its values, and the ground of each part where it is wide."""
        super().__init__()
        self._name, self._grounds = name, tuple(grounds)
        self._values = list(values)
        self._former = list(values)
        self._active = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()

    @property
    def values(self) -> tuple[int, ...]:
        """Give the places of the handles."""
        return tuple(self._values)

    def set_values(self, values: Sequence[int]) -> None:
        """Put the handles somewhere else without telling anybody."""
        self._values = list(values)
        self._tell()
        self.update()

    def set_former(self, values: Sequence[int]) -> None:
        """Mark where the rule in force has its handles."""
        self._former = list(values)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(96), theme.px(24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        self._paint_track(painter, middle)
        for former, value in zip(self._former, self._values, strict=True):
            if former != value:
                painter.fillRect(QRectF(self._place(former) - 1, middle - 7, 2, 14), token("t2"))
        radius = current_theme().px(7)
        for number, value in enumerate(self._values):
            painter.setBrush(token("surface"))
            is_active = self.hasFocus() and number == self._active
            painter.setPen(QPen(token("accent"), 3 if is_active else 2))
            painter.drawEllipse(QPointF(self._place(value), middle), radius, radius)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().x()
        distances = [abs(self._place(value) - at) for value in self._values]
        self._active = distances.index(min(distances))
        self._move_to(at)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_to(event.position().x())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self._active = (self._active + 1) % len(self._values)
            self.update()
        elif key in _STEPS:
            self._set(self._values[self._active] + _STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _paint_track(self, painter: QPainter, middle: float) -> None:
        left, right = self._place(0), self._place(FULL)
        if not self._grounds:
            whole = QRectF(left, middle - _TRACK / 2, right - left, _TRACK)
            fill_round(painter, whole, token("lobg"), 2)
            part = QRectF(left, middle - _TRACK / 2, self._place(self._values[0]) - left, _TRACK)
            fill_round(painter, part, token("fill"), 2)
            return
        bounds = [0, *self._values, FULL]
        for ground, low, high in zip(self._grounds, bounds, bounds[1:], strict=False):
            start, stop = self._place(low), self._place(high)
            painter.fillRect(
                QRectF(start, middle - _THICK / 2, stop - start, _THICK), token(ground)
            )

    def _place(self, value: float) -> float:
        edge = current_theme().px(9)
        return edge + (self.width() - 2 * edge) * value / FULL

    def _move_to(self, at: float) -> None:
        edge = current_theme().px(9)
        self._set(round((at - edge) / max(1, self.width() - 2 * edge) * FULL))

    def _set(self, value: int) -> None:
        low = self._values[self._active - 1] + 1 if self._active else 0
        is_last = self._active == len(self._values) - 1
        high = FULL if is_last else self._values[self._active + 1] - 1
        value = max(low, min(high, value))
        if value != self._values[self._active]:
            self._values[self._active] = value
            self._tell()
            self.update()
            self.moved.emit(self.values)

    def _tell(self) -> None:
        shown = "，".join(str(value) for value in self._values)
        self.setAccessibleName(f"{self._name} {shown}")
