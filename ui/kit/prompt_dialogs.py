"""The dialogs behind the prompts: confirm, message, reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from typing_extensions import override

from branchcrm.domain.characters import plain
from branchcrm.domain.wording import mark
from ui.kit.buttons import danger, primary, secondary
from ui.kit.choices import ChoiceChips, Option
from ui.kit.labels import label
from ui.kit.modal import ModalDialog
from ui.kit.questions import Question, ReasonChoice
from ui.kit.translation import translate

_WIDTH = 400


class ConfirmDialog(ModalDialog):
    """Asks before a step that cannot be undone; the focus starts on 取消."""

    def __init__(self, question: Question, parent: QWidget | None) -> None:
        """Take the question; with a count, the count must be typed."""
        super().__init__(question.title, _WIDTH, parent)
        self._typed = question.typed or ("" if question.count is None else f"{question.count:,}")
        self.add(label(question.text, "muted", wraps=True))
        self.count_line = QLineEdit()
        if self._typed:
            words = translate(mark("输入 {count} 确认")).format(count=self._typed)
            self.add(label(words, "label"))
            self.count_line.setAccessibleName(words)
            self.count_line.setMaximumWidth(120)
            self.count_line.textChanged.connect(self._on_count_changed)
            self.add(self.count_line)
        self.cancel_button = secondary(question.cancel or translate(mark("取消")))
        make = danger if question.is_dangerous else primary
        self.action_button = make(question.action)
        self.cancel_button.clicked.connect(self.reject)
        self.action_button.clicked.connect(self.accept)
        self.foot_row.addStretch(1)
        self.add_button(self.cancel_button)
        self.add_button(self.action_button)
        self._on_count_changed()

    def ask(self) -> bool:
        """Show the dialog and wait for the answer."""
        first = self.count_line if self._typed else self.cancel_button
        first.setFocus(Qt.FocusReason.TabFocusReason)
        return self.exec() == QDialog.DialogCode.Accepted

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        is_ctrl = bool(arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_enter = arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and is_ctrl and self.action_button.isEnabled():
            self.accept()
            return
        super().keyPressEvent(arg__1)

    def _on_count_changed(self) -> None:
        typed = self.count_line.text().strip()
        # Thousands may be parted or not.
        is_right = typed == self._typed or _digits(typed) == _digits(self._typed) != ""
        self.action_button.setEnabled(is_right)
        if not is_right:
            why = translate(mark("输入 {count} 后才能继续")).format(count=self._typed)
            self.action_button.setToolTip(why)


def _digits(text: str) -> str:
    """Give a typed count without the signs between its thousands; nothing for other words."""
    bare = plain(text).replace(",", "")
    return bare if bare.isdigit() else ""


class MessageDialog(ModalDialog):
    """Says something that must be read."""

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget | None) -> None:
        """Take the first line as the title and the others as text."""
        super().__init__(title, 560, parent)
        for line in lines:
            self.add(label(line, "muted", wraps=True))
        self.close_button = primary(translate(mark("知道了")))
        self.close_button.clicked.connect(self.accept)
        self.foot_row.addStretch(1)
        self.add_button(self.close_button)


class ReasonDialog(ModalDialog):
    """Asks why: a chip of a common reason, or own words."""

    def __init__(self, choice: ReasonChoice, parent: QWidget | None) -> None:
        """Take the question and the common reasons."""
        super().__init__(choice.title, 560, parent)
        if choice.text:
            self.add(label(choice.text, "muted", wraps=True))
        self.chips = ChoiceChips([Option(reason, reason) for reason in choice.reasons])
        self.chips.setVisible(bool(choice.reasons))
        self.add(self.chips)
        self.line = QLineEdit(choice.preset)
        self.line.setPlaceholderText(translate(mark("写明原因")))
        self.line.setAccessibleName(translate(mark("写明原因")))
        self.chips.set_value(choice.preset)
        self.chips.changed.connect(self._on_chips_changed)
        self.line.textChanged.connect(self._on_line_changed)
        self.line.returnPressed.connect(self._on_line_return_pressed)
        self.add(self.line)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.action_button = primary(choice.action)
        self.action_button.clicked.connect(self.accept)
        self.foot_row.addStretch(1)
        self.add_button(cancel)
        self.add_button(self.action_button)
        self._on_line_changed()

    def ask(self) -> str | None:
        """Show the dialog and give the reason."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.line.selectAll()
        if self.exec() != QDialog.DialogCode.Accepted:
            return None
        return self.line.text().strip()

    def _on_chips_changed(self, reason: object) -> None:
        self.line.setText(str(reason))

    def _on_line_changed(self) -> None:
        self.action_button.setEnabled(bool(self.line.text().strip()))
        self.action_button.setToolTip(
            "" if self.action_button.isEnabled() else translate(mark("写明原因后才能继续"))
        )

    def _on_line_return_pressed(self) -> None:
        if self.action_button.isEnabled():
            self.accept()
