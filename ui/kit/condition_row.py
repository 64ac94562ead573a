"""One line of the filter builder: a field, how it is compared, and with what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from branchcrm.domain.filter_condition import Argument, Condition, Node, Not
from branchcrm.domain.filter_field import (
    BARE,
    NUMBERS,
    ArgumentKind,
    FieldKind,
    FilterField,
    Operator,
)
from branchcrm.domain.filter_sentence import operator_label
from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton
from ui.kit.checks import ComboBox
from ui.kit.choices import ChoiceChip, Option
from ui.kit.condition_days import DayValue, StretchValue, count_line, number_of
from ui.kit.condition_value import (
    ChoicesValue,
    FlagValue,
    LineValue,
    NumberValue,
    ValueEditor,
    WordsValue,
    choice_options,
    people_options,
)
from ui.kit.field_picker import FieldEntry, FieldPicker
from ui.kit.formats import Formats
from ui.kit.labels import label, set_look
from ui.kit.translation import translate

INDENT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class BuilderParts:
    """What a builder offers: fields, the names of people, the texts of the window.

    `known` are the texts that the book has for a field, by its key.
    """

    entries: Sequence[FieldEntry]
    formats: Formats
    people: Sequence[str] = ()
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)


class ArgumentEditor(QWidget):
    """What a field is asked about: the last so many days or months, or one of its kinds."""

    changed = Signal()

    def __init__(self, asked: FilterField) -> None:
        """Take the field."""
        super().__init__()
        self._field = asked
        self.line: QLineEdit | None = None
        self.combo: ComboBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if asked.argument is ArgumentKind.CHOICE:
            options = [Option(key, translate(words)) for key, words in _choices(asked)]
            self.combo = ComboBox(options)
            self.combo.setAccessibleName(translate(mark("哪一种")))
            self.combo.chosen.connect(self.changed)
            row.addWidget(self.combo)
            return
        self.line = count_line()
        self.line.textChanged.connect(self.changed)
        if not asked.is_argument_needed:
            self.line.setPlaceholderText(translate(mark("不限")))
        unit = mark("个月内") if asked.argument is ArgumentKind.MONTHS else mark("天内")
        row.addWidget(label(translate(mark("近")), "muted"))
        row.addWidget(self.line)
        row.addWidget(label(translate(unit), "muted"))

    @property
    def is_complete(self) -> bool:
        """Tell whether what the field needs is there."""
        if self.line is None:
            return True
        is_empty = not self.line.text().strip()
        return bool(number_of(self.line)) or (is_empty and not self._field.is_argument_needed)

    def argument(self) -> Argument:
        """Give what is asked about."""
        if self.combo is not None:
            return str(self.combo.value())
        return number_of(self.line) if self.line is not None else None

    def set_argument(self, argument: Argument) -> None:
        """Show what is asked about."""
        if self.combo is not None:
            self.combo.set_value(argument)
        elif self.line is not None:
            self.line.setText("" if argument is None else str(argument))


class ConditionRow(QWidget):
    """Edits one condition; without a field or a value it says nothing yet."""

    changed = Signal()
    removed = Signal()

    def __init__(self, parts: BuilderParts) -> None:
        """Begin without a field."""
        super().__init__()
        self._parts = parts
        self.setObjectName("condition_row")
        self.negation = ChoiceChip(Option("not", translate(mark("非"))))
        self.negation.setToolTip(translate(mark("反过来：不满足这个条件")))
        self.picker = FieldPicker(parts.entries)
        self.argument: ArgumentEditor | None = None
        self.operator = ComboBox()
        self.operator.setAccessibleName(translate(mark("比较")))
        self.editor: ValueEditor = ValueEditor()
        self.remove_button = IconButton("ph.x", translate(mark("去掉这个条件")), is_small=True)
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        self._arrange()
        self.picker.picked.connect(self._on_picker_picked)
        self.operator.chosen.connect(self._on_operator_chosen)
        self.negation.toggled.connect(self._on_negation_toggled)
        self.remove_button.clicked.connect(self.removed)

    def _arrange(self) -> None:
        self._line.setSpacing(8)
        self._below.setContentsMargins(INDENT, 0, 0, 0)
        for widget in (self.picker, self.operator):
            self._line.addWidget(widget)
        self._line.addStretch(1)
        self._line.addWidget(self.negation)
        self._line.addWidget(self.remove_button)
        self.operator.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._line)
        column.addLayout(self._below)

    @property
    def field(self) -> FilterField | None:
        """The chosen field."""
        return self.picker.field

    def node(self) -> Node | None:
        """Give the condition, or None while something is missing."""
        asked, operator, values = self.field, self.operator.value(), self.editor.values()
        is_ready = self.argument is None or self.argument.is_complete
        if asked is None or not isinstance(operator, Operator) or values is None or not is_ready:
            return None
        argument = None if self.argument is None else self.argument.argument()
        condition = Condition(asked, operator, values, argument)
        return Not(condition) if self.negation.isChecked() else condition

    def show_node(self, node: Condition | Not) -> None:
        """Show a condition, or what must not hold."""
        condition = node.part if isinstance(node, Not) else node
        if not isinstance(condition, Condition):
            return
        self.negation.setChecked(isinstance(node, Not))
        self.picker.set_field(condition.field)
        self._offer(condition.field, condition.operator)
        if self.argument is not None:
            self.argument.set_argument(condition.argument)
        self.editor.set_values(condition.values)

    def mark_missing(self, *, is_missing: bool) -> None:
        """Frame what is still missing, or no longer."""
        look = "true" if is_missing and self.node() is None else ""
        for line in self.findChildren(QLineEdit):
            is_needed = line.isVisible() and not line.text().strip()
            set_look(line, "invalid", look if is_needed else "")

    def focus_first(self) -> None:
        """Take the keyboard to what comes next: the field, else the value."""
        widget = self.picker if self.field is None else self._next_focus()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_focus(self) -> QWidget:
        if self.argument is not None and not self.argument.is_complete:
            return self.argument.line or self.argument
        return self.operator if self.operator.value() in BARE else self.editor.first_focus()

    def _offer(self, asked: FilterField, operator: Operator) -> None:
        """Offer the ways to compare a field, and the editor for one of them."""
        options = [Option(one, translate(operator_label(asked, one))) for one in asked.operators]
        self.operator.set_options(options)
        self.operator.set_value(operator)
        self.operator.setVisible(len(options) > 1)
        if self.argument is not None:
            _drop(self._line, self.argument)
            self.argument = None
        if asked.argument is not None:
            self.argument = ArgumentEditor(asked)
            self.argument.changed.connect(self.changed)
            self._line.insertWidget(1, self.argument)
        self._place_editor(asked, operator)

    def _place_editor(self, asked: FilterField, operator: Operator) -> None:
        _drop(self._below if self.editor.is_wide else self._line, self.editor)
        self.editor = value_editor(asked, operator, self._parts)
        self.editor.changed.connect(self.changed)
        if self.editor.is_wide:
            self._below.addWidget(self.editor)
        else:
            place = self._line.indexOf(self.operator) + 1
            self._line.insertWidget(place, self.editor)

    def _on_picker_picked(self, asked: FilterField) -> None:
        self._offer(asked, asked.operators[0])
        self.focus_first()
        self.changed.emit()

    def _on_operator_chosen(self) -> None:
        asked, operator = self.field, self.operator.value()
        if asked is None or not isinstance(operator, Operator):
            return
        values = self.editor.values()
        self._place_editor(asked, operator)
        if values:
            self.editor.set_values(values)
        self.changed.emit()

    def _on_negation_toggled(self) -> None:
        self.changed.emit()


def value_editor(asked: FilterField, operator: Operator, parts: BuilderParts) -> ValueEditor:
    """Make the editor for what a field is compared with."""
    kind, is_range = asked.kind, operator is Operator.WITHIN
    if operator in BARE:
        return ValueEditor()
    if kind in {FieldKind.DAY, FieldKind.BIRTHDAY}:
        return StretchValue(parts.formats) if is_range else DayValue(parts.formats)
    if kind in NUMBERS:
        return NumberValue(asked, is_range=is_range)
    if kind is FieldKind.PERSON or asked.choices:
        people = people_options(parts.people)
        return ChoicesValue(choice_options(asked) if asked.choices else people)
    if kind is FieldKind.FLAG:
        return FlagValue()
    return LineValue() if kind is FieldKind.SEARCH else WordsValue(parts.known.get(asked.key, ()))


def _choices(asked: FilterField) -> list[tuple[str, str]]:
    return [(str(key), words) for key, words in asked.argument_choices.items()]


def _drop(row: QHBoxLayout, widget: QWidget) -> None:
    row.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
