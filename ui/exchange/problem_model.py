"""The rows of a file that have something to show, as a table whose cells can be typed over."""

from collections.abc import Sequence
from enum import StrEnum
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

from branchcrm.services.import_check import CheckedColumn, ProblemRow
from ui.exchange.problem_cells import Offer, ProblemCells, ProblemList
from ui.kit.translation import spoken

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Shown(StrEnum):
    """Which rows the table shows."""

    ALL = "all"
    BAD = "bad"
    FIXED = "fixed"


STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ACTION_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ProblemModel(QAbstractTableModel):
    """Row number, columns of the file, reason, and what can be done about it."""

    edited = Signal(object, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.cells = ProblemCells()
        self._rows: list[ProblemRow] = []
        self._shown = Shown.ALL
        self._code = ""

    def show(self, columns: Sequence[CheckedColumn], problems: ProblemList) -> None:
        """Show the rows of a check, columns with findings first after the first ones."""
        self.beginResetModel()
        self.cells = ProblemCells(columns, problems)
        self._rows = self._chosen()
        self.endResetModel()

    def restrict(self, shown: Shown, code: str = "") -> None:
        """Show only rejected or only corrected rows, or those of one reason."""
        self.beginResetModel()
        self._shown, self._code = shown, code
        self._rows = self._chosen()
        self.endResetModel()

    def codes(self) -> dict[str, str]:
        """Give the reasons that occur, by code, in words."""
        found: dict[str, str] = {}
        for row in self.cells.problems.rows:
            for cell in row.found:
                if cell.is_fatal and cell.reason is not None:
                    found.setdefault(cell.code, spoken(cell.reason))
        return found

    def row(self, position: int) -> ProblemRow:
        """Give the row at a position."""
        return self._rows[position]

    def file_column(self, section: int) -> int | None:
        """Give the column of the file that a section shows."""
        return self.cells.file_column(section)

    def is_money(self, section: int) -> bool:
        """Tell whether a section shows amounts, which stand at its right edge."""
        place = section - 1
        columns = self.cells.columns
        return 0 <= place < len(columns) and columns[place].is_money

    @property
    def reason_section(self) -> int:
        """Give the section of the reasons; the last one offers what can be done."""
        return self.cells.reason_section

    def offer(self, position: int) -> Offer | None:
        """Give what can be done about the row at a position."""
        return self.cells.offer(self._rows[position])

    def edited_columns(self, position: int) -> list[int]:
        """Give the columns of a row that were typed over since the check."""
        return self.cells.edited_columns(self._rows[position])

    def first_finding(self, position: int) -> int:
        """Give the section of the first cell of a row that has something to show."""
        return self.cells.first_finding(self._rows[position])

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self.reason_section + 2

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_money(section) else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self.tr("Excel 行")
        if section == self.reason_section:
            return self.tr("原因")
        return self.cells.columns[section - 1].heading if section < self.reason_section else ""

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.file_column(index.column()) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.cells.text(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.cells.typed(row, index.column())
        if role == STATE_ROLE:
            return self.cells.state(row, index.column())
        if role == ACTION_ROLE:
            return self.cells.action(row) if index.column() > self.reason_section else ""
        return None

    @override
    def setData(
        self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        column = self.file_column(index.column())
        text = str(value)
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or column is None:
            return False
        if text == self.cells.typed(row, index.column()):
            return False
        self.edited.emit(row.place, column, text)
        return True

    def renew(self) -> None:
        """Paint again after an edit was taken."""
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _chosen(self) -> list[ProblemRow]:
        rows = self.cells.problems.rows
        if self._shown is Shown.BAD:
            rows = [row for row in rows if row.is_rejected]
        elif self._shown is Shown.FIXED:
            rows = [row for row in rows if not row.is_rejected]
        if self._code:
            rows = [row for row in rows if any(cell.code == self._code for cell in row.found)]
        return list(rows)
