"""Shares with the intervals that so many people allow."""

import pytest

from branchcrm.domain.proportion import Proportion, difference


@pytest.mark.parametrize(
    ("hits", "total", "share", "low", "high"),
    [(42, 50, 84.0, 71.5, 91.7), (18, 20, 90.0, 69.9, 97.2), (0, 10, 0.0, 0.0, 27.8)],
)
def test_the_intervals_of_the_rules_come_out(
    hits: int, total: int, share: float, low: float, high: float
) -> None:
    found = Proportion(hits, total)
    assert round(found.share * 100, 1) == share
    assert [round(bound * 100, 1) for bound in found.interval] == [low, high]


def test_of_nobody_everything_is_possible() -> None:
    assert Proportion(0, 0).share == 0
    assert Proportion(0, 0).interval == (0.0, 1.0)


def test_a_difference_has_the_published_interval() -> None:
    low, high = difference(Proportion(56, 70), Proportion(48, 80))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    low, high = difference(Proportion(5, 10), Proportion(5, 10))
    assert low < 0 < high
