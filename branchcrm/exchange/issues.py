"""What was found in a cell: the reason in words, and what could be done about it."""

from dataclasses import dataclass

from branchcrm.domain.wording import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CellIssue:
    """One finding about one cell.

    A fatal one rejects the row. `suggestion` is what the cell could say instead; `fixed` is
    what was taken in its place.
    """

    column: int
    field: str
    code: str
    reason: Sentence | None = None
    original: str = ""
    is_fatal: bool = False
    is_fixed: bool = False
    suggestion: str = ""
    fixed: str = ""


def first_fatal(issues: "list[CellIssue]") -> CellIssue | None:
    """Give the finding that a rejected row is counted under."""
    return next((issue for issue in issues if issue.is_fatal), None)
