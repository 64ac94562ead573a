"""Takes the register of complaints out to a workbook, off the main thread."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.services.complaint_export import RegisterRequest
from branchcrm.services.exports import ExportOutcome, sentence_of
from ui.kit.page import PageContext
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.questions import FileChoice
from ui.kit.translation import translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task


class RegisterExport(QObject):
    """Asks where to write, writes the list as seen, and says what was written."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        """Belong to the page whose list goes out."""
        super().__init__(page)
        self._context, self._page = context, page

    def export(self, asked: ComplaintFilter, sort: ComplaintSort) -> None:
        """Ask for the file and write the list into it."""
        day = self._context.formats.today.isoformat()
        name = self.tr("投诉台账 {day}.xlsx").format(day=day)
        target = self._context.prompts.save_file(
            FileChoice(
                title=self.tr("导出台账"),
                filters=(self.tr("Excel 工作簿 (*.xlsx)"),),
                start=Path.home() / name,
            )
        )
        if target is None:
            return
        request = RegisterRequest(
            asked=asked,
            sort=sort,
            words=translate,
            is_english=self._context.theme.language == "en",
        )
        written = target if target.suffix else target.with_suffix(".xlsx")
        task: Task[Any] = self._context.tasks.start(
            partial(self._write, written, request),
            on_success=self._on_success,
            on_error=self._on_error,
        )
        remark = self.tr("取消后不会留下写了一半的文件")
        title = self.tr("正在导出投诉台账")
        ProgressDialog(title, remark, task, self._context.formats, self._page.window())

    def _write(self, target: Path, request: RegisterRequest, progress: Progress) -> ExportOutcome:
        return self._context.services.complaint_exports.export(target, request, progress)

    def _on_success(self, outcome: ExportOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(sentence_of(outcome))

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
