"""The step that matches the columns of the file to fields: picture 09a."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from branchcrm.services.import_inspection import FieldOutline, lacking_of
from ui.exchange.confirm_panel import ConfirmPanel
from ui.exchange.field_table import FieldTable
from ui.exchange.table_choice import TableChoice
from ui.exchange.wizard_state import WizardState
from ui.exchange.words import KIND_WORDS
from ui.kit.checks import CheckBox
from ui.kit.labels import label
from ui.kit.translation import translate


class MappingStep(QWidget):
    """The table of fields, what to look at, and what is to be confirmed."""

    changed = Signal()
    looked_again = Signal()

    def __init__(self, fields_of: Callable[[str], tuple[FieldOutline, ...]]) -> None:
        """Build the step without a file; `fields_of` gives what rows of a kind can hold."""
        super().__init__()
        self._fields_of = fields_of
        self._state: WizardState | None = None
        self._chosen_here: set[str] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.choice = TableChoice()
        self.choice.changed.connect(self._on_choice_changed)
        self.table = FieldTable()
        self.table.column_chosen.connect(self._on_table_column_chosen)
        self.remember = CheckBox(self.tr("记住这次的对应关系，下次同样的列名自动套用"))
        self.remember.setChecked(True)
        self.remember.toggled.connect(self._on_remember_toggled)
        self._title = label("", "section")
        self.panel = ConfirmPanel()
        self.panel.changed.connect(self._on_panel_changed)
        row.addWidget(self._left(), 1)
        row.addWidget(self.panel)

    def show_state(self, state: WizardState) -> None:
        """Show a file."""
        self._state = state
        self._chosen_here = set()
        self.choice.show_state(state)
        self.remember.setChecked(state.remembers)
        self._renew()

    def fields(self) -> tuple[FieldOutline, ...]:
        """Give the fields of the kind that is imported."""
        return self._fields_of(self._state.kind) if self._state and self._state.kind else ()

    def lacking(self) -> list[str]:
        """Name the fields that must be matched before going on."""
        if self._state is None or not self._state.kind:
            return [self.tr("表头")]
        have = {value for value in self._state.fields.values() if value}
        return [translate(one.label) for one in lacking_of(self._state.kind, have)]

    def summary(self) -> str:
        """Say how far the matching is."""
        lacking = self.lacking()
        if lacking:
            return self.tr("还要对应：{fields}").format(fields="、".join(lacking))
        count = len(
            [value for value in (self._state.fields if self._state else {}).values() if value]
        )
        return self.tr("必填列已匹配，共匹配 {count} 列").format(count=count)

    def _left(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.choice)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.remember)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        body.setProperty("ground", "surface")
        area.setWidget(body)
        return area

    def _renew(self) -> None:
        state = self._state
        if state is None:
            return
        kind = KIND_WORDS.get(state.kind)
        words = self.tr("把表格里的列对应到{kind}资料")
        self._title.setText(
            words.format(kind=translate(kind))
            if kind
            else self.tr("没有认出表头，指定内容和表头行")
        )
        self.table.show_fields(state, self.fields(), frozenset(self._chosen_here))
        self.panel.show_state(state, self.fields())
        self.changed.emit()

    def _on_table_column_chosen(self, one: FieldOutline, before: str, key: str) -> None:
        state = self._state
        if state is None:
            return
        if before:
            state.fields[before] = ""
        if key:
            state.assign(key, one.key, takes_many=one.takes_many)
            self._chosen_here.add(key)
        self._renew()

    def _on_panel_changed(self) -> None:
        self.changed.emit()

    def _on_choice_changed(self) -> None:
        self.looked_again.emit()

    def _on_remember_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._state is not None:
            self._state.remembers = is_on
