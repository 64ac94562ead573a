"""Which sheet of the file, what it holds, and in which row its headings stand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from branchcrm.domain.wording import mark
from ui.exchange.wizard_state import WizardState
from ui.exchange.words import KIND_WORDS
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import label
from ui.kit.translation import translate

_LAST_ROW = 60
_NOT_SAID = mark("未认出")


class TableChoice(QWidget):
    """Small lists above the columns, to put right what was found by itself."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the lists."""
        super().__init__()
        self._state: WizardState | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.sheet = ComboBox([])
        self.sheet.setAccessibleName(self.tr("工作表"))
        self.sheet.chosen.connect(self._on_sheet_chosen)
        self.kind = ComboBox([Option(key, translate(words)) for key, words in KIND_WORDS.items()])
        self.kind.setAccessibleName(self.tr("内容"))
        self.kind.chosen.connect(self._on_kind_chosen)
        self.header = QSpinBox()
        self.header.setRange(1, _LAST_ROW)
        self.header.setAccessibleName(self.tr("表头行"))
        self.header.editingFinished.connect(self._on_header_edited)
        for words, widget in (
            (self.tr("工作表"), self.sheet),
            (self.tr("内容"), self.kind),
            (self.tr("表头行"), self.header),
        ):
            row.addWidget(label(words, "label"))
            row.addWidget(widget)

    def show_state(self, state: WizardState) -> None:
        """Show what was found, or chosen."""
        self._state = state
        self.sheet.set_options([Option(one.name, one.name) for one in state.inspection.sheets])
        self.sheet.set_value(state.sheet.name)
        kinds = [Option(key, translate(words)) for key, words in KIND_WORDS.items()]
        if not state.kind:
            kinds.insert(0, Option("", translate(_NOT_SAID)))
        self.kind.set_options(kinds)
        self.kind.set_value(state.kind)
        self.header.setValue(state.header_row or state.sheet.header_row or 1)

    def _on_sheet_chosen(self, name: object) -> None:
        state = self._state
        if state is None or name == state.sheet.name:
            return
        sheet = next(one for one in state.inspection.sheets if one.name == name)
        state.header_row = None
        state.take_sheet(sheet)
        self.changed.emit()

    def _on_kind_chosen(self, kind: object) -> None:
        state = self._state
        if state is not None and str(kind) != state.kind:
            state.kind = str(kind)
            state.header_row = state.header_row or self.header.value()
            self.changed.emit()

    def _on_header_edited(self) -> None:
        state = self._state
        number = self.header.value()
        if state is not None and number != (state.header_row or state.sheet.header_row or 1):
            state.header_row = number
            self.changed.emit()
