"""Chips that can be taken away: tags and the conditions of a filter."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.paint import fill_round, outline_round, paint_icon, token
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_WIDEST_VALUE = 240
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RemovableChip(QAbstractButton):
    """A tag with a cross; Delete or the cross removes it."""

    removed = Signal(str)
    _height, _padding = 22, 6

    def __init__(self, text: str) -> None:
        """Take the words."""
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(translate("按 Delete 移除"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = self._words_width() + theme.px(14) + 2 * self._padding + 4
        return QSize(width, theme.px(self._height))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cross_left = self.width() - current_theme().px(14) - self._padding - 2
        if self.rect().contains(event.position().toPoint()) and event.position().x() >= cross_left:
            self.setDown(False)
            self.removed.emit(self.text())
            return
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.text())
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        self._paint_ground(painter)
        side = theme.px(14)
        self._paint_words(painter)
        left = self.width() - side - self._padding
        paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), "ph.x", "t2")

    def _paint_ground(self, painter: QPainter) -> None:
        fill_round(painter, QRectF(self.rect()), token("lobg"))

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(current_theme().font(12))
        painter.setPen(token("t1"))
        box = QRectF(self._padding, 0, self.width(), self.height())
        painter.drawText(box, _LEFT, self.text())

    def _words_width(self) -> int:
        return QFontMetrics(current_theme().font(12)).horizontalAdvance(self.text())


class FilterChip(RemovableChip):
    """One condition of a filter: field and relation, then the value in bold; a click opens it."""

    _height, _padding = 28, 9

    def __init__(self, words: str, value: str) -> None:
        """Take `客户经理 为` and `王敏`; a long value is cut, the tooltip has it whole."""
        self._words, self._value = words, value
        super().__init__(f"{words} {value}".strip())
        self.setToolTip(f"{self.text()}\n{translate(mark('点击修改，按 Delete 移除'))}")

    @override
    def _paint_ground(self, painter: QPainter) -> None:
        fill_round(painter, QRectF(self.rect()), token("sel"))
        outline_round(painter, QRectF(self.rect()), token("accent"))

    @override
    def _paint_words(self, painter: QPainter) -> None:
        left = float(self._padding)
        for text, bold in self._shown():
            font = current_theme().font(12, bold=bold)
            painter.setFont(font)
            painter.setPen(token("t1"))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), _LEFT, text)
            left += QFontMetrics(font).horizontalAdvance(text)

    @override
    def _words_width(self) -> int:
        theme = current_theme()
        return sum(
            QFontMetrics(theme.font(12, bold=bold)).horizontalAdvance(text)
            for text, bold in self._shown()
        )

    def _shown(self) -> tuple[tuple[str, bool], tuple[str, bool]]:
        theme = current_theme()
        metrics = QFontMetrics(theme.font(12, bold=True))
        mode = Qt.TextElideMode.ElideRight
        value = metrics.elidedText(self._value, mode, theme.px(_WIDEST_VALUE))
        return (f"{self._words} " if value else self._words, False), (value, True)
