"""The step that decides about rows whose customer the book knows: picture 09c."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.services.import_check import ImportCheck
from branchcrm.services.import_terms import Decision, OnMatch, RowPlace
from ui.exchange.field_pairs import FieldPairs
from ui.exchange.known_choice import MERGE, KnownChoice
from ui.exchange.known_side import KnownSide
from ui.exchange.wizard_state import WizardState
from ui.kit.labels import Badge, KeyHint, label
from ui.kit.page_parts import EmptyState
from ui.kit.translation import translate


class KnownStep(QWidget):
    """The list of known customers, and field by field what the row says of the current one."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the step without a check."""
        super().__init__()
        self._state: WizardState | None = None
        self._place = 0
        self._beyond: tuple[RowPlace, ...] = ()
        self.side = KnownSide(self)
        self.model, self.list = self.side.model, self.side.list
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.name = label("", "section")
        self.badge = Badge("")
        self.number = label("", "muted")
        self.choice = KnownChoice()
        self.choice.changed.connect(self._on_choice_changed)
        self.pairs = FieldPairs()
        self.pairs.changed.connect(self._on_pairs_changed)
        self.side.apply.clicked.connect(self._on_apply_clicked)
        self.empty = EmptyState(
            self.tr("没有重复的客户"), self.tr("文件里的客户账本里都没有，或资料完全一致")
        )
        self._content = QWidget()
        self._build()

    def show_known(self, state: WizardState, check: ImportCheck) -> None:
        """Show the customers of a check."""
        self._state, known = state, check.known
        self._beyond = check.known_beyond
        self._place = 0
        self.model.show(known)
        self._content.setVisible(bool(known))
        self.empty.setVisible(not known)
        self._show_count()
        if known:
            self.list.setCurrentIndex(self.model.index(0))

    @property
    def is_last(self) -> bool:
        """Tell whether nobody but the current customer is left to decide about."""
        return all(place == self._place for place in self._undecided())

    def next(self) -> None:
        """Confirm the current customer and go to the following one that is not decided."""
        self._decide()
        left = self._undecided()
        if left:
            following = next((one for one in left if one > self._place), left[0])
            self.list.setCurrentIndex(self.model.index(following))

    def _undecided(self) -> list[int]:
        decisions = self._state.decisions if self._state else {}
        return [n for n, row in enumerate(self.model.rows) if row.place not in decisions]

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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._content, 1)
        outer.addWidget(self.empty, 1)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        content = QWidget()
        content.setProperty("ground", "none")
        right = QVBoxLayout(content)
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
        right.addLayout(self._keys())
        right.addStretch(1)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(content)
        row.addWidget(scroller, 1)

    def _keys(self) -> QHBoxLayout:
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
        return keys

    def _show_count(self) -> None:
        decisions = self._state.decisions if self._state else {}
        places = [*(row.place for row in self.model.rows), *self._beyond]
        done = sum(place in decisions for place in places)
        rest = sum(number != self._place for number in self._undecided())
        self.side.show_count(len(places), done, rest + len(self._beyond))
        self.changed.emit()

    def _show_current(self) -> None:
        row, state = self.model.rows[self._place], self._state
        if state is None:
            return
        self.name.setText(row.name)
        self.badge.set_text(translate(row.matched_on))
        words = self.tr("第 {number} / {count} 位")
        self.number.setText(
            words.format(number=f"{self._place + 1:,}", count=f"{len(self.model.rows):,}")
        )
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
        decision = Decision(on_match=OnMatch(str(self.side.rest.value())))
        for place in (*(row.place for row in self.model.rows), *self._beyond):
            self._state.decisions.setdefault(place, decision)
        self._show_count()
        self._show_current()
