"""Asks for the ids of a list off the main thread; only the newest answer is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.progress import Progress
from branchcrm.domain.tier import Tier
from ui.kit.tasks import TaskRunner

if TYPE_CHECKING:
    from array import array

    from branchcrm.services.customers import CustomerService


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion:
    """Which customers a list shows, and in which order."""

    asked: CustomerFilter
    order: CustomerOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """The ids of a list in its order, and the counts of its tabs."""

    question: ListQuestion
    ids: "array[int]"
    counts: Mapping[Tier, int]


class ListLoader(QObject):
    """Answers questions one at a time; of those that wait, only the newest is asked."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, customers: "CustomerService", tasks: TaskRunner, parent: QObject) -> None:
        """Take the customers' use cases and the worker."""
        super().__init__(parent)
        self._customers, self._tasks = customers, tasks
        self._waiting: ListQuestion | None = None
        self._running: ListQuestion | None = None

    @property
    def is_idle(self) -> bool:
        """Tell whether every question was answered."""
        return self._running is None

    def ask(self, question: ListQuestion) -> None:
        """Ask now, or as soon as the question under way is answered."""
        if self._running is not None:
            self._waiting = question
            return
        self._running = question
        self._tasks.start(
            partial(self._work, question),
            on_success=self._on_task_success,
            on_error=self._on_task_error,
        )

    def _work(self, question: ListQuestion, _progress: Progress) -> ListAnswer:
        return ListAnswer(
            question=question,
            ids=self._customers.ids(question.asked, question.order),
            counts=self._customers.counts(question.asked),
        )

    def _on_task_success(self, answer: ListAnswer) -> None:
        self._running = None
        if self._waiting is None:
            self.answered.emit(answer)
        self._ask_waiting()

    def _on_task_error(self, error: Exception) -> None:
        self._running = None
        if self._waiting is None:
            self.failed.emit(error)
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        question, self._waiting = self._waiting, None
        if question is not None:
            self.ask(question)
