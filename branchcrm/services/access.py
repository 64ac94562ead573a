"""What can be known of a book before anybody has opened it."""

from dataclasses import dataclass
from pathlib import Path

from branchcrm.data.keys import KeyFile
from branchcrm.data.place import BookPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFace:
    """Whether a book lies in a folder, whether it asks for a password, and of whom."""

    exists: bool
    is_open: bool = False
    people: tuple[str, ...] = ()


def look_at(folder: Path) -> BookFace:
    """Look at the book of a folder from outside.

    Raises:
        DamagedKeyFileError: its key file cannot be read.
    """
    place = BookPlace(folder)
    if not place.exists():
        return BookFace(exists=False)
    keys = KeyFile.load(place.keys)
    return BookFace(exists=True, is_open=keys.is_open, people=tuple(keys.users))
