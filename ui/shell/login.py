"""The login screen: who works now, and the password that opens the book."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button, ButtonLook
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import IconMark, label
from ui.shell.gate_parts import FIXED, WIDE, Brand, GateView, PasswordField


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginOffer:
    """What the login screen shows: the branch, who may sign in, and who did last."""

    branch: str
    people: Sequence[str]
    last_user: str
    version: str
    other_language: str


class LoginView(GateView):
    """Asks for person and password; stays usable while the password is checked."""

    submitted = Signal(str, str)
    recovery_requested = Signal()
    language_requested = Signal()

    def __init__(self, offer: LoginOffer) -> None:
        """Offer the people of the book, the last one first."""
        super().__init__()
        self.setObjectName("login")
        self.person = ComboBox([Option(name, name) for name in offer.people])
        if offer.last_user in offer.people:
            self.person.set_value(offer.last_user)
        self.password = PasswordField(self.tr("密码"))
        self.password.submitted.connect(self._on_submitted)
        look = ButtonLook(kind="primary", hint="Enter", size="large")
        self.submit = Button(self.tr("登录"), look)
        self.submit.clicked.connect(self._on_submitted)
        self.column.addWidget(Brand(offer.branch))
        self.column.addWidget(self.card)
        self.column.addWidget(self._foot(offer))
        self._fill_card()

    @property
    def user(self) -> str:
        """The person who is chosen."""
        return str(self.person.value())

    def take_focus(self) -> None:
        """Be ready for the password to be typed."""
        self.password.input.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Say that the password is being checked."""
        self.submit.setEnabled(not is_busy)
        self.submit.set_text(self.tr("正在打开…") if is_busy else self.tr("登录"))

    def show_error(self, text: str) -> None:
        """Say why the book did not open, and let the password be typed again."""
        self.set_busy(is_busy=False)
        self.password.show_error(text)
        self.password.input.selectAll()
        self.password.input.setFocus()

    def _fill_card(self) -> None:
        words = label(self.tr("账号"), "label")
        words.setBuddy(self.person)
        self.person.setAccessibleName(self.tr("账号"))
        self.content.addWidget(words)
        self.content.addWidget(self.person)
        self.content.addSpacing(12)
        self.content.addWidget(self.password)
        self.content.addSpacing(12)
        self.submit.setSizePolicy(WIDE, FIXED)
        self.content.addWidget(self.submit)
        self.content.addSpacing(8)
        row = QHBoxLayout()
        forgotten = Button(self.tr("忘记密码"), ButtonLook(kind="link", size="small"))
        forgotten.setObjectName("forgotten")
        forgotten.clicked.connect(self.recovery_requested)
        row.addWidget(forgotten)
        row.addStretch(1)
        row.addWidget(label(self.tr("连续 5 次错误将锁定 15 分钟"), "meta"))
        self.content.addLayout(row)

    def _foot(self, offer: LoginOffer) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconMark("hard-drive", "t3"))
        row.addWidget(label(self.tr("数据只保存在这台电脑"), "meta"))
        row.addStretch(1)
        row.addWidget(label(offer.version, "meta"))
        row.addSpacing(8)
        other = Button(offer.other_language, ButtonLook(kind="link", size="small"))
        other.setObjectName("other_language")
        other.clicked.connect(self.language_requested)
        row.addWidget(other)
        return foot

    def _on_submitted(self) -> None:
        if not self.password.text:
            self.show_error(self.tr("输入密码后才能登录"))
            return
        self.password.show_error("")
        self.set_busy(is_busy=True)
        self.submitted.emit(self.user, self.password.text)
