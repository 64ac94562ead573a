"""Brings the figures to the day: after the start, when midnight passes, and when asked."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from ui.kit.page import PageContext

AFTER_PAINT_MS = 300
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Rolled:
    """What catching up did: figures that were behind, and the review of a fresh period."""

    was_behind: bool
    review: Changes | None


class DayTurn(QObject):
    """Rolls the twelve-month figures off the main thread, and has the screens read again."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        """Catch up once the first page was painted, and look at the clock each minute."""
        super().__init__(parent)
        self._context = context
        self._day = context.clock.today()
        self._is_catching_up = False
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.look_at_clock)
        self._minute.start()
        QTimer.singleShot(AFTER_PAINT_MS, self, self.catch_up)

    def catch_up(self) -> None:
        """Roll the figures where they are behind; the screens follow."""
        if self._is_catching_up:
            return
        self._is_catching_up = True
        self._context.tasks.start(self._roll, on_success=self._on_rolled, on_error=self._on_failed)

    def look_at_clock(self) -> None:
        """Begin the day that came: what is due today is another list now."""
        today = self._context.clock.today()
        if today != self._day:
            self._day = today
            self._context.changes.renew()
            self.catch_up()

    def _roll(self, _progress: Progress) -> Rolled:
        services = self._context.services
        was_behind = services.today.catch_up()
        is_due = services.actor.may(Right.APPLY_TIERS) and services.today.is_review_due()
        due = services.tiers.retier_if_due() if is_due else None
        return Rolled(was_behind, None if due is None else due.changes)

    def _on_rolled(self, rolled: Rolled) -> None:
        self._is_catching_up = False
        if rolled.review is not None:
            self._context.changes.publish(rolled.review)
            self._context.navigator.toast(rolled.review)
        if rolled.was_behind:
            self._context.changes.renew()

    def _on_failed(self, error: Exception) -> None:
        """Leave it to the next operation, which rolls the figures itself."""
        self._is_catching_up = False
        if not isinstance(error, BranchCrmError):
            raise error
