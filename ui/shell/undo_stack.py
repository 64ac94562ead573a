"""The last operations of this session, for Ctrl+Z and Ctrl+Y."""

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import OperationId

_DEPTH = 20


class UndoStack:
    """Knows which operation Ctrl+Z takes back next, and which one Ctrl+Y brings back."""

    def __init__(self) -> None:
        self._done: list[OperationId] = []
        self._undone: list[OperationId] = []

    @property
    def to_undo(self) -> OperationId | None:
        """The last operation that was done and not taken back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> OperationId | None:
        """The last operation that was taken back."""
        return self._undone[-1] if self._undone else None

    def done(self, changes: Changes) -> None:
        """Note a command; what was taken back before it cannot come back any more."""
        self._done.append(changes.operation_id)
        del self._done[:-_DEPTH]
        self._undone.clear()

    def undone(self, operation_id: OperationId) -> None:
        """Note that an operation was taken back, by key or from its toast or the history."""
        if operation_id in self._done:
            self._done.remove(operation_id)
            self._undone.append(operation_id)

    def redone(self, operation_id: OperationId) -> None:
        """Note that an operation was brought back."""
        if operation_id in self._undone:
            self._undone.remove(operation_id)
            self._done.append(operation_id)

    def forget(self) -> None:
        """Start anew, as when another person signs in."""
        self._done.clear()
        self._undone.clear()
