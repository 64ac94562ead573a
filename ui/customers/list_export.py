"""Takes the list as it is seen, or its ticked rows, out to a workbook."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.services.exports import ExportOutcome, ExportRequest, sentence_of
from ui.kit.buttons import Button, ButtonLook, IconButton
from ui.kit.page import PageContext
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.questions import FileChoice, ReasonChoice
from ui.kit.translation import translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task


class ListExport(QObject):
    """Asks where to write, writes off the main thread, and says what was written."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Belong to the page whose list goes out."""
        super().__init__(parent)
        self._page = parent
        self._context = context
        self._may_full = context.services.actor.may(Right.EXPORT_FULL)

    @property
    def is_allowed(self) -> bool:
        """Tell whether the acting person may take lists out."""
        return self._context.services.actor.may(Right.EXPORT_MASKED)

    def make_button(self) -> Button:
        """Give the button of the page's head; a menu where full numbers are allowed."""
        words = self.tr("导出")
        button = Button(words, ButtonLook(icon="ph.export", has_menu=self._may_full))
        button.setVisible(self.is_allowed)
        return button

    def make_print_button(self, wished: Callable[[], object]) -> IconButton:
        """Give the button that leads the list onto paper."""
        button = IconButton("ph.printer", self.tr("打印名单"))
        button.set_name(self.tr("打印名单"), "Ctrl P")
        button.setVisible(self.is_allowed)
        button.clicked.connect(wished)
        return button

    def print_list(self, asked: CustomerFilter, order: CustomerOrder) -> None:
        """Show the list as it goes onto paper."""
        self._context.navigator.open_page("paper", asked=asked, order=order)

    def offer(self, button: QWidget, request: ExportRequest) -> None:
        """Export masked at once, or let the person choose where both are allowed."""
        if not self._may_full:
            self.export(request)
            return
        menu = self.menu(request)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def menu(self, request: ExportRequest) -> QMenu:
        """Give the choice between masked and full numbers."""
        menu = QMenu(self._page)
        for words, is_full in (
            (self.tr("导出（号码脱敏）…"), False),
            (self.tr("导出完整号码…"), True),
        ):
            action = menu.addAction(words)
            action.triggered.connect(partial(self.export, replace(request, is_full=is_full)))
        return menu

    def export(self, request: ExportRequest) -> None:
        """Ask for a purpose where full numbers leave, then for the file, and write it."""
        purpose = ""
        if request.is_full:
            choice = ReasonChoice(
                title=self.tr("导出完整号码"),
                text=self.tr("用途会写进文件，并记入操作历史"),
                action=self.tr("选择文件…"),
                reasons=(self.tr("上级要求"), self.tr("数据核对"), self.tr("迁移到其他系统")),
            )
            answer = self._context.prompts.ask_reason(choice)
            if answer is None:
                return
            purpose = answer
        target = self._ask_target()
        if target is not None:
            self._start(target, replace(request, purpose=purpose))

    def _ask_target(self) -> Path | None:
        day = self._context.formats.today.isoformat()
        name = self.tr("客户名单 {day}.xlsx").format(day=day)
        choice = FileChoice(
            title=self.tr("导出客户名单"),
            filters=(self.tr("Excel 工作簿 (*.xlsx)"),),
            start=Path.home() / name,
        )
        target = self._context.prompts.save_file(choice)
        if target is not None and not target.suffix:
            target = target.with_suffix(".xlsx")
        return target

    def _start(self, target: Path, request: ExportRequest) -> None:
        task: Task[Any] = self._context.tasks.start(
            partial(self._write, target, request),
            on_success=self._on_success,
            on_error=self._on_error,
        )
        remark = self.tr("取消后不会留下写了一半的文件")
        title = self.tr("正在导出客户名单")
        ProgressDialog(title, remark, task, self._context.formats, self._page.window())

    def _write(self, target: Path, request: ExportRequest, progress: Progress) -> ExportOutcome:
        return self._context.services.exports.export(target, request, progress, translate)

    def _on_success(self, outcome: ExportOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(sentence_of(outcome))

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
