"""The mouse over a table: hover, ticks, row actions, opening by double click."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from typing_extensions import override

from ui.kit.table_column import Kind

if TYPE_CHECKING:
    from ui.kit.table_view import TableView


class TablePointer(QObject):
    """Follows the mouse in a table's viewport; what it does not use goes on to Qt."""

    def __init__(self, view: "TableView") -> None:
        """Listen to the mouse over a table."""
        super().__init__(view)
        self._view = view
        view.setMouseTracking(True)
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self._hover(-1)
        elif isinstance(event, QMouseEvent):
            point = event.position().toPoint()
            if kind == QEvent.Type.MouseMove:
                self._move(point)
            elif kind == QEvent.Type.MouseButtonPress:
                return self._press(event, point)
            elif kind == QEvent.Type.MouseButtonDblClick:
                return self._double_click(point)
        elif kind == QEvent.Type.Wheel:
            self._hover(-1)
        return False

    def _hover(self, position: int) -> None:
        painter = self._view.painter_of_rows
        if painter.hovered_row != position:
            painter.hovered_row = position
            self._view.viewport().update()

    def _move(self, point: QPoint) -> None:
        self._hover(self._view.rowAt(point.y()))
        is_button = self._action_at(point) != "" or self._is_tick_box(point)
        shape = Qt.CursorShape.PointingHandCursor if is_button else Qt.CursorShape.ArrowCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)

    def _press(self, event: QMouseEvent, point: QPoint) -> bool:
        view = self._view
        position = view.rowAt(point.y())
        if event.button() != Qt.MouseButton.LeftButton or position < 0:
            return False
        action = self._action_at(point)
        if action:
            view.go_to(position)
            view.action_triggered.emit(action, view.rows.id_at(position))
            return True
        if not view.ticks_rows():
            return False
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            low, high = sorted((max(view.currentIndex().row(), 0), position))
            view.rows.set_checked(range(low, high + 1), is_checked=True)
            view.go_to(position)
            return True
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_control or self._is_tick_box(point):
            view.rows.toggle_checked(position)
            view.go_to(position)
            return True
        return False

    def _double_click(self, point: QPoint) -> bool:
        position = self._view.rowAt(point.y())
        if position < 0 or self._is_tick_box(point) or self._action_at(point):
            return True
        self._view.go_to(position)
        self._view.open_current()
        return True

    def _index_at(self, point: QPoint) -> QModelIndex:
        return self._view.indexAt(point)

    def _is_tick_box(self, point: QPoint) -> bool:
        index = self._index_at(point)
        return index.isValid() and self._view.rows.columns[index.column()].kind == Kind.CHECK

    def _action_at(self, point: QPoint) -> str:
        index = self._index_at(point)
        painter = self._view.painter_of_rows
        if not index.isValid() or index.column() != painter.last_column:
            return ""
        places = painter.action_boxes(self._view.visualRect(index))
        for place, action in zip(places, painter.row_actions, strict=False):
            if place.contains(point):
                return action.key
        return ""
