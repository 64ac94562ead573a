"""A row that could not be taken, apart from the writer and its library."""

from collections.abc import Sequence
from dataclasses import dataclass

from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.issues import CellIssue


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A rejected row as it stood in the file, and what was found in it."""

    row: SheetRow
    issues: Sequence[CellIssue]
