"""What is asked of an import and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import OperationId
from branchcrm.domain.wording import Sentence, mark


class OnMatch(StrEnum):
    """What happens to a row whose customer the book knows."""

    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"
    CREATE = "create"


ON_MATCH_LABELS: Final = {
    OnMatch.SKIP: mark("跳过"),
    OnMatch.FILL: mark("更新空白项"),
    OnMatch.OVERWRITE: mark("用新值覆盖"),
    OnMatch.CREATE: mark("新建"),
}


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of the file: its sheet and its number in Excel."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about one row that matches a customer.

    With `fields`, the named fields are taken from the file and all others stay.
    """

    on_match: OnMatch = OnMatch.FILL
    fields: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """How a file is to be imported.

    `kind` is empty where it is to be found; `mapping` is a mapping document as JSON.
    `digest` is the fingerprint of the file that was looked at: another one is refused.
    `edits` are cells that a person typed over, by place and column from 0; cells `as_written`
    are not corrected by the program.
    """

    kind: str = ""
    sheet: str | None = None
    mapping: str = ""
    on_match: OnMatch = OnMatch.FILL
    decisions: Mapping[RowPlace, Decision] = field(default_factory=dict)
    edits: Mapping[tuple[RowPlace, int], str] = field(default_factory=dict)
    as_written: frozenset[tuple[RowPlace, int]] = frozenset()
    deselected: frozenset[RowPlace] = frozenset()
    remembers: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReason:
    """Why rows were rejected: a stable code, how many, and one of them."""

    code: str
    count: int
    example_row: int
    reason: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """How many rows became what; `fixed` overlaps the others."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    fixed: int = 0

    @property
    def rows(self) -> int:
        """Give the number of rows."""
        return self.created + self.updated + self.unchanged + self.skipped + self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What an import did, or would do."""

    kinds: tuple[str, ...]
    counts: ImportCounts
    reasons: tuple[RejectReason, ...]
    notices: tuple[Sentence, ...]
    seconds: float
    operation_id: OperationId | None = None
    changes: Changes | None = None
