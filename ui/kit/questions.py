"""What can be asked of the person at the screen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question before a step that cannot be undone; `typed` or the count must be typed."""

    title: str
    text: str
    action: str
    is_dangerous: bool = False
    count: int | None = None
    typed: str = ""
    cancel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChoice:
    """What to ask for when a file is chosen; a filter reads `Excel (*.xlsx)`."""

    title: str
    filters: Sequence[str] = ()
    start: Path | None = None

    def named(self, name: str, chosen: str) -> Path:
        """Give the file of a name that was typed while a filter was chosen.

        Without an ending the name takes that of the filter; the ending that was proposed gives way
        to the filter's as well, another one was meant.
        """
        path, ending = Path(name), _ending(chosen)
        proposed = self.start.suffix if self.start is not None else ""
        if not ending or (path.suffix and path.suffix.lower() != proposed.lower()):
            return path
        return path.with_suffix(ending)


def _ending(chosen: str) -> str:
    found = re.search(r"\*(\.\w+)\)", chosen)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonChoice:
    """Asks why: a short list of reasons, and free words where none fits."""

    title: str
    text: str
    action: str
    reasons: Sequence[str] = ()
    preset: str = ""
