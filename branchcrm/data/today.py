"""What the page of the day reads besides visits and complaints: birthdays and fresh customers."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from branchcrm.data.columns import instant_number
from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.masking import mask_phone
from branchcrm.domain.tier import Tier
from branchcrm.domain.today import BirthdayRow
from branchcrm.reference.lunar import lunar_text, to_lunar, to_solar

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_BIRTHDAYS = (
    "SELECT c.id, c.name, s.tier, c.phone, c.manager_id, t.name, c.birth_calendar,"
    " c.birth_year, c.birth_month, c.birth_day, c.birth_leap FROM customer c"
    " JOIN customer_summary s ON s.customer_id = c.id LEFT JOIN staff t ON t.id = c.manager_id"
    " WHERE c.removed_at IS NULL AND c.birth_calendar = ?"
    " AND c.birth_month IN (SELECT value FROM json_each(?))"
    " AND c.birth_day IN (SELECT value FROM json_each(?))"
    " AND c.id NOT IN (SELECT customer_id FROM contact_ban)"
)
_OWN = "SELECT id FROM customer WHERE removed_at IS NULL AND manager_id = ?"
_LAST_LUNAR_DAYS = frozenset({29, 30})
_LEAP_DAY = (2, 29)
_DAY_BEFORE_IT = (2, 28)


class TodayRepository:
    """Reads birthdays and counts fresh customers."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._connection = work.connection

    def birthdays(
        self, first: date, days: int, manager_id: StaffId | None, most: int = 0
    ) -> tuple[list[BirthdayRow], int]:
        """List the birthdays of the first day, and the next up to so many; count those of all days.

        Both calendars are looked at; the rows stand in order.
        """
        span = [first + timedelta(days=number) for number in range(days)]
        found = [
            *self._of(BirthdayCalendar.SOLAR, _solar_days(span), manager_id),
            *self._of(BirthdayCalendar.LUNAR, _lunar_days(span), manager_id),
        ]
        days_of: dict[tuple[Any, ...], date | None] = {}
        near: list[tuple[date, int, Sequence[Any]]] = []
        for row in found:
            # The year of birth does not matter here, and many share a day.
            key = (row[6], *row[8:11])
            if key not in days_of:
                days_of[key] = _birthday(row).next_occurrence(first, to_solar)
            day = days_of[key]
            if day is not None and day <= span[-1]:
                near.append((day, row[0], row))
        near.sort(key=itemgetter(0, 1))
        listed = max(most, sum(day == first for day, _, _ in near))
        return [_birthday_row(row, day) for day, _, row in near[:listed]], len(near)

    def fresh_customers(
        self, spans: Sequence[tuple[date, date]], zone: ZoneInfo, manager_id: StaffId | None
    ) -> tuple[int, ...]:
        """Count the customers that came in within spans of days, both ends included."""
        edges = [
            (_midnight(first, zone), _midnight(last + timedelta(days=1), zone))
            for first, last in spans
        ]
        sums = ",".join("ifnull(sum(created_at >= ? AND created_at < ?), 0)" for _ in edges)
        start = min(first for first, _ in edges)
        places = [edge for span in edges for edge in span]
        sql = f"SELECT {sums} FROM customer WHERE removed_at IS NULL AND created_at >= ?"  # noqa: S608 - only marks
        # Both sides are answered by an index alone, without a look at the customers.
        own = () if manager_id is None else (int(manager_id),)
        if own:
            sql += f" AND id IN ({_OWN})"
        row = self._connection.exec_driver_sql(sql, (*places, start, *own)).one()
        return tuple(int(count) for count in row)

    def _of(
        self,
        calendar: BirthdayCalendar,
        days: set[tuple[int, int]],
        manager_id: StaffId | None,
    ) -> Sequence[Any]:
        months = json.dumps(sorted({month for month, _ in days}))
        numbers = json.dumps(sorted({day for _, day in days}))
        own = () if manager_id is None else (int(manager_id),)
        # Who has the day is found first: all customers of a person are more to read.
        sql = f"{_BIRTHDAYS} AND +c.id IN ({_OWN})" if own else _BIRTHDAYS
        places = (calendar.value, months, numbers, *own)
        return self._connection.exec_driver_sql(sql, places).all()


def _solar_days(span: Sequence[date]) -> set[tuple[int, int]]:
    days = {(day.month, day.day) for day in span}
    return days | {_LEAP_DAY} if _DAY_BEFORE_IT in days else days


def _lunar_days(span: Sequence[date]) -> set[tuple[int, int]]:
    found = {(lunar.month, lunar.day) for lunar in map(to_lunar, span) if lunar is not None}
    # The thirtieth of a short month is kept on its last day.
    return found | {(month, 30) for month, day in found if day in _LAST_LUNAR_DAYS}


def _birthday(row: Sequence[Any]) -> Birthday:
    return Birthday(
        calendar=BirthdayCalendar(row[6]),
        year=row[7],
        month=row[8],
        day=row[9],
        is_leap=bool(row[10]),
    )


def _birthday_row(row: Sequence[Any], day: date) -> BirthdayRow:
    birthday = _birthday(row)
    is_lunar = birthday.calendar is BirthdayCalendar.LUNAR
    return BirthdayRow(
        customer_id=CustomerId(row[0]),
        customer=row[1],
        tier=Tier(row[2]),
        phone=mask_phone(row[3]) if row[3] else "",
        staff_id=None if row[4] is None else StaffId(row[4]),
        staff=row[5] or "",
        day=day,
        age=birthday.age_on(day, to_solar),
        lunar=lunar_text(row[8], row[9], is_leap=bool(row[10])) if is_lunar else "",
    )


def _midnight(day: date, zone: ZoneInfo) -> int:
    return instant_number(datetime.combine(day, time(), zone).astimezone(UTC))
