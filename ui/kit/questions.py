"""What can be asked of the person at the screen."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonChoice:
    """Asks why: a short list of reasons, and free words where none fits."""

    title: str
    text: str
    action: str
    reasons: Sequence[str] = ()
    preset: str = ""
