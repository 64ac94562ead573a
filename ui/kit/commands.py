"""Executes what the user asked for: tells all screens, offers undo, shows a refusal."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import Sentence
from ui.kit.change_bus import ChangeBus
from ui.kit.prompts import Prompts
from ui.kit.toasts import ToastStack
from ui.kit.translation import spoken


class Undo(Protocol):
    """Takes an operation back."""

    def __call__(self, changes: Changes, /) -> object:
        """Undo what the changes tell of."""
        ...


class CommandRunner(QObject):
    """Runs commands of the window, one after the other, on the main thread."""

    def __init__(self, bus: ChangeBus, prompts: Prompts, toasts: ToastStack, undo: Undo) -> None:
        """Take who is told, who asks, where messages stand, and what undoes."""
        super().__init__(toasts)
        self._bus, self._prompts, self._toasts, self._undo = bus, prompts, toasts, undo

    def run(self, command: Callable[[], Changes]) -> Changes | None:
        """Execute a command; a refusal is shown in words and gives nothing."""
        try:
            changes = command()
        except BranchCrmError as error:
            self._prompts.error(error)
            return None
        self.tell(changes)
        return changes

    def tell(self, changes: Changes) -> None:
        """Tell all screens of a command that was executed, and offer to undo it."""
        self._bus.publish(changes)
        self._toasts.retire_undo()
        self.toast(changes)

    def toast(self, message: Changes | Sentence | str) -> None:
        """Say something; an operation comes with a button that undoes it."""
        if isinstance(message, Changes):

            def take_back() -> None:
                self._undo(message)

            self._toasts.show_toast(spoken(message.summary), take_back)
        elif isinstance(message, Sentence):
            self._toasts.show_toast(spoken(message))
        else:
            self._toasts.show_toast(message)
