"""Keeps what is under the eye in its place when a table shows another snapshot."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from ui.kit.table_view import TableView


class Anchor(Enum):
    """What stays in sight when another snapshot is shown."""

    PLACE = auto()
    CURRENT = auto()
    TOP = auto()


def show_snapshot(
    view: "TableView", ids: Iterable[int], anchor: Anchor, known: Sequence[Any] = ()
) -> None:
    """Show ids; the current row stays current where it is still there."""
    row_id, position = view.current_id(), view.currentIndex().row()
    held, shift = _held_row(view)
    held_id = view.rows.id_at(held)
    view.rows.set_ids(ids, known)
    found = view.rows.position_of(row_id)
    if found < 0 and row_id is not None and anchor is Anchor.PLACE:
        found = min(position, len(view.rows.ids) - 1)
    _place_current(view, found)
    if anchor is Anchor.PLACE:
        _scroll_back(view, view.rows.position_of(held_id), held, shift)
    elif anchor is Anchor.CURRENT and found >= 0:
        view.scrollTo(view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
    else:
        view.scrollToTop()
    if view.current_id() != row_id:
        view.current_changed.emit(view.current_id())


def _held_row(view: "TableView") -> tuple[int, int]:
    """Give the row that stays under the eye, the current or the topmost, and its height."""
    current = view.currentIndex().row()
    if current >= 0 and view.visualRect(view.currentIndex()).intersects(view.viewport().rect()):
        return current, view.rowViewportPosition(current)
    top = view.rowAt(0)
    return top, view.rowViewportPosition(top) if top >= 0 else 0


def _place_current(view: "TableView", position: int) -> None:
    view.setAutoScroll(False)
    view.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own signature
    view.setCurrentIndex(view.rows.index(position, view.text_column()))
    view.selectionModel().blockSignals(False)  # noqa: FBT003 - Qt's own signature
    view.setAutoScroll(True)
    view.painter_of_rows.current_row = position
    view.viewport().update()


def _scroll_back(view: "TableView", found: int, held: int, shift: int) -> None:
    target = found if found >= 0 else min(held, len(view.rows.ids) - 1)
    if target >= 0:
        height = view.verticalHeader().defaultSectionSize()
        view.verticalScrollBar().setValue(target * height - shift)
