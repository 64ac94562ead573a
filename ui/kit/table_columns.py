"""Places the columns of a table: fits their widths, keeps order and visibility."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ui.kit.table_column import Column, Kind
from ui.kit.table_fit import fit_columns
from ui.kit.theme import current_theme

if TYPE_CHECKING:
    from ui.kit.table_view import TableView


STEADY_WIDTH = 88


class ColumnPlaces(QObject):
    """Applies the fitted widths to a table and remembers what the user drags."""

    def __init__(self, view: "TableView") -> None:
        """Take charge of a table's columns."""
        super().__init__(view)
        self._view = view
        self._is_fitting = False
        view.heading.sectionResized.connect(self._on_heading_section_resized)
        view.heading.sectionMoved.connect(self._on_heading_section_moved)

    def is_shown(self, column: Column) -> bool:
        """Tell whether the user wants a column; a narrow window may still leave it out."""
        return self._view.choices.shown.get(column.key, column.is_shown)

    def wanted(self) -> list[Column]:
        """Give the columns that the user wants, in their order, the tick boxes left out."""
        columns = self._view.rows.columns
        found = (columns[number] for number in self._numbers_in_order())
        return [one for one in found if one.kind != Kind.CHECK and self.is_shown(one)]

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, and no others."""
        state = self._view.choices
        check = [one.key for one in self._view.rows.columns if one.kind == Kind.CHECK]
        state.order = [*check, *keys]
        state.shown = {one.key: one.key in keys for one in self._view.rows.columns}
        for key in check:
            state.shown.pop(key)
        self.apply_order()
        self.fit()
        self._view.rows.invalidate()
        self._view.state_changed.emit()

    def set_shown(self, key: str, *, is_shown: bool) -> None:
        """Show or hide a column."""
        self._view.choices.shown[key] = is_shown
        self.fit()
        self._view.state_changed.emit()

    def reset(self) -> None:
        """Return to the designed order, widths and visibility."""
        state = self._view.choices
        state.order, state.widths, state.shown = [], {}, {}
        self.apply_order()
        self.fit()
        self._view.state_changed.emit()

    def renew(self) -> None:
        """Apply the user's order, widths and choice of columns."""
        self.apply_order()
        self.fit()

    def apply_order(self) -> None:
        """Put the columns in the remembered order; the tick boxes stay first."""
        columns = self._view.rows.columns
        known = [self._view.rows.column_number(key) for key in self._view.choices.order]
        wanted = [number for number in known if number >= 0]
        wanted += [number for number in range(len(columns)) if number not in wanted]
        wanted.sort(key=lambda number: columns[number].kind != Kind.CHECK)
        self._is_fitting = True
        heading = self._view.heading
        for place, number in enumerate(wanted):
            heading.moveSection(heading.visualIndex(number), place)
        self._is_fitting = False

    def fit(self) -> None:
        """Give every column its width for the room there is."""
        view = self._view
        numbers = self._numbers_in_order()
        columns = [view.rows.columns[number] for number in numbers]
        wanted = [self._steady(column) for column in columns if self.is_shown(column)]
        theme = current_theme()
        room, headings = view.viewport().width(), view.heading.needed_widths()
        widths = fit_columns(wanted, room, view.choices.widths, theme.px, headings)
        is_crowded = sum(widths.values()) > room
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        view.setHorizontalScrollBarPolicy(scrolls if is_crowded else never)
        self._is_fitting = True
        for number, column in zip(numbers, columns, strict=True):
            view.heading.setSectionHidden(number, column.key not in widths)
            if column.key in widths:
                view.heading.resizeSection(number, widths[column.key])
        self._is_fitting = False
        self._mark_edges([number for number in numbers if view.rows.columns[number].key in widths])

    def _steady(self, column: Column) -> Column:
        """Keep a column that the user added himself, however narrow the window is."""
        if column.is_shown or not self._view.choices.shown.get(column.key):
            return column
        return replace(column, priority=0, min_width=max(column.min_width, STEADY_WIDTH))

    def _numbers_in_order(self) -> list[int]:
        heading = self._view.heading
        return [heading.logicalIndex(place) for place in range(heading.count())]

    def _mark_edges(self, numbers: list[int]) -> None:
        if not numbers:
            return
        for painter in (self._view.painter_of_rows, self._view.heading):
            painter.first_column, painter.last_column = numbers[0], numbers[-1]
        self._view.viewport().update()
        self._view.heading.viewport().update()

    def _on_heading_section_resized(self, number: int, _before: int, width: int) -> None:
        if self._is_fitting:
            return
        self._view.choices.widths[self._view.rows.columns[number].key] = width
        self.fit()
        self._view.state_changed.emit()

    def _on_heading_section_moved(self, _number: int, _before: int, _after: int) -> None:
        if self._is_fitting:
            return
        columns = self._view.rows.columns
        self._view.choices.order = [columns[number].key for number in self._numbers_in_order()]
        self.apply_order()
        self.fit()
        self._view.state_changed.emit()
