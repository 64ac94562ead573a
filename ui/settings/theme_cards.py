"""Chooses the look by small pictures of it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.paint import fill_round, outline_round, paint_radio, token
from ui.kit.theme import Mode, current_theme
from ui.kit.tokens import Tokens, load_tokens
from ui.kit.translation import translate

_WIDTH, _PICTURE, _FOOT = 106, 60, 28
_LABELS = {
    Mode.LIGHT: mark("浅色"),
    Mode.DARK: mark("深色"),
    Mode.SYSTEM: mark("跟随系统"),
}


class ThemeCards(QWidget):
    """Light, dark, or as the system."""

    chosen = Signal(str)

    def __init__(self, mode: str) -> None:
        """Show which one is in force."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 12)
        row.setSpacing(16)
        self._group = QButtonGroup(self)
        for number, value in enumerate(Mode):
            card = _Card(value)
            card.setChecked(value == mode)
            self._group.addButton(card, number)
            row.addWidget(card)
        row.addStretch(1)
        self._group.idClicked.connect(self._on_group_clicked)

    def _on_group_clicked(self, number: int) -> None:
        self.chosen.emit(list(Mode)[number].value)


class _Card(QAbstractButton):
    """A picture of a look with a radio button below."""

    def __init__(self, mode: Mode) -> None:
        super().__init__()
        self._mode = mode
        self.setObjectName(f"theme_{mode.value}")
        self.setCheckable(True)
        self.setText(translate(_LABELS[mode]))
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        self.setFont(theme.font(12, bold=True))
        words = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(36)
        return QSize(max(theme.px(_WIDTH), words), theme.px(_PICTURE + _FOOT))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        picture = QRectF(0, 0, theme.px(_WIDTH), theme.px(_PICTURE))
        light, dark = load_tokens("light"), load_tokens("dark")
        if self._mode is Mode.SYSTEM:
            _paint_half(painter, picture, light, dark)
        else:
            _paint_window(painter, picture, dark if self._mode is Mode.DARK else light)
        is_on = self.isChecked()
        outline_round(
            painter, picture, token("accent" if is_on else "border2"), 4, 2 if is_on else 1
        )
        painter.setFont(theme.font(12, bold=is_on))
        words = painter.fontMetrics().horizontalAdvance(self.text())
        left = max(0.0, (picture.width() - words - theme.px(22)) / 2)
        foot = QRectF(left, picture.height(), theme.px(16), theme.px(_FOOT)).toRect()
        paint_radio(painter, foot, checked=is_on)
        painter.setPen(token("t1"))
        place = QRectF(left + theme.px(22), picture.height(), words + 2, theme.px(_FOOT))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


def _paint_window(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    fill_round(painter, box, tokens.color("surface"))
    rail = QRectF(box.left(), box.top(), box.width() * 0.28, box.height())
    fill_round(painter, rail, tokens.color("bg"))
    _paint_lines(
        painter, QRectF(rail.right() + 8, box.top(), box.width() * 0.6, box.height()), tokens
    )


def _paint_half(painter: QPainter, box: QRectF, light: Tokens, dark: Tokens) -> None:
    for part, tokens in ((0, light), (1, dark)):
        half = QRectF(box.left() + part * box.width() / 2, box.top(), box.width() / 2, box.height())
        fill_round(painter, half, tokens.color("surface"))
        _paint_lines(painter, half.adjusted(8, 0, -8, 0), tokens)


def _paint_lines(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    unit = box.height() / 10
    lines = ((1.7, 0.6, "t1", 1.0), (3.9, 1.0, "border2", 0.7), (5.6, 1.0, "border2", 0.7))
    for top, share, name, height in (*lines, (7.2, 0.45, "fill", 1.4)):
        line = QRectF(box.left(), box.top() + top * unit, box.width() * share, height * unit)
        fill_round(painter, line, tokens.color(name), 2)
