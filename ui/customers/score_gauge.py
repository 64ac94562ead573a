"""The score of a tier as a bar with the lines of the tiers, for the pane beside a list."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_receipt_parts import Receipt, Threshold
from branchcrm.domain.tier_words import plain_number
from ui.kit.paint import fill_round, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label

GRAPHIC = {Tier.HIGH: "hig", Tier.MID: "mig", Tier.LOW: "log", Tier.NONE: "log"}
FULL = 100
BAR_HEIGHT = 8


def tier_lines(receipt: Receipt) -> list[Threshold]:
    """Give the lowest line of every tier above the lowest tier."""
    lines: dict[Tier, Threshold] = {}
    for threshold in sorted(receipt.thresholds, key=lambda line: line.at_least):
        if threshold.tier is not Tier.LOW:
            lines.setdefault(threshold.tier, threshold)
    return list(lines.values())


class ScoreGauge(QWidget):
    """Draws the score in figures, the bar, and a mark at each tier's line."""

    def __init__(self, receipt: Receipt) -> None:
        """Take the receipt of a scored customer."""
        super().__init__()
        self._receipt = receipt
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._score())

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, current_theme().px(48))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        score = self._score()
        painter.setFont(ink.font(28, is_bold=True))
        painter.setPen(token("t1"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), score)
        left = ink.metrics(28, is_bold=True).horizontalAdvance(score) + 12
        bar = QRectF(left, ink.px(4), self.width() - left, ink.px(BAR_HEIGHT))
        fill_round(painter, bar, token("lobg"), 2)
        share = min(float(self._receipt.score or 0) / FULL, 1.0)
        done = QRectF(bar.x(), bar.y(), bar.width() * share, bar.height())
        fill_round(painter, done, token(GRAPHIC[self._receipt.tier]), 2)
        for line in tier_lines(self._receipt):
            self._paint_line(painter, ink, bar, line)

    def _paint_line(self, painter: QPainter, ink: Ink, bar: QRectF, line: Threshold) -> None:
        place = bar.x() + bar.width() * min(float(line.at_least) / FULL, 1.0)
        painter.fillRect(QRectF(place - 1, bar.y() - 2, 2, bar.height() + 8), token("t2"))
        words = f"{tier_label(line.tier)} {plain_number(line.at_least)}"
        width = ink.metrics(12).horizontalAdvance(words)
        left = min(max(place - width / 2, bar.x()), self.width() - width)
        painter.setFont(ink.font(12))
        painter.setPen(token("t2"))
        box = QRectF(left, bar.bottom() + ink.px(8), width + 2, ink.px(20))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _score(self) -> str:
        return "" if self._receipt.score is None else plain_number(self._receipt.score)
