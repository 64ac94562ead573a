"""The one form builder: a list of fields becomes labelled, spoken, checked widgets."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from branchcrm.domain.errors import FieldError
from ui.kit.cards_editor import CardsEditor
from ui.kit.choice_editors import (
    ChipsEditor,
    ComboEditor,
    SegmentEditor,
    TagsEditor,
    TickEditor,
)
from ui.kit.choices import Option
from ui.kit.date_edit import DateEditor
from ui.kit.form_box import FieldBox
from ui.kit.form_field import Editor, Field, FieldKind
from ui.kit.formats import Formats
from ui.kit.text_editors import LineEditor, MomentEditor, MoneyEditor, PageEditor, TimeEditor

Validate = Callable[[str, Mapping[str, object]], FieldError | None]


def make_editor(field: Field, formats: Formats) -> Editor:
    """Make the editor that a field's kind asks for."""
    if field.editor is not None:
        return field.editor()
    makers: dict[FieldKind, Callable[[], Editor]] = {
        FieldKind.MULTILINE: lambda: PageEditor(field),
        FieldKind.MONEY: lambda: MoneyEditor(field, formats),
        FieldKind.DATE: lambda: DateEditor(field, formats),
        FieldKind.TIME: lambda: TimeEditor(field),
        FieldKind.MOMENT: lambda: MomentEditor(field, formats),
        FieldKind.CHOICE: lambda: ComboEditor(field),
        FieldKind.SEGMENTED: lambda: SegmentEditor(field),
        FieldKind.CHIPS: lambda: ChipsEditor(field),
        FieldKind.CARDS: lambda: CardsEditor(field),
        FieldKind.TAGS: lambda: TagsEditor(field),
        FieldKind.CHECK: lambda: TickEditor(field, is_switch=False),
        FieldKind.SWITCH: lambda: TickEditor(field, is_switch=True),
    }
    return makers.get(field.kind, lambda: LineEditor(field))()


