"""What a user can see of everything that happened with a customer, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.timeline import TimelineAsk, TimelineEvent, TimelineKind, TimelinePage
from branchcrm.services.context import Context, requires

READ_AT_ONCE = 500
"""So many events are read in one go where all are wanted, or those with some words."""


class TimelineService:
    """The use cases of timelines."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def counts(self, customer_id: CustomerId) -> Mapping[TimelineKind, int]:
        """Count what happened with a customer, of each kind."""
        with self.context.read() as work:
            return work.timelines.counts(customer_id)

    @requires(Right.SEE_CUSTOMERS)
    def page(self, customer_id: CustomerId, asked: TimelineAsk) -> TimelinePage:
        """Give a page of what happened with a customer, the newest first; numbers masked."""
        if not asked.words:
            with self.context.read() as work:
                return work.timelines.page(customer_id, asked)
        return self._searched(customer_id, asked)

    @requires(Right.SEE_CUSTOMERS)
    def all(
        self, customer_id: CustomerId, asked: TimelineAsk | None = None
    ) -> Iterator[TimelineEvent]:
        """Give everything that happened with a customer, the newest first."""
        wanted = replace(asked or TimelineAsk(), limit=READ_AT_ONCE)
        while True:
            page = self.page(customer_id, wanted)
            yield from page.events
            if page.after is None:
                return
            wanted = replace(wanted, after=page.after)

    def _searched(self, customer_id: CustomerId, asked: TimelineAsk) -> TimelinePage:
        """Look through the events in the words that are shown, until a page is full.

        What the program writes itself stands in no column: it is searched as it is read.
        """
        zone, found = self.context.clock.zone, list[TimelineEvent]()
        part = replace(asked, limit=READ_AT_ONCE)
        with self.context.read() as work:
            while True:
                page = work.timelines.page(customer_id, part)
                found += [event for event in page.events if event.mentions(asked, zone)]
                if page.after is None or len(found) >= asked.limit:
                    return TimelinePage(events=tuple(found), after=page.after)
                part = replace(part, after=page.after)
