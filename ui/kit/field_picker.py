"""Chooses a field of the filter language: a button that opens a searchable, grouped list."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ButtonLook
from ui.kit.theme import current_theme
from ui.kit.translation import translate

WIDTH, ROWS = 260, 11
_KEY = int(Qt.ItemDataRole.UserRole)
_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry:
    """A field as a list offers it; `words` are what it is found by, in small letters."""

    field: FilterField
    label: str
    group: str
    words: str

    def matches(self, typed: str) -> bool:
        """Tell whether every typed word is found."""
        return all(part in self.words for part in typed.casefold().split())


class FieldPopup(QFrame):
    """The list of fields under their groups, narrowed while one types."""

    picked = Signal(str)

    def __init__(self, entries: Sequence[FieldEntry], parent: QWidget) -> None:
        """Take what is offered."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("frame", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = entries
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate(mark("字段名称或拼音")))
        self.line.setAccessibleName(translate(mark("查找字段")))
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._fill)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setProperty("frame", "popup")
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._on_list_clicked)
        self.list.setAccessibleName(translate(mark("字段")))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list)
        theme = current_theme()
        self.setFixedSize(theme.px(WIDTH), theme.px(32) * ROWS)
        self._fill("")

    def open_at(self, place: QPoint, key: str) -> None:
        """Open at a place of the screen, with a field chosen."""
        self.move(place)
        self.show()
        for row in range(self.model.rowCount()):
            if key and self.model.index(row, 0).data(_KEY) == key:
                self.list.setCurrentIndex(self.model.index(row, 0))
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def take_current(self) -> None:
        """Pick the field that is marked."""
        self._take(self.list.currentIndex())

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_current()
            return True
        if event.key() in _STEPS:
            by = 8 if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 1
            is_down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
            self._step(by if is_down else -by)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.model.clear()
        group = ""
        for entry in self._entries:
            if not entry.matches(typed):
                continue
            if entry.group != group:
                group = entry.group
                self.model.appendRow(_heading(group))
            row = QStandardItem(entry.label)
            row.setData(entry.field.key, _KEY)
            self.model.appendRow(row)
        if not group:
            self.model.appendRow(_heading(translate(mark("没有这个字段"))))
        self._step(1, start=-1)

    def _step(self, by: int, *, start: int | None = None) -> None:
        rows = [row for row in range(self.model.rowCount()) if self._key(row)]
        if not rows:
            return
        now = self.list.currentIndex().row() if start is None else start
        place = rows.index(now) if now in rows else -1
        target = rows[min(max(place + by, 0), len(rows) - 1)]
        self.list.setCurrentIndex(self.model.index(target, 0))
        if target == rows[0]:
            self.list.scrollToTop()

    def _key(self, row: int) -> str:
        return str(self.model.index(row, 0).data(_KEY) or "")

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._take(index)

    def _take(self, index: QModelIndex) -> None:
        key = str(index.data(_KEY) or "") if index.isValid() else ""
        if key:
            self.close()
            self.picked.emit(key)


def _heading(words: str) -> QStandardItem:
    row = QStandardItem(words)
    row.setFlags(Qt.ItemFlag.NoItemFlags)
    row.setFont(current_theme().font(12, bold=True))
    return row


class FieldPicker(Button):
    """Shows the chosen field; a click, Space, Alt+↓ or typing opens the list."""

    picked = Signal(object)

    def __init__(self, entries: Sequence[FieldEntry]) -> None:
        """Take what is offered; nothing is chosen yet."""
        super().__init__("", ButtonLook(has_menu=True))
        self._entries = entries
        self.field: FilterField | None = None
        self.set_field(None)
        self.clicked.connect(self.open_list)

    def set_field(self, field: FilterField | None) -> None:
        """Show a field, or that one is to be chosen."""
        self.field = field
        known = {entry.field.key: entry.label for entry in self._entries}
        words = known.get(field.key, field.label) if field else translate(mark("选择字段"))
        self.set_text(words)
        self.setAccessibleName(translate(mark("字段：{field}")).format(field=words))

    def open_list(self, typed: object = "") -> None:
        """Open the list, narrowed by what was typed."""
        popup = FieldPopup(self._entries, self)
        popup.picked.connect(self._on_popup_picked)
        popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)), self._key())
        if isinstance(typed, str) and typed:
            popup.line.setText(typed)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        text, is_alt = arg__1.text(), bool(arg__1.modifiers() & Qt.KeyboardModifier.AltModifier)
        if arg__1.key() == Qt.Key.Key_Down and is_alt:
            self.open_list()
        elif text.isalnum() and not is_alt:
            self.open_list(text)
        elif arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not arg__1.modifiers():
            self.open_list()
        else:
            super().keyPressEvent(arg__1)

    def _key(self) -> str:
        return self.field.key if self.field else ""

    def _on_popup_picked(self, key: str) -> None:
        chosen = next(entry.field for entry in self._entries if entry.field.key == key)
        self.set_field(chosen)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit(chosen)
