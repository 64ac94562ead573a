"""The very first screen: make a book, try invented customers, or bring a backup back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from branchcrm.domain.errors import FieldError
from branchcrm.domain.password import check_password
from branchcrm.domain.wording import mark, say
from ui.kit.buttons import Button, ButtonLook
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import translate
from ui.shell.door import BookWish
from ui.shell.gate_parts import FIXED, WIDE, Brand, GateView


class SetupView(GateView):
    """Asks what a book needs to begin: the branch, a person and a password."""

    submitted = Signal(object)
    demo_requested = Signal()
    restore_requested = Signal()
    language_requested = Signal()

    def __init__(self, formats: Formats, folder: str, other_language: str) -> None:
        """Show the form and where the book will lie."""
        super().__init__(440)
        self.setObjectName("setup")
        self.form = Form(_fields(), formats, columns=1)
        self.notice = InlineNotice("error")
        self.notice.hide()
        look = ButtonLook(kind="primary", hint="Enter", size="large")
        self.submit = Button(self.tr("建立账本"), look)
        self.submit.clicked.connect(self.try_submit)
        self.column.addWidget(Brand(self.tr("第一次使用，先建立网点的账本")))
        self.column.addWidget(self.card)
        self._fill_card(folder)
        self.column.addWidget(self._foot(other_language))

    def take_focus(self) -> None:
        """Be ready for the branch's name to be typed."""
        self.form.focus_first()

    def set_busy(self, *, is_busy: bool) -> None:
        """Say that the book is being made."""
        self.submit.setEnabled(not is_busy)
        self.submit.set_text(self.tr("正在建立…") if is_busy else self.tr("建立账本"))

    def show_error(self, text: str) -> None:
        """Say why no book was made."""
        self.set_busy(is_busy=False)
        self.notice.set_notice("error", text)
        self.notice.show()

    def try_submit(self) -> None:
        """Make the book, unless something must be changed first."""
        self.notice.hide()
        values = {key: str(value or "") for key, value in self.form.values().items()}
        problems = _problems(values)
        self.form.set_errors(problems)
        if problems:
            return
        self.set_busy(is_busy=True)
        self.submitted.emit(
            BookWish(
                branch=values["branch"].strip(),
                name=values["name"].strip(),
                password=values["password"],
            )
        )

    def _fill_card(self, folder: str) -> None:
        self.content.setSpacing(12)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.form)
        where = self.tr("账本加密保存在这台电脑：{folder}").format(folder=folder)
        self.content.addWidget(label(where, "meta", wraps=True))
        self.submit.setSizePolicy(WIDE, FIXED)
        self.content.addWidget(self.submit)

    def _foot(self, other_language: str) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for text, name, wish in (
            (self.tr("用示例数据试一试"), "try_demo", self.demo_requested),
            (self.tr("从备份恢复…"), "restore_backup", self.restore_requested),
        ):
            button = Button(text, ButtonLook(kind="link", size="small"))
            button.setObjectName(name)
            button.clicked.connect(wish)
            row.addWidget(button)
        row.addStretch(1)
        other = Button(other_language, ButtonLook(kind="link", size="small"))
        other.setObjectName("other_language")
        other.clicked.connect(self.language_requested)
        row.addWidget(other)
        return foot


def _fields() -> list[Field]:
    return [
        Field(
            key="branch",
            label=translate(mark("网点名称")),
            required=True,
            placeholder=translate(mark("例如 人民路网点")),
        ),
        Field(
            key="name",
            label=translate(mark("你的姓名")),
            required=True,
            help=translate(mark("第一位用户是管理员，之后可以在设置里增加员工")),
        ),
        Field(
            key="password",
            label=translate(mark("密码")),
            kind=FieldKind.PASSWORD,
            required=True,
        ),
        Field(
            key="again",
            label=translate(mark("再输一次密码")),
            kind=FieldKind.PASSWORD,
            required=True,
        ),
    ]


def _problems(values: dict[str, str]) -> list[FieldError]:
    problems = []
    if not values["branch"].strip():
        problems.append(FieldError("branch", say("填写网点名称后才能建立")))
    if not values["name"].strip():
        problems.append(FieldError("name", say("填写姓名后才能建立")))
    try:
        check_password(values["password"])
    except FieldError as error:
        problems.append(error)
    if values["password"] != values["again"]:
        problems.append(FieldError("again", say("两次输入的密码不一样")))
    return problems
