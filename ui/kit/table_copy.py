"""Copies rows of a table as text that a spreadsheet takes, masked as they are shown."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from branchcrm.domain.wording import listed
from ui.kit.translation import spoken

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

MOST_ROWS = 10_000


def copy_rows(view: "TableView") -> int:
    """Copy the ticked rows in the order shown, else the current row; gives how many."""
    positions = _positions(view)
    columns = view.shown_columns()
    lines = []
    for position in positions:
        row = view.rows.row_at(position)
        if row is not None:
            cells = (column.spoken or column.text for column in columns)
            lines.append("\t".join(_one_cell(cell(row)) for cell in cells))
    if lines:
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
    return len(lines)


def _positions(view: "TableView") -> list[int]:
    rows = view.rows
    if len(rows.checked) == 0:
        position = view.currentIndex().row()
        return [position] if position >= 0 else []
    ticked = (number for number, row_id in enumerate(rows.ids) if row_id in rows.checked)
    return [position for position, _ in zip(ticked, range(MOST_ROWS), strict=False)]


def _one_cell(text: str) -> str:
    return spoken(listed(text.replace("\t", " ").split("\n")))
