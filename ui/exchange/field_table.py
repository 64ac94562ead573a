"""A row per field: the column that fills it, how it was matched, and some of its cells."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from branchcrm.domain.wording import mark
from branchcrm.services.import_inspection import FieldOutline
from ui.exchange.wizard_state import WizardState
from ui.exchange.words import DATE_LAYOUTS, KIND_WORDS, match_words
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import ElidedLabel, IconMark, label
from ui.kit.ruled_grid import RuledGrid
from ui.kit.theme import current_theme
from ui.kit.translation import translate

NOT_IMPORTED = mark("不导入")
_ICONS = {"ok": "ph.check-circle", "warn": "ph.question"}
_ROW_HEIGHT = 44
_NAME_WIDTH = 150
_COMBO_WIDTH = 200
_MATCH_WIDTH = 130


class FieldTable(RuledGrid):
    """The table of the matching step."""

    column_chosen = Signal(object, str, str)

    def __init__(self) -> None:
        """Build an empty table."""
        super().__init__(4, _ROW_HEIGHT)
        self._chosen_here: frozenset[str] = frozenset()
        self.grid.setColumnStretch(3, 1)

    def show_fields(
        self, state: WizardState, fields: Sequence[FieldOutline], chosen_here: frozenset[str]
    ) -> None:
        """Show the fields of a kind with the columns that fill them."""
        self._chosen_here = chosen_here
        self.clear()
        kind = KIND_WORDS.get(state.kind)
        heads = (
            self.tr("{kind}资料").format(kind=translate(kind) if kind else ""),
            self.tr("表格中的列"),
            self.tr("匹配方式"),
            self.tr("示例（前 3 行）"),
        )
        for place, words in enumerate(heads):
            self.put(label(words, "label"), 0, place)
        number = 1
        for one in self._ordered(state, fields):
            columns = state.columns_of(one.key) if one.takes_many else state.columns_of(one.key)[:1]
            for key in [column.key for column in columns] or [""]:
                self._add_row(number, state, one, key)
                number += 1

    def combo(self, field: str) -> ComboBox | None:
        """Give the list of columns beside a field."""
        return self.findChild(ComboBox, f"column_{field}")

    @staticmethod
    def _ordered(state: WizardState, fields: Sequence[FieldOutline]) -> Sequence[FieldOutline]:
        """Give required and matched fields first, in the order of the kind."""
        taken = {value for value in state.fields.values() if value}
        first = [one for one in fields if one.is_required or one.key in taken]
        return [*first, *(one for one in fields if one not in first)]

    def _add_row(self, number: int, state: WizardState, one: FieldOutline, key: str) -> None:
        self.put(self._name(one), number, 0)
        combo = ComboBox(self._options(state))
        combo.setObjectName(f"column_{one.key}")
        combo.setAccessibleName(translate(one.label))
        combo.setMinimumWidth(current_theme().px(_COMBO_WIDTH))
        combo.set_value(key)
        combo.chosen.connect(partial(self._on_combo_chosen, one, key))
        self.put(combo, number, 1)
        self.put(self._match(state, key, one), number, 2)
        column = state.column(key) if key else None
        samples = "、".join(column.samples) if column else ""
        self.put(ElidedLabel(samples, "muted"), number, 3)

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
        row.addWidget(label(shown, tone or "muted"))
        row.addStretch(1)
        return holder

    @staticmethod
    def _options(state: WizardState) -> list[Option]:
        none = Option("", translate(NOT_IMPORTED))
        return [none, *(Option(column.key, column.heading) for column in state.sheet.columns)]

    def _on_combo_chosen(self, one: FieldOutline, before: str, key: object) -> None:
        if str(key) != before:
            self.column_chosen.emit(one, before, str(key))
