"""The step that decides about rows whose customer the book knows: picture 09c."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.services.import_check import KnownCustomer
from branchcrm.services.import_terms import Decision, OnMatch
from ui.exchange.field_pairs import FieldPairs
from ui.exchange.known_choice import MERGE, KnownChoice
from ui.exchange.known_list import KnownDelegate, KnownModel
from ui.exchange.wizard_state import WizardState
from ui.kit.buttons import small
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import Badge, KeyHint, label
from ui.kit.page_parts import EmptyState
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_LIST_WIDTH = 320


class KnownStep(QWidget):
    """The list of known customers, and field by field what the row says of the current one."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the step without a check."""
        super().__init__()
        self._state: WizardState | None = None
        self._place = 0
        self.model = KnownModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(KnownDelegate(self.list))
        self.list.setAccessibleName(self.tr("可能重复"))
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.count = label("", "muted")
        self.name = label("", "section")
        self.badge = Badge("")
        self.number = label("", "muted")
        self.choice = KnownChoice()
        self.choice.changed.connect(self._on_choice_changed)
        self.pairs = FieldPairs()
        self.pairs.changed.connect(self._on_pairs_changed)
        self.rest = ComboBox([])
        self.rest_words = label("", "label")
        self.apply = small(self.tr("应用到全部"))
        self.apply.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply.clicked.connect(self._on_apply_clicked)
        self.empty = EmptyState(
            self.tr("没有重复的客户"), self.tr("文件里的客户账本里都没有，或资料完全一致")
        )
        self._content = QWidget()
        self._build()

    def show_known(self, state: WizardState, known: Sequence[KnownCustomer]) -> None:
        """Show the customers of a check."""
        self._state = state
        self.model.show(known)
        self._content.setVisible(bool(known))
        self.empty.setVisible(not known)
        words = self.tr("对其余 {count} 位使用同一处理")
        self.rest_words.setText(words.format(count=max(0, len(known) - 1)))
        self._show_count()
        if known:
            self.list.setCurrentIndex(self.model.index(0))

    @property
    def is_last(self) -> bool:
        """Tell whether the current customer is the last one, or there is none."""
        return self._place >= len(self.model.rows) - 1

    def next(self) -> None:
        """Confirm the current customer and go to the following one."""
        self._decide()
        if not self.is_last:
            self.list.setCurrentIndex(self.model.index(self._place + 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is not None:
            place = max(0, min(len(self.model.rows) - 1, self._place + step))
            self.list.setCurrentIndex(self.model.index(place))
        elif event.text() in {"1", "2", "3", "4"}:
            self.choice.choose(int(event.text()) - 1)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.pairs.choose_side(is_offered=event.key() == Qt.Key.Key_Right)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.next()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._content, 1)
        outer.addWidget(self.empty, 1)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        right = QVBoxLayout()
        right.setContentsMargins(24, 16, 24, 16)
        right.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.number)
        right.addLayout(head)
        right.addWidget(self.choice)
        right.addWidget(self.pairs)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for key, words in (
            ("← →", self.tr("选择一侧")),
            ("J K", self.tr("上下一位")),
            ("Enter", self.tr("确认这一位")),
        ):
            for cap in key.split():
                keys.addWidget(KeyHint(cap))
            keys.addWidget(label(words, "meta"))
        keys.addStretch(1)
        right.addLayout(keys)
        right.addStretch(1)
        row.addLayout(right, 1)

    def _left(self) -> QFrame:
        side = QFrame()
        side.setProperty("line", "right")
        side.setFixedWidth(current_theme().px(_LIST_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 16, 0)
        head.addWidget(label(self.tr("可能重复"), "strong"))
        head.addWidget(self.count, 1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 16, 0)
        foot.setSpacing(8)
        self.rest.set_options(
            [
                Option(OnMatch.FILL, self.tr("更新已有客户的空白项")),
                Option(OnMatch.OVERWRITE, self.tr("用文件里的值覆盖")),
                Option(OnMatch.CREATE, self.tr("都当作另一位客户新建")),
                Option(OnMatch.SKIP, self.tr("都跳过，不导入")),
            ]
        )
        for widget in (self.rest_words, self.rest, self.apply):
            foot.addWidget(widget)
        column.addLayout(foot)
        return side

    def _show_count(self) -> None:
        decisions = self._state.decisions if self._state else {}
        done = sum(row.place in decisions for row in self.model.rows)
        words = self.tr("{count} 位，已处理 {done}")
        self.count.setText(words.format(count=len(self.model.rows), done=done))
        self.changed.emit()

    def _show_current(self) -> None:
        row, state = self.model.rows[self._place], self._state
        if state is None:
            return
        self.name.setText(row.name)
        self.badge.set_text(translate(row.matched_on))
        words = self.tr("第 {number} / {count} 位")
        self.number.setText(words.format(number=self._place + 1, count=len(self.model.rows)))
        decision = state.decisions.get(row.place) or Decision(on_match=state.on_match)
        self.choice.show_decision(decision)
        self.pairs.show_customer(row, decision, is_merging=self.choice.value() == MERGE)

    def _decide(self) -> None:
        state = self._state
        if state is None or not self.model.rows:
            return
        row = self.model.rows[self._place]
        chosen = self.choice.value()
        if chosen == MERGE:
            state.decisions[row.place] = Decision(
                on_match=OnMatch.OVERWRITE, fields=self.pairs.offered_fields()
            )
        else:
            state.decisions[row.place] = Decision(on_match=OnMatch(chosen))
        self._show_count()

    def _on_list_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self._place = current.row()
            self._show_current()
            self.changed.emit()

    def _on_choice_changed(self) -> None:
        self.pairs.set_merging(is_merging=self.choice.value() == MERGE)
        self._decide()

    def _on_pairs_changed(self) -> None:
        self._decide()

    def _on_apply_clicked(self) -> None:
        if self._state is None:
            return
        decision = Decision(on_match=OnMatch(str(self.rest.value())))
        for row in self.model.rows:
            if row.place not in self._state.decisions:
                self._state.decisions[row.place] = decision
        self._show_count()
        self._show_current()
