"""A group of the filter builder: conditions and groups of which all, or any, must hold."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.filter_condition import Condition, Connective, Group, Node, Not, joined
from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton, link
from ui.kit.choices import ChoiceChip, Option, SegmentedControl
from ui.kit.condition_row import BuilderParts, ConditionRow
from ui.kit.paint import token
from ui.kit.translation import translate

DEEPEST_BUILT = 5
_INDENT = 16


class ConditionGroup(QWidget):
    """Edits a group; its parts are rows and groups again."""

    changed = Signal()
    removed = Signal()
    grown = Signal()

    def __init__(self, parts: BuilderParts, depth: int = 0) -> None:
        """Begin empty; the outermost group has depth 0 and cannot be taken away."""
        super().__init__()
        self._parts, self._depth = parts, depth
        self.setObjectName("condition_group")
        self.children_shown: list[ConditionRow | ConditionGroup] = []
        options = (
            Option(Connective.AND, translate(mark("全部满足"))),
            Option(Connective.OR, translate(mark("任一满足"))),
        )
        self.connective = SegmentedControl(options, is_small=True)
        self.negation = ChoiceChip(Option("not", translate(mark("非"))))
        self.negation.setToolTip(translate(mark("反过来：不满足这一组")))
        self.remove_button = IconButton("ph.x", translate(mark("去掉这一组")), is_small=True)
        self.add_condition = link(translate(mark("+ 条件")))
        self.add_group = link(translate(mark("+ 条件组")))
        self._column = QVBoxLayout()
        self._arrange()
        self.connective.changed.connect(self.changed)
        self.negation.toggled.connect(self._on_negation_toggled)
        self.remove_button.clicked.connect(self.removed)
        self.add_condition.clicked.connect(self._on_add_condition_clicked)
        self.add_group.clicked.connect(self._on_add_group_clicked)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.connective)
        head.addStretch(1)
        head.addWidget(self.negation)
        head.addWidget(self.remove_button)
        self.negation.setVisible(self._depth > 0)
        self.remove_button.setVisible(self._depth > 0)
        self.add_group.setVisible(self._depth + 1 < DEEPEST_BUILT)
        self._column.setSpacing(10)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.add_condition)
        foot.addWidget(self.add_group)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_INDENT if self._depth else 0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(self._column)
        column.addLayout(foot)

    def node(self) -> Node | None:
        """Give what is complete of the group, or None where nothing is."""
        nodes = [one for one in (child.node() for child in self.children_shown) if one is not None]
        if not nodes:
            return None
        connective = Connective.OR if self.connective.value() == Connective.OR else Connective.AND
        node = joined(connective, tuple(nodes))
        return Not(node) if self.negation.isChecked() and self._depth else node

    def show_node(self, node: Node | None) -> None:
        """Show a filter; a single condition stands in a group of its own."""
        for child in list(self.children_shown):
            self._drop(child)
        if self._depth and isinstance(node, Not):
            self.negation.setChecked(True)
            node = node.part
        if isinstance(node, Group):
            self.connective.set_value(node.connective)
            parts: tuple[Node, ...] = node.parts
        else:
            parts = () if node is None else (node,)
        for part in parts:
            self._add_part(part)
        self.grown.emit()

    def rows(self) -> Iterator[ConditionRow]:
        """Give every line, also those of the groups inside."""
        for child in self.children_shown:
            if isinstance(child, ConditionRow):
                yield child
            else:
                yield from child.rows()

    def add_row(self) -> ConditionRow:
        """Add a line without a condition yet."""
        row = ConditionRow(self._parts)
        self._take(row)
        return row

    def add_inner(self) -> "ConditionGroup":
        """Add a group inside, which joins the other way."""
        group = ConditionGroup(self._parts, self._depth + 1)
        is_or = self.connective.value() == Connective.OR
        group.connective.set_value(Connective.AND if is_or else Connective.OR)
        group.grown.connect(self.grown)
        self._take(group)
        return group

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._depth:
            QPainter(self).fillRect(0, 0, 2, self.height(), token("border2"))

    def _add_part(self, node: Node) -> None:
        inner = node.part if isinstance(node, Not) else node
        if isinstance(inner, Condition) and isinstance(node, Condition | Not):
            self.add_row().show_node(node)
        else:
            self.add_inner().show_node(node)

    def _take(self, child: "ConditionRow | ConditionGroup") -> None:
        child.changed.connect(self.changed)
        child.removed.connect(partial(self._on_child_removed, child))
        self.children_shown.append(child)
        self._column.addWidget(child)
        self.grown.emit()

    def _drop(self, child: "ConditionRow | ConditionGroup") -> None:
        self.children_shown.remove(child)
        self._column.removeWidget(child)
        child.hide()
        child.deleteLater()

    def _on_child_removed(self, child: "ConditionRow | ConditionGroup") -> None:
        place = self.children_shown.index(child)
        self._drop(child)
        rest = self.children_shown
        near = rest[min(place, len(rest) - 1)] if rest else None
        follower = near.picker if isinstance(near, ConditionRow) else self.add_condition
        follower.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()
        self.changed.emit()

    def _on_add_condition_clicked(self) -> None:
        row = self.add_row()
        row.focus_first()
        self.changed.emit()

    def _on_add_group_clicked(self) -> None:
        self.add_inner().add_row().focus_first()
        self.changed.emit()

    def _on_negation_toggled(self) -> None:
        self.changed.emit()
