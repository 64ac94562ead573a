"""The three tiers as a pyramid, with counts and shares; each layer leads to its customers."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import CLAUSES, listed
from ui.kit.paint import GLYPH_SIZE, outline_round, paint_tier_glyph, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label
from ui.kit.translation import spoken

LAYERS = (Tier.HIGH, Tier.MID, Tier.LOW)
_GRAPHIC = {Tier.HIGH: "hig", Tier.MID: "mig", Tier.LOW: "log"}
_BOUNDS = (0.0, 0.25, 0.59, 1.0)
_TOP_SHARE = 0.1
LABEL_WIDTH = 100
GAP = 3


class TierPyramid(QWidget):
    """Shows how many customers stand in each tier; a layer can be chosen."""

    tier_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with empty tiers."""
        super().__init__(parent)
        self._counts: dict[Tier, int] = dict.fromkeys(LAYERS, 0)
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self.update)

    def set_counts(self, counts: Mapping[Tier, int]) -> None:
        """Show other counts; customers without a tier have no layer."""
        self._counts = {tier: counts.get(tier, 0) for tier in LAYERS}
        words = [f"{tier_label(tier, is_long=True)} {self._counts[tier]:,}" for tier in LAYERS]
        self.setAccessibleName(spoken(listed(words, CLAUSES)))
        self.update()

    def share(self, tier: Tier) -> float:
        """Give a tier's share of the tiered customers, between 0 and 1."""
        total = sum(self._counts.values())
        return self._counts[tier] / total if total else 0.0

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(300), theme.px(176))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(220), theme.px(136))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        for number, tier in enumerate(LAYERS):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(token(_GRAPHIC[tier]))
            painter.drawPolygon(self._layer(number))
            self._paint_words(painter, ink, number, tier)
        if self.hasFocus():
            frame = self._words_box(self._current).adjusted(-6, -2, 2, 2)
            outline_round(painter, frame, token("accent"), 4, 2)

    def _paint_words(self, painter: QPainter, ink: Ink, number: int, tier: Tier) -> None:
        box = self._words_box(number)
        half = box.height() / 2
        glyph = ink.px(GLYPH_SIZE)
        paint_tier_glyph(painter, box.x(), box.y() + (half - glyph) / 2, glyph, tier)
        left, vcenter = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(ink.font(12))
        painter.setPen(token("t1"))
        above = QRectF(box.x() + glyph + 6, box.y(), box.width(), half)
        painter.drawText(above, left | vcenter, tier_label(tier, is_long=True))
        below = QRectF(box.x(), box.y() + half, box.width(), half)
        painter.setFont(ink.font(14, is_bold=True))
        count = f"{self._counts[tier]:,}"
        painter.drawText(below, left | vcenter, count)
        used = ink.metrics(14, is_bold=True).horizontalAdvance(count) + 6
        painter.setFont(ink.font(12))
        painter.setPen(token("t3"))
        share = f"{self.share(tier) * 100:.1f}%"
        painter.drawText(below.adjusted(used, 0, 0, 0), left | vcenter, share)

    def _figure(self) -> QRectF:
        width = self.width() - current_theme().px(LABEL_WIDTH)
        return QRectF(0, 2, max(width - 12, 40), self.height() - 4)

    def _layer(self, number: int) -> QPolygonF:
        figure = self._figure()
        top = figure.y() + figure.height() * _BOUNDS[number] + (GAP if number else 0)
        bottom = figure.y() + figure.height() * _BOUNDS[number + 1]
        corners = []
        for level, sides in ((top, (-1, 1)), (bottom, (1, -1))):
            depth = (level - figure.y()) / figure.height()
            half = figure.width() / 2 * (_TOP_SHARE + (1 - _TOP_SHARE) * depth)
            corners += [QPointF(figure.center().x() + side * half, level) for side in sides]
        return QPolygonF(corners)

    def _words_box(self, number: int) -> QRectF:
        figure, theme = self._figure(), current_theme()
        middle = figure.y() + figure.height() * (_BOUNDS[number] + _BOUNDS[number + 1]) / 2
        height = theme.px(40)
        top = min(max(middle - height / 2, 0), self.height() - height)
        left = self.width() - theme.px(LABEL_WIDTH)
        return QRectF(left, top, theme.px(LABEL_WIDTH) - 4, height)

    def _layer_at(self, point: QPointF) -> int:
        for number in range(len(LAYERS)):
            polygon = self._layer(number)
            is_inside = polygon.containsPoint(point, Qt.FillRule.OddEvenFill)
            if is_inside or self._words_box(number).contains(point):
                return number
        return -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_layer = self._layer_at(event.position()) >= 0
        shape = Qt.CursorShape.PointingHandCursor if is_layer else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._layer_at(event.position())
        if number >= 0:
            self._current = number
            self.tier_chosen.emit(LAYERS[number].value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._current = min(max(self._current + step, 0), len(LAYERS) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.tier_chosen.emit(LAYERS[self._current].value)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._layer_at(QPointF(event.pos()))
            if number >= 0:
                tier = LAYERS[number]
                words = f"{tier_label(tier, is_long=True)} {self._counts[tier]:,}"
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
