"""Fills a timeline page by page, off the main thread; only the newest question is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.timeline import (
    PAGE,
    TimelineAsk,
    TimelineKind,
    TimelineMark,
    TimelinePage,
)
from ui.customers.timeline_entries import entry_of
from ui.kit.latest import Latest
from ui.kit.page import PageContext
from ui.kit.timeline import Timeline
from ui.kit.translation import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    page: TimelinePage
    counts: Mapping[TimelineKind, int] | None


class TimelineLoader(QObject):
    """Reads what happened with one customer into a timeline."""

    failed = Signal(object)

    def __init__(self, context: PageContext, timeline: Timeline) -> None:
        """Answer the wishes of a timeline."""
        super().__init__(timeline)
        self._context, self._timeline = context, timeline
        self._customer_id: CustomerId | None = None
        self._after: TimelineMark | None = None
        self._latest = Latest(context.tasks, self)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self.failed)
        timeline.asked.connect(self._on_timeline_asked)
        timeline.more_wished.connect(self._on_timeline_more_wished)

    def show(self, customer_id: CustomerId) -> None:
        """Show a customer's events; of the same customer no fewer than were read before."""
        if customer_id != self._customer_id:
            self._customer_id, self._after = customer_id, None
            self._timeline.begin()
        self._ask(limit=self._timeline.entry_count + PAGE)

    def _ask(self, *, limit: int = PAGE, after: TimelineMark | None = None) -> None:
        if self._customer_id is None:
            return
        kind = self._timeline.kind
        asked = TimelineAsk(
            kinds=frozenset({TimelineKind(kind)}) if kind else frozenset(),
            text=self._timeline.search.text(),
            limit=limit,
            after=after,
            translate=translate,
        )
        self._latest.ask((self._customer_id, asked), partial(self._read, self._customer_id, asked))

    def _read(self, customer_id: CustomerId, asked: TimelineAsk) -> _Answer:
        timelines = self._context.services.timelines
        page = timelines.page(customer_id, asked)
        counts = timelines.counts(customer_id) if asked.after is None else None
        return _Answer(page=page, counts=counts)

    def _on_timeline_asked(self, _kind: str, _text: str) -> None:
        self._ask()

    def _on_timeline_more_wished(self) -> None:
        if self._after is not None:
            self._ask(after=self._after)

    def _on_latest_answered(self, _key: object, answer: _Answer) -> None:
        self._after = answer.page.after
        formats = self._context.formats
        entries = [entry_of(event, formats) for event in answer.page.events]
        has_more = self._after is not None
        if answer.counts is None:
            self._timeline.add_entries(entries, has_more=has_more)
        else:
            self._timeline.set_counts({kind.value: n for kind, n in answer.counts.items()})
            self._timeline.set_entries(entries, has_more=has_more)
