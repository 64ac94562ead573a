"""Lunar days by the acceptance numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.reference.lunar import LunarDay, lunar_text, to_lunar, to_solar


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((2026, 1, 1, False), date(2026, 2, 17)),
        ((2026, 5, 5, False), date(2026, 6, 19)),
        ((2026, 6, 1, False), date(2026, 7, 14)),
        ((2026, 8, 15, False), date(2026, 9, 25)),
        ((2026, 12, 29, False), date(2027, 2, 5)),
        ((2026, 12, 30, False), date(2027, 2, 5)),
        ((2027, 1, 1, False), date(2027, 2, 6)),
        ((2027, 5, 5, False), date(2027, 6, 9)),
        ((2027, 8, 15, False), date(2027, 9, 15)),
        ((2025, 6, 1, True), date(2025, 7, 25)),
        ((2026, 6, 1, True), date(2026, 7, 14)),
        ((2023, 2, 1, True), date(2023, 3, 22)),
        ((2033, 11, 1, True), date(2033, 12, 22)),
        ((2029, 12, 30, False), date(2030, 2, 2)),
    ],
)
def test_a_lunar_day_falls_on_its_solar_day(lunar: tuple[int, int, int, bool], solar: date) -> None:
    assert to_solar(*lunar) == solar


@pytest.mark.parametrize(
    ("year", "month"),
    [(2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3), (2033, 11), (2036, 6)],
)
def test_leap_months_are_where_they_belong(year: int, month: int) -> None:
    assert to_solar(year, month, 1, True) != to_solar(year, month, 1, False)  # noqa: FBT003 - a coordinate


def test_a_solar_day_has_its_lunar_name() -> None:
    found = to_lunar(date(2026, 11, 22))
    assert found == LunarDay(year=2026, month=10, day=14, is_leap=False)
    assert lunar_text(found.month, found.day) == "十月十四"
    assert lunar_text(6, 1, is_leap=True) == "闰六月初一"
    assert [lunar_text(12, day) for day in (10, 20, 23, 30)] == [
        "腊月初十",
        "腊月二十",
        "腊月廿三",
        "腊月三十",
    ]


def test_years_outside_the_table_have_no_answer() -> None:
    assert to_solar(1899, 1, 1, False) is None  # noqa: FBT003 - a coordinate
    assert to_solar(2101, 1, 1, False) is None  # noqa: FBT003 - a coordinate
    assert to_lunar(date(1899, 1, 1)) is None


def test_a_lunar_birthday_without_its_leap_month_is_kept_in_the_ordinary_one() -> None:
    birthday = Birthday(calendar=BirthdayCalendar.LUNAR, year=2025, month=6, day=1, is_leap=True)
    assert birthday.born_on(to_solar) == date(2025, 7, 25)
    assert birthday.next_occurrence(date(2026, 1, 1), to_solar) == date(2026, 7, 14)


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_day_survives_the_way_to_the_lunar_calendar_and_back(day: date) -> None:
    lunar = to_lunar(day)
    assert lunar is not None
    assert to_solar(lunar.year, lunar.month, lunar.day, lunar.is_leap) == day
