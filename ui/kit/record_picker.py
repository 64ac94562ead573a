"""Finds one record by typing: a customer by name, pinyin or the end of a phone number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView
from typing_extensions import override

from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence, mark, say
from ui.kit.form_field import Editor
from ui.kit.icons import icon
from ui.kit.paint import paint_tier_chip, tier_chip_width, token
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label
from ui.kit.translation import translate

DELAY_MS = 120
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A record that can be picked: its id, name, tier and a few words more."""

    key: int
    name: str
    tier: str = ""
    detail: str = ""

    @property
    def line(self) -> str:
        """Give the record as one line of the list."""
        has_tier = bool(self.tier) and self.tier != Tier.NONE
        parts = (self.name, tier_label(self.tier) if has_tier else "", self.detail)
        return "   ".join(part for part in parts if part)


Search = Callable[[str], Sequence[Pick]]


class PickerLine(QLineEdit):
    """A line that shows the picked record with its tier, or finds one while it is typed."""

    picked = Signal(object)

    def __init__(self, search: Search, placeholder: str) -> None:
        """Take what finds records and the words of the empty line."""
        super().__init__()
        self.pick: Pick | None = None
        self._search = search
        self._found: dict[int, Pick] = {}
        self.setPlaceholderText(placeholder)
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._popup.setProperty("frame", "popup")
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._on_completer_activated)
        self.setCompleter(self._completer)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.search_now)
        self.textEdited.connect(self._on_text_edited)
        self._clear = self.addAction(icon("ph.x", "t3"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText(translate(mark("换一位")))
        self._clear.triggered.connect(self._on_clear_triggered)
        self._clear.setVisible(False)

    def set_pick(self, pick: Pick | None) -> None:
        """Show a record, or none."""
        self.pick = pick
        self.setText(pick.name if pick else "")
        self.setCursorPosition(0)
        self._clear.setVisible(pick is not None)
        self.setAccessibleDescription(pick.line if pick else "")
        self.update()

    def search_now(self) -> None:
        """Look for what was typed and offer what was found."""
        text = self.text().strip()
        found = self._search(text) if text and self.pick is None else ()
        self._found = {pick.key: pick for pick in found}
        self._model.clear()
        for pick in found:
            self._model.appendRow(QStandardItem(pick.line))
        if found and self.hasFocus():
            self._completer.complete()

    def take_first(self) -> bool:
        """Pick the best hit of what was typed; tell whether there was one."""
        self._delay.stop()
        self.search_now()
        first = next(iter(self._found.values()), None)
        if first is not None:
            self._take(first)
        return first is not None

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        is_enter = arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_plain = arg__1.modifiers() == Qt.KeyboardModifier.NoModifier
        if is_enter and is_plain and self.pick is None and self.text().strip():
            self.take_first()
            return
        super().keyPressEvent(arg__1)

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if self.pick is not None:
            self.selectAll()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.pick is None:
            return
        theme, painter = current_theme(), QPainter(self)
        left = 9 + QFontMetrics(theme.font()).horizontalAdvance(self.text()) + 8
        if self.pick.tier and self.pick.tier != Tier.NONE:
            paint_tier_chip(painter, left, self.height() / 2, self.pick.tier)
            left += tier_chip_width(self.pick.tier) + 8
        painter.setFont(theme.font())
        painter.setPen(token("t2"))
        box = QRectF(left, 0, self.width() - left - 36, self.height())
        painter.drawText(box, _LEFT, self.pick.detail)

    def _take(self, pick: Pick) -> None:
        self._popup.hide()
        self.set_pick(pick)
        self.picked.emit(pick)

    def _on_text_edited(self) -> None:
        if self.pick is not None:
            self.pick = None
            self._clear.setVisible(False)
            self.picked.emit(None)
        self._delay.start()

    def _on_completer_activated(self, line: str) -> None:
        pick = next((one for one in self._found.values() if one.line == line), None)
        if pick is not None:
            # The completer writes its own text into the line right after this.
            QTimer.singleShot(0, self, lambda: self._take(pick))

    def _on_clear_triggered(self) -> None:
        self.set_pick(None)
        self.picked.emit(None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class PickerEditor(Editor):
    """A picked record in a form; its value is the record's id."""

    def __init__(self, search: Search, by_id: Callable[[int], Pick], placeholder: str) -> None:
        """Take what finds records by words and by id."""
        self.line = PickerLine(search, placeholder)
        super().__init__(self.line)
        self._by_id = by_id
        self.line.picked.connect(self._on_line_picked)

    @override
    def value(self) -> object:
        return None if self.line.pick is None else self.line.pick.key

    @override
    def set_value(self, value: object) -> None:
        self.line.set_pick(self._by_id(value) if isinstance(value, int) else None)

    @override
    def problem(self) -> Sentence | None:
        if self.line.pick is None and self.line.text().strip():
            return say("从列表里选一位，“{text}”还没有选定", text=self.line.text().strip())
        return None

    def _on_line_picked(self) -> None:
        self.changed.emit()
        self.left.emit()
