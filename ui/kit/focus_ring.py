"""Shows where the keyboard is: a ring around the focused control, never after a click."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from ui.kit.input_watch import InputWatch
from ui.kit.paint import outline_round, token

_OWN_FOCUS = (
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
)
_GAP = 4


class FocusRing(QWidget):
    """One overlay per window; widgets that show their own focus go without."""

    def __init__(self, window: QWidget) -> None:
        """Watch the keyboard over a window."""
        super().__init__(window)
        self._target: QWidget | None = None
        self._movers: list[QWidget] = []
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        watch = InputWatch(self)
        watch.key_pressed.connect(self._on_key_pressed)
        watch.mouse_pressed.connect(self._on_mouse_pressed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def follow(self, widget: QWidget | None, *, by_keyboard: bool) -> None:
        """Surround a widget, or nothing."""
        self._by_keyboard = by_keyboard
        self._on_focus_changed(None, widget)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        frame = QRectF(self.rect())
        outline_round(QPainter(self), frame, token("accent"), 6, 2)

    def _on_focus_changed(self, _former: QWidget | None, widget: QWidget | None) -> None:
        fits = (
            widget is not None
            and not isinstance(widget, _OWN_FOCUS)
            and widget.property("own_focus") != "true"
            and self.window().isAncestorOf(widget)
        )
        self._target = widget if fits else None
        self.setVisible(self._target is not None and self._by_keyboard)
        self._follow_moves()
        self._place()

    def _on_key_pressed(self) -> None:
        self._by_keyboard = True

    def _on_mouse_pressed(self) -> None:
        self._by_keyboard = False
        self.hide()
        self._follow_moves()

    def _follow_moves(self) -> None:
        """Watch what moves the surrounded widget: itself and all that it lies in."""
        for former in filter(shiboken6.isValid, self._movers):
            former.removeEventFilter(self)
        self._movers = []
        mover = None if self.isHidden() else self._target
        while mover is not None:
            mover.installEventFilter(self)
            self._movers.append(mover)
            mover = mover.parentWidget()

    def _place(self) -> None:
        if self._target is None:
            return
        corner = self._target.mapTo(self.window(), QPoint(0, 0))
        frame = self._target.rect().translated(corner)
        self.setGeometry(frame.adjusted(-_GAP, -_GAP, _GAP, _GAP))
        self.raise_()
