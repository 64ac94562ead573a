"""The bar above a list: search, the conditions in force, and what else can be filtered."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton
from ui.kit.choices import ChoiceChip, Option
from ui.kit.removable_chip import FilterChip
from ui.kit.search_field import SearchField
from ui.kit.table_menus import columns_menu, density_menu
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import translate

SEARCH_WIDTH = 260

Filters = dict[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterField:
    """One field that a list can be filtered by, with the values it can take."""

    key: str
    title: str
    options: tuple[Option, ...]
    relation: str = mark("为")
    is_multiple: bool = True


class _FieldMenu(QObject):
    """Keeps one field's values in a submenu; each choice tells the bar."""

    def __init__(self, bar: "FilterBar", field: FilterField, menu: QMenu) -> None:
        super().__init__(menu)
        self._bar, self._field = bar, field
        chosen = bar.filters().get(field.key, ())
        submenu = menu.addMenu(field.title)
        for option in field.options:
            action = QAction(option.label, submenu, checkable=True)
            action.setChecked(option.key in chosen)
            submenu.addAction(action)
        self._actions = submenu.actions()
        submenu.triggered.connect(self._on_submenu_triggered)

    def _on_submenu_triggered(self, action: QAction) -> None:
        keys = [option.key for option in self._field.options]
        if self._field.is_multiple:
            flags = [entry.isChecked() for entry in self._actions]
            wanted = [key for key, flag in zip(keys, flags, strict=True) if flag]
        else:
            wanted = [keys[self._actions.index(action)]] if action.isChecked() else []
        self._bar.set_filter(self._field.key, tuple(wanted))


class FilterBar(QFrame):
    """Search as one types, chips for conditions, and tools at the right."""

    searched = Signal(str)
    filters_changed = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        """Take the words of the empty search box; fields come with `set_fields`."""
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self._fields: tuple[FilterField, ...] = ()
        self._filters: Filters = {}
        self._chips: list[FilterChip] = []
        self.search = SearchField(placeholder)
        self.search.setFixedWidth(current_theme().px(SEARCH_WIDTH))
        self.search.searched.connect(self.searched)
        add = Option(key="add", label=translate(mark("筛选")), icon="ph.plus")
        self.add_button = ChoiceChip(add, is_dashed=True)
        self.add_button.setCheckable(False)
        self.add_button.hide()
        self.add_button.clicked.connect(self.open_filters)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 8, 24, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.search)
        self._row.addWidget(self.add_button)
        self._row.addStretch(1)

    def set_fields(self, fields: tuple[FilterField, ...]) -> None:
        """Name what the list can be filtered by; conditions on other fields end."""
        self._fields = fields
        self.add_button.setVisible(bool(fields))
        known = {field.key for field in fields}
        self._filters = {key: value for key, value in self._filters.items() if key in known}
        self._show_chips()

    def filters(self) -> Filters:
        """Give the conditions in force: a field's key and the values any of which may hold."""
        return dict(self._filters)

    def set_filter(self, key: str, values: tuple[object, ...]) -> None:
        """Put a condition in force as the user does; no values end it."""
        self._filters.pop(key, None)
        if values:
            self._filters[key] = values
        self._show_chips()
        self.filters_changed.emit()

    def set_filters(self, filters: Mapping[str, tuple[object, ...]]) -> None:
        """Put other conditions in force, all at once."""
        self._filters = {key: values for key, values in filters.items() if values}
        self._show_chips()
        self.filters_changed.emit()

    def clear(self) -> None:
        """End the search and every condition."""
        if self._filters:
            self.set_filters({})
        self.search.clear()

    def in_words(self) -> str:
        """Give the search and the conditions as one phrase, for an empty result."""
        parts = [f"“{self.search.text()}”"] if self.search.text() else []
        parts += [" ".join(words) for words in self._words()]
        return translate(mark("，")).join(parts)

    def add_tool(self, widget: QWidget) -> None:
        """Put a tool at the right end."""
        self._row.addWidget(widget)

    def add_table_tools(self, table: TableView) -> None:
        """Put the menus of columns and of row height at the right end."""
        self.add_tool(_MenuButton("ph.columns", translate(mark("显示的列")), table).button)
        self.add_tool(_MenuButton("ph.rows", translate(mark("行高")), table).button)

    def open_filters(self) -> None:
        """Open the menu of everything that can be filtered."""
        menu = QMenu(self)
        for field in self._fields:
            _FieldMenu(self, field, menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4)))

    def _words(self) -> list[tuple[str, str]]:
        words = []
        for field in self._fields:
            values = self._filters.get(field.key)
            if values:
                labels = [option.label for option in field.options if option.key in values]
                many = translate(mark("任意 {count} 项")).format(count=len(labels))
                relation = f"{field.title} {translate(field.relation)}"
                words.append((relation, labels[0] if len(labels) == 1 else many))
        return words

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        keys = [field.key for field in self._fields if self._filters.get(field.key)]
        self._chips = [FilterChip(*words) for words in self._words()]
        for place, (key, chip) in enumerate(zip(keys, self._chips, strict=True)):
            chip.setProperty("filter_key", key)
            chip.removed.connect(self._on_chip_removed)
            self._row.insertWidget(1 + place, chip)

    def _on_chip_removed(self) -> None:
        self.set_filter(str(self.sender().property("filter_key")), ())


class _MenuButton(QObject):
    """An icon button that opens one of a table's menus."""

    def __init__(self, icon_name: str, name: str, table: TableView) -> None:
        self.button = IconButton(icon_name, name)
        super().__init__(self.button)
        self._make = columns_menu if icon_name == "ph.columns" else density_menu
        self._table = table
        self.button.clicked.connect(self._on_button_clicked)

    def _on_button_clicked(self) -> None:
        menu = self._make(self._table, self.button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))
