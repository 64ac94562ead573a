"""The dialog that chooses the columns of a table and their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.buttons import primary, secondary, small
from ui.kit.labels import label
from ui.kit.modal import ModalDialog
from ui.kit.table_column import Column
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import translate

ROWS = 12
_KEY = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnEntry:
    """A column as the dialog offers it; `words` are what it is found by, in small letters."""

    key: str
    title: str
    group: str = ""
    words: str = ""

    def matches(self, typed: str) -> bool:
        """Tell whether every typed word is found."""
        words = f"{self.title.casefold()} {self.words}"
        return all(part in words for part in typed.casefold().split())


class ColumnsDialog(ModalDialog):
    """What can be added at the left, what is shown in its order at the right."""

    def __init__(self, table: TableView, entries: Sequence[ColumnEntry], parent: QWidget) -> None:
        """Take the table and what is offered; the column of names stays."""
        super().__init__(translate(mark("显示的列")), 720, parent)
        self.setObjectName("columns_dialog")
        self._table, self._entries = table, entries
        self._sort: tuple[str, bool] | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate(mark("字段名称或拼音，Enter 加入")))
        self.line.setAccessibleName(translate(mark("查找列")))
        self.line.textChanged.connect(self._fill_offered)
        self.line.installEventFilter(self)
        self.offered = _list(translate(mark("可以加入的列")))
        self.shown = _list(translate(mark("显示的列，从左到右")))
        self.shown.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.offered.itemDoubleClicked.connect(self._on_offered_item_double_clicked)
        self.offered.installEventFilter(self)
        self.shown.installEventFilter(self)
        self._arrange()
        self._fill_shown([column.key for column in self._movable()])
        self._fill_offered()

    def chosen(self) -> list[str]:
        """Give the chosen columns in their order."""
        return [str(self.shown.item(row).data(_KEY)) for row in range(self.shown.count())]

    def add_current(self) -> None:
        """Show the column that is marked among those offered."""
        row = self.offered.currentRow()
        key = str(self.offered.item(row).data(_KEY) or "") if row >= 0 else ""
        if not key:
            return
        self._fill_shown([*self.chosen(), key])
        self.shown.setCurrentRow(self.shown.count() - 1)
        self._fill_offered()
        self.offered.setCurrentRow(min(row, self.offered.count() - 1))

    def remove_current(self) -> None:
        """Show the column that is marked at the right no more."""
        row = self.shown.currentRow()
        if row >= 0:
            self.shown.takeItem(row)
            self._fill_offered()

    def move_current(self, step: int) -> None:
        """Move the marked column to the left or to the right."""
        row, target = self.shown.currentRow(), self.shown.currentRow() + step
        if row >= 0 and 0 <= target < self.shown.count():
            self.shown.insertItem(target, self.shown.takeItem(row))
            self.shown.setCurrentRow(target)

    def apply(self) -> None:
        """Show the chosen columns in the table."""
        first = [one.key for one in self._table.rows.columns if one.stretches]
        self._table.places.choose([*first, *self.chosen()])
        if self._sort is not None:
            key, is_descending = self._sort
            self._table.sort_by(key, is_descending=is_descending)
        self.accept()

    def sort_current(self) -> None:
        """Sort by the marked column once it is applied; again turns the order round."""
        row = self.shown.currentRow()
        if row < 0:
            return
        key = str(self.shown.item(row).data(_KEY))
        column = self._table.rows.columns[self._table.rows.column_number(key)]
        is_same = self._sort is not None and self._sort[0] == key
        down = not self._sort[1] if self._sort is not None and is_same else column.sorts_down_first
        self._sort = (key, down)
        self._fill_shown(self.chosen())
        self.shown.setCurrentRow(row)

    def reset(self) -> None:
        """Return to the usual columns."""
        self._table.places.reset()
        self.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain
            if watched is self.shown and self._steers(event):
                return True
            if is_enter and watched is not self.shown:
                self.add_current()
                return True
            if watched is self.line and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                row = min(max(self.offered.currentRow() + step, 0), self.offered.count() - 1)
                self.offered.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _steers(self, event: QKeyEvent) -> bool:
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if is_alt and event.key() in steps:
            self.move_current(steps[event.key()])
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_current()
            return True
        if event.key() == Qt.Key.Key_S:
            self.sort_current()
            return True
        return False

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(8)
        add = small(translate(mark("加入")), icon="ph.plus")
        add.clicked.connect(self.add_current)
        left.addWidget(label(translate(mark("可以加入的列")), "label"))
        left.addWidget(self.line)
        left.addWidget(self.offered)
        left.addWidget(add)
        left.addStretch(1)
        buttons = QHBoxLayout()
        steps = ((mark("上移"), "ph.arrow-up", -1), (mark("下移"), "ph.arrow-down", 1))
        for words, icon, step in steps:
            button = small(translate(words), icon=icon)
            button.setProperty("step", step)
            button.clicked.connect(self._on_step_clicked)
            buttons.addWidget(button)
        remove = small(translate(mark("去掉")), icon="ph.x")
        remove.clicked.connect(self.remove_current)
        buttons.addWidget(remove)
        sort = small(translate(mark("按此列排序")))
        sort.clicked.connect(self.sort_current)
        buttons.addWidget(sort)
        buttons.addStretch(1)
        right.addWidget(label(translate(mark("显示的列，从左到右")), "label"))
        right.addWidget(self.shown)
        right.addLayout(buttons)
        right.addWidget(
            label(translate(mark("拖动或 Alt ↑ ↓ 调整顺序，Delete 去掉，S 排序")), "meta")
        )
        right.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.add(holder)
        self._add_foot()

    def _add_foot(self) -> None:
        reset = secondary(translate(mark("恢复默认列")))
        reset.clicked.connect(self.reset)
        self.foot_row.addWidget(reset)
        self.foot_row.addStretch(1)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.button = primary(translate(mark("应用")), hint="Ctrl Enter")
        self.button.clicked.connect(self.apply)
        self.add_button(cancel)
        self.add_button(self.button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.button.click)
        self.finished.connect(self.deleteLater)

    def _movable(self) -> list[Column]:
        return [one for one in self._table.places.wanted() if not one.stretches]

    def _fill_shown(self, keys: Sequence[str]) -> None:
        titles = {column.key: column.title for column in self._table.rows.columns}
        self.shown.clear()
        sorted_key, is_down = self._sort or ("", False)
        for key in keys:
            arrow = ("  ↓" if is_down else "  ↑") if key == sorted_key else ""
            _add(self.shown, titles.get(key, key) + arrow, key)

    def _fill_offered(self) -> None:
        typed, chosen, group = self.line.text(), set(self.chosen()), ""
        fixed = {one.key for one in self._table.rows.columns if one.stretches}
        self.offered.clear()
        for entry in self._entries:
            if entry.key in chosen | fixed or not entry.matches(typed):
                continue
            if entry.group != group:
                group = entry.group
                _add(self.offered, group, "")
            _add(self.offered, entry.title, entry.key)
        rows = range(self.offered.count())
        first = next((row for row in rows if self.offered.item(row).data(_KEY)), -1)
        self.offered.setCurrentRow(first)

    def _on_step_clicked(self) -> None:
        self.move_current(int(self.sender().property("step")))

    def _on_offered_item_double_clicked(self, _entry: QListWidgetItem) -> None:
        self.add_current()


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setProperty("frame", "popup")
    made.setAccessibleName(name)
    made.setFixedHeight(current_theme().px(28) * ROWS)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _add(to: QListWidget, words: str, key: str) -> None:
    entry = QListWidgetItem(words)
    entry.setData(_KEY, key)
    if not key:
        entry.setFlags(Qt.ItemFlag.NoItemFlags)
        entry.setFont(current_theme().font(12, bold=True))
    to.addItem(entry)
