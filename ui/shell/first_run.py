"""The screen of a book without customers: three ways to begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ButtonLook, primary, secondary
from ui.kit.given_files import dropped_file
from ui.kit.labels import IconMark, label
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.theme import current_theme
from ui.kit.translation import page_title

DEMO_CUSTOMERS = 240


class FirstRunPage(Page):
    """Offers to import a file, to look at invented customers, or to add the first customer."""

    def __init__(self, context: PageContext) -> None:
        """Show the three ways."""
        super().__init__(context)
        self.setAcceptDrops(True)
        self.import_button = primary(self.tr("选择文件…"))
        self.demo_button = secondary(self.tr("载入示例数据"))
        self.add_button = secondary(self.tr("新建客户"))
        self.import_button.clicked.connect(self._on_import_clicked)
        self.demo_button.clicked.connect(self._on_demo_clicked)
        self.add_button.clicked.connect(self.add_record)
        header = PageHeader(page_title(mark("客户")))
        middle = QWidget()
        middle.setMaximumWidth(current_theme().px(888))
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(8)
        self._fill_column()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(header)
        outer.addStretch(8)
        outer.addLayout(row)
        outer.addStretch(10)

    @override
    def activate(self, **params: object) -> None:
        self.import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def add_record(self) -> None:
        self.context.navigator.edit_customer()

    @override
    def status_text(self) -> str:
        return self.tr("0 位客户")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            self.context.navigator.open_page("exchange", file=path)

    def _fill_column(self) -> None:
        self._column.addWidget(label(self.tr("还没有客户"), "title"))
        self._column.addWidget(
            label(self.tr("选一种方式开始。之后可以随时再导入或添加。"), "muted")
        )
        self._column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        for icon_name, title, words, button in (
            (
                "file-arrow-up",
                self.tr("从 Excel 导入"),
                self.tr("支持 .xlsx 和 .csv。自动匹配列名，先校验再写入，导入前自动备份。"),
                self.import_button,
            ),
            (
                "flask",
                self.tr("用示例数据试一试"),
                self.tr("载入 {count} 位虚构客户和他们的互动、投诉、回访。可以一键撤销。").format(
                    count=DEMO_CUSTOMERS
                ),
                self.demo_button,
            ),
            (
                "user-plus",
                self.tr("添加第一位客户"),
                self.tr("只需要姓名和手机号，其余资料以后再补。"),
                self.add_button,
            ),
        ):
            row.addWidget(_choice(icon_name, title, words, button), 1)
        self._column.addLayout(row)
        self._column.addSpacing(8)
        self._column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        for icon_name, text, name, act in (
            ("download-simple", self.tr("下载导入模板"), "get_template", self._on_template_clicked),
            (
                "clock-counter-clockwise",
                self.tr("从备份恢复"),
                "restore_backup",
                self._on_restore_clicked,
            ),
        ):
            row.addWidget(_foot_link(icon_name, text, name, act))
        row.addStretch(1)
        row.addWidget(label(self.tr("也可以把 Excel 文件直接拖到这个窗口"), "muted"))
        return row

    def _on_import_clicked(self) -> None:
        self.context.navigator.open_page("exchange", start="import")

    def _on_template_clicked(self) -> None:
        self.context.navigator.open_page("exchange", start="template")

    def _on_restore_clicked(self) -> None:
        self.context.navigator.open_page("settings", section="data")

    def _on_demo_clicked(self) -> None:
        self.demo_button.setEnabled(False)
        self.context.tasks.start(
            self._fill_demo, on_success=self._on_demo_filled, on_error=self._on_demo_refused
        )

    def _fill_demo(self, progress: Progress) -> object:
        return self.context.services.demo.fill(DEMO_CUSTOMERS, progress=progress)

    def _on_demo_filled(self, _counts: object) -> None:
        self.demo_button.setEnabled(True)
        filled = self.context.services.history.latest(limit=1)[0]
        changes = Changes(
            operation_id=filled.id, summary=filled.summary, ids=dict.fromkeys(Aspect, None)
        )
        self.context.changes.publish(changes)
        self.context.navigator.toast(changes)

    def _on_demo_refused(self, error: Exception) -> None:
        self.demo_button.setEnabled(True)
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)


def _choice(icon_name: str, title: str, words: str, button: Button) -> QWidget:
    card = QFrame()
    card.setProperty("frame", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(8)
    column.addWidget(IconMark(icon_name, "accent", 24))
    column.addSpacing(4)
    column.addWidget(label(title, "section"))
    text: QLabel = label(words, "muted", wraps=True)
    column.addWidget(text)
    column.addStretch(1)
    column.addSpacing(8)
    column.addWidget(button)
    return card


def _foot_link(icon_name: str, text: str, name: str, act: Callable[[], object]) -> Button:
    button = Button(text, ButtonLook(kind="link", icon=icon_name))
    button.setObjectName(name)
    button.clicked.connect(act)
    return button
