"""The one door for questions: confirm, choose a file, say what went wrong."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,  # noqa: TID251 - the one place
    QWidget,
)

from branchcrm.domain.errors import BranchCrmError
from ui.kit.prompt_dialogs import ConfirmDialog, MessageDialog, ReasonDialog
from ui.kit.questions import FileChoice, Question, ReasonChoice
from ui.kit.translation import translate


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


class WindowPrompts:
    """Asks with dialogs over the active window."""

    def confirm(self, question: Question) -> bool:
        """Ask before the step; with a count, the count must be typed."""
        return ConfirmDialog(question, _window()).ask()

    def message(self, title: str, lines: Sequence[str]) -> None:
        """Say something that must be read."""
        MessageDialog(title, lines, _window()).exec()

    def error(self, error: BranchCrmError) -> None:
        """Say what happened, what was kept and what to do."""
        first, *others = error.lines(translate)
        self.message(first, others)

    def ask_reason(self, choice: ReasonChoice) -> str | None:
        """Ask why; nothing means the person stepped back."""
        return ReasonDialog(choice, _window()).ask()

    def open_file(self, choice: FileChoice) -> Path | None:
        """Choose one existing file."""
        name, _ = QFileDialog.getOpenFileName(
            _window(), choice.title, _start(choice), ";;".join(choice.filters)
        )
        return Path(name) if name else None

    def open_files(self, choice: FileChoice) -> list[Path]:
        """Choose existing files."""
        names, _ = QFileDialog.getOpenFileNames(
            _window(), choice.title, _start(choice), ";;".join(choice.filters)
        )
        return [Path(name) for name in names]

    def save_file(self, choice: FileChoice) -> Path | None:
        """Choose where a file is written; `start` may name it."""
        name, chosen = QFileDialog.getSaveFileName(
            _window(), choice.title, _start(choice), ";;".join(choice.filters)
        )
        return choice.named(name, chosen) if name else None

    def choose_folder(self, choice: FileChoice) -> Path | None:
        """Choose a folder."""
        name = QFileDialog.getExistingDirectory(_window(), choice.title, _start(choice))
        return Path(name) if name else None


def _window() -> QWidget | None:
    return QApplication.activeModalWidget() or QApplication.activeWindow()


def _start(choice: FileChoice) -> str:
    return str(choice.start) if choice.start is not None else ""
