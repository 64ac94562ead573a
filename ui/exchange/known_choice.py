"""The four ways to treat a row whose customer is known."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from branchcrm.services.import_terms import Decision, OnMatch
from ui.kit.cards_editor import CardsEditor
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind

MERGE = "merge"


class KnownChoice(QWidget):
    """Merge field by field, fill blanks, create another customer, or skip."""

    changed = Signal()

    def __init__(self) -> None:
        """Show the four cards."""
        super().__init__()
        options = [
            Option(MERGE, self.tr("合并"), help=self.tr("逐项选择保留哪一个值"), hint="1"),
            Option(
                str(OnMatch.FILL),
                self.tr("更新空白项"),
                help=self.tr("只补充已有客户没有的资料"),
                hint="2",
            ),
            Option(
                str(OnMatch.CREATE), self.tr("新建"), help=self.tr("当作另一位客户保存"), hint="3"
            ),
            Option(str(OnMatch.SKIP), self.tr("跳过"), help=self.tr("不导入这一行"), hint="4"),
        ]
        self._keys = [str(option.key) for option in options]
        field = Field(key="decision", label="", kind=FieldKind.CARDS, options=options)
        self._cards = CardsEditor(field)
        self._cards.changed.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._cards.widget)

    def value(self) -> str:
        """Give the chosen way."""
        return str(self._cards.value() or OnMatch.FILL)

    def choose(self, number: int) -> None:
        """Choose a card by its number, as a key does."""
        self._cards.set_value(self._keys[number])
        self.changed.emit()

    def show_decision(self, decision: Decision) -> None:
        """Show what was decided."""
        merges = decision.fields is not None or decision.on_match is OnMatch.OVERWRITE
        self._cards.set_value(MERGE if merges else str(decision.on_match))
