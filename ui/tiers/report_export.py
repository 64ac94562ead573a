"""Takes reports and lists of tiers out to a workbook or a PDF, off the main thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_board import MOVED, WATCHED, WOULD_MOVE
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.wording import Translate
from branchcrm.services.exports import ExportOutcome, sentence_of
from branchcrm.services.reports import REPORT
from ui.kit.page import PageContext
from ui.kit.questions import FileChoice
from ui.kit.translation import translate

if TYPE_CHECKING:
    from branchcrm.services.tier_lists import TierListService


class ReportExport(QObject):
    """Asks where to write, writes, and says what was written."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        """Belong to the page of tiers."""
        super().__init__(page)
        self._context = context

    @property
    def is_allowed(self) -> bool:
        """Tell whether the acting person may take lists out."""
        return self._context.services.actor.may(Right.EXPORT_MASKED)

    def export(self) -> None:
        """Ask for the file and write the report into it."""
        self._ask(self.tr("导出报表"), translate(REPORT), self._context.services.reports.tiers)

    def export_moved(self) -> None:
        """Write who moved at the latest review."""
        self._ask(self.tr("导出名单"), translate(MOVED), self._lists.write_moved)

    def export_watched(self) -> None:
        """Write who is about to fall, and when."""
        self._ask(self.tr("导出名单"), translate(WATCHED), self._lists.write_watched)

    def export_trial(self, policy: Policy) -> None:
        """Write who would move by a rule, and why."""
        write = self._lists.write_trial

        def of_rule(target: Path, words: Translate) -> ExportOutcome:
            return write(target, policy, words)

        self._ask(self.tr("导出名单"), translate(WOULD_MOVE), of_rule)

    @property
    def _lists(self) -> "TierListService":
        lists: TierListService = self._context.services.tier_lists
        return lists

    def _ask(
        self, title: str, name: str, write: Callable[[Path, Translate], ExportOutcome]
    ) -> None:
        day = self._context.formats.today.isoformat()
        target = self._context.prompts.save_file(
            FileChoice(
                title=title,
                filters=(self.tr("Excel 工作簿 (*.xlsx)"), self.tr("PDF 文件 (*.pdf)")),
                start=Path.home() / f"{name} {day}.xlsx",
            )
        )
        if target is not None:
            written = target if target.suffix else target.with_suffix(".xlsx")
            self._context.tasks.start(
                partial(_run, partial(write, written, translate)),
                on_success=self._on_success,
                on_error=self._on_error,
            )

    def _on_success(self, outcome: ExportOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(sentence_of(outcome))

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)


def _run(write: Callable[[], ExportOutcome], _progress: Progress) -> ExportOutcome:
    return write()
