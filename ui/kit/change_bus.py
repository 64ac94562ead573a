"""Tells every open screen what a command altered."""

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.changes import Changes


class ChangeBus(QObject):
    """Carries the outcome of each command to whoever shows the records."""

    changed = Signal(object)
    renewed = Signal()

    def publish(self, changes: Changes) -> None:
        """Tell all screens; each decides whether to refresh."""
        self.changed.emit(changes)

    def renew(self) -> None:
        """Have every screen read again: no command did it, but the day or its figures moved on."""
        self.renewed.emit()
