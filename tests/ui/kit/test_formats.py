"""Values become the texts of the design language."""

from datetime import date, datetime, time

import pytest

from branchcrm.domain.clock import fixed_clock
from ui.kit.formats import Formats, Toned

FORMATS = Formats(fixed_clock(date(2026, 9, 17)))
ZONE = FORMATS.zone


@pytest.mark.parametrize(
    ("cents", "text"),
    [(128_640_000, "1,286,400.00"), (-312_000, "−3,120.00"), (0, "0.00"), (None, "—")],
)
def test_money_in_tables(cents: int | None, text: str) -> None:
    assert FORMATS.money(cents) == text


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (386_200_000, "386.2 万"),
        (12_400_000_000, "1.24 亿"),
        (999_900, "9,999.00"),
        (-386_200_000, "−386.2 万"),
    ],
)
def test_money_in_key_figures(cents: int, text: str) -> None:
    assert FORMATS.money_short(cents) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 9, 16), "09-16"),
        (date(2025, 11, 20), "2025-11-20"),
        (date(2026, 9, 18), "09-18 周五"),
        (date(2026, 9, 17), "今天"),
        (None, "—"),
    ],
)
def test_dates_in_tables(day: date | None, text: str) -> None:
    assert FORMATS.day(day) == text


@pytest.mark.parametrize(
    ("day", "at", "due"),
    [
        (date(2026, 9, 14), None, Toned("逾期 3 天", "danger")),
        (date(2026, 9, 17), time(15, 30), Toned("今天 15:30", "strong")),
        (date(2026, 9, 17), None, Toned("今天内")),
        (date(2026, 9, 18), time(10), Toned("明天 10:00")),
        (date(2026, 9, 23), None, Toned("09-23 周三")),
        (None, None, Toned("未安排")),
    ],
)
def test_when_something_is_due(day: date | None, at: time | None, due: Toned) -> None:
    assert FORMATS.due(day, at) == due


@pytest.mark.parametrize(
    ("deadline", "left"),
    [
        (datetime(2026, 9, 17, 17, 30, tzinfo=ZONE), Toned("剩 2 小时 58 分", "danger")),
        (datetime(2026, 9, 18, 11, 32, tzinfo=ZONE), Toned("剩 21 小时", "warn")),
        (datetime(2026, 9, 19, 17, 30, tzinfo=ZONE), Toned("剩 2 天")),
        (datetime(2026, 9, 17, 14, 2, tzinfo=ZONE), Toned("逾期 30 分", "danger")),
        (datetime(2026, 9, 17, 9, 0, tzinfo=ZONE), Toned("逾期 5 小时", "danger")),
        (datetime(2026, 9, 15, 9, 0, tzinfo=ZONE), Toned("逾期 2 天", "danger")),
        (None, Toned("—")),
    ],
)
def test_how_long_a_deadline_is_away(deadline: datetime | None, left: Toned) -> None:
    assert FORMATS.countdown(deadline) == left


def test_ages_counts_and_shares() -> None:
    assert FORMATS.age(date(1981, 6, 14)) == "45 岁"
    assert FORMATS.age(date(1981, 9, 18)) == "44 岁"
    assert FORMATS.count(2846) == "2,846"
    assert FORMATS.ratio(0.3297) == "33.0%"
    assert FORMATS.ago(date(2026, 9, 15)) == "2 天前（9 月 15 日）"
    assert FORMATS.duration(12.4) == "12 秒"
    assert FORMATS.duration(180) == "3 分"
    assert FORMATS.file_size(90_596_966) == "86.4 MB"


def test_headings_name_the_weekday_and_the_month() -> None:
    assert FORMATS.day_heading(date(2026, 9, 17)) == "9 月 17 日 星期四"
    assert FORMATS.month_heading(date(2026, 9, 17)) == "2026 年 9 月"


def test_key_figures_in_english_count_in_thousands_and_millions() -> None:
    english = Formats(fixed_clock(date(2026, 9, 17)), "en")
    assert english.money_short(386_200_000) == "3.86 M"
