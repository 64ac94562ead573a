"""Answers prepared by a test, in place of the person at the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from branchcrm.domain.errors import BranchCrmError
from ui.kit.questions import FileChoice, Question, ReasonChoice


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
