"""What the cells of a check say, look like and offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from branchcrm.domain.wording import SENTENCES, listed, mark
from branchcrm.services.import_check import CheckedColumn, ProblemCell, ProblemRow
from branchcrm.services.import_terms import RowPlace
from ui.kit.translation import spoken, translate

EMPTY: Final = mark("（空）")
CHANGE_TO: Final = mark("改为 {text}")
TAKE_BACK: Final = mark("撤销修正")
EDITED: Final = mark("已修改，重新校验后生效")
REVERT: Final = mark("取消修改")
REWRITTEN: Final = mark("“{heading}”的写法已统一")
REWRITTEN_FROM: Final = mark("由“{text}”统一写法")
_HIDDEN: Final = frozenset(["phone", "more_phones", "customer_phone", "id_number", "card_number"])


class CellState(IntEnum):
    """How a cell looks."""

    PLAIN = 0
    BAD = 1
    FIXED = 2
    EDITED = 3


class WayOut(StrEnum):
    """What the last column offers for a row."""

    TAKE = "take"
    LEAVE = "leave"
    REVERT = "revert"


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a row, with the finding it is about; taking edits back is about none."""

    way: WayOut
    cell: ProblemCell | None = None


@dataclass(slots=True)
class ProblemList:
    """The rows of a check and what was typed over since."""

    rows: Sequence[ProblemRow] = ()
    edits: Mapping[tuple[RowPlace, int], str] = field(default_factory=dict)


class ProblemCells:
    """Puts rows of a check into words, by the columns that are shown and what was typed over."""

    def __init__(
        self, columns: Sequence[CheckedColumn] = (), problems: ProblemList | None = None
    ) -> None:
        """Look at the columns and at the edits, which change while the check is shown."""
        self.columns = list(columns)
        self.problems = problems or ProblemList()

    def file_column(self, section: int) -> int | None:
        """Give the column of the file that a section shows."""
        place = section - 1
        return self.columns[place].column if 0 <= place < len(self.columns) else None

    @property
    def reason_section(self) -> int:
        """Give the section of the reasons; the last one offers what can be done."""
        return len(self.columns) + 1

    def offer(self, row: ProblemRow) -> Offer | None:
        """Give what can be done about a row: a suggestion first, then a correction, then edits."""
        usable = [cell for cell in row.found if not self._is_edited(row, cell.column)]
        for cell in usable:
            if cell.suggestion:
                return Offer(WayOut.TAKE, cell)
        for cell in usable:
            if cell.is_fixed and not row.is_rejected:
                return Offer(WayOut.LEAVE, cell)
        return Offer(WayOut.REVERT) if self.edited_columns(row) else None

    def edited_columns(self, row: ProblemRow) -> list[int]:
        """Give the columns of a row that were typed over since the check."""
        return [column for place, column in self.problems.edits if place == row.place]

    def first_finding(self, row: ProblemRow) -> int:
        """Give the section of the first cell of a row that has something to show."""
        columns = {cell.column for cell in row.found}
        sections = range(1, self.reason_section)
        return next((one for one in sections if self.file_column(one) in columns), 1)

    def _is_edited(self, row: ProblemRow, column: int) -> bool:
        return (row.place, column) in self.problems.edits

    def text(self, row: ProblemRow, section: int) -> str:
        """Give what a cell shows."""
        if section == 0:
            return str(row.place.row)
        column = self.file_column(section)
        if column is None:
            return self._reasons(row) if section == self.reason_section else ""
        edited = self.problems.edits.get((row.place, column))
        if edited is not None:
            return edited
        state = self.state(row, section)
        text = row.cells.get(column, "")
        if state is CellState.FIXED:
            return next((one.fixed for one in row.found if one.column == column), "") or text
        return text or (translate(EMPTY) if state is CellState.BAD else "")

    def typed(self, row: ProblemRow, section: int) -> str:
        """Give what stands in the editor; a masked number starts empty, to be typed anew."""
        column = self.file_column(section)
        if column is None:
            return ""
        edited = self.problems.edits.get((row.place, column))
        if edited is not None:
            return edited
        original = next((one.original for one in row.found if one.column == column), "")
        return original or ("" if self._is_hidden(column) else row.cells.get(column, ""))

    def state(self, row: ProblemRow, section: int) -> CellState:
        """Tell how a cell looks."""
        column = self.file_column(section)
        if column is None:
            return CellState.PLAIN
        if self._is_edited(row, column):
            return CellState.EDITED
        mine = [cell for cell in row.found if cell.column == column]
        if any(cell.is_fatal for cell in mine):
            return CellState.BAD
        return CellState.FIXED if mine else CellState.PLAIN

    def _is_hidden(self, column: int) -> bool:
        return any(one.column == column and one.field in _HIDDEN for one in self.columns)

    def _reasons(self, row: ProblemRow) -> str:
        left = [cell for cell in row.found if not self._is_edited(row, cell.column)]
        wanted = [cell for cell in left if cell.is_fatal] or ([] if row.is_rejected else left)
        words = [self._reason(row, cell) for cell in wanted]
        if self.edited_columns(row):
            words.append(translate(EDITED))
        return spoken(listed(dict.fromkeys(words), SENTENCES))

    def _reason(self, row: ProblemRow, cell: ProblemCell) -> str:
        if cell.reason is not None:
            return spoken(cell.reason)
        heading = next((one.heading for one in self.columns if one.column == cell.column), "")
        before = row.cells.get(cell.column, "")
        if self._is_hidden(cell.column) or before == cell.fixed:
            return translate(REWRITTEN).format(heading=heading)
        return translate(REWRITTEN_FROM).format(text=before)

    def action(self, row: ProblemRow) -> str:
        """Give the words of what can be done about a row."""
        offer = self.offer(row)
        if offer is None:
            return ""
        if offer.way is WayOut.TAKE and offer.cell is not None:
            return translate(CHANGE_TO).format(text=offer.cell.offered)
        return translate(TAKE_BACK if offer.way is WayOut.LEAVE else REVERT)
