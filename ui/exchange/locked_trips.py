"""Hands workbooks out to be edited in Excel, and takes them back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.services.exports import ExportOutcome, ExportRequest, sentence_of
from branchcrm.services.locked_books import TakeBack, TakenBack
from branchcrm.services.locked_review import Review
from ui.exchange.review_dialog import ReviewDialog
from ui.exchange.words import WORKBOOK_FILTER
from ui.kit.page import PageContext
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.questions import FileChoice, ReasonChoice
from ui.kit.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.kit.tasks import Task


class LockedTrips(QObject):
    """Leads a workbook out and back, off the main thread."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        """Belong to the page of importing and exporting."""
        super().__init__(page)
        self._context, self._page = context, page
        self.dialog: ReviewDialog | None = None
        self._path = Path()

    def hand_out(self) -> None:
        """Ask for the file, with a purpose where full numbers leave, and write it."""
        is_full = self._context.services.actor.may(Right.EXPORT_FULL)
        purpose: str | None = ""
        if is_full:
            purpose = self._context.prompts.ask_reason(
                ReasonChoice(
                    title=self.tr("导出可改的工作簿"),
                    text=self.tr("里面是完整号码；用途会写进文件，并记入操作历史"),
                    action=self.tr("选择文件…"),
                    reasons=(self.tr("补全资料"), self.tr("数据核对"), self.tr("上级要求")),
                )
            )
        target = None if purpose is None else self._target()
        if target is not None:
            request = ExportRequest(is_full=is_full, purpose=purpose or "")
            write = partial(self._write, target, request)
            self._start(self.tr("正在导出"), write, self._on_handed_out)

    def ask_back(self) -> None:
        """Ask for the edited file and compare it with the book."""
        path = self._context.prompts.open_file(
            FileChoice(title=self.tr("收回改好的工作簿"), filters=(translate(WORKBOOK_FILTER),))
        )
        if path is not None:
            self.take_back(path)

    def take_back(self, path: Path) -> None:
        """Compare an edited file with the book and show what it would change."""
        self._path = path
        self._start(self.tr("正在对照"), partial(self._review, path), self._on_reviewed)

    def _target(self) -> Path | None:
        day = self._context.formats.today.isoformat()
        name = self.tr("客户可改 {day}.xlsx").format(day=day)
        choice = FileChoice(
            title=self.tr("导出可改的工作簿"),
            filters=(translate(WORKBOOK_FILTER),),
            start=Path.home() / name,
        )
        target = self._context.prompts.save_file(choice)
        return target.with_suffix(".xlsx") if target is not None and not target.suffix else target

    def _start(
        self, title: str, work: "Callable[[Progress], Any]", then: "Callable[[Any], None]"
    ) -> None:
        task: Task[Any] = self._context.tasks.start(work, on_success=then, on_error=self._on_error)
        remark = self.tr("取消后不会留下写了一半的文件，账本也不变")
        ProgressDialog(title, remark, task, self._context.formats, self._page.window())

    def _write(self, target: Path, request: ExportRequest, progress: Progress) -> ExportOutcome:
        return self._context.services.locked_books.hand_out(target, request, progress, translate)

    def _review(self, path: Path, progress: Progress) -> Review:
        return self._context.services.locked_books.review(path, progress, translate)

    def _take(self, path: Path, decided: TakeBack, progress: Progress) -> TakenBack:
        service = self._context.services.locked_books
        return service.take_back(path, decided, progress, translate)

    def _on_handed_out(self, outcome: ExportOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(sentence_of(outcome))

    def _on_reviewed(self, review: Review) -> None:
        self.show_review(self._path.name, review)

    def show_review(self, file: str, review: Review) -> None:
        """Show what an edited file would change."""
        dialog = ReviewDialog(file, review, self._page)
        dialog.decided.connect(self._on_decided)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    def _on_dialog_finished(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _on_decided(self, decided: object) -> None:
        if isinstance(decided, TakeBack):
            take = partial(self._take, self._path, decided)
            self._start(self.tr("正在写入"), take, self._on_taken)

    def _on_taken(self, taken: TakenBack) -> None:
        if taken.changes is None:
            self._context.navigator.toast(say("没有要写入的改动"))
            return
        self._context.changes.publish(taken.changes)
        self._context.navigator.toast(taken.changes)

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
