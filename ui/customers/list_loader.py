"""Asks for the ids of a list off the main thread: the first hits, then all, then the counts."""

import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.customer import CustomerFilter, CustomerOrder, CustomerRow
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.tier import Tier
from ui.kit.latest import Latest
from ui.kit.table_pages import PAGE_ROWS
from ui.kit.tasks import TaskRunner

if TYPE_CHECKING:
    from branchcrm.services.customers import CustomerService

SCREENFUL = 40
PAUSE_S = 0.1
"""Nothing else is read while the first hits are painted, nor between two keys of quick typing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion:
    """Which customers a list shows, and in which order."""

    asked: CustomerFilter
    order: CustomerOrder
    fields: tuple[FilterField, ...] = ()
    """What the columns show besides what every line has."""
    screenful: int = SCREENFUL
    """So many hits of a search are shown before the others are looked for."""

    @property
    def has_first_hits(self) -> bool:
        """Tell whether the first hits of a search can be shown before all are known."""
        return bool(self.asked.text) and self.asked == CustomerFilter(text=self.asked.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer:
    """The ids of a list in its order; a search's first hits are not complete."""

    question: ListQuestion
    ids: "array[int]"
    rows: Sequence[CustomerRow] = ()
    """The first lines, where they were read with the ids."""
    is_complete: bool = True
    is_first: bool = False
    """Whether it came before anything else was looked for."""


class ListLoader(QObject):
    """Answers the newest question in steps; a newer question ends the one under way."""

    answered = Signal(object)
    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, customers: "CustomerService", tasks: TaskRunner, parent: QObject) -> None:
        """Take the customers' use cases and the worker."""
        super().__init__(parent)
        self._customers = customers
        self._question: ListQuestion | None = None
        self._turned = threading.Event()
        # What is typed next does not wait until all hits of the text before are known.
        self._first, self._rest = Latest(tasks, self), Latest(tasks, self)
        for lane in (self._first, self._rest):
            lane.answered.connect(self._on_lane_answered)
        self._first.failed.connect(self._on_first_failed)
        self._rest.failed.connect(self._on_rest_failed)

    @property
    def is_idle(self) -> bool:
        """Tell whether the newest question was answered with its counts."""
        return self._question is None

    def ask(self, question: ListQuestion) -> None:
        """Ask; whatever is still unanswered is dropped."""
        self._question = question
        self._turned.set()
        self._turned = threading.Event()
        if question.has_first_hits:
            self._first.ask(question, partial(self._first_hits, question))
        else:
            self._rest.ask(question, partial(self._all, question))

    def _first_hits(self, question: ListQuestion) -> ListAnswer:
        rows, is_complete = self._customers.best_rows(
            question.asked.text, question.screenful, question.fields
        )
        ids = array("q", (int(row.id) for row in rows))
        return ListAnswer(
            question=question, ids=ids, rows=rows, is_complete=is_complete, is_first=True
        )

    def _behind_first(self, work: Callable[[], object], turned: threading.Event) -> object:
        """Work once the first hits stand and nothing else was typed for a moment."""
        return None if turned.wait(PAUSE_S) else work()

    def _all(self, question: ListQuestion) -> ListAnswer:
        ids = self._customers.ids(question.asked, question.order)
        # Painting does not wait for the book where the first page is there already.
        rows = self._customers.rows(ids[:PAGE_ROWS], question.asked.text, question.fields)
        return ListAnswer(question=question, ids=ids, rows=rows)

    def _count(self, answer: ListAnswer) -> Mapping[Tier, int]:
        return self._customers.counts(answer.question.asked, answer.ids)

    def _on_lane_answered(self, question: ListQuestion, answer: object) -> None:
        if question is not self._question:
            return
        if not isinstance(answer, ListAnswer):
            self._question = None
            self.counted.emit(answer)
            return
        self.answered.emit(answer)
        work: Callable[[], object] = partial(self._count, answer)
        if not answer.is_complete:
            work = partial(self._all, question)
        if answer.is_first:
            work = partial(self._behind_first, work, self._turned)
        self._rest.ask(question, work)

    def _on_first_failed(self, error: Exception) -> None:
        if self._question is not None and self._question.has_first_hits:
            self._fail(error)

    def _on_rest_failed(self, error: Exception) -> None:
        if self._first.is_idle:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._question = None
        self.failed.emit(error)
