"""The table of the whole product: one delegate, ids at once, keys for everything."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.kit.table_column import Column, Kind, RowAction
from ui.kit.table_columns import ColumnPlaces
from ui.kit.table_copy import copy_rows
from ui.kit.table_delegate import RowDelegate
from ui.kit.table_header import TableHeader
from ui.kit.table_keys import TableKeys
from ui.kit.table_model import IdTableModel
from ui.kit.table_place import Anchor, show_snapshot
from ui.kit.table_pointer import TablePointer
from ui.kit.table_state import ViewState, read_state
from ui.kit.theme import Density, current_theme

__all__ = ["Anchor", "TableView"]

AnyIndex = QModelIndex | QPersistentModelIndex


class TableView(QTableView):
    """Shows an `IdTableModel`; the current row is one, the ticked rows are many."""

    opened = Signal(object)
    current_changed = Signal(object)
    checked_changed = Signal()
    sort_wished = Signal(str, bool)
    action_triggered = Signal(str, object)
    escaped = Signal()
    state_changed = Signal()

    def __init__(
        self,
        model: IdTableModel,
        parent: QWidget | None = None,
        *,
        delegate: RowDelegate | None = None,
    ) -> None:
        """Show a model; lists of another shape bring their own delegate."""
        super().__init__(parent)
        self.rows = model
        self.choices = ViewState()
        self.painter_of_rows = delegate or RowDelegate(self)
        self.heading = TableHeader(model.columns, self)
        self.setHorizontalHeader(self.heading)
        self.setModel(model)
        self.setItemDelegate(self.painter_of_rows)
        _set_up(self)
        self.places = ColumnPlaces(self)
        self._keys = TableKeys(self)
        self._pointer = TablePointer(self)
        self.heading.sort_wished.connect(self._on_heading_sort_wished)
        self.heading.all_wished.connect(self._on_heading_all_wished)
        model.checked_changed.connect(self._on_model_checked_changed)
        current_theme().changed.connect(self._on_theme_changed)
        self.set_density("")

    # what is shown

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Offer other columns; the user's choices stay with their keys."""
        self.heading.set_columns(tuple(columns))
        self.rows.set_columns(columns)
        self.places.renew()

    def show_ids(
        self, ids: Iterable[int], anchor: Anchor = Anchor.PLACE, known: Sequence[Any] = ()
    ) -> None:
        """Show another snapshot, its first rows where they are known; the current row stays so."""
        show_snapshot(self, ids, anchor, known)
        self._on_model_checked_changed()

    def show_sort(self, key: str, *, is_descending: bool) -> None:
        """Mark the column that the shown ids are ordered by."""
        self.choices.sort_key, self.choices.is_descending = key, is_descending
        self.heading.show_sort(key, is_descending=is_descending)

    def sort_by(self, key: str, *, is_descending: bool) -> None:
        """Have the rows ordered by a column, as a click on its heading does."""
        self.show_sort(key, is_descending=is_descending)
        self.sort_wished.emit(key, is_descending)
        self.state_changed.emit()

    def set_row_actions(self, actions: Sequence[RowAction]) -> None:
        """Offer small commands on the current and the hovered row."""
        self.painter_of_rows.row_actions = tuple(actions)

    def set_highlight(self, text: str) -> None:
        """Show where the searched text stands in the columns that match it."""
        self.painter_of_rows.cells.highlight = text
        self.viewport().update()

    def set_density(self, density: str) -> None:
        """Make the rows compact, standard, roomy, or without a word as the settings say."""
        self.choices.density = density and Density(density)
        top = max(self.rowAt(0), 0)
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.verticalScrollBar().setValue(top * self.row_height())

    def row_height(self) -> int:
        """Give the height of every row; two-line lists override this."""
        return current_theme().row_height(self.choices.density)

    # the current row and the ticked rows

    def current_id(self) -> int | None:
        """Give the id of the current row."""
        return self.rows.id_at(self.currentIndex().row())

    def set_current_id(self, row_id: int | None) -> None:
        """Make a row current and bring it into sight."""
        self.go_to(self.rows.position_of(row_id))

    def go_to(self, position: int) -> None:
        """Make the row at a position current and bring it into sight; -1 leaves none current."""
        if position < 0:
            self.setCurrentIndex(QModelIndex())
        elif len(self.rows.ids):
            last = len(self.rows.ids) - 1
            self.setCurrentIndex(self.rows.index(min(position, last), self.text_column()))

    def ticks_rows(self) -> bool:
        """Tell whether the table has a column of tick boxes."""
        return any(column.kind == Kind.CHECK for column in self.rows.columns)

    def checked_ids(self) -> list[int]:
        """Give the ticked ids, in ascending order."""
        return list(self.rows.checked)

    def open_current(self) -> None:
        """Open the current row's record."""
        row_id = self.current_id()
        if row_id is not None:
            self.opened.emit(row_id)

    def copy_as_text(self) -> int:
        """Copy the ticked rows, else the current one, as shown; gives how many."""
        return copy_rows(self)

    def shown_columns(self) -> list[Column]:
        """Give the columns in sight, in the user's order, without the tick boxes."""
        number, is_hidden = self.rows.column_number, self.heading.isSectionHidden
        return [one for one in self.places.wanted() if not is_hidden(number(one.key))]

    def text_column(self) -> int:
        """Give the number of the first column that is no tick box."""
        kinds = [column.kind for column in self.rows.columns]
        return 1 if kinds[0] == Kind.CHECK and len(kinds) > 1 else 0

    # what the user's choices are

    def view_state(self) -> dict[str, object]:
        """Give column order, widths, visibility, sort and density, to be stored."""
        return self.choices.as_dict()

    def apply_state(self, stored: Mapping[str, object]) -> None:
        """Take over stored choices; the caller sorts by `choices.sort_key`."""
        self.choices = read_state(stored)
        self.heading.show_sort(self.choices.sort_key, is_descending=self.choices.is_descending)
        self.places.renew()
        self.set_density(self.choices.density)

    # what Qt asks

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.places.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.painter_of_rows.paint_rows(painter, self, event.rect())
        painter.end()

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.painter_of_rows.current_row = current.row()
        self.viewport().update()
        if current.row() != previous.row():
            self.current_changed.emit(self.rows.id_at(current.row()))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; Qt's own search would read every row."""

    def _on_theme_changed(self) -> None:
        self.painter_of_rows.renew()
        self.heading.renew()
        self.set_density(self.choices.density)
        self.places.fit()

    def _on_heading_sort_wished(self, key: str) -> None:
        column = self.rows.columns[self.rows.column_number(key)]
        is_same = key == self.choices.sort_key
        down = not self.choices.is_descending if is_same else column.sorts_down_first
        self.sort_by(key, is_descending=down)

    def _on_heading_all_wished(self) -> None:
        if self.heading.all_checked is False:
            self.rows.check_all()
        else:
            self.rows.clear_checked()

    def _on_model_checked_changed(self) -> None:
        ticked, total = len(self.rows.checked), len(self.rows.ids)
        self.heading.all_checked = None if 0 < ticked < total else ticked > 0
        self.heading.viewport().update()
        self.viewport().update()
        self.checked_changed.emit()


def _set_up(view: QTableView) -> None:
    """Leave out what Qt's tables have and ours do not."""
    view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setMinimumSectionSize(16)
