"""A backup of the book: one file, proven by opening a copy of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made and proven."""

    path: Path
    rows: int
