"""Calls whoever works: a visit comes near, or long work has ended."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.reminder import Reminder
from branchcrm.services.use_cases import Services
from ui.shell.main_window import MainWindow
from ui.shell.tray import Notifier

if TYPE_CHECKING:
    from ui.shell.session import Session

MINUTE_MS = 60_000


class Attention(QObject):
    """Says it in the window, or by the system while another program is in front."""

    def __init__(self, window: MainWindow, notifier: Notifier) -> None:
        """Look at the visits each minute while somebody is signed in, locked or not."""
        super().__init__(window)
        self._window = window
        self._notifier = notifier
        self._session: Session | None = None
        self._looked_at: datetime | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.look)
        self._minute.start()
        window.uncovered.connect(self.look)
        window.closing.connect(self._minute.stop)
        window.tasks.long_ended.connect(self._on_tasks_long_ended)

    def look(self) -> None:
        """Ask for the visits whose moment came since the last look of the same session."""
        session = self._window.session
        since = self._looked_at if session is self._session else None
        self._session = session
        self._looked_at = None if session is None else session.clock.business_now()
        if session is not None and since is not None:
            work = partial(_read, session.services, since)
            self._window.tasks.start(work, on_success=self._on_read, on_error=self._on_failed)

    @property
    def _is_in_front(self) -> bool:
        return QApplication.activeWindow() is not None and not self._window.isMinimized()

    def _say(self, title: str, text: str) -> None:
        workplace = self._window.workplace
        if self._is_in_front and self._window.is_working and workplace is not None:
            workplace.context.navigator.toast(text)
        elif self._window.parts.preferences.are_reminders_shown:
            self._notifier.notify(title, text)

    def _on_read(self, reminder: Reminder | None) -> None:
        if reminder is None:
            return
        words = []
        if reminder.first_at is not None:
            at = f"{reminder.first_at:%H:%M}"
            if reminder.timed == 1:
                words.append(self.tr("{time} 有一次回访").format(time=at))
            else:
                text = self.tr("{count} 次回访快到时间，最早 {time}")
                words.append(text.format(count=reminder.timed, time=at))
        if reminder.any_time:
            text = self.tr("今天有 {count} 次不限时间的回访")
            words.append(text.format(count=reminder.any_time))
        self._say(self.tr("回访提醒"), "\n".join(words))

    def _on_failed(self, error: Exception) -> None:
        """Leave it to the next look: the page of the day shows the visits in any case."""
        if not isinstance(error, BranchCrmError):
            raise error

    def _on_tasks_long_ended(self) -> None:
        if not self._is_in_front:
            self._say(self.tr("任务已结束"), self.tr("结果在窗口里"))


def _read(services: Services, since: datetime, _progress: Progress) -> Reminder | None:
    return services.today.reminder(since)
