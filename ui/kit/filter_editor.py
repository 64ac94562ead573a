"""The filter builder: groups of conditions, and the same filter as a line of words."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.filter_condition import Node
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.filter_tokens import LONGEST, FilterTextError
from branchcrm.domain.filter_words import Tongue
from branchcrm.domain.wording import mark
from ui.kit.condition_group import ConditionGroup
from ui.kit.condition_row import BuilderParts, ConditionRow
from ui.kit.labels import label, set_look
from ui.kit.translation import spoken, translate

Read = Callable[[str], Node | None]


class FilterEditor(QWidget):
    """Keeps the builder and the typed line in step; either may be used at any time."""

    changed = Signal()
    grown = Signal()

    def __init__(self, parts: BuilderParts, read: Read, tongue: Tongue) -> None:
        """Take what is offered, what reads a typed filter, and the words it is written in."""
        super().__init__()
        self._read, self._tongue = read, tongue
        self._is_typing = False
        self.group = ConditionGroup(parts)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(
            translate(mark("也可以直接写，如 层级 = 高|中 且 未联系天数 >= 30"))
        )
        caption = label(translate(mark("写成语句")), "label")
        caption.setBuddy(self.line)
        self.line.setAccessibleName(translate(mark("写成语句")))
        self.problem = label("", "danger-meta", wraps=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.group)
        column.addSpacing(8)
        column.addWidget(caption)
        column.addWidget(self.line)
        column.addWidget(self.problem)
        self.group.changed.connect(self._on_group_changed)
        self.group.grown.connect(self.grown)
        self.line.textEdited.connect(self._on_line_text_edited)

    @property
    def is_readable(self) -> bool:
        """Tell whether the typed line can be read."""
        return not self.problem.text()

    @property
    def missing(self) -> list[ConditionRow]:
        """The lines that are not complete."""
        return [row for row in self.group.rows() if row.node() is None]

    def node(self) -> Node | None:
        """Give the filter as far as it is complete."""
        return self.group.node()

    def show_node(self, node: Node | None, place: int | None = None) -> None:
        """Show a filter, with the keyboard in one of its parts, or in a fresh condition."""
        self.group.show_node(node)
        self._write()
        children = self.group.children_shown
        if place is None or place >= len(children):
            self.group.add_row().focus_first()
            return
        child = children[place]
        row = child if isinstance(child, ConditionRow) else next(child.rows(), None)
        if row is not None:
            row.focus_first()

    def require_complete(self) -> bool:
        """Tell whether everything is said; else go to what is missing."""
        if not self.is_readable:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        missing = [row for row in self.missing if row.field is not None]
        for row in missing:
            row.mark_missing(is_missing=True)
        if missing:
            missing[0].focus_first()
        return not missing

    def _write(self) -> None:
        self.line.setText(filter_text(self.node(), self._tongue))
        self.line.setCursorPosition(0)
        self._show_problem("")

    def _on_group_changed(self) -> None:
        if self._is_typing:
            return
        for row in self.group.rows():
            row.mark_missing(is_missing=False)
        self._write()
        self.changed.emit()

    def _on_line_text_edited(self, text: str) -> None:
        try:
            node = self._read(text)
        except FilterTextError as error:
            words = translate(mark("第 {place} 个字处：{problem}"))
            self._show_problem(words.format(place=error.start + 1, problem=spoken(error.problem)))
        except BranchCrmError as error:
            self._show_problem(error.lines(translate)[0])
        else:
            self._show_problem("")
            if node != self.node():
                self._is_typing = True
                self.group.show_node(node)
                self._is_typing = False
        self.changed.emit()

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_look(self.line, "invalid", "true" if words else "")
        self.line.setAccessibleDescription(words)
        self.grown.emit()
