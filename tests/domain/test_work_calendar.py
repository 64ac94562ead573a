"""The work calendar against the published one of 2022 to 2026 (DOMAIN §1.2, §4.3)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.work_calendar import (
    BusinessHours,
    DayKind,
    DaySource,
    SpecialDay,
    WorkCalendar,
    make_calendar,
    missing_year_notice,
)
from branchcrm.reference.holidays import work_calendar

CALENDAR = work_calendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days_from(first: str, last: str) -> list[date]:
    start = day(first)
    return [start + timedelta(days=n) for n in range((day(last) - start).days + 1)]


@pytest.mark.parametrize(
    ("year", "workdays"), [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_a_year_has_the_published_number_of_workdays(year: int, workdays: int) -> None:
    days = days_from(f"{year}-01-01", f"{year}-12-31")
    assert sum(CALENDAR.is_workday(each) for each in days) == workdays


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ],
)
def test_the_holidays_of_2026_are_rest_days_with_a_badge(first: str, last: str) -> None:
    for each in days_from(first, last):
        assert not CALENDAR.is_workday(each)
        assert CALENDAR.badge(each) is DayKind.REST
        assert CALENDAR.name(each)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
    ],
)
def test_the_make_up_days_are_worked_and_marked(text: str) -> None:
    assert CALENDAR.is_workday(day(text))
    assert CALENDAR.badge(day(text)) is DayKind.WORK


def test_ordinary_days_carry_no_badge_and_no_name() -> None:
    for text in ("2026-11-23", "2026-11-22"):
        assert CALENDAR.badge(day(text)) is None
        assert CALENDAR.name(day(text)) == ""


@pytest.mark.parametrize(
    ("received", "plus"),
    [
        ("2026-01-20", ["01-21", "01-23", "01-27", "01-29", "02-10"]),
        ("2026-02-10", ["02-11", "02-13", "02-24", "02-26", "03-09"]),
        ("2026-04-20", ["04-21", "04-23", "04-27", "04-29", "05-13"]),
        ("2026-09-18", ["09-20", "09-22", "09-24", "09-29", "10-15"]),
        ("2026-09-28", ["09-29", "10-08", "10-10", "10-13", "10-23"]),
        ("2026-11-22", ["11-23", "11-25", "11-27", "12-01", "12-11"]),
    ],
)
def test_workdays_are_added_as_the_acceptance_table_says(received: str, plus: list[str]) -> None:
    for count, expected in zip((1, 3, 5, 7, 15), plus, strict=True):
        assert CALENDAR.add_workdays(day(received), count) == day(f"2026-{expected}")
    assert CALENDAR.next_workday(day(received)) == day(f"2026-{plus[0]}")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-02-13 16:30", "2026-02-14 09:30", 1.0),
        ("2026-02-14 16:00", "2026-02-24 10:00", 2.0),
        ("2026-09-30 16:00", "2026-10-08 09:45", 1.75),
        ("2026-10-09 16:00", "2026-10-12 10:00", 10.0),
        ("2026-10-12 10:00", "2026-10-12 09:00", 0.0),
        ("2026-10-12 18:00", "2026-10-12 20:00", 0.0),
    ],
)
def test_business_hours_are_counted_over_rest_days(start: str, end: str, hours: float) -> None:
    assert CALENDAR.business_seconds_between(at(start), at(end)) == hours * 3600


def test_the_lunch_break_does_not_count() -> None:
    hours = BusinessHours(spans=((time(9), time(11, 30)), (time(14), time(17, 30))))
    calendar = work_calendar(hours=hours)
    assert calendar.business_seconds_between(at("2026-11-23 11:00"), at("2026-11-23 14:30")) == 3600
    assert calendar.closing_at(day("2026-11-23")) == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert (hours.opening, hours.closing) == (time(9), time(17, 30))


def test_a_year_without_a_notice_counts_monday_to_friday_and_is_named() -> None:
    assert CALENDAR.is_workday(day("2027-01-01"))
    assert not CALENDAR.is_workday(day("2027-01-02"))
    assert CALENDAR.missing_years(day("2026-11-22"), day("2027-01-21")) == (2027,)
    assert CALENDAR.missing_years(day("2026-12-31"), day("2026-01-01")) == ()
    assert missing_year_notice(2027).text() == "未导入2027年放假安排，按周一至周五推算"


def test_an_imported_notice_makes_its_year_known_and_a_branch_day_does_not() -> None:
    notice = SpecialDay(day=day("2027-01-01"), kind=DayKind.REST, name="元旦")
    local = SpecialDay(day=day("2028-03-03"), kind=DayKind.REST, source=DaySource.BRANCH)
    calendar = work_calendar([notice, local])
    assert calendar.missing_years(day("2026-01-01"), day("2028-01-01")) == (2028,)
    assert not calendar.is_workday(day("2027-01-01"))
    assert not calendar.is_workday(day("2028-03-03"))
    assert calendar.badge(day("2028-03-03")) is DayKind.REST


def test_an_imported_day_overrides_a_shipped_one_and_keeps_the_year_known() -> None:
    own = SpecialDay(day=day("2026-05-05"), kind=DayKind.WORK, source=DaySource.BRANCH)
    calendar = work_calendar([own])
    assert calendar.is_workday(day("2026-05-05"))
    assert calendar.missing_years(day("2026-05-05"), day("2026-05-05")) == ()


def test_rolling_goes_to_the_nearest_workday_in_its_direction() -> None:
    assert CALENDAR.roll_forward(day("2026-10-03")) == day("2026-10-08")
    assert CALENDAR.roll_back(day("2026-10-03")) == day("2026-09-30")
    assert CALENDAR.roll_forward(day("2026-10-08")) == day("2026-10-08")
    assert CALENDAR.roll_back(day("2026-10-08")) == day("2026-10-08")
    assert CALENDAR.roll_past_holidays(day("2026-10-03")) == day("2026-10-08")
    assert CALENDAR.roll_past_holidays(day("2026-11-22")) == day("2026-11-22")


def test_a_plain_weekend_listed_as_rest_is_no_public_holiday() -> None:
    weekend = SpecialDay(day=day("2027-01-09"), kind=DayKind.REST)
    ordinary = SpecialDay(day=day("2027-01-11"), kind=DayKind.WORK)
    calendar = make_calendar([weekend, ordinary])
    assert calendar.badge(weekend.day) is None
    assert calendar.badge(ordinary.day) is None


@given(
    start=st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 1, 1)),
    count=st.integers(min_value=1, max_value=60),
)
def test_adding_workdays_and_counting_them_agree(start: date, count: int) -> None:
    later = CALENDAR.add_workdays(start, count)
    assert CALENDAR.is_workday(later)
    assert CALENDAR.workdays_between(start, later) == count
    assert CALENDAR.add_workdays(later, -count) <= CALENDAR.roll_back(start)


def test_adding_no_workday_stays_on_the_day() -> None:
    calendar = WorkCalendar(days={}, known_years=frozenset())
    assert calendar.add_workdays(day("2026-11-22"), 0) == day("2026-11-22")
