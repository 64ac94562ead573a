"""Repeats what a document says once, in its first row, in the rows of its other lines."""

from branchcrm.exchange.cells import Cell, SheetRow, is_blank


class CarriedCells:
    """The cells of the last row that began a document."""

    def __init__(self, columns: frozenset[int]) -> None:
        """Carry the cells of the columns on."""
        self.columns = columns
        self._last: dict[int, Cell] = {}

    def fill(self, row: SheetRow) -> SheetRow:
        """Give the row with the cells of its document, where it says none of them itself."""
        width = len(row.cells)
        own = {column: row.cells[column] for column in self.columns if column < width}
        if any(not is_blank(cell) for cell in own.values()):
            self._last = own
            return row
        cells = row.cells + [None] * (max(self.columns) + 1 - width)
        for column, cell in self._last.items():
            cells[column] = cell
        return SheetRow(row.number, cells)
