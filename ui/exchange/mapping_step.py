"""The step that matches the columns of the file to fields: picture 09a."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from branchcrm.domain.wording import mark
from branchcrm.services.import_inspection import FieldOutline, fields_of
from ui.exchange.confirm_panel import ConfirmPanel
from ui.exchange.table_choice import TableChoice
from ui.exchange.wizard_state import WizardState
from ui.exchange.words import DATE_LAYOUTS, KIND_WORDS, match_words
from ui.kit.checks import CheckBox, ComboBox
from ui.kit.choices import Option
from ui.kit.labels import ElidedLabel, IconMark, label, rule
from ui.kit.theme import current_theme
from ui.kit.translation import translate

NOT_IMPORTED = mark("不导入")
_ICONS = {"ok": "ph.check-circle", "warn": "ph.question"}
_ROW_HEIGHT = 44
_NAME_WIDTH = 150
_COMBO_WIDTH = 200
_MATCH_WIDTH = 130


class MappingStep(QWidget):
    """A row per field: the column that fills it, how it was matched, and some of its cells."""

    changed = Signal()
    looked_again = Signal()

    def __init__(self) -> None:
        """Build the step without a file."""
        super().__init__()
        self._state: WizardState | None = None
        self._chosen_here: set[str] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.choice = TableChoice()
        self.choice.changed.connect(self._on_choice_changed)
        self._table = QFrame()
        self._table.setProperty("frame", "card")
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(16, 0, 16, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(3, 1)
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
        return fields_of(self._state.kind) if self._state and self._state.kind else ()

    def lacking(self) -> list[str]:
        """Name the fields that must be matched before going on."""
        if self._state is None or not self._state.kind:
            return [self.tr("表头")]
        have = {value for value in self._state.fields.values() if value}
        labels = {one.key: translate(one.label) for one in self.fields()}
        if self._state.kind == "customers":
            return [] if have & {"name", "code"} else [labels["name"]]
        lacking = [] if "date" in have else [labels["date"]]
        if "amount" not in have and not {"quantity", "unit_price"} <= have:
            lacking.append(labels["amount"])
        if not have & {"customer_code", "customer_name", "customer_phone", "id_number"}:
            lacking.append(labels["customer_code"])
        return lacking

    def summary(self) -> str:
        """Say how far the matching is."""
        lacking = self.lacking()
        if lacking:
            return self.tr("还要对应：{fields}").format(fields="、".join(lacking))
        count = len(
            [value for value in (self._state.fields if self._state else {}).values() if value]
        )
        return self.tr("必填列已匹配，共匹配 {count} 列").format(count=count)

    def combo(self, field: str) -> ComboBox | None:
        """Give the list of columns beside a field."""
        return self._table.findChild(ComboBox, f"column_{field}")

    def _left(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.choice)
        column.addLayout(head)
        column.addWidget(self._table)
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
        self._clear()
        heads = (
            self.tr("{kind}资料").format(kind=translate(kind) if kind else ""),
            self.tr("表格中的列"),
            self.tr("匹配方式"),
            self.tr("示例（前 3 行）"),
        )
        for place, words in enumerate(heads):
            self._grid.addWidget(self._cell(label(words, "label"), 32), 0, place)
        number = 1
        for one in self._ordered(state):
            columns = state.columns_of(one.key) if one.takes_many else state.columns_of(one.key)[:1]
            for key in [column.key for column in columns] or [""]:
                self._add_row(number, one, key)
                number += 2
        self.panel.show_state(state, self.fields())
        self.changed.emit()

    def _ordered(self, state: WizardState) -> Sequence[FieldOutline]:
        """Give required and matched fields first, in the order of the kind."""
        taken = {value for value in state.fields.values() if value}
        fields = self.fields()
        first = [one for one in fields if one.is_required or one.key in taken]
        return [*first, *(one for one in fields if one not in first)]

    def _add_row(self, number: int, one: FieldOutline, key: str) -> None:
        state = self._state
        if state is None:
            return
        self._grid.addWidget(rule(), number, 0, 1, 4)
        self._grid.addWidget(self._cell(self._name(one), _ROW_HEIGHT), number + 1, 0)
        combo = ComboBox(self._options(state))
        combo.setObjectName(f"column_{one.key}")
        combo.setAccessibleName(translate(one.label))
        combo.setMinimumWidth(current_theme().px(_COMBO_WIDTH))
        combo.set_value(key)
        combo.chosen.connect(partial(self._on_column_chosen, one, key))
        self._grid.addWidget(combo, number + 1, 1)
        self._grid.addWidget(self._match(state, key, one), number + 1, 2)
        column = state.column(key) if key else None
        samples = "、".join(column.samples) if column else ""
        self._grid.addWidget(ElidedLabel(samples, "muted"), number + 1, 3)

    @staticmethod
    def _name(one: FieldOutline) -> QWidget:
        holder = QWidget()
        holder.setMinimumWidth(current_theme().px(_NAME_WIDTH))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label(translate(one.label)))
        if one.is_required:
            row.addWidget(label("*", "danger"))
        row.addStretch(1)
        return holder

    def _match(self, state: WizardState, key: str, one: FieldOutline) -> QWidget:
        column = state.column(key) if key else None
        is_own = key in self._chosen_here
        words, tone = match_words(column, is_money=one.is_money, is_own_choice=is_own)
        shown = translate(words)
        if column is not None and column.date_layouts > 1:
            shown, tone = translate(DATE_LAYOUTS).format(count=column.date_layouts), "ok"
        holder = QWidget()
        holder.setMinimumWidth(current_theme().px(_MATCH_WIDTH))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if tone:
            row.addWidget(IconMark(_ICONS[tone], tone, 14))
        row.addWidget(label(shown, f"{tone}-meta" if tone else "muted"))
        row.addStretch(1)
        return holder

    @staticmethod
    def _options(state: WizardState) -> list[Option]:
        none = Option("", translate(NOT_IMPORTED))
        return [none, *(Option(column.key, column.heading) for column in state.sheet.columns)]

    @staticmethod
    def _cell(widget: QWidget, height: int) -> QWidget:
        widget.setMinimumHeight(current_theme().px(height))
        return widget

    def _clear(self) -> None:
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.setObjectName("")
                widget.deleteLater()

    def _on_column_chosen(self, one: FieldOutline, before: str, key: object) -> None:
        state = self._state
        if state is None or str(key) == before:
            return
        if before:
            state.fields[before] = ""
        if key:
            state.assign(str(key), one.key, takes_many=one.takes_many)
            self._chosen_here.add(str(key))
        self._renew()

    def _on_panel_changed(self) -> None:
        self.changed.emit()

    def _on_choice_changed(self) -> None:
        self.looked_again.emit()

    def _on_remember_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._state is not None:
            self._state.remembers = is_on
