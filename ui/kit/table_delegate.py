"""The one delegate of every table: paints ground, hairline, state, cell and row actions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
)
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from branchcrm.domain.wording import listed
from ui.kit.icons import draw_icon
from ui.kit.table_cells import CellPainter
from ui.kit.table_column import Column, Kind, RowAction
from ui.kit.table_ink import Ink
from ui.kit.table_model import IdTableModel
from ui.kit.theme import current_theme
from ui.kit.translation import spoken

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

PAGE_PADDING = 24
CELL_PADDING = 8
BAR_WIDTH = 3
ACTION_SIZE = 28
ACTION_GAP = 4

AnyIndex = QModelIndex | QPersistentModelIndex


class _Cell(NamedTuple):
    """Where the cells of a column stand in every row, and which part of them holds text."""

    column: Column
    left: int
    width: int
    text_left: int
    text_width: int
    is_last: bool


class RowDelegate(QStyledItemDelegate):
    """Draws rows straight from the model's records, without asking for Qt roles."""

    def __init__(self, parent: QObject) -> None:
        """Belong to a table, which tells the state below before each painting."""
        super().__init__(parent)
        self.cells = CellPainter(Ink(current_theme()))
        self.current_row = -1
        self.hovered_row = -1
        self.first_column = 0
        self.last_column = 0
        self.row_actions: tuple[RowAction, ...] = ()

    def renew(self) -> None:
        """Take the colours and fonts of a changed theme."""
        self.cells.renew(Ink(current_theme()))

    def paint_rows(self, painter: QPainter, view: "TableView", area: QRect) -> None:
        """Draw the rows of a table that lie in an area of it.

        Qt would ask for each cell by an index and options of its own, which takes as long as
        drawing it does.
        """
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        if first < 0:
            return
        last = len(view.rows.ids) - 1 if last < 0 else last
        cells = self._cells_in(view, area)
        left, width = -view.heading.offset(), view.heading.length()
        for position in range(first, last + 1):
            box = QRect(left, view.rowViewportPosition(position), width, view.rowHeight(position))
            self._paint_row(painter, view.rows, position, box, cells)

    def _cells_in(self, view: "TableView", area: QRect) -> list[_Cell]:
        """Give the columns of which an area shows something; hidden ones are without width."""
        found = []
        for number, column in enumerate(view.rows.columns):
            width = view.columnWidth(number)
            left = view.columnViewportPosition(number) if width > 0 else 0
            if width > 0 and left <= area.right() and left + width > area.left():
                content = self.content_box(QRect(left, 0, width, 1), number)
                is_last = number == self.last_column
                found.append(_Cell(column, left, width, content.x(), content.width(), is_last))
        return found

    def _paint_row(
        self,
        painter: QPainter,
        model: IdTableModel,
        position: int,
        box: QRect,
        cells: Sequence[_Cell],
    ) -> None:
        ink, top, height = self.cells.ink, box.y(), box.height()
        ground = self._ground(model, position)
        if ground != "surface":  # the viewport is filled with it already
            painter.fillRect(box, ink.color(ground))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, ink.color("border"))
        if position == self.current_row:
            painter.fillRect(box.x(), top, BAR_WIDTH, height, ink.color("accent"))
        row = model.row_at(position)
        for cell in cells:
            content = QRect(cell.text_left, top, cell.text_width, height - 1)
            if cell.column.kind == Kind.CHECK:
                ticked = self._is_checked(model, position)
                self.cells.paint_tick(painter, content, is_checked=ticked)
            elif row is not None:
                self.paint_cell(painter, content, cell.column, row)
            if cell.is_last and self._shows_actions(position):
                place = QRect(cell.left, top, cell.width, height)
                self._paint_actions(painter, place, model, position)

    def paint_cell(self, painter: QPainter, content: QRect, column: Column, row: object) -> None:
        """Draw a cell's content; lists of another shape override this."""
        self.cells.paint(painter, content, column, row)

    def content_box(self, box: QRect, number: int) -> QRect:
        """Give the part of a cell that its text may use; page edges stand 24 px in."""
        left = PAGE_PADDING if number == self.first_column else CELL_PADDING
        right = PAGE_PADDING if number == self.last_column else CELL_PADDING
        return box.adjusted(left, 0, -right, -1)

    def action_boxes(self, box: QRect) -> list[QRect]:
        """Give the places of the row actions within the last cell, none where it is too narrow."""
        step = ACTION_SIZE + ACTION_GAP
        left = box.right() + 1 - PAGE_PADDING + 6 - step * len(self.row_actions) + ACTION_GAP
        if left < box.x():
            return []
        top = box.y() + (box.height() - ACTION_SIZE) // 2
        return [
            QRect(left + step * number, top, ACTION_SIZE, ACTION_SIZE)
            for number in range(len(self.row_actions))
        ]

    def _shows_actions(self, position: int) -> bool:
        return bool(self.row_actions) and position in (self.current_row, self.hovered_row)

    def _is_checked(self, model: IdTableModel, position: int) -> bool:
        return model.ids[position] in model.checked

    def _ground(self, model: IdTableModel, position: int) -> str:
        if position == self.current_row or self._is_checked(model, position):
            return "sel"
        return "hover" if position == self.hovered_row else "surface"

    def _paint_actions(
        self, painter: QPainter, box: QRect, model: IdTableModel, position: int
    ) -> None:
        places = self.action_boxes(box)
        if not places:
            return
        cover = QRect(places[0].x() - CELL_PADDING, box.y(), box.width(), box.height())
        cover = cover.intersected(box).adjusted(0, 0, 0, -1)
        painter.fillRect(cover, self.cells.ink.color(self._ground(model, position)))
        for place, action in zip(places, self.row_actions, strict=False):
            inner = place.adjusted(6, 6, -6, -6)
            draw_icon(painter, inner, action.icon)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, 0)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        text = self.tip(event, view, index)
        if not text:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def tip(self, event: QHelpEvent, view: QAbstractItemView, index: AnyIndex) -> str:
        """Give the full text of a cell that was cut off, or the name of a row action."""
        model = index.model()
        if not isinstance(model, IdTableModel) or not index.isValid():
            return ""
        box = view.visualRect(index)
        if index.column() == self.last_column and self._shows_actions(index.row()):
            for place, action in zip(self.action_boxes(box), self.row_actions, strict=False):
                if place.contains(event.pos()):
                    return action.text
        row = model.row_at(index.row())
        column = model.columns[index.column()]
        if row is None or column.kind in (Kind.CHECK, Kind.TIER):
            return ""
        text = column.text(row)
        needed = self.cells.ink.metrics().horizontalAdvance(text)
        is_cut = needed > self.content_box(box, index.column()).width()
        return spoken(listed(text.split("\n"))) if is_cut else ""
