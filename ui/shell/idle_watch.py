"""Notices when nobody has used the window for a while, so that it locks itself."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.kit.input_watch import InputWatch

_MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Counts the quiet minutes of the whole program."""

    gone_quiet = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch nothing until the minutes are set."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.gone_quiet)
        InputWatch(self).used.connect(self._on_used)

    @property
    def is_watching(self) -> bool:
        """Whether the window will lock itself."""
        return self._timer.isActive()

    def start(self, minutes: int) -> None:
        """Count from now; 0 minutes never locks."""
        self.stop()
        if minutes:
            self._timer.start(minutes * _MINUTE_MS)

    def stop(self) -> None:
        """Stop counting, as while the window is locked."""
        self._timer.stop()

    def _on_used(self) -> None:
        if self.is_watching:
            self._timer.start()
