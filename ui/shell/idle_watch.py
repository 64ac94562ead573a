"""Notices when nobody has used the window for a while, so that it locks itself."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from typing_extensions import override

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
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

    @property
    def is_watching(self) -> bool:
        """Whether the window will lock itself."""
        return self._timer.isActive()

    def start(self, minutes: int) -> None:
        """Count from now; 0 minutes never locks."""
        self.stop()
        application = QCoreApplication.instance()
        if minutes and application is not None:
            application.installEventFilter(self)
            self._timer.start(minutes * _MINUTE_MS)

    def stop(self) -> None:
        """Stop counting, as while the window is locked."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return False
