"""One line of a side card: a customer, its tier, and what there is to know."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from ui.kit.formats import Toned
from ui.kit.paint import paint_icon, paint_tier_chip, tier_chip_width, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme

PADDING, _NAME_WIDTH, _WIDEST_NAME = 16, 56, 120
_INKS = {"": "t2", "strong": "t1", "danger": "danger", "warn": "warn"}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight

_NOTHING = Toned("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SideWords:
    """What a line shows: `tiers` are one tier, or where it was and where it is."""

    name: str
    tiers: tuple[str, ...] = ()
    middle: str = ""
    right: Toned = _NOTHING
    remark: str = ""
    has_clock: bool = False

    @property
    def spoken(self) -> str:
        """Give the line for screen readers."""
        parts = (self.name, self.middle, self.right.text, self.remark)
        return "，".join(part for part in parts if part)


class SideRow(QAbstractButton):
    """A line that opens what it speaks of."""

    def __init__(self, words: SideWords, key: object) -> None:
        """Take the words, and the key of what is opened."""
        super().__init__()
        self.words, self.key = words, key
        self.setText(words.name)
        self.setAccessibleName(words.spoken)
        self.setToolTip(words.spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, current_theme().px(36))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        if self.underMouse():
            painter.fillRect(self.rect(), ink.color("hover"))
        painter.fillRect(0, 0, self.width(), 1, ink.color("border"))
        height, middle = self.height(), self.height() / 2
        end = self._paint_right(painter, ink)
        name_width = self._name_width(ink, end)
        painter.setFont(ink.font())
        painter.setPen(ink.color("t1"))
        shown = ink.metrics().elidedText(self.words.name, Qt.TextElideMode.ElideRight, name_width)
        painter.drawText(QRectF(PADDING, 0, name_width, height), _LEFT, shown)
        left: float = PADDING + name_width + 8
        for number, tier in enumerate(self.words.tiers):
            if number:
                side = ink.px(16)
                paint_icon(painter, QRectF(left, middle - side / 2, side, side), "ph.arrow-right")
                left += side + 8
            paint_tier_chip(painter, left, middle, tier)
            left += tier_chip_width(tier) + 8
        painter.setFont(ink.font())
        painter.setPen(token("t2"))
        width = int(end - left - 8)
        text = ink.metrics().elidedText(self.words.middle, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, 0, max(0, width), height), _LEFT, text)

    def _name_width(self, ink: Ink, end: float) -> int:
        """Give the name the room that it needs, as far as the tiers and the right end leave it."""
        tiers = sum(tier_chip_width(tier) + 8 for tier in self.words.tiers)
        arrows = max(0, len(self.words.tiers) - 1) * (ink.px(16) + 8)
        free = int(end - PADDING - 8 - tiers - arrows)
        wanted = min(ink.metrics().horizontalAdvance(self.words.name), _WIDEST_NAME, free)
        return max(ink.px(_NAME_WIDTH), wanted)

    def _paint_right(self, painter: QPainter, ink: Ink) -> float:
        end: float = self.width() - PADDING
        for text, tone in (
            (self.words.remark, ""),
            (self.words.right.text, self.words.right.tone),
        ):
            if text:
                painter.setFont(ink.font())
                painter.setPen(ink.color(_INKS[tone]))
                painter.drawText(QRectF(0, 0, end, self.height()), _RIGHT, text)
                end -= ink.metrics().horizontalAdvance(text) + 12
        if self.words.has_clock:
            side = ink.px(16)
            place = QRectF(end + 12 - side - 4, (self.height() - side) / 2, side, side)
            paint_icon(painter, place, "ph.clock", _INKS[self.words.right.tone])
            end -= side + 4
        return end
