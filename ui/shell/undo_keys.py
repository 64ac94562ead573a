"""Ctrl+Z and Ctrl+Y over the operations of this session."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import OperationId
from ui.kit.kept_rows import name_kept_rows
from ui.kit.page import PageContext
from ui.shell.undo_stack import UndoStack


class UndoKeys(QObject):
    """Takes back and brings back, tells all screens, and names the rows left alone."""

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        """Follow every command that is published on the bus."""
        super().__init__(parent)
        self._context = context
        self._stack = UndoStack()
        self._is_acting = False
        context.changes.changed.connect(self._on_changes)

    @property
    def stack(self) -> UndoStack:
        """The operations of this session."""
        return self._stack

    def undo_last(self) -> None:
        """Take back the last operation of this session."""
        operation = self._stack.to_undo
        if operation is None:
            self._context.navigator.toast(self.tr("没有可以撤销的操作"))
        else:
            self.undo(operation)

    def redo_last(self) -> None:
        """Bring back the operation that was taken back last."""
        operation = self._stack.to_redo
        if operation is None:
            self._context.navigator.toast(self.tr("没有可以重做的操作"))
            return
        if self._act(self._context.services.history.redo) is not None:
            self._stack.redone(operation)

    def undo(self, operation: OperationId) -> bool:
        """Take back any operation; tell whether it was taken back."""
        changes = self._act(partial(self._context.services.history.undo, operation))
        if changes is None:
            return False
        self._stack.undone(operation)
        name_kept_rows(self._context.prompts, changes)
        return True

    def _act(self, command: Callable[[], Changes]) -> Changes | None:
        self._is_acting = True
        try:
            changes = command()
            self._context.changes.publish(changes)
        except BranchCrmError as error:
            self._context.prompts.error(error)
            return None
        finally:
            self._is_acting = False
        self._context.navigator.toast(changes.summary)
        return changes

    def _on_changes(self, changes: Changes) -> None:
        if not self._is_acting:
            self._stack.done(changes)
