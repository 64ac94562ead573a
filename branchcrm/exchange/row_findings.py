"""Collects the values and the findings of one row."""

from typing import Final, TypeVar

from branchcrm.domain.outcome import Outcome
from branchcrm.domain.phones import Phone
from branchcrm.domain.wording import Sentence
from branchcrm.exchange.cells import Cell, text_of
from branchcrm.exchange.issues import CellIssue

T = TypeVar("T")
LAYOUT: Final = "layout"
_LONGEST_SHOWN: Final = 200


class RowFindings:
    """The findings of a row, in the order they were made."""

    __slots__ = ("issues",)

    def __init__(self) -> None:
        self.issues: list[CellIssue] = []

    def take(self, column: int, field: str, cell: Cell, outcome: Outcome[T]) -> T | None:
        """Note what a reading found and give its value."""
        if outcome.reason is not None or outcome.is_fixed:
            self.issues.append(_issue(column, field, cell, outcome))
        return outcome.value

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
    """Give a value as a person reads it."""
    if isinstance(value, tuple):
        return "、".join(one.shown if isinstance(one, Phone) else str(one) for one in value)
    return str(getattr(value, "name", value))
