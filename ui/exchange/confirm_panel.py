"""The panel beside the columns: units to be confirmed, and the columns that are not used."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.domain.wording import mark
from branchcrm.services.import_inspection import ColumnOutline, FieldOutline
from ui.exchange.wizard_state import WizardState
from ui.exchange.words import PART, UNIT_WORDS
from ui.kit.checks import RadioButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import Badge, IconMark, label, rule
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_WIDTH = 344
_NEVER_KEPT = mark("密码、验证码这类内容不会导入")


class ConfirmPanel(QFrame):
    """Asks about units instead of guessing them, and shows what stays behind."""

    changed = Signal()

    def __init__(self) -> None:
        """Build an empty panel."""
        super().__init__()
        self.setProperty("line", "left")
        self.setProperty("ground", "surface")
        self.setFixedWidth(current_theme().px(_WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._state: WizardState | None = None

    def show_state(self, state: WizardState, fields: Sequence[FieldOutline]) -> None:
        """Show what is to be confirmed about a file."""
        self._state = state
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        money = {one.key for one in fields if one.is_money}
        asked = [
            column
            for column in state.sheet.columns
            if state.fields.get(column.key) in money and (column.unit_factor or 1) > 1
        ]
        self._column.addWidget(label(self.tr("需要确认"), "strong"))
        if not asked:
            self._column.addWidget(label(self.tr("没有要确认的事"), "muted"))
        for column in asked:
            self._column.addWidget(self._unit(state, column))
            self._column.addWidget(rule())
        self._add_unused(state)
        self._column.addStretch(1)

    def _unit(self, state: WizardState, column: ColumnOutline) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 8, 0, 8)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark("ph.warning", "warn"))
        head.addWidget(
            label(self.tr("“{heading}”的单位").format(heading=column.heading), "strong"), 1
        )
        box.addLayout(head)
        factor = column.unit_factor or 1
        unit = translate(UNIT_WORDS.get(factor, UNIT_WORDS[1]))
        words = self.tr("系统按元保存。导入时把数值乘以 {factor}").format(factor=f"{factor:,}")
        box.addWidget(label(words, "muted", wraps=True))
        choices = QWidget()
        beside = FlowLayout(choices, gap=16)
        multiply = RadioButton(
            self.tr("{unit}，乘以 {factor}").format(unit=unit, factor=f"{factor:,}")
        )
        already = RadioButton(self.tr("已经是元"))
        present = state.units.get(column.key, factor)
        (already if present == 1 else multiply).setChecked(True)
        multiply.toggled.connect(partial(self._on_unit_toggled, column.key, factor))
        beside.addWidget(multiply)
        beside.addWidget(already)
        box.addWidget(choices)
        return holder

    def _add_unused(self, state: WizardState) -> None:
        unused = [
            one
            for one in state.sheet.columns
            if not state.fields.get(one.key) and one.matched_by != PART
        ]
        if not unused:
            return
        self._column.addWidget(label(self.tr("表格中没有用到的列"), "strong"))
        chips = QWidget()
        flow = FlowLayout(chips)
        for column in unused:
            flow.addWidget(Badge(column.heading))
        self._column.addWidget(chips)
        if any(column.matched_by == "never_kept" for column in unused):
            self._column.addWidget(label(translate(_NEVER_KEPT), "meta", wraps=True))

    def _on_unit_toggled(self, key: str, factor: int, is_multiplied: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._state is not None:
            self._state.units[key] = factor if is_multiplied else 1
            self.changed.emit()
