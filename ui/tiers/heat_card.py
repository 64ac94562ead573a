"""Where customers stand by recency and frequency, coloured by their average amount."""

from bisect import bisect_left
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from branchcrm.domain.tier_board import BINS, RfmCell
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.page_parts import Card
from ui.kit.paint import fill_round, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_ALPHAS = (0.08, 0.22, 0.38, 0.58, 0.92)
_SIDE = 32
_FOOT = 24
_GAP = 4
_KEY = 16
_CENTER = Qt.AlignmentFlag.AlignCenter
Grid = Mapping[tuple[int, int], RfmCell]


class RfmGrid(QWidget):
    """Five rows of recency over five columns of frequency; the best are top right."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__()
        self._formats = formats
        self._grid: Grid = {}
        self._steps: dict[tuple[int, int], int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self.update)

    def set_grid(self, grid: Grid) -> None:
        """Show other counts."""
        self._grid = grid
        self._steps = _heat_steps(grid)
        words = [
            f"R{place[0]} F{place[1]} {cell.customers}"
            for place, cell in grid.items()
            if cell.customers
        ]
        self.setAccessibleName("，".join(words))
        self.update()

    def cell(self, recency: int, frequency: int) -> RfmCell:
        """Give the customers of two scores."""
        return self._grid.get((recency, frequency), RfmCell(customers=0, average_cents=None))

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(420), theme.px(5 * 38 + _FOOT))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(280), theme.px(5 * 30 + _FOOT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        for row in range(BINS):
            recency = BINS - row
            for frequency in range(1, BINS + 1):
                self._paint_cell(painter, ink, recency, frequency)
            side = self._box(ink, recency, 1)
            painter.setFont(ink.font(12))
            painter.setPen(token("t3"))
            words = QRectF(0, side.y(), ink.px(_SIDE), side.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, f"R{recency}")
        for frequency in range(1, BINS + 1):
            above = self._box(ink, 1, frequency)
            words = QRectF(above.x(), above.bottom() + 4, above.width(), ink.px(_FOOT) - 4)
            painter.setFont(ink.font(12))
            painter.setPen(token("t3"))
            painter.drawText(words, _CENTER, f"F{frequency}")

    def _paint_cell(self, painter: QPainter, ink: Ink, recency: int, frequency: int) -> None:
        box, cell = self._box(ink, recency, frequency), self.cell(recency, frequency)
        fill_round(painter, box, token("surface2"))
        painter.setPen(token("t3"))
        if cell.customers:
            step = self._steps[recency, frequency]
            heat = token("fill")
            heat.setAlphaF(_ALPHAS[step])
            fill_round(painter, box, heat)
            painter.setPen(token("on") if step == len(_ALPHAS) - 1 else token("t1"))
        painter.setFont(ink.font(14))
        painter.drawText(box, _CENTER, self._formats.count(cell.customers))

    def _box(self, ink: Ink, recency: int, frequency: int) -> QRectF:
        left = ink.px(_SIDE)
        width = (self.width() - left) / BINS
        height = (self.height() - ink.px(_FOOT)) / BINS
        row, column = BINS - recency, frequency - 1
        return (
            QRectF(left + column * width, row * height, width - _GAP, height - _GAP)
            .toRect()
            .toRectF()
        )

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        ink = Ink(current_theme())
        for recency, frequency in self._grid:
            if self._box(ink, recency, frequency).contains(QPointF(event.pos())):
                cell = self.cell(recency, frequency)
                words = translate(mark("R{recency} F{frequency}：{count} 位，人均 {amount}"))
                text = words.format(
                    recency=recency,
                    frequency=frequency,
                    count=self._formats.count(cell.customers),
                    amount=self._formats.money_short(cell.average_cents),
                )
                QToolTip.showText(event.globalPos(), text, self)


class HeatLegend(QWidget):
    """Five squares from a low to a high average amount."""

    def __init__(self) -> None:
        """Name the legend for those who do not see it."""
        super().__init__()
        self._words = translate(mark("低")), translate(mark("高"))
        self.setAccessibleName(translate(mark("颜色越深人均金额越高")))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        ink = Ink(current_theme())
        words = sum(ink.metrics(12).horizontalAdvance(word) + _GAP for word in self._words)
        return QSize(words + len(_ALPHAS) * (ink.px(_KEY) + _GAP), ink.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        low, high = self._words
        painter.setFont(ink.font(12))
        painter.setPen(token("t2"))
        vcenter = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | vcenter, low)
        left = ink.metrics(12).horizontalAdvance(low) + _GAP
        side, height = ink.px(_KEY), ink.px(12)
        for alpha in _ALPHAS:
            box = QRectF(left, (self.height() - height) / 2, side, height)
            fill_round(painter, box, token("surface2"))
            heat = token("fill")
            heat.setAlphaF(alpha)
            fill_round(painter, box, heat)
            left += side + _GAP
        painter.setPen(token("t2"))
        rest = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | vcenter, high)


class HeatCard(Card):
    """The grid with its legend."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(
            translate(mark("RFM 分布")), translate(mark("格内为客户数，颜色为人均金额"))
        )
        self.grid = RfmGrid(formats)
        self.put_in_head(HeatLegend())
        self.add_padded(self.grid)


def _heat_steps(grid: Grid) -> dict[tuple[int, int], int]:
    """Give each cell its fifth among the averages, equal ones alike."""
    known = {
        place: cell.average_cents for place, cell in grid.items() if cell.average_cents is not None
    }
    ordered = sorted(known.values())
    return {
        place: bisect_left(ordered, average) * len(_ALPHAS) // len(ordered)
        for place, average in known.items()
    }
