"""Reviews the whole book by the rule in force, with progress, and says what came of it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.tier_outcome import RetierOutcome
from ui.kit.page import PageContext
from ui.kit.progress_dialog import ProgressDialog


class ReviewRun(QObject):
    """One review at a time."""

    ended = Signal()

    def __init__(self, context: PageContext, page: QWidget) -> None:
        """Show the progress over a page."""
        super().__init__(page)
        self._context, self._page = context, page

    def start(self) -> None:
        """Begin."""
        task = self._context.tasks.start(
            self._context.services.tiers.retier,
            on_success=self._on_success,
            on_error=self._on_error,
            on_cancelled=self.ended.emit,
        )
        ProgressDialog(
            self.tr("重算分层"),
            self.tr("按现行规则评审每一位客户"),
            task,  # type: ignore[arg-type] # any outcome
            self._context.formats,
            self._page,
        )

    def _on_success(self, outcome: RetierOutcome) -> None:
        self.ended.emit()
        for sentence in outcome.notices:
            self._context.navigator.toast(sentence)
        if outcome.changes is None:
            words = self.tr("层级没有变化：数字和规则都和上次评审一样")
            self._context.navigator.toast(words)
            return
        self._context.changes.publish(outcome.changes)
        self._context.navigator.toast(outcome.changes)

    def _on_error(self, error: Exception) -> None:
        self.ended.emit()
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)
