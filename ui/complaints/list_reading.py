"""Reads the list of complaints off the main thread; only the newest answer is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort, ComplaintTab
from branchcrm.domain.progress import Progress
from ui.kit.tasks import TaskRunner

if TYPE_CHECKING:
    from array import array


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer:
    """The ids of a list in its order, its counts, and how many were answered in time."""

    ids: "array[int]"
    counts: Mapping[ComplaintTab, int]
    on_time: float | None = None


class ComplaintListReader(QObject):
    """Answers one question at a time; of those that wait, only the newest is asked."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, complaints: Any, tasks: TaskRunner, parent: QObject) -> None:  # noqa: ANN401 - the service, known by its methods
        """Take the complaints' use cases and the worker."""
        super().__init__(parent)
        self._complaints, self._tasks = complaints, tasks
        self._waiting: tuple[ComplaintFilter, ComplaintSort] | None = None
        self.is_busy = False

    def ask(self, asked: ComplaintFilter, sort: ComplaintSort) -> None:
        """Ask now, or as soon as the question under way is answered."""
        if self.is_busy:
            self._waiting = (asked, sort)
            return
        self.is_busy = True
        self._tasks.start(
            partial(self._read, asked, sort),
            on_success=self._on_success,
            on_error=self._on_error,
        )

    def _read(
        self, asked: ComplaintFilter, sort: ComplaintSort, _progress: Progress
    ) -> ComplaintAnswer:
        return ComplaintAnswer(
            ids=self._complaints.ids(asked, sort),
            counts=self._complaints.counts(asked),
            on_time=self._complaints.on_time_rate(),
        )

    def _on_success(self, answer: ComplaintAnswer) -> None:
        self.is_busy = False
        if self._waiting is None:
            self.answered.emit(answer)
        self._ask_waiting()

    def _on_error(self, error: Exception) -> None:
        self.is_busy = False
        if self._waiting is None:
            self.failed.emit(error)
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(*waiting)