class Form(QWidget):
    """Fields in columns; tells what changed, shows what is wrong, knows no rule itself."""

    changed = Signal(str)
    left = Signal(str)

    def __init__(self, fields: Sequence[Field], formats: Formats, columns: int = 2) -> None:
        """Build the widgets in reading order, which is also the tab order."""
        super().__init__()
        self._boxes: dict[str, FieldBox] = {}
        self._told: set[str] = set()
        self._validate: Validate | None = None
        self._clean: dict[str, object] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._columns = columns
        self._row = self._column = 0
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        for field in fields:
            self._add_field(field, make_editor(field, formats))
        self._chain_tabs()
        self.set_clean()

    def add_block(self, widget: QWidget, after: str = "") -> None:
        """Put a widget over the whole width: below a field's row, or at the end."""
        if after:
            self._boxes[after].add_below(widget)
            return
        self._row += 1 if self._column else 0
        self._grid.addWidget(widget, self._row, 0, 1, self._columns)
        self._row, self._column = self._row + 1, 0

    def add_above(self, widget: QWidget, key: str) -> None:
        """Put a widget over a field, such as a line that parts the form."""
        self._boxes[key].add_above(widget)

    def set_validator(self, validate: Validate) -> None:
        """Ask this about a field when the user leaves it."""
        self._validate = validate

    def editor(self, key: str) -> Editor:
        """Give the editor of a field."""
        return self._boxes[key].editor

    def widget(self, key: str) -> QWidget:
        """Give the widget of a field."""
        return self._boxes[key].editor.widget

    def value(self, key: str) -> object:
        """Give the value of one field."""
        return self._boxes[key].editor.value()

    def values(self) -> dict[str, object]:
        """Give what was entered, by key."""
        return {key: box.editor.value() for key, box in self._boxes.items()}

    def focused_key(self) -> str | None:
        """Name the field that has the focus, or None."""
        focused = QApplication.focusWidget()
        found = (
            key
            for key, box in self._boxes.items()
            if focused is not None and box.isAncestorOf(focused)
        )
        return next(found, None)

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values as the starting point; the form is clean afterwards."""
        self.set_draft(values)
        self.set_clean()

    def draft(self) -> dict[str, object]:
        """Give what differs from the starting point, to keep as a draft."""
        values = self.values()
        return {key: value for key, value in values.items() if value != self._clean.get(key)}

    def set_draft(self, values: Mapping[str, object]) -> None:
        """Show values that are not saved yet; unknown keys are left alone."""
        for key, value in values.items():
            if key in self._boxes:
                self._boxes[key].editor.set_value(value)

    def set_clean(self) -> None:
        """Take what is shown as the starting point."""
        self._clean = self.values()

    @property
    def is_dirty(self) -> bool:
        """Tell whether anything differs from the starting point."""
        return bool(self.draft())

    def problems(self) -> list[FieldError]:
        """Give every text that cannot be read as its field's kind."""
        found = ((key, box.editor.problem()) for key, box in self._boxes.items())
        return [FieldError(key, reason) for key, reason in found if reason is not None]

    def set_errors(self, problems: Sequence[FieldError]) -> list[FieldError]:
        """Show what is wrong, focus the first; gives back what belongs to no field here."""
        self.clear_errors()
        strangers = [problem for problem in problems if problem.field not in self._boxes]
        wrong = {p.field: p.reason for p in reversed(problems) if p.field in self._boxes}
        for key, reason in wrong.items():
            self._boxes[key].set_error(reason)
            self._told.add(key)
        first = next((box for key, box in self._boxes.items() if key in wrong), None)
        if first is not None:
            first.editor.focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return strangers

    def clear_errors(self) -> None:
        """Take all error lines away."""
        for box in self._boxes.values():
            box.set_error(None)
        self._told.clear()

    @property
    def error_count(self) -> int:
        """Give how many fields are marked as wrong."""
        return sum(box.has_error for box in self._boxes.values())

    def set_help(self, key: str, text: str, tone: str = "") -> None:
        """Show another line of help under a field; tone `warn` or `ok` colours it."""
        self._boxes[key].set_help(text, tone)

    def set_label(self, key: str, text: str) -> None:
        """Show another label."""
        self._boxes[key].set_label(text)

    def set_options(self, key: str, options: Sequence[Option]) -> None:
        """Offer other options in a field."""
        self._boxes[key].editor.set_options(options)

    def set_shown(self, key: str, *, is_shown: bool) -> None:
        """Show or hide a field."""
        self._boxes[key].setVisible(is_shown)

    def focus(self, key: str) -> None:
        """Move the focus into a field."""
        self._boxes[key].editor.focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Move the focus into the first field that can be changed."""
        for box in self._boxes.values():
            widget = box.editor.focus_widget
            if not box.isHidden() and widget.isEnabled() and not box.field.is_read_only:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _add_field(self, field: Field, editor: Editor) -> None:
        box = FieldBox(field, editor)
        self._boxes[field.key] = box
        span = min(field.span, self._columns)
        if self._column + span > self._columns:
            self._row, self._column = self._row + 1, 0
        self._grid.addWidget(box, self._row, self._column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._column += span
        if self._column >= self._columns:
            self._row, self._column = self._row + 1, 0
        editor.changed.connect(partial(self._on_editor_changed, field.key))
        editor.left.connect(partial(self._on_editor_left, field.key))

    def _chain_tabs(self) -> None:
        widgets = [box.editor.focus_widget for box in self._boxes.values()]
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)

    def _on_editor_changed(self, key: str) -> None:
        self._told.discard(key)
        self._boxes[key].set_error(None)
        self.changed.emit(key)

    def _on_editor_left(self, key: str) -> None:
        box = self._boxes[key]
        problem = box.editor.problem()
        if problem is None and self._validate is not None:
            error = self._validate(key, self.values())
            problem = error.reason if error is not None else None
        is_stale = box.has_error and key not in self._told
        if problem is not None or is_stale:
            box.set_error(problem)
        self.left.emit(key)
