"""How customers moved between tiers from one period to the next, as a matrix."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from branchcrm.domain.tier import CLASSIFIED, Tier, tier_rank
from branchcrm.domain.tier_outcome import TierOverview
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.labels import IconMark, label
from ui.kit.page_parts import Card
from ui.kit.paint import (
    GLYPH_SIZE,
    fill_round,
    outline_round,
    paint_tier_chip,
    paint_tier_glyph,
    tier_chip_width,
    token,
)
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label
from ui.kit.translation import translate

_HEAD = 28
_SIDE = 96
_KEPT = 64
_GAP = 4
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_CENTER = Qt.AlignmentFlag.AlignCenter
Moves = Mapping[tuple[Tier, Tier], int]


class MigrationMatrix(QWidget):
    """Rows are the tiers before, columns the tiers now; the diagonal stayed.

    A cell leads to the customers who went that way, by click or by the arrows and Enter.
    """

    way_chosen = Signal(object)

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__()
        self._formats = formats
        self._moves: Moves = {}
        self._current = (0, 0)
        self.chosen: tuple[Tier, Tier] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self.update)

    def set_moves(self, moves: Moves) -> None:
        """Show other moves."""
        self._moves = moves
        words = [
            f"{tier_label(before, is_long=True)} → {tier_label(after, is_long=True)} {count}"
            for (before, after), count in moves.items()
        ]
        self.setAccessibleName("，".join(words))
        self.update()

    def choose(self, way: tuple[Tier, Tier]) -> None:
        """Mark a way and tell who listens."""
        self.chosen = way
        self._current = (CLASSIFIED.index(way[0]), CLASSIFIED.index(way[1]))
        self.update()
        self.way_chosen.emit(way)

    def count(self, before: Tier, after: Tier) -> int:
        """Give how many went that way."""
        return self._moves.get((before, after), 0)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(480), theme.px(_HEAD + 3 * 61))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(360), theme.px(_HEAD + 3 * 48))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        self._paint_heads(painter, ink)
        for row, before in enumerate(CLASSIFIED):
            total = sum(self.count(before, after) for after in CLASSIFIED)
            middle = self._cell(ink, row, 0).center().y()
            fits = tier_chip_width(before, is_long=True) < ink.px(_SIDE)
            paint_tier_chip(painter, 0, middle, before, is_long=fits)
            for column, after in enumerate(CLASSIFIED):
                self._paint_cell(painter, ink, self._cell(ink, row, column), (before, after, total))
            self._paint_kept(painter, ink, middle, (self.count(before, before), total))
        self._paint_marks(painter, ink)

    def _paint_marks(self, painter: QPainter, ink: Ink) -> None:
        if self.chosen is not None:
            row, column = (CLASSIFIED.index(tier) for tier in self.chosen)
            outline_round(painter, self._cell(ink, row, column), token("accent"), 4, 1)
        if self.hasFocus():
            outline_round(painter, self._cell(ink, *self._current), token("accent"), 4, 2)

    def _paint_heads(self, painter: QPainter, ink: Ink) -> None:
        painter.setFont(ink.font(12))
        metrics, glyph, height = ink.metrics(12), ink.px(GLYPH_SIZE), ink.px(_HEAD)
        painter.setPen(token("t3"))
        corner = QRectF(0, 0, ink.px(_SIDE), height)
        painter.drawText(corner, Qt.AlignmentFlag.AlignVCenter, translate(mark("上期 ＼ 本期")))
        for column, tier in enumerate(CLASSIFIED):
            cell = self._cell(ink, 0, column)
            words = tier_label(tier, is_long=True)
            if glyph + 6 + metrics.horizontalAdvance(words) > cell.width():
                words = tier_label(tier)
            width = glyph + 6 + metrics.horizontalAdvance(words)
            left = cell.center().x() - width / 2
            paint_tier_glyph(painter, left, (height - glyph) / 2, glyph, tier)
            painter.setPen(token("t2"))
            box = QRectF(left + glyph + 6, 0, width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(token("t3"))
        end = QRectF(self.width() - ink.px(_KEPT), 0, ink.px(_KEPT), height)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(end, right, translate(mark("保持率")))

    def _paint_cell(
        self, painter: QPainter, ink: Ink, cell: QRectF, way: tuple[Tier, Tier, int]
    ) -> None:
        before, after, total = way
        count = self.count(before, after)
        step = tier_rank(after) - tier_rank(before)
        ground, tone = ("okbg", "ok") if step > 0 else ("warnbg", "warn")
        if step == 0 or not count:
            ground, tone = "hover", "t2"
        fill_round(painter, cell, token(ground))
        half = cell.height() / 2
        above = QRectF(cell.x(), cell.y(), cell.width(), half)
        below = QRectF(cell.x(), cell.y() + half, cell.width(), half)
        bottom = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.setFont(ink.font(14, is_bold=step != 0 and count > 0))
        painter.setPen(token("t1"))
        painter.drawText(above, bottom, self._formats.count(count))
        if total:
            sources = {0: mark("不变 {share}"), 1: mark("升 {share}"), -1: mark("降 {share}")}
            words = translate(sources[(step > 0) - (step < 0)])
            painter.setFont(ink.font(12))
            painter.setPen(token(tone))
            painter.drawText(below, top, words.format(share=self._formats.ratio(count / total)))

    def _paint_kept(
        self, painter: QPainter, ink: Ink, middle: float, kept: tuple[int, int]
    ) -> None:
        stayed, total = kept
        painter.setFont(ink.font(14))
        painter.setPen(token("t1"))
        box = QRectF(self.width() - ink.px(_KEPT), middle - 12, ink.px(_KEPT), 24)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, self._formats.ratio(stayed / total if total else None))

    def _cell(self, ink: Ink, row: int, column: int) -> QRectF:
        left, top = ink.px(_SIDE), ink.px(_HEAD)
        width = (self.width() - left - ink.px(_KEPT) - 8) / 3
        height = (self.height() - top) / 3
        return (
            QRectF(left + column * width, top + row * height, width - _GAP, height - _GAP)
            .toRect()
            .toRectF()
        )

    def _place_at(self, x: float, y: float) -> tuple[int, int] | None:
        ink = Ink(current_theme())
        for row in range(len(CLASSIFIED)):
            for column in range(len(CLASSIFIED)):
                if self._cell(ink, row, column).contains(x, y):
                    return row, column
        return None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().x(), event.position().y())
        if place is not None:
            self.choose((CLASSIFIED[place[0]], CLASSIFIED[place[1]]))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            places = zip(self._current, _STEPS[key], strict=True)
            row, column = (min(max(at + by, 0), len(CLASSIFIED) - 1) for at, by in places)
            self._current = (row, column)
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.choose((CLASSIFIED[self._current[0]], CLASSIFIED[self._current[1]]))
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


def _sum(icon: str, words: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(4, 0, 0, 0)
    row.setSpacing(4)
    if icon:
        row.addWidget(IconMark(icon, "t2"))
    row.addWidget(words)
    return holder


class MigrationCard(Card):
    """The matrix with its two days and the sums of those who went up, down or stayed."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("层级迁移")))
        self._formats = formats
        self.matrix = MigrationMatrix(formats)
        self._sums = [label("", "label") for _ in range(3)]
        for icon, words in zip(("ph.arrow-up", "ph.arrow-down", ""), self._sums, strict=True):
            self.put_in_head(_sum(icon, words))
        self.add_padded(self.matrix)

    def show_overview(self, overview: TierOverview) -> None:
        """Show the moves since the period before."""
        if overview.previous_as_of is None or overview.as_of is None:
            return
        steps = {way: tier_rank(way[1]) - tier_rank(way[0]) for way in overview.moves}
        up = sum(n for way, n in overview.moves.items() if steps[way] > 0)
        down = sum(n for way, n in overview.moves.items() if steps[way] < 0)
        same = sum(overview.moves.values()) - up - down
        self.set_title(
            translate(mark("层级迁移")),
            f"{overview.previous_as_of.isoformat()} → {overview.as_of.isoformat()}",
        )
        sources = (mark("升 {count}"), mark("降 {count}"), mark("不变 {count}"))
        for shown, source, number in zip(self._sums, sources, (up, down, same), strict=True):
            shown.setText(translate(source).format(count=self._formats.count(number)))
        self.matrix.set_moves(overview.moves)
