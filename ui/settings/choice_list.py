"""The list of a field's choices in a form: one line each, to rename, move, add and take out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.own_field import OwnChoice
from branchcrm.domain.own_field_check import LONGEST_CHOICE
from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton, small
from ui.kit.form_field import Editor
from ui.kit.translation import translate


class _Line(QWidget):
    """One choice: its words, and buttons to move it and to take it out."""

    def __init__(self, choice: OwnChoice) -> None:
        super().__init__()
        self.choice = choice
        self.words = QLineEdit(choice.text)
        self.words.setMaxLength(LONGEST_CHOICE)
        self.words.setAccessibleName(translate(mark("选项")))
        self.up = IconButton("ph.arrow-up", translate(mark("上移")), is_small=True)
        self.down = IconButton("ph.arrow-down", translate(mark("下移")), is_small=True)
        self.out = IconButton("ph.x", translate(mark("去掉这个选项")), is_small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        for button in (self.up, self.down, self.out):
            row.addWidget(button)

    def typed(self) -> OwnChoice:
        """Give the choice with the words that stand now."""
        return replace(self.choice, text=self.words.text().strip())


class ChoiceList(QWidget):
    """The lines with a button for the next one; Enter in a line begins another."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin without a choice."""
        super().__init__()
        self.lines: list[_Line] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.add_button = small(translate(mark("添加选项")), icon="ph.plus")
        self.add_button.clicked.connect(self._on_add_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)

    def show_choices(self, choices: Sequence[OwnChoice]) -> None:
        """Show these choices."""
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for choice in choices:
            self._add(choice)
        self._renew()

    def typed(self) -> tuple[OwnChoice, ...]:
        """Give the choices as they stand; empty lines are none."""
        return tuple(one for one in (line.typed() for line in self.lines) if one.text)

    def add(self, text: str = "") -> QLineEdit:
        """Put another line at the end and give where it is typed."""
        line = self._add(OwnChoice(text=text))
        self._renew()
        self.changed.emit()
        return line.words

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.add().setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _add(self, choice: OwnChoice) -> _Line:
        line = _Line(choice)
        line.words.installEventFilter(self)
        line.words.textChanged.connect(self.changed)
        line.up.clicked.connect(partial(self._move, line, -1))
        line.down.clicked.connect(partial(self._move, line, 1))
        line.out.clicked.connect(partial(self._take_out, line))
        self.lines.append(line)
        self._lines.addWidget(line)
        return line

    def _move(self, line: _Line, step: int, *_checked: object) -> None:
        place = self.lines.index(line)
        self.lines.insert(place + step, self.lines.pop(place))
        self._lines.removeWidget(line)
        self._lines.insertWidget(place + step, line)
        self._renew()
        self.changed.emit()

    def _take_out(self, line: _Line, *_checked: object) -> None:
        self.lines.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._renew()
        self.changed.emit()

    def _renew(self) -> None:
        for line in self.lines:
            line.up.setEnabled(line is not self.lines[0])
            line.down.setEnabled(line is not self.lines[-1])

    def _on_add_clicked(self) -> None:
        self.add().setFocus(Qt.FocusReason.OtherFocusReason)


class ChoiceListEditor(Editor):
    """The list as a field of a form."""

    def __init__(self) -> None:
        """Make an empty list."""
        self.list = ChoiceList()
        super().__init__(self.list)
        self.list.changed.connect(self.changed)

    @override
    def value(self) -> object:
        return self.list.typed()

    @override
    def set_value(self, value: object) -> None:
        self.list.show_choices(value if isinstance(value, tuple) else ())
