"""The keys of every list: move, open, tick, copy, step back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from typing_extensions import override

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

_KEY = Qt.Key
_STEPS = {_KEY.Key_J: 1, _KEY.Key_Down: 1, _KEY.Key_K: -1, _KEY.Key_Up: -1}
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class TableKeys(QObject):
    """Turns key presses in a table into its commands; others go on to the page."""

    def __init__(self, view: "TableView") -> None:
        """Listen to a table's keys."""
        super().__init__(view)
        self._view = view
        self._anchor = -1
        self._commands = {
            _KEY.Key_Home: self._go_first,
            _KEY.Key_End: self._go_last,
            _KEY.Key_Return: view.open_current,
            _KEY.Key_Enter: view.open_current,
            _KEY.Key_Space: self._toggle,
            _KEY.Key_Escape: self._step_back,
            _KEY.Key_Left: self._stay,
            _KEY.Key_Right: self._stay,
        }
        view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.SelectAll):
            if self._view.ticks_rows():
                self._view.rows.check_all()
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            self._view.copy_as_text()
            return True
        return event.modifiers() in _PLAIN and self._plain_key(event)

    def _plain_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        is_range = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key in _STEPS:
            self._step(_STEPS[key], is_range=is_range and self._view.ticks_rows())
            return True
        command = self._commands.get(key)
        if command is None or is_range:
            return False
        self._anchor = -1
        command()
        return True

    def _step(self, step: int, *, is_range: bool) -> None:
        view = self._view
        position = view.currentIndex().row()
        target = max(0, min(position + step, len(view.rows.ids) - 1))
        if is_range and position >= 0:
            self._extend(position, target)
        else:
            self._anchor = -1
        view.go_to(target)

    def _extend(self, position: int, target: int) -> None:
        rows = self._view.rows
        if self._anchor < 0:
            self._anchor = position
        low, high = sorted((self._anchor, position))
        rows.set_checked(range(low, high + 1), is_checked=False)
        low, high = sorted((self._anchor, target))
        rows.set_checked(range(low, high + 1), is_checked=True)

    def _go_first(self) -> None:
        self._view.go_to(0)

    def _go_last(self) -> None:
        self._view.go_to(len(self._view.rows.ids) - 1)

    def _toggle(self) -> None:
        position = self._view.currentIndex().row()
        if position >= 0 and self._view.ticks_rows():
            self._view.rows.toggle_checked(position)

    def _step_back(self) -> None:
        if len(self._view.rows.checked):
            self._view.rows.clear_checked()
        else:
            self._view.escaped.emit()

    def _stay(self) -> None:
        """Leave the current cell where it is: rows are current here, not cells."""
