"""Takes the report of tiers out to a workbook, off the main thread."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.services.exports import ExportOutcome, sentence_of
from ui.kit.page import PageContext
from ui.kit.questions import FileChoice
from ui.kit.translation import translate


class ReportExport(QObject):
    """Asks where to write, writes the report, and says what was written."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        """Belong to the page of tiers."""
        super().__init__(page)
        self._context = context

    def export(self) -> None:
        """Ask for the file and write the report into it."""
        day = self._context.formats.today.isoformat()
        target = self._context.prompts.save_file(
            FileChoice(
                title=self.tr("导出报表"),
                filters=(self.tr("Excel 工作簿 (*.xlsx)"),),
                start=Path.home() / self.tr("分层报表 {day}.xlsx").format(day=day),
            )
        )
        if target is not None:
            written = target if target.suffix else target.with_suffix(".xlsx")
            self._context.tasks.start(
                partial(self._write, written),
                on_success=self._on_success,
                on_error=self._on_error,
            )

    def _write(self, target: Path, _progress: Progress) -> ExportOutcome:
        return self._context.services.reports.tiers(target, translate)

    def _on_success(self, outcome: ExportOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(sentence_of(outcome))

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
