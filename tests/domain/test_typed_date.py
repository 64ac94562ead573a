"""The dates that a clerk types."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.typed_date import Leaning, read_typed_date

THURSDAY = date(2026, 9, 17)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9-17", date(2026, 9, 17)),
        ("0917", date(2026, 9, 17)),
        ("9.20", date(2026, 9, 20)),
        ("9月20日", date(2026, 9, 20)),
        ("260920", date(2026, 9, 20)),
        ("20260920", date(2026, 9, 20)),
        ("2026-9-20", date(2026, 9, 20)),
        ("今天", THURSDAY),
        ("明天", date(2026, 9, 18)),
        ("后天", date(2026, 9, 19)),
        ("昨天", date(2026, 9, 16)),
        ("tomorrow", date(2026, 9, 18)),
        ("+3", date(2026, 9, 20)),
        ("＋３", date(2026, 9, 20)),
        ("-1", date(2026, 9, 16)),
        ("3天后", date(2026, 9, 20)),
        ("两周后", date(2026, 10, 1)),
        ("一个月后", date(2026, 10, 17)),
        ("1年前", date(2025, 9, 17)),
        ("下周三", date(2026, 9, 23)),
        ("本周三", date(2026, 9, 16)),
        ("周三", date(2026, 9, 23)),
        ("周五", date(2026, 9, 18)),
        ("星期日", date(2026, 9, 20)),
        ("上周一", date(2026, 9, 7)),
        ("下下周一", date(2026, 9, 28)),
        ("月底", date(2026, 9, 30)),
        ("下月初", date(2026, 10, 1)),
        ("下个月5号", date(2026, 10, 5)),
        ("20号", date(2026, 9, 20)),
    ],
)
def test_a_clerk_types_a_date_in_short(text: str, day: date) -> None:
    assert read_typed_date(text, THURSDAY).value == day


def test_a_date_without_a_year_leans_to_its_side_of_today() -> None:
    december = date(2026, 12, 28)
    assert read_typed_date("1-5", december).value == date(2027, 1, 5)
    assert read_typed_date("1-5", december, Leaning.FUTURE).value == date(2027, 1, 5)
    assert read_typed_date("1-5", december, Leaning.PAST).value == date(2026, 1, 5)
    assert read_typed_date("2-29", december, Leaning.FUTURE).value == date(2028, 2, 29)
    assert read_typed_date("400101", december, Leaning.PAST).value == date(1940, 1, 1)


@pytest.mark.parametrize(
    "text", ["2-30", "1332", "31号", "本月31号", "+40000", "明年春天", "99天后后"]
)
def test_a_day_that_is_none_is_refused_with_examples(text: str) -> None:
    assert read_typed_date(text, date(2026, 2, 1)).is_refused


def test_nothing_typed_is_no_date() -> None:
    assert read_typed_date(" ", THURSDAY).value is None
    assert not read_typed_date(" ", THURSDAY).is_refused


def test_a_month_end_is_kept_when_months_are_added() -> None:
    assert read_typed_date("1个月后", date(2026, 1, 31)).value == date(2026, 2, 28)


@given(st.text("0123456789上下本周月天前后一二三四五六日+-初底末", max_size=8))
def test_no_text_breaks_the_typed_date(text: str) -> None:
    read_typed_date(text, THURSDAY)
