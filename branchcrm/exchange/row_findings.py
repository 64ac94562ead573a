"""Collects the values and the findings of one row."""

from datetime import date, datetime
from typing import Any, Final, TypeVar

from branchcrm.domain.birthday import Birthday
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.names import CleanName
from branchcrm.domain.outcome import Outcome
from branchcrm.domain.phones import Phone
from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cells import AsWritten, Cell, text_of
from branchcrm.exchange.issues import CellIssue

T = TypeVar("T")
LAYOUT: Final = "layout"
_LONGEST_SHOWN: Final = 200
_NAMES: Final = frozenset(["name", "customer_name"])


class RowFindings:
    """The findings of a row, in the order they were made."""

    __slots__ = ("issues",)

    def __init__(self) -> None:
        self.issues: list[CellIssue] = []

    def take(self, column: int, field: str, cell: Cell, outcome: Outcome[T]) -> T | None:
        """Note what a reading found and give its value."""
        if outcome.is_fixed and isinstance(cell, AsWritten):
            left: T | None = self._leave(column, field, cell, outcome.value)
            return left
        if outcome.reason is not None or outcome.is_fixed:
            self.issues.append(_issue(column, field, cell, outcome))
        return outcome.value

    def _leave(self, column: int, field: str, cell: AsWritten, value: Any) -> Any:  # noqa: ANN401 - of any field
        """Keep a name as it is written; anything else has to be put right by a person."""
        if field in _NAMES:
            whole = cell.strip()
            return whole if isinstance(value, str) else CleanName(name=whole)
        self.issues.append(
            CellIssue(
                column=column,
                field=field,
                code="fix_taken_back",
                reason=say("自动修正已撤销，改成正确的内容后再导入"),
                original=cell[:_LONGEST_SHOWN],
                is_fatal=True,
                suggestion=shown(value),
            )
        )
        return None

    def refuse(self, column: int, field: str, code: str, reason: Sentence) -> None:
        """Note that the row cannot be taken."""
        self.issues.append(
            CellIssue(column=column, field=field, code=code, reason=reason, is_fatal=True)
        )

    def forgive(self, code: str) -> bool:
        """Take back a finding that another cell explains; tell whether it was there."""
        if not self.issues:
            return False
        kept = [issue for issue in self.issues if issue.code != code]
        is_there = len(kept) < len(self.issues)
        self.issues = kept
        return is_there

    def doubt(self, column: int, field: str, code: str, reason: Sentence) -> None:
        """Note what a person should look at."""
        self.issues.append(CellIssue(column=column, field=field, code=code, reason=reason))

    @property
    def fatal(self) -> CellIssue | None:
        """Give the finding that rejects the row, if one does."""
        if not self.issues:
            return None
        return next((issue for issue in self.issues if issue.is_fatal), None)


def _issue(column: int, field: str, cell: Cell, outcome: Outcome[T]) -> CellIssue:
    meant = outcome.reason.places.get("meant", "") if outcome.reason is not None else ""
    return CellIssue(
        column=column,
        field=field,
        code=outcome.code or LAYOUT,
        reason=outcome.reason,
        original=text_of(cell)[:_LONGEST_SHOWN],
        is_fatal=outcome.is_refused,
        is_fixed=outcome.is_fixed,
        suggestion=str(meant),
        fixed=shown(outcome.value) if outcome.is_fixed else "",
    )


def shown(value: object) -> str:
    """Give a corrected value as a person would type it; an amount's unit is not known here."""
    if isinstance(value, CleanName):
        return value.name
    if isinstance(value, tuple):
        return "、".join(one.shown if isinstance(one, Phone) else str(one) for one in value)
    if isinstance(value, Birthday):
        return birthday_text(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    return str(value) if isinstance(value, (str, date)) else ""
