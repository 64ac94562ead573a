"""The timeline of one customer, read page by page out of every table that adds to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from branchcrm.data.columns import instant_number
from branchcrm.data.timeline_events import EventReader
from branchcrm.domain.clock import offset_seconds
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.timeline import (
    TimelineAsk,
    TimelineEvent,
    TimelineKind,
    TimelineMark,
    TimelinePage,
)

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_MIDNIGHT = "{day} * 86400 - :offset"


@dataclass(frozen=True, slots=True)
class Source:
    """Where events of one sort lie: the table, their moment, and which rows count."""

    kind: TimelineKind
    aspect: str
    table: str
    at: str
    where: str = "1"
    order: str = ""

    @property
    def counted(self) -> str:
        """Give the query for the number of events."""
        rows = f"{self.table} t WHERE t.customer_id = :customer AND {self.where}"
        return f"SELECT '{self.kind}', count(*) FROM {rows}"  # noqa: S608 - our own words

    def page(self, number: int) -> str:
        """Give the query for the first events after a place.

        The day goes before the moment where an index has it, so that the newest are found
        without reading all.
        """
        order = f"{self.order} DESC, at DESC" if self.order else "at DESC"
        span = f"{self.order} <= (:at + :offset) / 86400" if self.order else f"{self.at} <= :at"
        after = (
            f"({self.at} < :at OR ({self.at} = :at AND"
            f" (:source < {number} OR (:source = {number} AND t.id < :ref))))"
        )
        return (
            f"SELECT * FROM (SELECT {self.at} AS at, {number} AS source, t.id AS ref"  # noqa: S608
            f" FROM {self.table} t WHERE t.customer_id = :customer AND {self.where}"
            f" AND {span} AND {after} ORDER BY {order}, t.id DESC LIMIT :limit)"
        )


# At the same moment what is named first stands above.
SOURCES = (
    Source(TimelineKind.COMPLAINT, "closed", "complaint", "t.closed_at", "t.closed_at NOT NULL"),
    Source(
        TimelineKind.COMPLAINT, "decided", "complaint", "t.answered_at", "t.answered_at NOT NULL"
    ),
    Source(TimelineKind.COMPLAINT, "received", "complaint", "t.received_at"),
    Source(TimelineKind.INTERACTION, "", "interaction", "t.at", "t.removed_at IS NULL"),
    Source(
        TimelineKind.VISIT,
        "",
        "visit",
        "ifnull(t.done_at, t.at)",
        # A visit that was logged shows as its interaction.
        "t.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM interaction i"
        " WHERE i.visit_id = t.id AND i.removed_at IS NULL)",
    ),
    Source(
        TimelineKind.TRANSACTION,
        "",
        "customer_transaction",
        "t.day * 86400 - :offset + ifnull((t.at + :offset) % 86400, 0)",
        "t.removed_at IS NULL",
        "t.day",
    ),
    Source(TimelineKind.TIER, "lifted", "tier_override", "t.lifted_at", "t.lifted_at NOT NULL"),
    Source(TimelineKind.TIER, "by_hand", "tier_override", _MIDNIGHT.format(day="t.starts_on")),
    Source(TimelineKind.TIER, "move", "tier_change", "t.at", "t.from_tier <> t.to_tier"),
    Source(TimelineKind.STAGE, "decision", "stage_decision", "t.at"),
    Source(TimelineKind.STAGE, "hands", "customer_assignment", "t.at"),
    Source(
        TimelineKind.RECORD,
        "withdrawn",
        "consent",
        _MIDNIGHT.format(day="t.withdrawn_on"),
        "t.withdrawn_on NOT NULL",
    ),
    Source(TimelineKind.RECORD, "consent", "consent", "t.at"),
    Source(TimelineKind.RECORD, "ban", "contact_ban", _MIDNIGHT.format(day="t.since")),
    Source(TimelineKind.RECORD, "attachment", "attachment", "t.at"),
    Source(TimelineKind.RECORD, "merge", "customer_merge", "t.at"),
)


class TimelineRepository:
    """Reads timelines."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection
        self._offset = offset_seconds(work.clock)

    def counts(self, customer_id: CustomerId) -> Mapping[TimelineKind, int]:
        """Count the events of each kind."""
        sql = " UNION ALL ".join(source.counted for source in SOURCES)
        found = dict.fromkeys(TimelineKind, 0)
        for kind, count in self._connection.exec_driver_sql(sql, {"customer": int(customer_id)}):
            found[TimelineKind(kind)] += int(count)
        return found

    def page(self, customer_id: CustomerId, asked: TimelineAsk) -> TimelinePage:
        """Give the events after a place, the newest first, in one query for their order."""
        marks = self._marks(customer_id, asked)
        by_source: dict[int, list[int]] = {}
        for one in marks:
            by_source.setdefault(one.source, []).append(one.ref_id)
        events = self._events(by_source)
        found = (events.get((one.source, one.ref_id)) for one in marks)
        return TimelinePage(
            events=tuple(event for event in found if event is not None),
            after=marks[-1] if len(marks) == asked.limit else None,
        )

    def _marks(self, customer_id: CustomerId, asked: TimelineAsk) -> list[TimelineMark]:
        parts = [
            source.page(number)
            for number, source in enumerate(SOURCES)
            if not asked.kinds or source.kind in asked.kinds
        ]
        sql = " UNION ALL ".join(parts) + " ORDER BY at DESC, source, ref DESC LIMIT :limit"
        after = asked.after or _start(asked)
        places = {
            "customer": int(customer_id),
            "offset": self._offset,
            "limit": asked.limit,
            "at": after.at,
            "source": after.source,
            "ref": after.ref_id,
        }
        rows = self._connection.exec_driver_sql(sql, places)
        return [TimelineMark(at=row[0], source=row[1], ref_id=row[2]) for row in rows]

    def _events(
        self, by_source: Mapping[int, Sequence[int]]
    ) -> Mapping[tuple[int, int], TimelineEvent]:
        reader = EventReader(self._work)
        found: dict[tuple[int, int], TimelineEvent] = {}
        for number, ids in by_source.items():
            source = SOURCES[number]
            for event in reader.read(source.kind, source.aspect, ids):
                found[number, event.ref_id] = event
        return found


def _start(asked: TimelineAsk) -> TimelineMark:
    """Give the place before the newest event, or before the newest until a moment."""
    latest = 1 << 60 if asked.until is None else instant_number(asked.until) + 1
    return TimelineMark(at=latest, source=len(SOURCES), ref_id=0)
