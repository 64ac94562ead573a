"""The rows of a file that have something to show, as a table whose cells can be typed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
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

from branchcrm.domain.wording import mark
from branchcrm.services.import_check import CheckedColumn, ProblemCell, ProblemRow
from branchcrm.services.import_terms import RowPlace
from ui.kit.translation import spoken, translate

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
EMPTY = mark("（空）")
CHANGE_TO = mark("改为 {text}")
TAKE_BACK = mark("撤销修正")
EDITED = mark("已修改，重新校验后生效")
_HIDDEN = frozenset(["phone", "more_phones", "customer_phone", "id_number", "card_number"])


class CellState(IntEnum):
    """How a cell looks."""

    PLAIN = 0
    BAD = 1
    FIXED = 2
    EDITED = 3


class Shown(StrEnum):
    """Which rows the table shows."""

    ALL = "all"
    BAD = "bad"
    FIXED = "fixed"


STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ACTION_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True)
class ProblemList:
    """The rows of a check and what was typed over since."""

    rows: Sequence[ProblemRow] = ()
    edits: Mapping[tuple[RowPlace, int], str] = field(default_factory=dict)


class ProblemModel(QAbstractTableModel):
    """Row number, columns of the file, reason, and what can be done about it."""

    edited = Signal(object, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._columns: list[CheckedColumn] = []
        self._all = ProblemList()
        self._rows: list[ProblemRow] = []
        self._shown = Shown.ALL
        self._code = ""

    def show(self, columns: Sequence[CheckedColumn], problems: ProblemList) -> None:
        """Show the rows of a check, columns with findings first after the first ones."""
        self.beginResetModel()
        self._columns = list(columns)
        self._all = problems
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
        for row in self._all.rows:
            for cell in row.found:
                if cell.is_fatal and cell.reason is not None:
                    found.setdefault(cell.code, spoken(cell.reason))
        return found

    def row(self, position: int) -> ProblemRow:
        """Give the row at a position."""
        return self._rows[position]

    def file_column(self, section: int) -> int | None:
        """Give the column of the file that a section shows."""
        place = section - 1
        return self._columns[place].column if 0 <= place < len(self._columns) else None

    def is_money(self, section: int) -> bool:
        """Tell whether a section shows amounts, which stand at its right edge."""
        place = section - 1
        return 0 <= place < len(self._columns) and self._columns[place].is_money

    @property
    def reason_section(self) -> int:
        """Give the section of the reasons; the last one offers what can be done."""
        return len(self._columns) + 1

    def suggestion(self, position: int) -> ProblemCell | None:
        """Give the finding of a row that comes with a way out."""
        row = self._rows[position]
        usable = [cell for cell in row.found if (row.place, cell.column) not in self._all.edits]
        for cell in usable:
            if cell.suggestion:
                return cell
        return next((cell for cell in usable if cell.is_fixed and not row.is_rejected), None)

    def offers(self, position: int) -> bool:
        """Tell whether the way out of a row is another text, rather than taking one back."""
        found = self.suggestion(position)
        return found is not None and bool(found.suggestion)

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns) + 3

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
        return self._columns[section - 1].heading if section < self.reason_section else ""

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
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(row, index.column())
        if role == STATE_ROLE:
            return self._state(row, index.column())
        if role == ACTION_ROLE:
            return self._action(index.row(), index.column())
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
        if text == self._typed(row, index.column()):
            return False
        self.edited.emit(row.place, column, text)
        return True

    def renew(self) -> None:
        """Paint again after an edit was taken."""
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _chosen(self) -> list[ProblemRow]:
        rows = self._all.rows
        if self._shown is Shown.BAD:
            rows = [row for row in rows if row.is_rejected]
        elif self._shown is Shown.FIXED:
            rows = [row for row in rows if not row.is_rejected]
        if self._code:
            rows = [row for row in rows if any(cell.code == self._code for cell in row.found)]
        return list(rows)

    def _text(self, row: ProblemRow, section: int) -> str:
        if section == 0:
            return str(row.place.row)
        column = self.file_column(section)
        if column is not None:
            edited = self._all.edits.get((row.place, column))
            text = row.cells.get(column, "") if edited is None else edited
            is_bad = self._state(row, section) is CellState.BAD
            return text or (translate(EMPTY) if is_bad else "")
        return self._reasons(row) if section == self.reason_section else ""

    def _typed(self, row: ProblemRow, section: int) -> str:
        """Give what stands in the editor; a masked number starts empty, to be typed anew."""
        column = self.file_column(section)
        if column is None:
            return ""
        edited = self._all.edits.get((row.place, column))
        if edited is not None:
            return edited
        original = next((one.original for one in row.found if one.column == column), "")
        field_key = next((one.field for one in self._columns if one.column == column), "")
        return original or ("" if field_key in _HIDDEN else row.cells.get(column, ""))

    def _state(self, row: ProblemRow, section: int) -> CellState:
        column = self.file_column(section)
        if column is None:
            return CellState.PLAIN
        if (row.place, column) in self._all.edits:
            return CellState.EDITED
        mine = [cell for cell in row.found if cell.column == column]
        if any(cell.is_fatal for cell in mine):
            return CellState.BAD
        return CellState.FIXED if mine else CellState.PLAIN

    def _reasons(self, row: ProblemRow) -> str:
        if any((row.place, cell.column) in self._all.edits for cell in row.found):
            return translate(EDITED)
        wanted = [cell for cell in row.found if cell.is_fatal] or row.found
        words = [spoken(cell.reason) for cell in wanted if cell.reason is not None]
        return "；".join(words) or self.tr("写法已统一")

    def _action(self, position: int, section: int) -> str:
        if section != self.reason_section + 1:
            return ""
        cell = self.suggestion(position)
        if cell is None:
            return ""
        if cell.suggestion:
            return translate(CHANGE_TO).format(text=cell.suggestion)
        return translate(TAKE_BACK)
