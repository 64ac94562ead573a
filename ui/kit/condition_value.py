"""Editors for the value of a condition, one for each kind of value."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from branchcrm.domain.filter_condition import Between, Value, Who
from branchcrm.domain.filter_field import FieldKind, FilterField
from branchcrm.domain.filter_sentence import ME
from branchcrm.domain.filter_values import read_number, write_number
from branchcrm.domain.filter_words import Tongue
from branchcrm.domain.wording import mark
from ui.kit.choice_editors import TagBox
from ui.kit.choices import ChoiceChips, Option, SegmentedControl
from ui.kit.icons import icon
from ui.kit.labels import label, set_look
from ui.kit.theme import current_theme
from ui.kit.translation import translate

NUMBER_WIDTH = 120
_UNITS: Final = {
    FieldKind.MONEY: mark("元"),
    FieldKind.PERCENT: "%",
}


class ValueEditor(QWidget):
    """Edits the values of a condition; `values` is None while they are incomplete."""

    changed = Signal()
    is_wide = False

    def values(self) -> tuple[Value, ...] | None:
        """Give the values, or None while something is missing or unreadable."""
        return ()

    def set_values(self, values: Sequence[Value]) -> None:
        """Show values."""

    def first_focus(self) -> QWidget:
        """Give the widget that takes the keyboard first."""
        return self

    def _row(self, *widgets: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)


class NumberLine(QLineEdit):
    """A line for a number of a field; an unreadable one is framed when the line is left."""

    def __init__(self, field: FilterField) -> None:
        """Take the field, whose unit is understood."""
        super().__init__()
        self._field = field
        self.setFixedWidth(current_theme().px(NUMBER_WIDTH))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._on_editing_finished)
        self.textEdited.connect(self._on_text_edited)

    def number(self) -> int | None:
        """Give the number in the stored unit."""
        text = self.text().strip()
        return read_number(text, self._field) if text else None

    def show_number(self, number: int) -> None:
        """Show a number as it is typed."""
        text = write_number(number, self._field, Tongue.CHINESE)
        self.setText(text.removesuffix("%"))

    def _on_editing_finished(self) -> None:
        is_wrong = bool(self.text().strip()) and self.number() is None
        set_look(self, "invalid", "true" if is_wrong else "")

    def _on_text_edited(self) -> None:
        set_look(self, "invalid", "")


class NumberValue(ValueEditor):
    """One number, or two where a range is asked for."""

    def __init__(self, field: FilterField, *, is_range: bool) -> None:
        """Take the field and whether two ends are needed."""
        super().__init__()
        self.lines = [NumberLine(field) for _ in range(2 if is_range else 1)]
        parts: list[QWidget] = [self.lines[0]]
        if is_range:
            parts += [label(translate(mark("至")), "muted"), self.lines[1]]
        unit = _UNITS.get(field.kind)
        if unit:
            parts.append(label(translate(unit), "muted"))
        names = (mark("值"), mark("最大值"))
        for line, name in zip(self.lines, names, strict=False):
            line.setAccessibleName(translate(name))
            line.textChanged.connect(self.changed)
        self._row(*parts)

    @override
    def values(self) -> tuple[Value, ...] | None:
        numbers = [line.number() for line in self.lines]
        given = [number for number in numbers if number is not None]
        if len(given) < len(self.lines):
            return None
        if len(given) == 1:
            return (given[0],)
        return (Between(given[0], given[1]),) if given[0] <= given[1] else None

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        first = values[0] if values else None
        ends = (first.first, first.last) if isinstance(first, Between) else (first,)
        for line, end in zip(self.lines, ends, strict=False):
            if isinstance(end, int):
                line.show_number(end)

    @override
    def first_focus(self) -> QWidget:
        return self.lines[0]


class WordsValue(ValueEditor):
    """Texts, any of which may hold; those that the book knows can be chosen."""

    is_wide = True

    def __init__(self, known: Sequence[str] = ()) -> None:
        """Take the texts that the book knows."""
        super().__init__()
        self.box = TagBox(translate(mark("输入后按 Enter，可写多个")))
        self.box.line.setAccessibleName(translate(mark("值")))
        self.box.changed.connect(self.changed)
        self.completer: QCompleter | None = None
        if known:
            self.completer = self._complete(known)
        self._row()
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(0, self.box, 1)

    def _complete(self, known: Sequence[str]) -> QCompleter:
        completer = QCompleter(list(known), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("frame", "popup")
        completer.setPopup(popup)
        completer.activated.connect(self._on_completer_activated)
        self.box.line.setCompleter(completer)
        place = QLineEdit.ActionPosition.TrailingPosition
        action = self.box.line.addAction(icon("ph.caret-down", "t2"), place)
        action.setToolTip(translate(mark("从已有的里选  Alt ↓")))
        action.setShortcut("Alt+Down")
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.offer_known)
        for button in self.box.line.findChildren(QToolButton):
            button.setAccessibleName(action.toolTip())
        return completer

    def offer_known(self) -> None:
        """Open the list of texts that the book knows."""
        if self.completer is not None:
            self.box.line.setFocus(Qt.FocusReason.PopupFocusReason)
            self.completer.setCompletionPrefix(self.box.line.text())
            self.completer.complete()

    def _on_completer_activated(self, text: str) -> None:
        # The completer writes its own text into the line right after this.
        QTimer.singleShot(0, self.box, partial(self.box.add, text))

    @override
    def values(self) -> tuple[Value, ...] | None:
        return tuple(self.box.tags) or None

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        self.box.show_tags([value for value in values if type(value) is str])

    @override
    def first_focus(self) -> QWidget:
        return self.box.line


class LineValue(ValueEditor):
    """One text."""

    def __init__(self) -> None:
        """Make the line."""
        super().__init__()
        self.line = QLineEdit()
        self.line.setFixedWidth(current_theme().px(2 * NUMBER_WIDTH))
        self.line.setAccessibleName(translate(mark("值")))
        self.line.textChanged.connect(self.changed)
        self._row(self.line)

    @override
    def values(self) -> tuple[Value, ...] | None:
        text = self.line.text().strip()
        return (text,) if text else None

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        self.line.setText(next((one for one in values if isinstance(one, str)), ""))

    @override
    def first_focus(self) -> QWidget:
        return self.line


class ChoicesValue(ValueEditor):
    """Some of a list, any of which may hold."""

    is_wide = True

    def __init__(self, options: Sequence[Option]) -> None:
        """Take what can be chosen."""
        super().__init__()
        self._options = list(options)
        self.chips = ChoiceChips(self._options, is_multiple=True)
        self.chips.changed.connect(self.changed)
        self._row()
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(0, self.chips, 1)

    @override
    def values(self) -> tuple[Value, ...] | None:
        chosen = self.chips.value()
        return chosen if isinstance(chosen, tuple) and chosen else None

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        known = {option.key for option in self._options}
        strangers = [value for value in values if value not in known]
        if strangers:
            self._options += [Option(value, str(value)) for value in strangers]
            self.chips.set_options(self._options)
        self.chips.set_value(tuple(values))

    @override
    def first_focus(self) -> QWidget:
        first = self._options[0].key if self._options else None
        return self.chips.chip(first) or self


class FlagValue(ValueEditor):
    """Yes or no."""

    def __init__(self) -> None:
        """Begin with yes."""
        super().__init__()
        options = (Option(True, translate(mark("是"))), Option(False, translate(mark("否"))))  # noqa: FBT003 - the keys
        self.segments = SegmentedControl(options)
        self.segments.changed.connect(self.changed)
        self._row(self.segments)

    @override
    def values(self) -> tuple[Value, ...] | None:
        return (bool(self.segments.value()),)

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        self.segments.set_value(values[0] if values else True)

    @override
    def first_focus(self) -> QWidget:
        return self.segments.segment(self.segments.value()) or self.segments


def people_options(names: Sequence[str]) -> list[Option]:
    """Give whoever opens the list, then the people of the branch."""
    return [Option(Who.ME, translate(ME)), *(Option(name, name) for name in names)]


def choice_options(field: FilterField) -> list[Option]:
    """Give what a field can be chosen from."""
    return [Option(str(key), translate(words)) for key, words in field.choices.items()]
