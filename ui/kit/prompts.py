"""The one door for questions: confirm, choose a file, say what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from branchcrm.domain.errors import BranchCrmError


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question before a step that cannot be undone."""

    title: str
    text: str
    action: str
    is_dangerous: bool = False
    count: int | None = None
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


class Prompts(Protocol):
    """Asks the person at the screen."""

    def confirm(self, question: Question) -> bool:
        """Ask before the step; with a count, the count must be typed."""
        ...

    def message(self, title: str, lines: Sequence[str]) -> None:
        """Say something that must be read."""
        ...

    def error(self, error: BranchCrmError) -> None:
        """Say what happened, what was kept and what to do."""
        ...

    def ask_reason(self, choice: ReasonChoice) -> str | None:
        """Ask why; nothing means the person stepped back."""
        ...

    def open_file(self, choice: FileChoice) -> Path | None:
        """Choose one existing file."""
        ...

    def open_files(self, choice: FileChoice) -> list[Path]:
        """Choose existing files."""
        ...

    def save_file(self, choice: FileChoice) -> Path | None:
        """Choose where a file is written; `start` may name it."""
        ...

    def choose_folder(self, choice: FileChoice) -> Path | None:
        """Choose a folder."""
        ...


@dataclass(slots=True)
class ScriptedPrompts:
    """Answers from a list prepared by a test, and keeps what was asked."""

    answers: list[object] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)

    def confirm(self, question: Question) -> bool:
        """Answer with the next prepared answer."""
        return self._answer(question) is True

    def message(self, title: str, lines: Sequence[str]) -> None:
        """Keep the message."""
        self.asked.append((title, tuple(lines)))

    def error(self, error: BranchCrmError) -> None:
        """Keep the error."""
        self.asked.append(error)

    def ask_reason(self, choice: ReasonChoice) -> str | None:
        """Answer with the next prepared reason."""
        answer = self._answer(choice)
        return answer if isinstance(answer, str) else None

    def open_file(self, choice: FileChoice) -> Path | None:
        """Answer with the next prepared path."""
        return self._path(choice)

    def open_files(self, choice: FileChoice) -> list[Path]:
        """Answer with the next prepared paths."""
        answer = self._answer(choice)
        return list(answer) if isinstance(answer, list) else []

    def save_file(self, choice: FileChoice) -> Path | None:
        """Answer with the next prepared path."""
        return self._path(choice)

    def choose_folder(self, choice: FileChoice) -> Path | None:
        """Answer with the next prepared path."""
        return self._path(choice)

    def _path(self, choice: FileChoice) -> Path | None:
        answer = self._answer(choice)
        return answer if isinstance(answer, Path) else None

    def _answer(self, asked: object) -> object:
        self.asked.append(asked)
        if not self.answers:
            message = f"nothing was prepared to answer {asked!r}"
            raise AssertionError(message)
        answer = self.answers.pop(0)
        return answer(asked) if callable(answer) else answer
