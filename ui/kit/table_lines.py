"""A list whose rows have two lines: complaints, visits, search results."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from branchcrm.domain.wording import CLAUSES, listed
from ui.kit.paint import paint_badge, paint_tier_chip
from ui.kit.table_cells import ICON_SIZE
from ui.kit.table_column import Column, Kind
from ui.kit.table_delegate import RowDelegate
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.theme import Density, current_theme
from ui.kit.translation import spoken

LINE_HEIGHTS = {Density.COMPACT: 52, Density.STANDARD: 62, Density.ROOMY: 68}
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class LineBadge:
    """A badge in the second line: neutral, danger, warn, ok or accent, perhaps with an icon."""

    text: str
    kind: str = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLines:
    """What a two-line row shows: title and state above, subject, tier and badges below."""

    title: str
    state: str = ""
    state_tone: str = "t2"
    state_icon: str = ""
    subject: str = ""
    tier: str = ""
    badges: tuple[LineBadge, ...] = ()
    note: str = ""

    def spoken(self) -> str:
        """Give the row in words for screen readers."""
        parts = (self.title, self.state, self.subject, *(badge.text for badge in self.badges))
        return spoken(listed(filter(None, (*parts, self.note)), CLAUSES))


class LinesDelegate(RowDelegate):
    """Paints rows of two lines."""

    def __init__(self, parent: QObject, lines: Callable[[Any], TwoLines]) -> None:
        """Name the way from a row to its two lines."""
        super().__init__(parent)
        self._lines = lines

    @override
    def paint_cell(self, painter: QPainter, content: QRect, column: Column, row: object) -> None:
        lines = self._lines(row)
        half = content.height() // 2
        above = QRect(content.x(), content.y() + 5, content.width(), half - 5)
        below = QRect(content.x(), content.y() + half, content.width(), half - 5)
        self._paint_above(painter, above, lines)
        self._paint_below(painter, below, lines)

    def _paint_above(self, painter: QPainter, box: QRect, lines: TwoLines) -> None:
        ink = self.cells.ink
        width = ink.metrics().horizontalAdvance(lines.state)
        painter.setFont(ink.font())
        painter.setPen(ink.color(lines.state_tone))
        painter.drawText(box, int(_RIGHT | _VCENTER), lines.state)
        if lines.state_icon:
            width += ICON_SIZE + 4
            place = QRect(box.right() + 1 - width, box.y(), ICON_SIZE, box.height())
            self.cells.paint_icon(painter, place, lines.state_icon, lines.state_tone)
        room = box.adjusted(0, 0, -width - 12, 0)
        is_bold = lines.state_tone == "danger"
        title = ink.metrics(is_bold=is_bold).elidedText(
            lines.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(ink.font(is_bold=is_bold))
        painter.setPen(ink.color("t1"))
        painter.drawText(room, int(_VCENTER), title)

    def _paint_below(self, painter: QPainter, box: QRect, lines: TwoLines) -> None:
        ink = self.cells.ink
        painter.setFont(ink.font(12))
        painter.setPen(ink.color("t2"))
        painter.drawText(box, int(_RIGHT | _VCENTER), lines.note)
        left = box.x()
        if lines.subject:
            painter.setFont(ink.font())
            painter.drawText(box, int(_VCENTER), lines.subject)
            left += ink.metrics().horizontalAdvance(lines.subject) + 8
        if lines.tier:
            left += paint_tier_chip(painter, left, box.center().y() + 1, lines.tier) + 8
        for badge in lines.badges:
            middle = box.center().y() + 1
            width = paint_badge(
                painter, left, middle, badge.text, kind=badge.kind, icon_name=badge.icon
            )
            left += width + 8


class TwoLineList(TableView):
    """A table of one column, without headings, whose rows have two lines."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        id_of: Callable[[Any], int],
        lines: Callable[[Any], TwoLines],
        parent: QWidget | None = None,
    ) -> None:
        """Name the source of rows, the way to their ids, and what each of them shows."""

        def spoken(row: object) -> str:
            return lines(row).spoken()

        def title(row: object) -> str:
            return lines(row).title

        column = Column(
            key="lines", title="", text=title, spoken=spoken, kind=Kind.LINES, is_sortable=False
        )
        model = IdTableModel([column], fetch, id_of)
        super().__init__(model, parent, delegate=LinesDelegate(model, lines))
        model.setParent(self)
        self.heading.hide()

    @override
    def row_height(self) -> int:
        return current_theme().px(
            LINE_HEIGHTS[Density(self.choices.density or current_theme().density)]
        )
