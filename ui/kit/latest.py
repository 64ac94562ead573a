"""Asks questions off the main thread, one at a time; only the newest answer is told."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.progress import Progress
from ui.kit.tasks import TaskRunner

Work = Callable[[], object]


class Latest(QObject):
    """Answers the newest question; those that waited in between are never asked."""

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        """Take the worker."""
        super().__init__(parent)
        self._tasks = tasks
        self._waiting: tuple[object, Work] | None = None
        self._running: object = None

    @property
    def is_idle(self) -> bool:
        """Tell whether every question was answered."""
        return self._running is None

    def ask(self, key: object, work: Work) -> None:
        """Ask now, or as soon as the question under way is answered."""
        if self._running is not None:
            self._waiting = (key, work)
            return
        self._running = key
        self._tasks.start(
            partial(_work, work), on_success=self._on_success, on_error=self._on_error
        )

    def _on_success(self, answer: object) -> None:
        key, self._running = self._running, None
        if self._waiting is None:
            self.answered.emit(key, answer)
        self._ask_waiting()

    def _on_error(self, error: Exception) -> None:
        self._running = None
        if self._waiting is None:
            self.failed.emit(error)
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self._running is None:
            self.ask(*waiting)


def _work(work: Work, _progress: Progress) -> object:
    return work()
