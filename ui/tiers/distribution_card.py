"""How the values of all customers spread, with the lines of the rule drawn in."""

from bisect import bisect_right
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from branchcrm.domain.layer import Spread
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.page_parts import Card
from ui.kit.paint import fill_round, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_HEAD, _FOOT = 22, 20
_CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_CENTS = 100


class SpreadPlot(QWidget):
    """Bars of customers per span of value; every line of the rule stands where it cuts."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__()
        self._formats = formats
        self.spread: Spread | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self.update)

    def set_spread(self, spread: Spread) -> None:
        """Show another spread."""
        self.spread = spread
        words = [f"{self._value(value)} {translate(name)}" for value, name in spread.cuts]
        self.setAccessibleName("，".join(words))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(420), theme.px(160))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(260), theme.px(110))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.spread is None:
            return
        painter, ink = QPainter(self), Ink(current_theme())
        most = max(self.spread.counts, default=0) or 1
        for place, count in enumerate(self.spread.counts):
            box = self._bar(ink, place)
            height = box.height() * count / most
            filled = QRectF(box.x(), box.bottom() - height, box.width(), height)
            if count:
                fill_round(painter, filled, token("fill"), 1)
        base = self._bar(ink, 0).bottom()
        painter.fillRect(QRectF(0, base, self.width(), 1), token("border"))
        self._paint_cuts(painter, ink, base)
        self._paint_ends(painter, ink, base)

    def _paint_cuts(self, painter: QPainter, ink: Ink, base: float) -> None:
        assert self.spread is not None  # noqa: S101 - asked before
        painter.setFont(ink.font(12))
        metrics, right = ink.metrics(12), 0.0
        for value, name in self.spread.cuts:
            x = self._x(value)
            painter.fillRect(QRectF(x - 1, ink.px(_HEAD), 2, base - ink.px(_HEAD)), token("warn"))
            words = f"{translate(name)} ≥ {self._value(value)}"
            width = metrics.horizontalAdvance(words) + 2
            left = min(max(x - width / 2, right), self.width() - width)
            if left >= right:
                painter.setPen(token("t1"))
                painter.drawText(QRectF(left, 0, width, ink.px(_HEAD)), _CENTER, words)
                right = left + width + 8

    def _paint_ends(self, painter: QPainter, ink: Ink, base: float) -> None:
        assert self.spread is not None  # noqa: S101 - asked before
        painter.setPen(token("t3"))
        box = QRectF(0, base + 2, self.width(), ink.px(_FOOT) - 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self._value(self.spread.edges[0]))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, self._value(self.spread.edges[-1]))

    def _bar(self, ink: Ink, place: int) -> QRectF:
        assert self.spread is not None  # noqa: S101 - asked before
        width = self.width() / len(self.spread.counts)
        top = ink.px(_HEAD) + 2
        height = self.height() - top - ink.px(_FOOT)
        return QRectF(place * width, top, max(1.0, width - 1), height)

    def _x(self, value: float) -> float:
        """Give where a value stands; bars are equally wide, whatever they span."""
        assert self.spread is not None  # noqa: S101 - asked before
        edges = self.spread.edges
        place = min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)
        low, high = edges[place], edges[place + 1]
        inside = min(max((value - low) / (high - low), 0.0), 1.0)
        return self.width() * (place + inside) / (len(edges) - 1)

    def _value(self, value: float) -> str:
        if self.spread is not None and self.spread.is_score:
            return f"{value:g}"
        return self._formats.money_short(round(value * _CENTS))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        if self.spread is None:
            return
        ink = Ink(current_theme())
        for place, (low, high) in enumerate(pairwise(self.spread.edges)):
            box = self._bar(ink, place)
            if box.left() <= QPointF(event.pos()).x() < box.right() + 1:
                words = translate(mark("{low} 至 {high}：{count} 位"))
                count = self._formats.count(self.spread.counts[place])
                text = words.format(low=self._value(low), high=self._value(high), count=count)
                QToolTip.showText(event.globalPos(), text, self)


class DistributionCard(Card):
    """The spread with its title."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("分布与分层线")))
        self.plot = SpreadPlot(formats)
        self.add_padded(self.plot)

    def show_spread(self, spread: Spread) -> None:
        """Show another spread."""
        score, balance = mark("每 2 分一条，高度是客户数"), mark("按金额倍数分段，高度是客户数")
        self.set_title(
            translate(mark("分布与分层线")), translate(score if spread.is_score else balance)
        )
        self.plot.set_spread(spread)
