"""An operation of the journal, as history shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from branchcrm.domain.changes import KeptRow
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import OperationId, StaffId
from branchcrm.domain.wording import Sentence, listed, mark, say


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


class UndoneNothingError(BranchCrmError):
    """An undo would have left every row alone, so the operation still stands."""

    happened = mark("没有撤销：{rows}")
    kept = mark("账本里的内容没有改变，这一步之后仍可撤销")
    remedy = mark("先撤销之后的修改，再撤销这一步")


class RedoneNothingError(BranchCrmError):
    """A redo would have left every row alone, so the operation stays undone."""

    happened = mark("没有重做：{rows}")
    remedy = mark("先撤销之后的修改，再重做这一步")


MOST_NAMED = 3
ROW_KEPT = mark("{row}（{why}）")
MORE_KEPT = mark("还有 {count} 条")


def kept_words(kept: Sequence[KeptRow]) -> Sentence:
    """Name the first rows that were left alone, and how many more there are."""
    named = [say(ROW_KEPT, row=one.row, why=one.why) for one in kept[:MOST_NAMED]]
    if len(kept) > MOST_NAMED:
        named.append(say(MORE_KEPT, count=len(kept) - MOST_NAMED))
    return listed(named)


ALREADY_UNDONE = mark("它已经撤销过了")
DECLARED_IRREVERSIBLE = mark("这类操作不能撤销")
NOTHING_IN_IT = mark("它没有改动任何数据")
