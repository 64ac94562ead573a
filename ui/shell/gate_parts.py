"""What the screens before the window share: a centred card, the brand, a password field."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.kit.buttons import IconButton
from ui.kit.labels import IconMark, label, set_look
from ui.kit.resources import resource_path
from ui.kit.theme import current_theme

WIDE, FIXED = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed


def app_icon() -> QIcon:
    """Give the program's own icon."""
    return QIcon(str(resource_path("icons", "app.svg")))


class Brand(QWidget):
    """The program's icon and name, with the branch below."""

    def __init__(self, branch: str) -> None:
        """Take the branch's words, which may be empty before there is a book."""
        super().__init__()
        side = current_theme().px(40)
        mark = QLabel()
        mark.setPixmap(app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        mark.setAccessibleName("BranchCRM")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("BranchCRM", "title"))
        self._branch = label(branch, "muted")
        words.addWidget(self._branch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(mark)
        row.addLayout(words, 1)


class GateView(QWidget):
    """A screen of one column in the middle of the window."""

    def __init__(self, width: int = 360) -> None:
        """Make the column and an empty card in it."""
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = QFrame()
        self.card.setProperty("frame", "card")
        self.content = QVBoxLayout(self.card)
        self.content.setContentsMargins(24, 24, 24, 24)
        self.content.setSpacing(4)
        middle = QWidget()
        middle.setFixedWidth(current_theme().px(width))
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(9)
        outer.addLayout(row)
        outer.addStretch(10)


class FieldNote(QWidget):
    """A line under a field: what is wrong, or what to know; hidden when there is nothing."""

    def __init__(self, role: str, icon_name: str, ink: str) -> None:
        """Take the role of the words and the sign before them."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconMark(icon_name, ink, 14), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", role, wraps=True)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The words that are shown."""
        return self._words.text()

    def show_text(self, text: str) -> None:
        """Show the words, or hide the line when there are none."""
        self._words.setText(text)
        self.setVisible(bool(text))


class PasswordField(QWidget):
    """A password with its label, an eye to look at it, a warning of Caps Lock, and errors."""

    submitted = Signal()

    def __init__(self, name: str, placeholder: str = "") -> None:
        """Take the label's words."""
        super().__init__()
        self.input = QLineEdit()
        self.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.input.setPlaceholderText(placeholder)
        self.input.setAccessibleName(name)
        self.input.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._furnish_input()
        self.input.returnPressed.connect(self.submitted)
        self.input.installEventFilter(self)
        self.error = FieldNote("danger-meta", "warning-circle", "danger")
        self.caps = FieldNote("warn-meta", "keyboard", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words = label(name, "label")
        words.setBuddy(self.input)
        for part in (words, self.input, self.error, self.caps):
            column.addWidget(part)

    @property
    def text(self) -> str:
        """The password as typed."""
        return self.input.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.input.clear()
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Say what is wrong with it, or that nothing is."""
        self.error.show_text(text)
        set_look(self.input, "invalid", "true" if text else "false")
        self.input.setAccessibleDescription(text)

    def _furnish_input(self) -> None:
        theme = current_theme()
        eye = IconButton("eye", self.tr("显示密码"), is_small=True)
        eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        eye.setCheckable(True)
        eye.toggled.connect(self._on_eye_toggled)
        inside = QHBoxLayout(self.input)
        inside.setContentsMargins(8, 0, 2, 0)
        inside.addWidget(IconMark("lock-simple", "t3"))
        inside.addStretch(1)
        inside.addWidget(eye)
        self.input.setTextMargins(theme.px(20), 0, theme.px(24), 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._watch_caps_lock(event)
        return super().eventFilter(watched, event)

    def _watch_caps_lock(self, event: QKeyEvent) -> None:
        """Qt does not tell the state of Caps Lock; a letter's case against Shift does."""
        if len(event.text()) != 1 or not event.text().isascii() or not event.text().isalpha():
            return
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_on = event.text().isupper() != has_shift
        self.caps.show_text(self.tr("大写锁定已打开") if is_on else "")

    def _on_eye_toggled(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.input.setEchoMode(mode)
