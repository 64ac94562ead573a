"""The model of every long list: all ids at once, rows loaded when they are painted."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from ui.kit.table_checks import CheckedIds
from ui.kit.table_column import Column, Kind
from ui.kit.table_pages import PAGE_ROWS, RowPages

AnyIndex = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_ROOT = QModelIndex()


def snapshot(ids: Iterable[int]) -> "array[int]":
    """Give ids from any source as the compact array that lists keep."""
    if isinstance(ids, array) and ids.typecode == "q":
        return ids
    return array("q", ids)


class IdTableModel(QAbstractTableModel):
    """Shows a snapshot of ids; the delegate takes whole rows, Qt's roles serve screen readers."""

    checked_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        id_of: Callable[[Any], int],
        parent: QObject | None = None,
    ) -> None:
        """Name the columns, the source of rows by their ids, and the way to a row's id."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.checked = CheckedIds()
        self._pages = RowPages[Any](fetch, id_of)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the rows are read again for them."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._pages.forget()
        self.endResetModel()

    @property
    def ids(self) -> "array[int]":
        """Give the snapshot in the order shown."""
        return self._pages.ids

    def set_ids(self, ids: Iterable[int], known: Sequence[Any] = ()) -> None:
        """Show another snapshot, its first rows where they are known; ticks stay with their ids."""
        self.beginResetModel()
        self._pages.show(snapshot(ids), known)
        self.endResetModel()

    def invalidate(self, ids: Iterable[int] | None = None) -> None:
        """Load the rows of these ids (all without ids) again when they are next painted."""
        last = len(self.ids) - 1
        for number in self._pages.forget(ids):
            first_row = number * PAGE_ROWS
            last_row = min(first_row + PAGE_ROWS - 1, last)
            self.dataChanged.emit(
                self.index(first_row, 0), self.index(last_row, len(self.columns) - 1)
            )

    def row_at(self, position: int) -> Any:  # noqa: ANN401 - rows are of any type
        """Give the row at a position, or None where its record is gone."""
        return self._pages.row(position)

    def id_at(self, position: int) -> int | None:
        """Give the id at a position, or None outside the list."""
        return self.ids[position] if 0 <= position < len(self.ids) else None

    def position_of(self, row_id: int | None) -> int:
        """Find where an id stands now, or -1."""
        return -1 if row_id is None else self._pages.position(row_id)

    def column_number(self, key: str) -> int:
        """Give the number of the column with a key, or -1."""
        keys = [column.key for column in self.columns]
        return keys.index(key) if key in keys else -1

    def set_checked(self, positions: range, *, is_checked: bool) -> None:
        """Tick or untick every row of a range of positions."""
        wanted = self.ids[positions.start : positions.stop]
        if is_checked:
            self.checked.add(wanted)
        else:
            self.checked.discard(wanted)
        self.checked_changed.emit()

    def toggle_checked(self, position: int) -> None:
        """Turn the tick of one row round."""
        self.checked.toggle(self.ids[position])
        self.checked_changed.emit()

    def check_all(self) -> None:
        """Tick every row of the snapshot."""
        self.set_checked(range(len(self.ids)), is_checked=True)

    def check_only(self, ids: Iterable[int]) -> None:
        """Tick these ids and no others."""
        self.checked.clear()
        self.checked.add(ids)
        self.checked_changed.emit()

    def clear_checked(self) -> None:
        """Take every tick away, also from rows that are filtered out."""
        self.checked.clear()
        self.checked_changed.emit()

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._pages.ids)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _SPOKEN, _CHECK) or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _CHECK:
            return self._check_state(index.row()) if column.kind == Kind.CHECK else None
        row = self.row_at(index.row())
        if row is None:
            return ""
        return column.text(row) if role == _DISPLAY else column.spoken_text(row)

    def _check_state(self, position: int) -> Qt.CheckState:
        is_checked = self.ids[position] in self.checked
        return Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | int | None:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _SPOKEN or (role == _DISPLAY and column.kind != Kind.CHECK):
            return column.title
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(column.align | Qt.AlignmentFlag.AlignVCenter)
        return None
