"""Converts between the lunar and the solar calendar, 1900 to 2100."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarDay:
    """A day of the lunar calendar."""

    year: int
    month: int
    day: int
    is_leap: bool


@lru_cache(maxsize=4096)
def to_solar(year: int, month: int, day: int, is_leap: bool = False) -> date | None:  # noqa: FBT001, FBT002 - one of four coordinates
    """Give the solar day of a lunar day, or None outside the table's years.

    A leap month that the year lacks is its ordinary month; a thirtieth that the month
    lacks is its last day.
    """
    from borax.calendars.lunardate import (  # noqa: PLC0415 - slow to import
        MAX_LUNAR_YEAR,
        MIN_LUNAR_YEAR,
        LCalendars,
        LunarDate,
    )

    if not MIN_LUNAR_YEAR <= year <= MAX_LUNAR_YEAR:
        return None
    leap = int(is_leap and LCalendars.leap_month(year) == month)
    last = LCalendars.ndays(year, month, leap)
    solar: date = LunarDate(year, month, min(day, last), leap).to_solar_date()
    return solar


def has_lunar_day(year: int, month: int, day: int, is_leap: bool) -> bool:  # noqa: FBT001 - one of four coordinates
    """Tell whether a lunar year has the month and day; years beyond the table are believed."""
    from borax.calendars.lunardate import (  # noqa: PLC0415 - slow to import
        MAX_LUNAR_YEAR,
        MIN_LUNAR_YEAR,
        LCalendars,
    )

    if not MIN_LUNAR_YEAR <= year <= MAX_LUNAR_YEAR:
        return True
    if is_leap and LCalendars.leap_month(year) != month:
        return False
    return day <= int(LCalendars.ndays(year, month, int(is_leap)))


def to_lunar(day: date) -> LunarDay | None:
    """Give the lunar day of a solar day, or None outside the table's years."""
    from borax.calendars.lunardate import (  # noqa: PLC0415 - slow to import
        MAX_SOLAR_DATE,
        MIN_SOLAR_DATE,
        LunarDate,
    )

    if not MIN_SOLAR_DATE <= day <= MAX_SOLAR_DATE:
        return None
    found = LunarDate.from_solar(day)
    return LunarDay(year=found.year, month=found.month, day=found.day, is_leap=bool(found.leap))


_MONTHS = "正二三四五六七八九十冬腊"
_TENS = ("初", "十", "廿", "三")
_DIGITS = "十一二三四五六七八九"
_FULL_TENS = {10: "初十", 20: "二十", 30: "三十"}


def lunar_text(month: int, day: int, *, is_leap: bool = False) -> str:
    """Write a lunar day as people say it: 八月十五, 闰六月初一."""
    shown = _FULL_TENS.get(day) or _TENS[day // 10] + _DIGITS[day % 10]
    return f"{'闰' if is_leap else ''}{_MONTHS[month - 1]}月{shown}"
