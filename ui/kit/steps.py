"""Steps of a longer matter, and a score in steps."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.paint import fill_round, paint_icon, paint_score_blocks, token
from ui.kit.theme import current_theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Stepper(QWidget):
    """The steps of a longer matter: done, current, to come."""

    def __init__(self, steps: Sequence[str], current: int = 0) -> None:
        """Take the steps' words and the number of the current one."""
        super().__init__()
        self._steps = list(steps)
        self._current = current
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        """Move to a step; a number past the last means that all are done."""
        self._current = current
        names = self._steps[current] if current < len(self._steps) else self._steps[-1]
        self.setAccessibleName(f"{names} {min(current + 1, len(self._steps))}/{len(self._steps)}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(80 * len(self._steps), current_theme().px(32))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        side = theme.px(20)
        middle, left = self.height() / 2, 0.0
        widths = [
            QFontMetrics(theme.font(bold=n == self._current)).horizontalAdvance(text)
            for n, text in enumerate(self._steps)
        ]
        free = self.width() - sum(widths) - len(widths) * (side + 8)
        gap = max(16.0, min(64.0, free / max(1, len(widths) - 1)))
        for number, text in enumerate(self._steps):
            self._paint_dot(painter, QRectF(left, middle - side / 2, side, side), number)
            painter.setFont(theme.font(bold=number == self._current))
            painter.setPen(token("t1" if number <= self._current else "t3"))
            left += side + 8
            painter.drawText(QRectF(left, 0, widths[number] + 2, self.height()), _LEFT, text)
            left += widths[number]
            if number < len(self._steps) - 1:
                painter.setPen(token("fill" if number < self._current else "border2"))
                painter.drawLine(QPointF(left + 8, middle), QPointF(left + gap - 8, middle))
            left += gap

    def _paint_dot(self, painter: QPainter, box: QRectF, number: int) -> None:
        if number < self._current:
            fill_round(painter, box, token("fill"), box.height() / 2)
            paint_icon(painter, box.adjusted(4, 4, -4, -4), "ph.check-bold", "on")
            return
        is_current = number == self._current
        width = 2 if is_current else 1
        painter.setPen(QPen(token("accent" if is_current else "ctl"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        painter.setFont(current_theme().font(12, bold=is_current))
        painter.setPen(token("accent" if is_current else "t3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number + 1))


class ScoreBar(QWidget):
    """A factor's score as five steps."""

    def __init__(self, filled: int, name: str = "", total: int = 5) -> None:
        """Take how many steps are filled, and the spoken name."""
        super().__init__()
        self._filled, self._total = filled, total
        self.setAccessibleName(f"{name} {filled}/{total}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(self._total * (theme.px(20) + 3), theme.px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_score_blocks(QPainter(self), 0, 0, self._filled, self._total)
