"""The dialog in which a filter of the customer list is built, with how many match it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.filter_condition import Node
from branchcrm.domain.filter_field import GROUP_LABELS
from branchcrm.domain.filter_words import tongue_of
from branchcrm.domain.wording import mark
from ui.kit.buttons import primary, secondary
from ui.kit.condition_row import BuilderParts
from ui.kit.field_picker import FieldEntry
from ui.kit.filter_editor import FilterEditor
from ui.kit.labels import label
from ui.kit.latest import Latest
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.translation import spoken, translate

Matching = Callable[[Node | None], CustomerFilter]


class FilterDialog(ModalDialog):
    """Builds a filter by mouse, keys or words; applying tells the list."""

    applied = Signal(object)

    def __init__(self, context: PageContext, matching: Matching, parent: QWidget) -> None:
        """Take what a filter asks for in the list it is built for."""
        super().__init__(translate(mark("筛选客户")), 760, parent)
        self._context, self._matching = context, matching
        self.setObjectName("filter_dialog")
        tongue = tongue_of(context.theme.language)
        self.editor = FilterEditor(parts_of_builder(context), context.services.filters.read, tongue)
        self.editor.changed.connect(self._on_editor_changed)
        self.editor.grown.connect(self._on_editor_grown)
        self.add(self.editor)
        self._body.addStretch(1)
        self.count = label("", "muted")
        self._add_foot()
        self._counts = Latest(context.tasks, self)
        self._counts.answered.connect(self._on_counts_answered)
        self._counts.failed.connect(self._on_counts_failed)
        self.finished.connect(self.deleteLater)

    def _add_foot(self) -> None:
        self.foot_row.addWidget(self.count)
        self.foot_row.addStretch(1)
        clear = secondary(translate(mark("全部清除")))
        clear.clicked.connect(self._on_clear_clicked)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.button = primary(translate(mark("应用")), hint="Ctrl Enter")
        self.button.clicked.connect(self.apply)
        for one in (clear, cancel, self.button):
            self.add_button(one)

    def show_node(self, node: Node | None, place: int | None = None) -> None:
        """Open with a filter, at one of its parts, or ready for a further condition."""
        self.open()
        self.editor.show_node(node, place)
        self._on_editor_changed()

    def apply(self) -> None:
        """Give the filter to the list, unless something is missing."""
        if self.editor.require_complete():
            self.applied.emit(self.editor.node())
            self.accept()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        is_ctrl = bool(arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_ctrl and arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.button.click()
            return
        super().keyPressEvent(arg__1)

    def _on_clear_clicked(self) -> None:
        self.editor.show_node(None)
        self._on_editor_changed()

    def _on_editor_changed(self) -> None:
        self.button.setEnabled(self.editor.is_readable)
        if not self.editor.is_readable:
            return
        asked = self._matching(self.editor.node())
        self._counts.ask(asked, partial(self._context.services.customers.counts, asked))

    def _on_counts_answered(self, _asked: object, counts: object) -> None:
        total = sum(counts.values()) if isinstance(counts, dict) else 0
        words = translate(mark("符合条件 {count} 位"))
        self.count.setText(words.format(count=self._context.formats.count(total)))

    def _on_counts_failed(self, error: object) -> None:
        if isinstance(error, BranchCrmError):
            self.count.setText(error.lines(translate)[0])

    def _on_editor_grown(self) -> None:
        QTimer.singleShot(0, self, self._on_layout_settled)

    def _on_layout_settled(self) -> None:
        if self.isVisible():
            self.fit()
            scroller, focused = self.findChild(QScrollArea), self.focusWidget()
            if isinstance(scroller, QScrollArea) and focused is not None:
                scroller.ensureWidgetVisible(focused)


def parts_of_builder(context: PageContext) -> BuilderParts:
    """Give what the builder offers in this book."""
    choices = context.services.filters.choices()
    entries = []
    for choice in choices:
        name = spoken(choice.field.said)
        entries.append(
            FieldEntry(
                field=choice.field,
                label=name,
                group=translate(GROUP_LABELS[choice.field.group]),
                words=f"{name.casefold()} {choice.words}",
            )
        )
    services = context.services
    products = [product.name for product in services.products.all(with_inactive=True)]
    return BuilderParts(
        entries=entries,
        formats=context.formats,
        people=[person.name for person in services.staff.people()],
        known={
            "tag": services.attachments.known_tags(),
            "bought": products,
            "holds": products,
        },
    )
