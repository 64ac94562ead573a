"""Takes the list as it is seen, or its ticked rows, out to a workbook."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.services.contact_files import CardRequest, FileOutcome, sentence_about
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
        """Give the button of the page's head, with what the acting person may take out."""
        words = self.tr("导出")
        button = Button(words, ButtonLook(icon="ph.export", has_menu=True))
        button.setVisible(self.is_allowed)
        return button

    def make_print_button(self, wished: Callable[[], object]) -> IconButton:
        """Give the button that leads the list onto paper."""
        button = IconButton("ph.printer", self.tr("打印名单"))
        button.set_name(self.tr("打印名单"), "Ctrl P")
        button.setVisible(self.is_allowed)
        button.clicked.connect(wished)
        return button

    def print_list(self, request: ExportRequest, view: str) -> None:
        """Show the list as it goes onto paper."""
        self._context.navigator.open_page("paper", request=request, view=view)

    def offer(self, button: QWidget, request: ExportRequest) -> None:
        """Let the person choose in what form the list goes out."""
        menu = self.menu(request)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def menu(self, request: ExportRequest) -> QMenu:
        """Give the choice between workbook, contact cards and labels, masked and in full."""
        menu = QMenu(self._page)
        full = replace(request, is_full=True)
        asked, order = request.filter, request.order
        to_labels = partial(self._context.navigator.open_page, "paper", labels=asked, order=order)
        offers: list[tuple[str, Callable[[], object], bool]] = [
            (self.tr("导出（号码脱敏）…"), partial(self.export, request), True),
            (self.tr("导出完整号码…"), partial(self.export, full), self._may_full),
            (self.tr("导出名片（.vcf，号码脱敏）…"), partial(self.export_cards, request), True),
            (self.tr("导出完整名片（.vcf）…"), partial(self.export_cards, full), self._may_full),
            (self.tr("打印地址标签…"), to_labels, self._may_full),
        ]
        for words, run, is_offered in offers:
            if is_offered:
                menu.addAction(words).triggered.connect(run)
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

    def export_cards(self, wished: ExportRequest) -> None:
        """Ask for the file and write contact cards for a phone or a mail program."""
        day = self._context.formats.today.isoformat()
        choice = FileChoice(
            title=self.tr("导出名片"),
            filters=(self.tr("电子名片 (*.vcf)"),),
            start=Path.home() / self.tr("客户名片 {day}.vcf").format(day=day),
        )
        target = self._context.prompts.save_file(choice)
        if target is not None:
            target = target if target.suffix else target.with_suffix(".vcf")
            request = CardRequest(filter=wished.filter, order=wished.order, is_full=wished.is_full)
            self._begin(partial(self._write_cards, target, request), self._on_cards_written)

    def _write_cards(self, target: Path, request: CardRequest, progress: Progress) -> FileOutcome:
        return self._context.services.contact_files.write_cards(target, request, progress)

    def _on_cards_written(self, outcome: FileOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(sentence_about(outcome))

    def _ask_target(self) -> Path | None:
        day = self._context.formats.today.isoformat()
        name = self.tr("客户名单 {day}.xlsx").format(day=day)
        choice = FileChoice(
            title=self.tr("导出客户名单"),
            filters=(self.tr("Excel 工作簿 (*.xlsx)"), self.tr("PDF 文件 (*.pdf)")),
            start=Path.home() / name,
        )
        target = self._context.prompts.save_file(choice)
        if target is not None and not target.suffix:
            target = target.with_suffix(".xlsx")
        return target

    def _start(self, target: Path, request: ExportRequest) -> None:
        self._begin(partial(self._write, target, request), self._on_success)

    def _begin(self, work: Callable[[Progress], Any], on_success: Callable[[Any], None]) -> None:
        task: Task[Any] = self._context.tasks.start(
            work, on_success=on_success, on_error=self._on_error
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
