"""Counts what becomes of the rows of an import, and keeps those that have something to show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from branchcrm.domain.wording import Sentence
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.rejection import Rejection
from branchcrm.services.import_terms import ImportCounts, RejectReason

MOST_KEPT_DOUBTS: Final = 20_000


@dataclass(slots=True)
class _Reason:
    count: int
    example_row: int
    reason: Sentence | None


@dataclass(slots=True)
class Tally:
    """The running counts of one import."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    fixed: int = 0
    rejections: dict[str, list[Rejection]] = field(default_factory=dict)
    doubts: dict[str, list[Rejection]] = field(default_factory=dict)
    notices: list[Sentence] = field(default_factory=list)
    _reasons: dict[str, _Reason] = field(default_factory=dict)
    _kept_doubts: int = 0

    def reject(self, sheet: str, row: SheetRow, issues: Sequence[CellIssue]) -> None:
        """Count a rejected row under its first reason and keep it."""
        self.rejected += 1
        fatal = next(issue for issue in issues if issue.is_fatal)
        known = self._reasons.setdefault(fatal.code, _Reason(0, row.number, fatal.reason))
        known.count += 1
        self.rejections.setdefault(sheet, []).append(Rejection(row=row, issues=issues))
        self.fixed += any(issue.is_fixed for issue in issues)

    def look_at(self, sheet: str, row: SheetRow, issues: Sequence[CellIssue]) -> None:
        """Keep the findings of a row that is taken, as far as a person can look at them."""
        self.fixed += any(issue.is_fixed for issue in issues)
        if self._kept_doubts < MOST_KEPT_DOUBTS:
            self._kept_doubts += 1
            self.doubts.setdefault(sheet, []).append(Rejection(row=row, issues=issues))

    def counts(self) -> ImportCounts:
        """Give the counts."""
        return ImportCounts(
            created=self.created,
            updated=self.updated,
            unchanged=self.unchanged,
            skipped=self.skipped,
            rejected=self.rejected,
            fixed=self.fixed,
        )

    def reasons(self) -> tuple[RejectReason, ...]:
        """Give the reasons of rejected rows, the most frequent first."""
        found = [
            RejectReason(code=code, count=one.count, example_row=one.example_row, reason=one.reason)
            for code, one in self._reasons.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.count, one.example_row)))
