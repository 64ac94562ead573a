"""Asks for the password of a backup before it takes the place of the book."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.kit.buttons import Button, ButtonLook
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import label
from ui.shell.gate_parts import FIXED, WIDE, GateView, PasswordField


class RestoreView(GateView):
    """Names the backup and asks one of its people for their password."""

    submitted = Signal(str, str)
    back_requested = Signal()

    def __init__(self, file_name: str, people: Sequence[str]) -> None:
        """Offer the people of the backup."""
        super().__init__(400)
        self.setObjectName("restore")
        self.person = ComboBox([Option(name, name) for name in people])
        self.person.setAccessibleName(self.tr("账号"))
        self.password = PasswordField(self.tr("备份时的密码"))
        self.password.submitted.connect(self.try_submit)
        look = ButtonLook(kind="primary", hint="Enter", size="large")
        self.submit = Button(self.tr("恢复整个账本"), look)
        self.submit.clicked.connect(self.try_submit)
        self.column.addWidget(self.card)
        self._fill_card(file_name)

    def take_focus(self) -> None:
        """Be ready for the password to be typed."""
        self.password.input.setFocus()

    def show_error(self, text: str) -> None:
        """Say why nothing was restored."""
        self.submit.setEnabled(True)
        self.password.show_error(text)
        self.take_focus()

    def try_submit(self) -> None:
        """Restore, once there is a password."""
        if not self.password.text:
            self.show_error(self.tr("输入密码后才能恢复"))
            return
        self.password.show_error("")
        self.submit.setEnabled(False)
        self.submitted.emit(str(self.person.value()), self.password.text)

    def _fill_card(self, file_name: str) -> None:
        self.content.setSpacing(8)
        self.content.addWidget(label(self.tr("从备份恢复"), "section"))
        kept = self.tr("现在的账本会移到一旁，不会被删除。")
        self.content.addWidget(label(file_name, wraps=True))
        self.content.addWidget(label(kept, "meta", wraps=True))
        words = label(self.tr("账号"), "label")
        words.setBuddy(self.person)
        self.content.addWidget(words)
        self.content.addWidget(self.person)
        self.content.addWidget(self.password)
        self.content.addSpacing(8)
        self.submit.setSizePolicy(WIDE, FIXED)
        self.content.addWidget(self.submit)
        back = Button(self.tr("返回"), ButtonLook(kind="link", size="small"))
        back.setObjectName("back_to_setup")
        back.clicked.connect(self.back_requested)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        self.content.addLayout(row)
