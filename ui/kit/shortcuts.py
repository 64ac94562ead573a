"""Every key of the program in one place: what it does, where it acts, how it is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_RESERVED = frozenset({"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAction:
    """Something that has a key: its id, words, keys and the scope it acts in."""

    id: str
    label: str
    keys: tuple[str, ...]
    scope: str


class KeyConflictError(ValueError):
    """Two actions of one scope want the same key, or the key belongs to input methods."""


class Shortcuts(QObject):
    """Knows all actions with keys, binds them, and lets the user choose other keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without actions."""
        super().__init__(parent)
        self._actions: dict[str, KeyAction] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._bound: dict[str, list[tuple[QWidget, Callable[[], object]]]] = {}
        self._live: dict[str, list[tuple[QWidget, QShortcut]]] = {}

    @property
    def actions(self) -> list[KeyAction]:
        """Give every action, in the order of registration, with the keys in force."""
        return [
            KeyAction(id=a.id, label=a.label, keys=self._keys[a.id], scope=a.scope)
            for a in self._actions.values()
        ]

    def register(self, actions: Iterable[KeyAction]) -> None:
        """Make actions known with their usual keys; a known id is left as it is."""
        for action in actions:
            if action.id not in self._actions:
                self._actions[action.id] = action
                self._keys[action.id] = action.keys

    def bind(self, action_id: str, owner: QWidget, act: Callable[[], object]) -> None:
        """Act on the keys while the owner, or something in it, has the focus."""
        self._bound.setdefault(action_id, []).append((owner, act))
        self._live.setdefault(action_id, []).extend(self._make(action_id, owner, act))
        owner.destroyed.connect(lambda: self._forget(action_id, owner))

    def remap(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Give an action other keys.

        Raises:
            KeyConflictError: a key is taken in the scope, or belongs to input methods.
        """
        for key in keys:
            other = self.conflict(action_id, key)
            if other is not None:
                raise KeyConflictError(other)
        self._keys[action_id] = keys
        for _owner, shortcut in self._live.pop(action_id, []):
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._live[action_id] = [
            pair
            for owner, act in self._bound.get(action_id, [])
            for pair in self._make(action_id, owner, act)
        ]

    def conflict(self, action_id: str, key: str) -> str | None:
        """Give the words of what already has the key, or the key itself if reserved."""
        if key in _RESERVED or key.startswith("Ctrl+Alt+"):
            return key
        scope = self._actions[action_id].scope
        for other in self._actions.values():
            shares = other.scope in (scope, "global") or scope == "global"
            if other.id != action_id and shares and key in self._keys[other.id]:
                return other.label
        return None

    def written(self, action_id: str) -> str:
        """Give an action's first key as hints write it: `Ctrl Enter`."""
        keys = self._keys.get(action_id, ())
        return written_key(keys[0]) if keys else ""

    def _make(
        self, action_id: str, owner: QWidget, act: Callable[[], object]
    ) -> list[tuple[QWidget, QShortcut]]:
        made = []
        for key in self._keys[action_id]:
            shortcut = QShortcut(QKeySequence(key), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            guarded = _Guard(shortcut, act).act if is_single_letter(key) else act
            shortcut.activated.connect(guarded)
            made.append((owner, shortcut))
        return made

    def _forget(self, action_id: str, owner: QWidget) -> None:
        bound, live = self._bound[action_id], self._live[action_id]
        self._bound[action_id] = [pair for pair in bound if pair[0] is not owner]
        self._live[action_id] = [pair for pair in live if pair[0] is not owner]


class _Guard(QObject):
    """Lets a single letter through only while no text is being typed."""

    def __init__(self, shortcut: QShortcut, act: Callable[[], object]) -> None:
        super().__init__(shortcut)
        self._act = act

    def act(self) -> None:
        """Act, unless text is being typed."""
        if not is_typing():
            self._act()


def is_single_letter(key: str) -> bool:
    """Tell whether a key has no Ctrl or Alt, so that it could be typed as text."""
    return not key.startswith(("Ctrl+", "Alt+", "F")) or key == "F"


def is_typing(widget: QWidget | None = None) -> bool:
    """Tell whether the focus is where text is typed."""
    focused = widget or QApplication.focusWidget()
    if isinstance(focused, QComboBox):
        return focused.isEditable()
    is_text = isinstance(focused, _TEXT_FIELDS)
    is_read_only = bool(focused.property("readOnly")) if focused is not None else False
    return is_text and not is_read_only


def written_key(key: str) -> str:
    """Give a key as hints write it: `Ctrl+Return` becomes `Ctrl Enter`."""
    return key.replace("Return", "Enter").replace("+", " ").strip() or key
