"""What every kind of file looks like to the reading program: sheets of numbered rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from branchcrm.exchange.reader.sheet_scan import SheetNotes

NumberedRow = tuple[int, list[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What is known of a sheet before its first row."""

    name: str
    is_hidden: bool = False
    rows: int = 0
    counts_from_1904: bool = False
    notes: SheetNotes = field(default_factory=SheetNotes)


class Source(Protocol):
    """A file that gives its sheets one after another."""

    details: dict[str, str]
    sheet_names: list[str]

    def facts(self, index: int) -> SheetFacts:
        """Load the sheet and tell what is known of it."""
        ...

    def rows(self, index: int) -> Iterator[NumberedRow]:
        """Give every row of the sheet that was loaded last, blanks included."""
        ...
