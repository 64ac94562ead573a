"""An operation of the journal, as history shows it."""

from dataclasses import dataclass
from datetime import datetime

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import OperationId, StaffId
from branchcrm.domain.wording import Sentence, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that somebody did, and whether it still stands."""

    id: OperationId
    at: datetime
    staff_id: StaffId
    actor: str
    name: str
    summary: Sentence
    row_count: int
    is_reversible: bool
    reverses_id: OperationId | None
    reversed_by_id: OperationId | None

    @property
    def stands(self) -> bool:
        """Tell whether the operation was not taken back."""
        return self.reversed_by_id is None

    @property
    def can_be_undone(self) -> bool:
        """Tell whether an undo makes sense: something to take back, and it still stands."""
        return self.is_reversible and self.stands and self.row_count > 0


class NothingToUndoError(BranchCrmError):
    """There is no operation that could be taken back."""

    happened = mark("没有可以撤销的操作")
    kept = ""


class NothingToRedoError(BranchCrmError):
    """There is no undone operation that could be done again."""

    happened = mark("没有可以重做的操作")
    kept = ""


class NotReversibleError(BranchCrmError):
    """The operation was declared irreversible, or taken back already."""

    happened = mark("不能撤销操作 {number}：{reason}")


ALREADY_UNDONE = mark("它已经撤销过了")
DECLARED_IRREVERSIBLE = mark("这类操作不能撤销")
NOTHING_IN_IT = mark("它没有改动任何数据")
