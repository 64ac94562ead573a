"""The bar above a list: search, the conditions in force, and what else can be done with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from branchcrm.domain.wording import CLAUSES, listed, mark
from ui.kit.buttons import Button, ButtonLook, IconButton
from ui.kit.choices import ChoiceChip, Option
from ui.kit.flow import FlowLayout
from ui.kit.removable_chip import FilterChip
from ui.kit.search_field import SearchField
from ui.kit.table_menus import columns_menu, density_menu
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate

SEARCH_WIDTH = 260


@dataclass(frozen=True, slots=True)
class ChipWords:
    """What a chip says of a condition: field and relation, then the value."""

    lead: str
    value: str = ""

    @property
    def whole(self) -> str:
        """Give the condition as one phrase."""
        return f"{self.lead} {self.value}".strip()


class FilterBar(QFrame):
    """Search as one types, a chip for each condition, and tools at the right."""

    searched = Signal(str)
    part_opened = Signal(int)
    part_removed = Signal(int)
    filters_wished = Signal()
    keep_wished = Signal()
    restore_wished = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        """Take the words of the empty search box."""
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.chips: list[FilterChip] = []
        self._parts: tuple[ChipWords, ...] = ()
        self.search = SearchField(placeholder)
        self.search.setFixedWidth(current_theme().px(SEARCH_WIDTH))
        self.search.searched.connect(self.searched)
        add = Option(key="add", label=translate(mark("筛选")), icon="ph.plus")
        self.add_button = ChoiceChip(add, is_dashed=True)
        self.add_button.setToolTip(translate(mark("增加条件  F")))
        self.add_button.clicked.connect(self.open_filters)
        self.keep_button = _small_link(mark("保存视图"))
        self.keep_button.clicked.connect(self.keep_wished)
        self.restore_button = _small_link(mark("还原"))
        self.restore_button.clicked.connect(self.restore_wished)
        self._conditions = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._conditions.setSizePolicy(policy)
        middle = QVBoxLayout(self._conditions)
        middle.setContentsMargins(0, 2, 0, 2)
        self._flow = FlowLayout()
        middle.addLayout(self._flow)
        self._tail: tuple[QWidget, ...] = (self.add_button, self.keep_button, self.restore_button)
        for widget in self._tail:
            self._flow.addWidget(widget)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 8, 24, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._conditions, 1)
        self.set_changed(is_changed=False)

    def set_parts(self, parts: Sequence[ChipWords]) -> None:
        """Show a chip for each condition in force."""
        self._parts = tuple(parts)
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for widget in self._tail:
            self._flow.removeWidget(widget)
        self.chips = [FilterChip(part.lead, part.value) for part in parts]
        for place, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.part_opened.emit, place))
            chip.removed.connect(partial(self._on_chip_removed, place))
        for widget in (*self.chips, *self._tail):
            self._flow.addWidget(widget)
        if had_focus:
            (self.chips[-1] if self.chips else self.add_button).setFocus()
        self.updateGeometry()

    def set_changed(self, *, is_changed: bool) -> None:
        """Offer to keep what was changed about the open view, or to take it back."""
        self.keep_button.setVisible(is_changed)
        self.restore_button.setVisible(is_changed)
        self._flow.invalidate()

    def in_words(self) -> str:
        """Give the search and the conditions as one phrase, for an empty result."""
        parts = [f"“{self.search.text()}”"] if self.search.text() else []
        parts += [part.whole for part in self._parts]
        return spoken(listed(parts, CLAUSES))

    def add_tool(self, widget: QWidget) -> None:
        """Put a tool at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def add_table_tools(
        self, table: TableView, open_columns: Callable[[], object] | None = None
    ) -> None:
        """Put the choice of columns and the menu of row heights at the right end."""
        self.add_tool(_ColumnsButton(table, open_columns).button)
        self.add_tool(_DensityButton(table).button)

    def open_filters(self) -> None:
        """Ask for a further condition."""
        self.filters_wished.emit()

    def _on_chip_removed(self, place: int, _text: str) -> None:
        self.part_removed.emit(place)


def _small_link(words: str) -> Button:
    return Button(translate(words), ButtonLook(kind="ghost", size="small"))


class _ColumnsButton(QObject):
    """Opens the table's own menu of columns, or what the list offers instead."""

    def __init__(self, table: TableView, wished: Callable[[], object] | None) -> None:
        self.button = IconButton("ph.columns", translate(mark("显示的列")))
        super().__init__(self.button)
        self._table, self._wished = table, wished
        self.button.clicked.connect(self._on_button_clicked)

    def _on_button_clicked(self) -> None:
        if self._wished is not None:
            self._wished()
            return
        menu = columns_menu(self._table, self.button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))


class _DensityButton(QObject):
    """Opens the menu of row heights."""

    def __init__(self, table: TableView) -> None:
        self.button = IconButton("ph.rows", translate(mark("行高")))
        super().__init__(self.button)
        self._table = table
        self.button.clicked.connect(self._on_button_clicked)

    def _on_button_clicked(self) -> None:
        menu = density_menu(self._table, self.button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 4)))
