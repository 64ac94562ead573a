"""Dates of files (cases 35 to 37) and of Excel."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.dates import (
    FOREVER,
    DateRules,
    date_of_serial,
    read_date,
    read_date_cell,
    read_expiry,
    read_moment,
    read_month,
)
from branchcrm.domain.outcome import Verdict

TODAY = date(2026, 9, 17)
RULES = DateRules(today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月1日",
        "2024.3.1",
        "2024/3/1",
        "20240301",
        "24-3-1",
        "二〇二四年三月一日",
        "二零二四年三月一日",
        "2024-03-01 0:00:00",
        "2024-03-01T00:00:00Z",
        "２０２４－０３－０１",
        "2024-03-01 星期五",
        "2024年3月1号",
        "1-Mar-24",
        "1 March 2024",
        "Mar 1, 2024",
        "20240301.0",
        "20240301083000",
        "2024 / 3 / 1",
        "24年3月1日",
        "2024年3月1日 下午3时05分",
    ],
)
def test_every_layout_of_a_date_is_read(text: str) -> None:
    assert read_date(text, RULES).value == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-12-01 08:26", datetime.fromisoformat("2010-12-01 08:26")),
        ("2024-03-01 8:26:30", datetime.fromisoformat("2024-03-01 08:26:30")),
        ("2024年3月1日下午3点", datetime.fromisoformat("2024-03-01 15:00")),
        ("2024/3/1 3:05 PM", datetime.fromisoformat("2024-03-01 15:05")),
        ("2024/3/1 12:05 AM", datetime.fromisoformat("2024-03-01 00:05")),
        ("202403010826", datetime.fromisoformat("2024-03-01 08:26")),
        ("2024-03-01", datetime.fromisoformat("2024-03-01")),
    ],
)
def test_the_time_of_day_is_read_too(text: str, moment: datetime) -> None:
    assert read_moment(text, RULES).value == moment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3月1日", "date_no_year"),
        ("3-1", "date_no_year"),
        ("03/04/2024", "date_ambiguous"),
        ("03/04/24", "date_ambiguous"),
        ("2024-02-30", "date_invalid"),
        ("30/30/2024", "date_invalid"),
        ("同上", "date_ditto"),
        ("长期", "date_long_term"),
        ("明年", "date_unreadable"),
        ("1 Mai 2024", "date_unreadable"),
        ("Mai 1, 2024", "date_unreadable"),
        ("2024-03-01 25:00", "date_time"),
        ("99999", "date_number"),
        ("8:30", "date_unreadable"),
        ("18881231", "date_unreadable"),
    ],
)
def test_a_date_that_cannot_be_taken_says_why(text: str, code: str) -> None:
    outcome = read_date(text, RULES)
    assert outcome.is_refused
    assert outcome.code == code


@pytest.mark.parametrize("text", ["不详", "/", "", "  ", "—", "无"])
def test_a_null_word_is_no_date_and_no_fault(text: str) -> None:
    outcome = read_date(text, RULES)
    assert outcome.value is None
    assert not outcome.is_refused


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/03/2024", date(2024, 3, 3)),
        ("25/12/2024", date(2024, 12, 25)),
        ("3/25/24", date(2024, 3, 25)),
        ("24/3/1", date(2024, 3, 1)),
        ("12/25/2024", date(2024, 12, 25)),
    ],
)
def test_day_and_month_are_told_apart_where_only_one_way_works(text: str, day: date) -> None:
    assert read_date(text, RULES).value == day


def test_a_person_settles_which_of_two_numbers_is_the_day() -> None:
    day_first = DateRules(today=TODAY, day_comes_first=True)
    month_first = DateRules(today=TODAY, day_comes_first=False)
    assert read_date("03/04/2024", day_first).value == date(2024, 4, 3)
    assert read_date("03/04/2024", month_first).value == date(2024, 3, 4)


def test_a_default_year_completes_a_date_with_a_doubt() -> None:
    rules = DateRules(today=TODAY, default_year=2026)
    outcome = read_date("3月1日", rules)
    assert outcome.value == date(2026, 3, 1)
    assert outcome.verdict is Verdict.WARN
    assert read_date("2月30日", rules).code == "date_invalid"


def test_a_short_year_lies_behind_today_for_birthdays() -> None:
    assert read_date("40-3-1", RULES).value == date(2040, 3, 1)
    assert read_date("40-3-1", DateRules(today=TODAY, is_past=True)).value == date(1940, 3, 1)


def test_excel_day_numbers_are_dates() -> None:
    assert date_of_serial(45352).value == datetime.fromisoformat("2024-03-01")
    assert date_of_serial(45352, is_1904=True).value == datetime.fromisoformat("2028-03-02")
    assert date_of_serial(45352.5).value == datetime.fromisoformat("2024-03-01 12:00")
    assert date_of_serial(60).code == "date_phantom"
    assert date_of_serial(60, is_1904=True).code == "date_number"
    assert date_of_serial(19999).code == "date_number"
    assert date_of_serial(70000).code == "date_number"


def test_a_numeric_cell_is_a_compact_date_before_a_day_number() -> None:
    assert read_date_cell(20240301, RULES).value == datetime.fromisoformat("2024-03-01")
    assert read_date_cell(45352, RULES).value == datetime.fromisoformat("2024-03-01")
    assert read_date_cell(20240231, RULES).code == "date_invalid"
    assert read_date_cell(3.5, RULES).code == "date_number"


def test_a_day_number_in_a_text_is_only_supposed() -> None:
    outcome = read_date("45352", RULES)
    assert outcome.value == date(2024, 3, 1)
    assert outcome.code == "date_serial_text"


def test_long_term_is_an_expiry_only() -> None:
    assert read_expiry("长期", RULES).value == FOREVER
    assert read_expiry("2030-01-01", RULES).value == date(2030, 1, 1)


@pytest.mark.parametrize(
    "text", ["2026-01", "2026年1月", "202601", "2026/1", "2026年1月份", "2026-01-15"]
)
def test_a_month_is_its_first_day(text: str) -> None:
    assert read_month(text, RULES).value == date(2026, 1, 1)


def test_a_text_that_is_no_month_is_refused() -> None:
    assert read_month("2026-13", RULES).code == "month_unreadable"
    assert read_month("一月", RULES).code == "month_unreadable"
    assert read_month("不详", RULES).value is None


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)))
def test_every_layout_of_any_day_comes_back(day: date) -> None:
    for layout in ("%Y-%m-%d", "%Y年%m月%d日", "%Y%m%d", "%Y/%m/%d 00:00:00", "%Y.%m.%d"):
        assert read_date(day.strftime(layout), RULES).value == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_date_reader(text: str) -> None:
    read_date(text, RULES)
    read_month(text, RULES)
