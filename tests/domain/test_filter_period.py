"""Days and stretches that are named from today."""

from datetime import date

import pytest

from branchcrm.domain.filter_period import RelativeDay, Side, Stretch, Unit, last_days, months_on

TODAY = date(2026, 9, 17)


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        (last_days(30), "2026-08-19", "2026-09-17"),
        (last_days(1), "2026-09-17", "2026-09-17"),
        (Stretch(Side.NEXT, Unit.DAY, 7), "2026-09-17", "2026-09-23"),
        (Stretch(Side.LAST, Unit.WEEK, 2), "2026-09-04", "2026-09-17"),
        (Stretch(Side.LAST, Unit.MONTH, 3), "2026-06-18", "2026-09-17"),
        (Stretch(Side.NEXT, Unit.QUARTER, 1), "2026-09-17", "2026-12-16"),
        (Stretch(Side.LAST, Unit.YEAR, 1), "2025-09-18", "2026-09-17"),
        (Stretch(Side.THIS, Unit.DAY), "2026-09-17", "2026-09-17"),
        (Stretch(Side.LAST, Unit.DAY), "2026-09-16", "2026-09-16"),
        (Stretch(Side.THIS, Unit.WEEK), "2026-09-14", "2026-09-20"),
        (Stretch(Side.NEXT, Unit.WEEK), "2026-09-21", "2026-09-27"),
        (Stretch(Side.THIS, Unit.MONTH), "2026-09-01", "2026-09-30"),
        (Stretch(Side.LAST, Unit.MONTH), "2026-08-01", "2026-08-31"),
        (Stretch(Side.THIS, Unit.QUARTER), "2026-07-01", "2026-09-30"),
        (Stretch(Side.LAST, Unit.QUARTER), "2026-04-01", "2026-06-30"),
        (Stretch(Side.NEXT, Unit.YEAR), "2027-01-01", "2027-12-31"),
    ],
)
def test_a_stretch_is_these_days(stretch: Stretch, first: str, last: str) -> None:
    assert stretch.on(TODAY) == (day(first), day(last))


def test_days_are_counted_and_stay_within_the_calendar() -> None:
    assert RelativeDay(-30).on(TODAY) == day("2026-08-18")
    assert RelativeDay(-9999).on(date(5, 1, 1)) == date.min
    assert RelativeDay(9999).on(date(9990, 1, 1)) == date.max
    assert months_on(day("2026-03-31"), -1) == day("2026-02-28")
    assert months_on(TODAY, -12 * 9999) == date.min
    assert months_on(TODAY, 12 * 9999) == date.max
