"""How the window gets into a book; `ui/book_door.py` opens real ones."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from branchcrm.domain.clock import Clock
from branchcrm.domain.progress import Progress
from ui.shell.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class BookWish:
    """What a person wants their first book to be."""

    branch: str
    name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstEntry:
    """The first session of a book, and the recovery key that is shown once."""

    session: Session
    recovery_key: str


class Door(Protocol):
    """Opens one book; everything but the properties may take a while and runs in a task."""

    clock: Clock

    @property
    def folder(self) -> Path:
        """Where the book lies, or will lie."""
        ...

    @property
    def has_book(self) -> bool:
        """Whether a book lies there."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether it opens without asking."""
        ...

    @property
    def people(self) -> list[str]:
        """Who has a password to it."""
        ...

    def enter(self, user: str | None, password: str | None) -> Session:
        """Open the book in a person's name."""
        ...

    def recover(self, recovery_key: str, user: str, password: str) -> Session:
        """Open the book with its recovery key and give a person another password."""
        ...

    def create(self, wish: BookWish) -> FirstEntry:
        """Make the book."""
        ...

    def make_demo(self, progress: Progress) -> Session:
        """Make a book of invented customers that opens without asking."""
        ...

    def people_of_backup(self, file: Path) -> tuple[str, ...]:
        """Name the people whose password opens a backup."""
        ...

    def restore(self, file: Path, user: str | None, password: str | None) -> Session:
        """Put a backup into the place of the book and open it."""
        ...

    def close(self) -> None:
        """Close the book."""
        ...
