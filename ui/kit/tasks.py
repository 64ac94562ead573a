"""The one way to work off the main thread."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import (
    QObject,
    QRunnable,  # noqa: TID251 - the one place
    Qt,
    QThreadPool,  # noqa: TID251 - the one place
    Signal,
)
from typing_extensions import override

from branchcrm.domain.errors import CancelledError
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import Sentence

_REPORT_EVERY_S = 0.05
_LONG_S = 10.0
_THREADS = 2
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a task is, as its work reported it."""

    done: int
    total: int
    note: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks(Generic[T]):
    """What to call on the main thread when a task goes on or ends."""

    on_success: Callable[[T], object]
    on_error: Callable[[Exception], object]
    on_progress: Callable[[Step], object] | None = None
    on_cancelled: Callable[[], object] | None = None


class Task(QObject, Generic[T]):
    """A running piece of work: watch it, cancel it."""

    progressed = Signal(object)
    ended = Signal()
    _stepped = Signal(object)
    _succeeded = Signal(object)
    _failed = Signal(object)

    def __init__(self, callbacks: Callbacks[T], parent: QObject) -> None:
        """Live on the main thread, so that every callback runs there."""
        super().__init__(parent)
        self._callbacks = callbacks
        self._stop = threading.Event()
        self._last_report = 0.0
        queued = Qt.ConnectionType.QueuedConnection
        self._stepped.connect(self._on_stepped, queued)
        self._succeeded.connect(self._on_succeeded, queued)
        self._failed.connect(self._on_failed, queued)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the work was asked to stop."""
        return self._stop.is_set()

    @property
    def is_followed(self) -> bool:
        """Tell whether the work said how far it was: somebody waits for it."""
        return self._last_report > 0

    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        """Take a report from the working thread, passing on a few each second.

        Raises:
            CancelledError: the user asked to stop.
        """
        if self._stop.is_set():
            raise CancelledError
        moment = time.monotonic()
        if done >= total or moment - self._last_report >= _REPORT_EVERY_S:
            self._last_report = moment
            self._stepped.emit(Step(done=done, total=total, note=note))

    def perform(self, work: Callable[[Progress], T]) -> None:
        """Do the work in the calling thread and send its outcome to the main thread."""
        try:
            if self._stop.is_set():
                raise CancelledError  # noqa: TRY301 - cancelled before it began
            result = work(self)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is shown by on_error
            self._failed.emit(error)
        else:
            self._succeeded.emit(result)

    def _on_stepped(self, step: Step) -> None:
        self.progressed.emit(step)
        _call(self._callbacks.on_progress, step)

    def _on_succeeded(self, result: T) -> None:
        self.ended.emit()
        _call(self._callbacks.on_success, result)

    def _on_failed(self, error: Exception) -> None:
        self.ended.emit()
        if isinstance(error, CancelledError):
            _call(self._callbacks.on_cancelled)
        else:
            _call(self._callbacks.on_error, error)


class _Job(QRunnable):
    def __init__(self, task: Task[T], work: Callable[[Progress], T]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    @override
    def run(self) -> None:
        self._task.perform(self._work)


class TaskRunner(QObject):
    """Starts pieces of work and keeps them until they ended."""

    idle = Signal()
    long_ended = Signal()

    def __init__(
        self, parent: QObject | None = None, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """Keep a small pool of threads of its own; `seconds` is a steady clock."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._seconds = seconds
        self._running: list[tuple[Task[Any], float]] = []

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is being worked on."""
        return not self._running

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        on_success: Callable[[T], object],
        on_error: Callable[[Exception], object],
        on_progress: Callable[[Step], object] | None = None,
        on_cancelled: Callable[[], object] | None = None,
    ) -> Task[T]:
        """Begin the work; every callback runs on the main thread, while its owner lives."""
        callbacks = Callbacks(
            on_success=on_success,
            on_error=on_error,
            on_progress=on_progress,
            on_cancelled=on_cancelled,
        )
        task = Task(callbacks, self)
        self._running.append((task, self._seconds()))
        task.ended.connect(self._on_task_ended)
        self._pool.start(_Job(task, work))
        return task

    def stop_all(self, timeout_ms: int = 30_000) -> bool:
        """Cancel everything and wait for it, before the program closes."""
        for task, _begun in self._running:
            task.cancel()
        return self._pool.waitForDone(timeout_ms)

    def _on_task_ended(self) -> None:
        ended = self.sender()
        for task, begun in self._running:
            is_long = self._seconds() - begun >= _LONG_S
            if task is ended and is_long and task.is_followed and not task.is_cancelled:
                self.long_ended.emit()
        self._running = [(task, begun) for task, begun in self._running if task is not ended]
        if isinstance(ended, Task):
            ended.deleteLater()
        if not self._running:
            self.idle.emit()


def _call(callback: Callable[..., object] | None, *values: object) -> None:
    """Call back, unless the widget that wanted to know is gone."""
    owner = getattr(callback, "__self__", None)
    is_gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
    if callback is not None and not is_gone:
        callback(*values)
