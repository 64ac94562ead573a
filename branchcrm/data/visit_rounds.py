"""Reads what a round of visits looks at, and writes its visits."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from branchcrm.data.stored import StoredValue, stored
from branchcrm.data.tables import visit
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.visit import VisitFacts, VisitState
from branchcrm.domain.visit_round import RoundLine, RoundVisit

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_LINES = """
SELECT c.id, c.name, c.manager_id, c.removed_at IS NOT NULL, EXISTS (
    SELECT 1 FROM visit v
    WHERE v.customer_id = c.id AND v.state = 'planned' AND v.removed_at IS NULL)
FROM customer c WHERE c.id IN (SELECT value FROM json_each(?))
"""
_COLUMNS = (
    "customer_id",
    "staff_id",
    "at",
    "is_all_day",
    "channel",
    "purpose",
    "state",
    "origin",
    "created_at",
)


class VisitRoundRepository:
    """Reads and writes many visits at once."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def lines(self, ids: Sequence[int]) -> list[RoundLine]:
        """Give customers in the order asked; those that are gone are left out."""
        asked = json.dumps([int(number) for number in ids])
        found = {
            int(number): RoundLine(
                customer_id=CustomerId(number),
                name=name,
                manager_id=manager_id,
                is_removed=bool(is_removed),
                is_planned=bool(is_planned),
            )
            for number, name, manager_id, is_removed, is_planned in (
                self._connection.exec_driver_sql(_LINES, (asked,))
            )
        }
        return [found[int(number)] for number in ids if int(number) in found]

    def taken(
        self, first_day: date, zone: ZoneInfo, channels: Iterable[Channel]
    ) -> Counter[tuple[StaffId | None, date]]:
        """Count the planned visits on channels by person and day, from a day of the zone on."""
        query = select(visit.c.staff_id, visit.c.at).where(
            visit.c.state == VisitState.PLANNED,
            visit.c.removed_at.is_(None),
            visit.c.at >= datetime.combine(first_day, time(), zone),
            visit.c.channel.in_(list(channels)),
        )
        return Counter(
            (staff_id, at.astimezone(zone).date())
            for staff_id, at in self._connection.execute(query)
        )

    def add(
        self,
        visits: Sequence[RoundVisit],
        moments: Sequence[datetime],
        facts: VisitFacts,
        now: datetime,
    ) -> None:
        """Plan the visits, each at its own moment."""
        same = (facts.is_all_day, facts.channel, facts.purpose, VisitState.PLANNED, "round", now)
        ending = tuple(stored(value) for value in same)
        rows: list[tuple[StoredValue, ...]] = [
            (int(one.customer_id), stored(one.staff_id), stored(at), *ending)
            for one, at in zip(visits, moments, strict=True)
        ]
        self._work.rows.insert_many(visit, _COLUMNS, rows)
