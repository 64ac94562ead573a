"""Paints the content of one table cell, by the kind of its column."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter

from ui.kit.icons import draw_icon
from ui.kit.paint import (
    BADGE_HEIGHT,
    CHECK_SIZE,
    badge_width,
    paint_badge,
    paint_check_box,
    paint_tier_chip,
    tier_chip_width,
)
from ui.kit.table_column import RIGHT, CellStyle, Column, Kind
from ui.kit.table_ink import Ink
from ui.kit.table_stamps import Stamps

UNKNOWN = "—"
ICON_SIZE = 16
MAX_BADGES = 2

_TONES = {
    Kind.MUTED: "t2",
    Kind.PHONE: "t2",
    Kind.DUE: "t2",
    Kind.ALERT: "t2",
}
_PLAIN = CellStyle()
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = int(Qt.AlignmentFlag.AlignLeft | _VCENTER)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | _VCENTER)


class CellPainter:
    """Draws cell texts, tiers, badges and icons with one set of colours and fonts."""

    def __init__(self, ink: Ink) -> None:
        """Take the colours and fonts; `highlight` is the searched text."""
        self.ink = ink
        self.highlight = ""
        self._stamps = Stamps()

    def renew(self, ink: Ink) -> None:
        """Take the colours and fonts of a changed theme."""
        self.ink = ink
        self._stamps = Stamps()

    def paint(self, painter: QPainter, box: QRect, column: Column, row: object) -> None:
        """Draw a row's cell of a column into its box."""
        text = column.text(row)
        if not text:
            return
        if column.kind == Kind.TIER:
            self._paint_tier(painter, box, text)
        elif column.kind == Kind.BADGES:
            self.paint_badges(painter, box, text.split("\n"))
        else:
            self._paint_styled(painter, box, column, row, text)

    def _paint_tier(self, painter: QPainter, box: QRect, tier: str) -> None:
        height = self.ink.px(BADGE_HEIGHT)
        place = QPoint(box.x(), box.y() + (box.height() - height) // 2)
        self._stamps.stamp(
            painter,
            place,
            lambda: QSize(tier_chip_width(tier), height),
            tier,
            lambda own: paint_tier_chip(own, 0, height / 2, tier),
        )

    def paint_tick(self, painter: QPainter, box: QRect, *, is_checked: bool) -> None:
        """Draw a row's tick box at the left of its cell."""
        side = self.ink.px(CHECK_SIZE)
        place = QPoint(box.x(), box.y() + (box.height() - side) // 2)
        frame = QRect(0, 0, side, side)
        key = "ticked" if is_checked else "unticked"
        self._stamps.stamp(
            painter,
            place,
            frame.size,
            key,
            lambda own: paint_check_box(own, frame, checked=is_checked),
        )

    def _paint_styled(
        self, painter: QPainter, box: QRect, column: Column, row: object, text: str
    ) -> None:
        style = column.style(row) or _PLAIN
        tone = style.tone or ("t3" if text == UNKNOWN else _TONES.get(column.kind, "t1"))
        is_bold = style.is_bold or column.kind == Kind.BOLD
        px = 12 if column.kind == Kind.ALERT else 14
        if style.icon:
            self.paint_icon(painter, box, style.icon, tone)
            box = box.adjusted(ICON_SIZE + 4, 0, 0, 0)
        text = self._fitting(text, box.width(), px, is_bold=is_bold)
        if column.matches and self.highlight:
            parts = self._parts(column, row, text)
            if any(is_match for _, is_match in parts):
                self._paint_parts(painter, box, parts, tone)
                return
        painter.setFont(self.ink.font(px, is_bold=is_bold))
        painter.setPen(self.ink.color(tone))
        painter.drawText(box, _RIGHT if column.align == RIGHT else _LEFT, text)

    def _fitting(self, text: str, width: int, px: int, *, is_bold: bool) -> str:
        """Give as much of a text as fits; what is short is not measured, which takes long."""
        if len(text) * self.ink.px(px) <= width:
            return text
        metrics = self.ink.metrics(px, is_bold=is_bold)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def paint_icon(self, painter: QPainter, box: QRect, name: str, tone: str) -> None:
        """Draw a 16 px icon at the left of a box, centred in its height."""
        top = box.y() + (box.height() - ICON_SIZE) // 2
        draw_icon(painter, QRect(box.x(), top, ICON_SIZE, ICON_SIZE), name, tone)

    def paint_badges(self, painter: QPainter, box: QRect, labels: list[str]) -> None:
        """Draw at most two neutral badges, then +n."""
        shown = labels[:MAX_BADGES]
        if len(labels) > MAX_BADGES:
            shown.append(f"+{len(labels) - MAX_BADGES}")
        left = box.x()
        for label in shown:
            if left + badge_width(label) > box.right() + 1:
                return
            left += paint_badge(painter, left, box.center().y() + 1, label) + 4

    def _parts(self, column: Column, row: object, shown: str) -> list[tuple[str, bool]]:
        span = column.span(row)
        return split_span(shown, *span) if span else split_matches(shown, self.highlight)

    def _paint_parts(
        self, painter: QPainter, box: QRect, parts: list[tuple[str, bool]], tone: str
    ) -> None:
        left, last = box.x(), len(parts) - 1
        for number, (part, is_match) in enumerate(parts):
            painter.setFont(self.ink.font(14, is_bold=is_match))
            painter.setPen(self.ink.color("accent" if is_match else tone))
            place = QRect(left, box.y(), box.right() + 1 - left, box.height())
            painter.drawText(place, int(_VCENTER), part)
            if number < last:
                left += self.ink.metrics(14, is_bold=is_match).horizontalAdvance(part)


def split_span(text: str, start: int, length: int) -> list[tuple[str, bool]]:
    """Cut a text into the characters of a span and those around it."""
    stop = start + length
    parts = [(text[:start], False), (text[start:stop], True), (text[stop:], False)]
    return [part for part in parts if part[0]]


def split_matches(text: str, wanted: str) -> list[tuple[str, bool]]:
    """Cut a text into parts that match the wanted words and parts that do not."""
    folded = text.casefold()
    if not any(word in folded for word in wanted.casefold().split()):
        return [(text, False)] if text else []
    marks = [False] * len(text)
    if len(folded) == len(text):
        for word in wanted.casefold().split():
            start = folded.find(word)
            while start >= 0:
                marks[start : start + len(word)] = [True] * len(word)
                start = folded.find(word, start + len(word))
    parts: list[tuple[str, bool]] = []
    for character, is_match in zip(text, marks, strict=True):
        if parts and parts[-1][1] == is_match:
            parts[-1] = (parts[-1][0] + character, is_match)
        else:
            parts.append((character, is_match))
    return parts
