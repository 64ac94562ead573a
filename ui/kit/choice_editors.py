"""Editors of a form whose value is chosen: lists, segments, chips, cards, ticks, tags."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.checks import CheckBox, ComboBox, Switch
from ui.kit.choices import ChoiceChips, Option, SegmentedControl
from ui.kit.flow import FlowLayout
from ui.kit.form_field import Editor, Field
from ui.kit.paint import (
    fill_round,
    outline_round,
    token,
)
from ui.kit.removable_chip import RemovableChip
from ui.kit.theme import current_theme

LEAST_LINE, LINE_MARGIN = 160, 20


class ComboEditor(Editor):
    """One of a list."""

    def __init__(self, field: Field) -> None:
        """Make the list for a field."""
        self.combo = ComboBox(list(field.options))
        super().__init__(self.combo)
        self.combo.setEnabled(not field.is_read_only)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.chosen.connect(self._on_combo_chosen)

    @override
    def value(self) -> object:
        return self.combo.value()

    @override
    def set_value(self, value: object) -> None:
        self.combo.set_value(value)

    @override
    def set_options(self, options: Sequence[Option]) -> None:
        self.combo.set_options(list(options))

    def _on_combo_chosen(self) -> None:
        self.changed.emit()
        self.left.emit()


class SegmentEditor(Editor):
    """One of a few, side by side."""

    def __init__(self, field: Field) -> None:
        """Make the segments for a field."""
        self.segments = SegmentedControl(field.options, fills=True)
        super().__init__(self.segments)
        self.segments.changed.connect(self._on_segments_changed)

    @property
    @override
    def focus_widget(self) -> QWidget:
        return self.segments.segment(self.segments.value()) or self.segments

    @override
    def value(self) -> object:
        return self.segments.value()

    @override
    def set_value(self, value: object) -> None:
        self.segments.set_value(value)

    @override
    def set_options(self, options: Sequence[Option]) -> None:
        self.segments.set_options(options)

    def _on_segments_changed(self) -> None:
        self.changed.emit()
        self.left.emit()


class ChipsEditor(Editor):
    """One or several chips."""

    def __init__(self, field: Field) -> None:
        """Make the chips for a field."""
        self.chips = ChoiceChips(field.options, is_multiple=field.is_multiple)
        self._first = field.options[0].key if field.options else None
        super().__init__(self.chips)
        self.chips.changed.connect(self._on_chips_changed)

    @property
    @override
    def focus_widget(self) -> QWidget:
        return self.chips.chip(self._first) or self.chips

    @override
    def value(self) -> object:
        return self.chips.value()

    @override
    def set_value(self, value: object) -> None:
        self.chips.set_value(value)

    @override
    def set_options(self, options: Sequence[Option]) -> None:
        self.chips.set_options(options)

    def _on_chips_changed(self) -> None:
        self.changed.emit()
        self.left.emit()


class TickEditor(Editor):
    """Yes or no, as a tick box or a switch."""

    def __init__(self, field: Field, *, is_switch: bool) -> None:
        """Make the button for a field."""
        self.button: QAbstractButton
        self.button = Switch(field.label) if is_switch else CheckBox(field.label)
        super().__init__(self.button)
        self.button.setEnabled(not field.is_read_only)
        self.button.clicked.connect(self.changed)

    @override
    def value(self) -> object:
        return self.button.isChecked()

    @override
    def set_value(self, value: object) -> None:
        self.button.setChecked(bool(value))


class TagBox(QWidget):
    """Tags and a line to type the next one, framed like an input."""

    changed = Signal()

    def __init__(self, placeholder: str) -> None:
        """Take the words of the empty line."""
        super().__init__()
        self.tags: list[str] = []
        self._chips: list[RemovableChip] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setProperty("bare", "tags")
        words = QFontMetrics(current_theme().font()).horizontalAdvance(placeholder)
        self.line.setMinimumWidth(max(LEAST_LINE, words + LINE_MARGIN))
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._on_line_editing_finished)
        self.setFocusProxy(self.line)
        self._flow = FlowLayout(self, gap=4)
        self._flow.setContentsMargins(5, 1, 5, 1)
        self._flow.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these tags."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.tags = list(dict.fromkeys(tag for tag in tags if tag))
        self._chips = [RemovableChip(tag) for tag in self.tags]
        self._flow.removeWidget(self.line)
        for chip in self._chips:
            chip.removed.connect(self._on_chip_removed)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.line)
        self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Return and is_plain and self.line.text().strip():
                self._take_line()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self.tags:
                self.show_tags(self.tags[:-1])
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        fill_round(painter, box, token("surface"))
        has_focus = self.line.hasFocus()
        outline_round(painter, box, token("accent" if has_focus else "ctl"), 4, 1 + has_focus)

    def add(self, tag: str) -> None:
        """Add a tag as a whole, whatever signs it has, and empty the line."""
        self.line.clear()
        self.show_tags([*self.tags, tag])
        self.changed.emit()

    def _take_line(self) -> None:
        words = self.line.text().replace("，", ",").replace("、", ",").split(",")
        self.line.clear()
        self.show_tags([*self.tags, *(word.strip().lstrip("#") for word in words)])
        self.changed.emit()

    def _on_line_editing_finished(self) -> None:
        if self.line.text().strip():
            self._take_line()

    def _on_chip_removed(self, text: str) -> None:
        self.show_tags([tag for tag in self.tags if tag != text])
        self.changed.emit()


class TagsEditor(Editor):
    """Free words as tags."""

    def __init__(self, field: Field) -> None:
        """Make the box for a field."""
        self.box = TagBox(field.placeholder)
        super().__init__(self.box)
        self.box.changed.connect(self.changed)

    @property
    @override
    def focus_widget(self) -> QWidget:
        return self.box.line

    @override
    def value(self) -> object:
        return tuple(self.box.tags)

    @override
    def set_value(self, value: object) -> None:
        tags = value if isinstance(value, tuple | list | frozenset | set) else ()
        self.box.show_tags([str(tag) for tag in tags])
