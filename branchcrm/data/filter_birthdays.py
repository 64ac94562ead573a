"""The birthdays, by either calendar, that are kept within a stretch of days."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from branchcrm.domain.birthday import BirthdayCalendar
from branchcrm.reference.lunar import to_lunar, to_solar

BirthdayRow = tuple[str, int, int, int]
_SHORT_MONTH, _LONG_MONTH = 29, 30
_FEBRUARY, _BEFORE_LEAP_DAY = 2, 28
_NOBODY: BirthdayRow = ("", 0, 0, 0)
# A lunar year with a leap month; a solar one is shorter.
_LONGEST = 385


@lru_cache(maxsize=32)
def birthday_rows(first: date, last: date) -> tuple[BirthdayRow, ...]:
    """Give calendar, month, day and leap mark of each birthday kept from one day to another.

    Of more than the longest year every birthday is one of them. There is always a row.
    """
    end = min(last, first + timedelta(days=min(_LONGEST, (date.max - first).days)))
    span = (first + timedelta(days=number) for number in range((end - first).days + 1))
    found = {row for day in span for row in (*_solar(day), *_lunar(day))}
    return tuple(sorted(found)) or (_NOBODY,)


def _solar(day: date) -> Iterator[BirthdayRow]:
    yield (BirthdayCalendar.SOLAR.value, day.month, day.day, 0)
    is_last = (day + timedelta(days=1)).month != _FEBRUARY if day < date.max else False
    if (day.month, day.day) == (_FEBRUARY, _BEFORE_LEAP_DAY) and is_last:
        yield (BirthdayCalendar.SOLAR.value, day.month, day.day + 1, 0)


def _lunar(day: date) -> Iterator[BirthdayRow]:
    lunar = to_lunar(day)
    if lunar is None:
        return
    # The thirtieth of a short month is kept on its last day, a missing leap month in its namesake.
    numbers = (lunar.day, _LONG_MONTH) if lunar.day == _SHORT_MONTH else (lunar.day,)
    for number in numbers:
        for is_leap in (False, True):
            if to_solar(lunar.year, lunar.month, number, is_leap) == day:
                yield (BirthdayCalendar.LUNAR.value, lunar.month, number, int(is_leap))
