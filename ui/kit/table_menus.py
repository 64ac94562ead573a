"""The two menus at the right of a table's filter bar: columns and row height."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from branchcrm.domain.wording import mark
from ui.kit.table_column import Column, Kind
from ui.kit.table_view import TableView
from ui.kit.theme import Density, current_theme
from ui.kit.translation import translate

DENSITY_LABELS = {
    Density.COMPACT: mark("紧凑"),
    Density.STANDARD: mark("标准"),
    Density.ROOMY: mark("宽松"),
}


class _ColumnSwitch(QObject):
    """Shows or hides one column from its menu entry."""

    def __init__(self, view: TableView, column: Column, menu: QMenu) -> None:
        super().__init__(menu)
        self._view = view
        self._key = column.key
        action = QAction(column.title, menu, checkable=True)
        action.setChecked(view.places.is_shown(column))
        action.toggled.connect(self._on_action_toggled)
        menu.addAction(action)

    def _on_action_toggled(self, is_shown: bool) -> None:  # noqa: FBT001 - a slot
        self._view.places.set_shown(self._key, is_shown=is_shown)


class _DensityChoice(QObject):
    """Sets the row height from the menu's group."""

    def __init__(self, view: TableView, menu: QMenu) -> None:
        super().__init__(menu)
        self._view = view
        group = QActionGroup(menu)
        for density, label in DENSITY_LABELS.items():
            action = QAction(translate(label), menu, checkable=True)
            action.setData(density.value)
            action.setChecked(density == (view.choices.density or current_theme().density))
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._on_group_triggered)

    def _on_group_triggered(self, action: QAction) -> None:
        self._view.set_density(str(action.data()))
        self._view.state_changed.emit()


def columns_menu(view: TableView, parent: QWidget) -> QMenu:
    """Offer every column but the first text column, which stays."""
    menu = QMenu(parent)
    for column in view.rows.columns:
        if column.kind != Kind.CHECK and not column.stretches and column.title:
            _ColumnSwitch(view, column, menu)
    menu.addSeparator()
    reset = menu.addAction(translate(mark("恢复默认列")))
    reset.triggered.connect(view.places.reset)
    return menu


def density_menu(view: TableView, parent: QWidget) -> QMenu:
    """Offer the three row heights."""
    menu = QMenu(parent)
    _DensityChoice(view, menu)
    return menu
