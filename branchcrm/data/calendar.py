"""The branch's own days of the work calendar in the book."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from branchcrm.data.tables import calendar_day
from branchcrm.domain.work_calendar import DayKind, DaySource, SpecialDay

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading


class CalendarRepository:
    """Reads and writes imported holidays and worked weekends."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def days(self) -> list[SpecialDay]:
        """Give every day that the branch imported or set itself, in order."""
        query = select(calendar_day).order_by(calendar_day.c.day)
        return [
            SpecialDay(
                day=row.day,
                kind=DayKind.WORK if row.is_workday else DayKind.REST,
                name=row.name,
                source=DaySource(row.source),
            )
            for row in self._connection.execute(query).all()
        ]

    def put(self, days: Iterable[SpecialDay]) -> int:
        """Keep days, over what was kept for them before; give how many were different."""
        known = {row.day: row.id for row in self._connection.execute(_IDS).all()}
        changed = 0
        for special in days:
            values = {
                "day": special.day,
                "is_workday": special.kind is DayKind.WORK,
                "name": special.name,
                "source": special.source,
            }
            if special.day not in known:
                self._work.rows.insert(calendar_day, values)
                changed += 1
            else:
                changed += self._work.rows.update(calendar_day, known[special.day], values)
        return changed

    def remove(self, days: Iterable[date]) -> int:
        """Take days away again; give how many there were."""
        known = {row.day: row.id for row in self._connection.execute(_IDS).all()}
        ids = [known[day] for day in days if day in known]
        self._work.rows.delete(calendar_day, ids)
        return len(ids)


_IDS = select(calendar_day.c.id, calendar_day.c.day)
