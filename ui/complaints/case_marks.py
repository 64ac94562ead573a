"""What stands above a complaint's form: the deadline with its bar, and the five steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.formats import Toned
from ui.kit.labels import ElidedLabel, IconMark, label
from ui.kit.paint import fill_round, paint_icon, token
from ui.kit.theme import current_theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_GROUNDS = {"danger": "dangerbg", "warn": "warnbg", "": "hover"}
_INKS = {"danger": "danger", "warn": "warn", "": "t1"}
_FILLS = {"danger": "dangerfill", "warn": "warn", "": "fill"}


class UsedBar(QWidget):
    """How much of the time is used, as a bar."""

    def __init__(self) -> None:
        """Begin with nothing used."""
        super().__init__()
        self._share, self._tone = 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, tone: str) -> None:
        """Show another share, 0 to 1."""
        self._share, self._tone = min(max(share, 0.0), 1.0), tone
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(120), current_theme().px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        fill_round(painter, box, token("lobg"), 4)
        if self._share > 0:
            box.setWidth(max(box.height(), box.width() * self._share))
            fill_round(painter, box, token(_FILLS[self._tone]), 4)


class TonedText(QWidget):
    """A few strong words in the colour of their state."""

    def __init__(self) -> None:
        """Begin without words."""
        super().__init__()
        self._text, self._ink = "", "t1"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, ink: str) -> None:
        """Show other words in the colour of a token."""
        self._text, self._ink = text, ink
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        metrics = QFontMetrics(theme.font(bold=True))
        return QSize(metrics.horizontalAdvance(self._text) + 2, theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(current_theme().font(bold=True))
        painter.setPen(token(self._ink))
        painter.drawText(self.rect(), int(_LEFT), self._text)


class DeadlineBanner(QFrame):
    """The first thing to see of a complaint: how long there is still, and until when."""

    def __init__(self) -> None:
        """Begin without words."""
        super().__init__()
        self._tone = ""
        self._mark = IconMark("ph.clock")
        self._left = TonedText()
        self._words = ElidedLabel()
        self._used = label("", "meta")
        self._bar = UsedBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._left)
        row.addSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._used)
        row.addWidget(self._bar)
        self.setFixedHeight(current_theme().px(36))

    def show_deadline(self, left: Toned, words: str, used: float | None) -> None:
        """Show the time left, the deadline in words, and the share used where it counts."""
        self._tone = left.tone if left.tone in _GROUNDS else ""
        ink = _INKS[self._tone]
        self._mark.set_icon("ph.clock", ink)
        self._left.set_text(left.text, ink)
        self._words.set_text(words)
        has_bar = used is not None
        self._used.setVisible(has_bar)
        self._bar.setVisible(has_bar)
        if used is not None:
            share = min(100, round(used * 100))
            self._used.setText(self.tr("已用 {share}%").format(share=share))
            self._bar.set_share(used, self._tone)
        self.setAccessibleName(f"{left.text} {words}".strip())
        self.update()

    @property
    def text(self) -> str:
        """Give the words that are shown."""
        return self.accessibleName()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill_round(QPainter(self), QRectF(self.rect()), token(_GROUNDS[self._tone]))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMark:
    """One step: its words, the line below them, and where the case stands."""

    label: str
    note: str = ""
    is_done: bool = False
    is_current: bool = False


class StepLine(QWidget):
    """The five steps with who did them when."""

    def __init__(self) -> None:
        """Begin without steps."""
        super().__init__()
        self._steps: Sequence[StepMark] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[StepMark]) -> None:
        """Show where the case stands."""
        self._steps = steps
        current = next((step.label for step in steps if step.is_current), "")
        self.setAccessibleName("，".join(filter(None, (current, *(s.label for s in steps)))))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, current_theme().px(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter, theme = QPainter(self), current_theme()
        width = self.width() / len(self._steps)
        side = theme.px(20)
        for number, step in enumerate(self._steps):
            left = number * width
            self._paint_dot(painter, QRectF(left, 1, side, side), step, number)
            painter.setFont(theme.font(bold=step.is_current))
            painter.setPen(token("t1" if step.is_done or step.is_current else "t2"))
            start = left + side + 8
            room = width - side - 16
            words = QFontMetrics(painter.font()).elidedText(
                step.label, Qt.TextElideMode.ElideRight, int(room)
            )
            painter.drawText(QRectF(start, 0, room, side + 2), _LEFT, words)
            end = start + QFontMetrics(painter.font()).horizontalAdvance(words) + 10
            if number < len(self._steps) - 1 and end < left + width - 12:
                pen = QPen(token("fill" if step.is_done else "border2"), 2 if step.is_done else 1)
                painter.setPen(pen)
                middle = 1 + side / 2
                painter.drawLine(QPointF(end, middle), QPointF(left + width - 10, middle))
            painter.setFont(theme.font(12))
            painter.setPen(token("t3"))
            note = QFontMetrics(painter.font()).elidedText(
                step.note, Qt.TextElideMode.ElideRight, int(room)
            )
            painter.drawText(QRectF(start, side + 4, room, theme.px(18)), _LEFT, note)

    def _paint_dot(self, painter: QPainter, box: QRectF, step: StepMark, number: int) -> None:
        if step.is_done:
            fill_round(painter, box, token("fill"), box.height() / 2)
            paint_icon(painter, box.adjusted(4, 4, -4, -4), "ph.check-bold", "on")
            return
        ink = "accent" if step.is_current else "ctl"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(token(ink), 2 if step.is_current else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setFont(current_theme().font(12, bold=step.is_current))
        painter.setPen(token("accent" if step.is_current else "t3"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number + 1))
