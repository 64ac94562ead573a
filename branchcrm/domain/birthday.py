"""Birthdays by the solar or the lunar calendar, and when they come round again."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.chinese_numeral import chinese_integer
from branchcrm.domain.dates import DateRules, read_date
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, Verdict, accepted, refused
from branchcrm.domain.wording import mark, say


class BirthdayCalendar(StrEnum):
    """The calendar that a person counts birthdays by."""

    SOLAR = "solar"
    LUNAR = "lunar"


CALENDAR_LABELS = {
    BirthdayCalendar.SOLAR: mark("公历"),
    BirthdayCalendar.LUNAR: mark("农历"),
}

# Gives the solar day of a lunar year, month, day and leap mark, or None outside its years.
LunarToSolar = Callable[[int, int, int, bool], date | None]

_FEBRUARY = 2
_LEAP_DAY = 29
_LAST_MONTH = 12
_LONGEST_LIFE = 130
_LUNAR_WORD = re.compile(r"\(?(?:农历|阴历|旧历|lunar)[:：]?\)?", re.IGNORECASE)
_SOLAR_WORD = re.compile(r"\(?(?:公历|阳历|新历|国历)[:：]?\)?")
_LUNAR_SHAPE = re.compile(
    r"^(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})[年\-./]?)?(?P<leap>闰)?"
    r"(?P<month>正|冬|腊|\d{1,2}|十[一二]?|[一二三四五六七八九])[月\-./]"
    r"(?P<day>\d{1,2}|初?[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)[日号]?$"
)
_YEARLESS_SHAPE = re.compile(r"^(\d{1,2})[月\-./](\d{1,2})[日号]?$")
_MONTH_NAMES = {"正": 1, "冬": 11, "腊": 12}
_LONGEST_LUNAR_MONTH = 30
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Birthday:
    """A day of birth; the year may be unknown, `is_leap` marks a lunar leap month."""

    calendar: BirthdayCalendar = BirthdayCalendar.SOLAR
    year: int | None = None
    month: int
    day: int
    is_leap: bool = False

    def in_year(self, year: int, to_solar: LunarToSolar) -> date | None:
        """Give the solar day on which the birthday of a (lunar) year falls.

        29 February is kept on the 28th in common years.
        """
        if self.calendar is BirthdayCalendar.LUNAR:
            return to_solar(year, self.month, self.day, self.is_leap)
        if self.month == _FEBRUARY and self.day == _LEAP_DAY and not _is_leap_year(year):
            return date(year, self.month, self.day - 1)
        return date(year, self.month, self.day)

    def next_occurrence(self, today: date, to_solar: LunarToSolar) -> date | None:
        """Give the next birthday, today included; None outside the lunar tables."""
        days = (self.in_year(year, to_solar) for year in range(today.year - 1, today.year + 3))
        return min((day for day in days if day is not None and day >= today), default=None)

    def born_on(self, to_solar: LunarToSolar) -> date | None:
        """Give the solar day of birth, where the year is known."""
        return None if self.year is None else self.in_year(self.year, to_solar)

    def age_on(self, day: date, to_solar: LunarToSolar) -> int | None:
        """Give the age in full years, where the year is known."""
        born = self.born_on(to_solar)
        if born is None or born > day:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def solar_birthday(day: date) -> Birthday:
    """Make the birthday of someone born on a known day."""
    return Birthday(year=day.year, month=day.month, day=day.day)


def read_birthday(text: str, rules: DateRules) -> Outcome[Birthday]:
    """Read a birthday, solar or lunar (农历八月十五), with or without a year."""
    if is_null_word(text):
        return Outcome()
    even = without_spaces(plain(text))
    if _LUNAR_WORD.search(even):
        return _read_lunar(_LUNAR_WORD.sub("", even), text)
    bare = _SOLAR_WORD.sub("", even)
    yearless = _YEARLESS_SHAPE.match(bare)
    if yearless:
        return _checked_solar(int(yearless[1]), int(yearless[2]), bare)
    outcome = read_date(_SOLAR_WORD.sub("", text), rules)
    if outcome.value is None:
        return Outcome(verdict=outcome.verdict, code=outcome.code, reason=outcome.reason)
    problem = _unlikely(outcome.value, rules.today)
    if problem is not None:
        return problem
    return Outcome(
        value=solar_birthday(outcome.value),
        verdict=outcome.verdict,
        code=outcome.code,
        reason=outcome.reason,
        is_fixed=outcome.is_fixed,
    )


def _unlikely(day: date, today: date) -> Outcome[Birthday] | None:
    if day > today:
        return refused("birthday_future", say("出生日期 {day} 还没有到", day=day))
    if today.year - day.year > _LONGEST_LIFE:
        return Outcome(
            verdict=Verdict.WARN,
            code="birthday_too_early",
            reason=say("出生日期 {day} 太早，已留空", day=day),
        )
    return None


def _checked_solar(month: int, day: int, shown: str) -> Outcome[Birthday]:
    if 1 <= month <= _LAST_MONTH and 1 <= day <= _DAYS[month - 1]:
        return accepted(Birthday(month=month, day=day))
    return refused("date_invalid", say("没有 {text} 这一天", text=shown))


def _read_lunar(body: str, shown: str) -> Outcome[Birthday]:
    found = _LUNAR_SHAPE.match(body)
    if found is None:
        reason = say("“{text}”不是农历日期，写成 农历八月十五", text=shown.strip())
        return refused("lunar_unreadable", reason)
    month = _MONTH_NAMES.get(found["month"]) or _number(found["month"])
    day = _number(found["day"].removeprefix("初").replace("廿", "二十"))
    if not (1 <= month <= _LAST_MONTH and 1 <= day <= _LONGEST_LUNAR_MONTH):
        return refused("date_invalid", say("没有 {text} 这一天", text=shown.strip()))
    birthday = Birthday(
        calendar=BirthdayCalendar.LUNAR,
        year=_number(found["year"]) if found["year"] else None,
        month=month,
        day=day,
        is_leap=bool(found["leap"]),
    )
    return accepted(birthday)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_integer(text) or 0


def _is_leap_year(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
