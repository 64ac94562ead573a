"""Birthdays by both calendars; the lunar conversion is stood in by a small table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.birthday import (
    Birthday,
    BirthdayCalendar,
    read_birthday,
    solar_birthday,
)
from branchcrm.domain.dates import DateRules
from branchcrm.domain.outcome import Verdict

TODAY = date(2026, 9, 17)
RULES = DateRules(today=TODAY, is_past=True)
MID_AUTUMN = {2025: date(2025, 10, 6), 2026: date(2026, 9, 25), 2027: date(2027, 9, 15)}


def by_table(year: int, month: int, day: int, is_leap: bool) -> date | None:  # noqa: FBT001 - the shape of a conversion
    return MID_AUTUMN.get(year) if (month, day, is_leap) == (8, 15, False) else None


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1984-11-03", Birthday(year=1984, month=11, day=3)),
        ("公历1984-11-03", Birthday(year=1984, month=11, day=3)),
        ("84.11.3", Birthday(year=1984, month=11, day=3)),
        ("11月3日", Birthday(month=11, day=3)),
        ("2-29", Birthday(month=2, day=29)),
    ],
)
def test_a_solar_birthday_may_lack_its_year(text: str, birthday: Birthday) -> None:
    assert read_birthday(text, RULES).value == birthday


@pytest.mark.parametrize(
    ("text", "month", "day", "year", "is_leap"),
    [
        ("农历八月十五", 8, 15, None, False),
        ("阴历8.15", 8, 15, None, False),
        ("农历1960年八月十五", 8, 15, 1960, False),
        ("一九六〇年腊月廿三(农历)", 12, 23, 1960, False),
        ("农历闰六月初一", 6, 1, None, True),
        ("农历正月初一", 1, 1, None, False),
        ("农历冬月三十", 11, 30, None, False),
        ("农历十二月二十", 12, 20, None, False),
    ],
)
def test_a_lunar_birthday_is_read(
    text: str,
    month: int,
    day: int,
    year: int | None,
    is_leap: bool,  # noqa: FBT001 - a table column
) -> None:
    expected = Birthday(
        calendar=BirthdayCalendar.LUNAR, year=year, month=month, day=day, is_leap=is_leap
    )
    assert read_birthday(text, RULES).value == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("农历中秋", "lunar_unreadable"),
        ("农历13月1日", "date_invalid"),
        ("农历8月31日", "date_invalid"),
        ("13-1", "date_invalid"),
        ("2-30", "date_invalid"),
        ("2030-01-01", "birthday_future"),
        ("胡写", "date_unreadable"),
    ],
)
def test_a_birthday_that_is_none_is_refused(text: str, code: str) -> None:
    outcome = read_birthday(text, RULES)
    assert outcome.is_refused
    assert outcome.code == code


def test_a_birthday_before_all_the_living_is_left_out() -> None:
    outcome = read_birthday("1890-01-01", RULES)
    assert outcome.verdict is Verdict.WARN
    assert outcome.value is None
    assert read_birthday("不详", RULES).value is None


def test_a_leap_day_is_kept_on_the_28th_in_common_years() -> None:
    birthday = Birthday(year=2000, month=2, day=29)
    assert birthday.in_year(2026, by_table) == date(2026, 2, 28)
    assert birthday.in_year(2028, by_table) == date(2028, 2, 29)
    assert birthday.in_year(2100, by_table) == date(2100, 2, 28)


def test_the_next_lunar_birthday_follows_the_table() -> None:
    birthday = Birthday(calendar=BirthdayCalendar.LUNAR, month=8, day=15)
    assert birthday.next_occurrence(TODAY, by_table) == date(2026, 9, 25)
    assert birthday.next_occurrence(date(2026, 9, 26), by_table) == date(2027, 9, 15)
    outside = Birthday(calendar=BirthdayCalendar.LUNAR, month=1, day=1)
    assert outside.next_occurrence(TODAY, by_table) is None


def test_age_counts_full_years() -> None:
    born = solar_birthday(date(1984, 11, 3))
    assert born.age_on(date(2026, 11, 2), by_table) == 41
    assert born.age_on(date(2026, 11, 3), by_table) == 42
    assert born.age_on(date(1980, 1, 1), by_table) is None
    assert Birthday(month=1, day=1).age_on(TODAY, by_table) is None


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(2020, 1, 2), date(2090, 1, 1)))
def test_the_next_solar_birthday_is_within_a_year(born: date, today: date) -> None:
    coming = solar_birthday(born).next_occurrence(today, by_table)
    assert coming is not None
    assert today <= coming <= today + timedelta(days=366)


@given(st.text("农历阴公0123456789年月日初一二三十正闰腊-.", max_size=12))
def test_no_text_breaks_the_birthday_reader(text: str) -> None:
    read_birthday(text, RULES)
