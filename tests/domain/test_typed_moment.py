"""Moments are read as clerks type them and as programs write them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from branchcrm.domain.typed_moment import TypedMoment, read_typed_moment

TODAY, ZONE = date(2026, 9, 17), ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("今天 14:32", TODAY, time(14, 32)),
        ("14:32", TODAY, time(14, 32)),
        ("明天 10点", date(2026, 9, 18), time(10)),
        ("9-22", date(2026, 9, 22), None),
        ("下周三", date(2026, 9, 23), None),
        ("2026-09-20 09:30", date(2026, 9, 20), time(9, 30)),
        ("2026-09-20T09:30", date(2026, 9, 20), time(9, 30)),
        ("2026-09-20T09:30:15", date(2026, 9, 20), time(9, 30, 15)),
        ("2026-09-20T01:30:00Z", date(2026, 9, 20), time(9, 30)),
        ("2026-09-20T09:30+08:00", date(2026, 9, 20), time(9, 30)),
    ],
)
def test_a_moment_is_read_as_it_is_typed(typed: str, day: date, at: time | None) -> None:
    assert read_typed_moment(typed, TODAY, ZONE).value == TypedMoment(day=day, at=at)


@pytest.mark.parametrize("typed", ["", "改天", "明天 傍晚", "13-45 10:00", "2026-13-45T10:00"])
def test_what_is_no_moment_is_refused_with_an_example(typed: str) -> None:
    outcome = read_typed_moment(typed, TODAY, ZONE)
    assert outcome.is_refused
    assert outcome.reason is not None
    assert "14:30" in outcome.reason.text()


def test_a_day_without_a_time_begins_at_midnight() -> None:
    moment = TypedMoment(day=TODAY).instant(ZONE)
    assert moment == datetime(2026, 9, 17, tzinfo=ZONE)
