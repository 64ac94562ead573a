"""Tells that somebody uses the program, from the input its windows get and nothing else."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_KEYS = QEvent.Type.KeyPress
_CLICKS = QEvent.Type.MouseButtonPress
_OTHER_SIGNS = {QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin}


class InputWatch(QObject):
    """Watches each window that gets the focus, before its widgets are told of the input.

    A filter of the whole program would see every event of every widget, thousands while a page
    is built; a window itself has few.
    """

    key_pressed = Signal()
    mouse_pressed = Signal()
    used = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch the windows of the program, those to come among them."""
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window_changed)
            self._on_focus_window_changed(app.focusWindow())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == _KEYS:
            self.key_pressed.emit()
            self.used.emit()
        elif kind == _CLICKS:
            self.mouse_pressed.emit()
            self.used.emit()
        elif kind in _OTHER_SIGNS:
            self.used.emit()
        return False

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
