"""Places the columns of a table: fits their widths, keeps order and visibility."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.kit.table_column import Column, Kind
from ui.kit.table_fit import fit_columns
from ui.kit.theme import current_theme

if TYPE_CHECKING:
    from ui.kit.table_view import TableView


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
        wanted = [column for column in columns if self.is_shown(column)]
        theme = current_theme()
        room, headings = view.viewport().width(), view.heading.needed_widths()
        widths = fit_columns(wanted, room, view.choices.widths, theme.px, headings)
        self._is_fitting = True
        for number, column in zip(numbers, columns, strict=True):
            view.heading.setSectionHidden(number, column.key not in widths)
            if column.key in widths:
                view.heading.resizeSection(number, widths[column.key])
        self._is_fitting = False
        self._mark_edges([number for number in numbers if view.rows.columns[number].key in widths])

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
