"""The recovery key: shown once when it is made, and asked for when a password is forgotten."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from branchcrm.domain.errors import FieldError
from branchcrm.domain.password import check_password
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ButtonLook, secondary
from ui.kit.checks import CheckBox, ComboBox
from ui.kit.choices import Option
from ui.kit.labels import label
from ui.kit.translation import spoken, translate
from ui.shell.gate_parts import FIXED, WIDE, FieldNote, GateView, PasswordField
from ui.shell.printing import print_document


class RecoveryKeyView(GateView):
    """Shows the recovery key once and waits until it was put away."""

    confirmed = Signal()

    def __init__(self, recovery_key: str) -> None:
        """Show the key."""
        super().__init__(480)
        self.setObjectName("recovery_key")
        self._key = recovery_key
        self.column.addWidget(self.card)
        self.note = FieldNote("ok-meta", "check-circle", "ok")
        self.kept = CheckBox(self.tr("我已经抄下或打印，放在安全的地方"))
        self.kept.toggled.connect(self._on_kept_toggled)
        look = ButtonLook(kind="primary", size="large")
        self.go_on = Button(self.tr("开始使用"), look)
        self.go_on.setEnabled(False)
        self.go_on.setToolTip(self.tr("先确认恢复密钥已经保存好"))
        self.go_on.clicked.connect(self.confirmed)
        self._fill_card()

    def _fill_card(self) -> None:
        self.content.setSpacing(12)
        self.content.addWidget(label(self.tr("恢复密钥"), "section"))
        why = self.tr("忘记密码时，只有它能打开账本。它只显示这一次，程序里不保存。")
        self.content.addWidget(label(why, wraps=True))
        shown = QLineEdit(self._key)
        shown.setObjectName("key_text")
        shown.setReadOnly(True)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(self.tr("恢复密钥"))
        self.content.addWidget(shown)
        row = QHBoxLayout()
        row.setSpacing(8)
        copy = secondary(self.tr("复制"))
        copy.setObjectName("copy_key")
        copy.clicked.connect(self._on_copy_clicked)
        paper = secondary(self.tr("打印…"), icon="printer")
        paper.setObjectName("print_key")
        paper.clicked.connect(self._on_print_clicked)
        row.addWidget(copy)
        row.addWidget(paper)
        row.addWidget(self.note, 1)
        self.content.addLayout(row)
        self.content.addWidget(self.kept)
        self.go_on.setSizePolicy(WIDE, FIXED)
        self.content.addWidget(self.go_on)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.note.show_text(self.tr("已复制"))

    def _on_print_clicked(self) -> None:
        document = QTextDocument()
        title = translate(mark("BranchCRM 网点客户管理：恢复密钥"))
        why = translate(mark("忘记密码时，只有它能打开账本。请放在安全的地方。"))
        document.setPlainText(f"{title}\n\n{self._key}\n\n{why}")
        if print_document(document, self):
            self.note.show_text(self.tr("已送去打印"))

    def _on_kept_toggled(self, is_kept: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.go_on.setEnabled(is_kept)


class RecoverView(GateView):
    """Asks for the recovery key and another password."""

    submitted = Signal(str, str, str)
    back_requested = Signal()

    def __init__(self, people: Sequence[str]) -> None:
        """Offer the people of the book."""
        super().__init__(440)
        self.setObjectName("recover")
        self.person = ComboBox([Option(name, name) for name in people])
        self.person.setAccessibleName(self.tr("账号"))
        self.key = QLineEdit()
        self.key.setObjectName("key_input")
        self.key.setAccessibleName(self.tr("恢复密钥"))
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.password = PasswordField(self.tr("新密码"))
        self.password.submitted.connect(self.try_submit)
        self.error = FieldNote("danger-meta", "warning-circle", "danger")
        look = ButtonLook(kind="primary", hint="Enter", size="large")
        self.submit = Button(self.tr("设新密码并打开"), look)
        self.submit.clicked.connect(self.try_submit)
        self.column.addWidget(self.card)
        self._fill_card()

    def take_focus(self) -> None:
        """Be ready for the key to be typed."""
        self.key.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Say that the key is being checked."""
        self.submit.setEnabled(not is_busy)

    def show_error(self, text: str) -> None:
        """Say why the book did not open."""
        self.set_busy(is_busy=False)
        self.error.show_text(text)
        self.key.setFocus()

    def try_submit(self) -> None:
        """Open the book, unless something must be changed first."""
        self.error.show_text("")
        self.password.show_error("")
        if not self.key.text().strip():
            self.show_error(self.tr("填写恢复密钥后才能打开"))
            return
        try:
            check_password(self.password.text)
        except FieldError as error:
            self.password.show_error(spoken(error.reason))
            return
        self.set_busy(is_busy=True)
        self.submitted.emit(self.key.text(), str(self.person.value()), self.password.text)

    def _fill_card(self) -> None:
        self.content.setSpacing(8)
        self.content.addWidget(label(self.tr("用恢复密钥打开账本"), "section"))
        ways = self.tr("也可以请管理员在 设置 › 账号与权限 里重设密码。")
        self.content.addWidget(label(ways, "meta", wraps=True))
        self.content.addSpacing(4)
        for words, field in ((self.tr("账号"), self.person), (self.tr("恢复密钥"), self.key)):
            name = label(words, "label")
            name.setBuddy(field)
            self.content.addWidget(name)
            self.content.addWidget(field)
        self.content.addWidget(self.error)
        self.content.addWidget(self.password)
        self.content.addSpacing(8)
        self.submit.setSizePolicy(WIDE, FIXED)
        self.content.addWidget(self.submit)
        back = Button(self.tr("返回登录"), ButtonLook(kind="link", size="small"))
        back.setObjectName("back_to_login")
        back.clicked.connect(self.back_requested)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        self.content.addLayout(row)
