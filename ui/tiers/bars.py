"""Small painted bars of the rule: the weight of a factor, the lines across the score."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import CLAUSES, listed
from ui.kit.paint import GLYPH_SIZE, fill_round, paint_tier_glyph, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import spoken

_FULL = 100
_GROUNDS = {Tier.HIGH: "hibg", Tier.MID: "mibg", Tier.LOW: "lobg"}
_BAR_HEIGHT = 12


class WeightBar(QWidget):
    """A factor's weight as a part of a hundred."""

    def __init__(self, weight: int) -> None:
        """Take the weight in points."""
        super().__init__()
        self._weight = weight
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{weight} / {_FULL}")

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(96), theme.px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        whole = QRectF(0, middle - 2, self.width(), 4)
        fill_round(painter, whole, token("lobg"), 2)
        part = QRectF(0, middle - 2, self.width() * self._weight / _FULL, 4)
        fill_round(painter, part, token("fill"), 2)


class CutBar(QWidget):
    """The score from 0 to 100 in the colours of the tiers, with the lines under it."""

    def __init__(self, cuts: Sequence[tuple[float, Tier, str]]) -> None:
        """Take the lines, lowest first: the score, the tier that begins there, its words."""
        super().__init__()
        self._cuts = list(cuts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(listed((words for _, _, words in self._cuts), CLAUSES)))

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(220), theme.px(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        height = ink.px(_BAR_HEIGHT)
        bounds = [0.0, *(cut for cut, _, _ in self._cuts), float(_FULL)]
        tiers = [Tier.LOW, *(tier for _, tier, _ in self._cuts)]
        for tier, low, high in zip(tiers, bounds, bounds[1:], strict=False):
            left, right = self._place(low), self._place(high)
            painter.fillRect(QRectF(left, 4, right - left, height), token(_GROUNDS[tier]))
        for cut, _, _ in self._cuts:
            painter.fillRect(QRectF(self._place(cut) - 1, 2, 2, height + 4), token("t2"))
        self._paint_words(painter, ink, height + 8)

    def _paint_words(self, painter: QPainter, ink: Ink, top: float) -> None:
        painter.setFont(ink.font(12))
        metrics, glyph = ink.metrics(12), ink.px(GLYPH_SIZE)
        height = ink.px(20)
        painter.setPen(token("t3"))
        painter.drawText(QRectF(0, top, 40, height), Qt.AlignmentFlag.AlignLeft, "0")
        end = QRectF(self.width() - 40, top, 40, height)
        painter.drawText(end, Qt.AlignmentFlag.AlignRight, str(_FULL))
        left_most = 16.0
        for cut, tier, words in self._cuts:
            width = metrics.horizontalAdvance(words) + glyph + 6
            most = self.width() - 32 - width
            left = max(left_most, min(self._place(cut) - width / 2, most))
            paint_tier_glyph(painter, left, top + (metrics.height() - glyph) / 2, glyph, tier)
            painter.setPen(token("t1"))
            box = QRectF(left + glyph + 6, top, width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)
            left_most = left + width + 12

    def _place(self, score: float) -> float:
        return self.width() * score / _FULL
