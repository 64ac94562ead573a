"""The grace of the published bank rule, month by month."""

from decimal import Decimal

import pytest

from branchcrm.domain.tier_policy_presets import bank_policy, default_policy
from branchcrm.domain.tier_review import ReviewEvent, Standing, review

_BANDS = bank_policy().rule
_SCORES = default_policy().rule
_WORDS = {
    "升级": ReviewEvent.UP,
    "关注": ReviewEvent.WATCH,
    "达标": ReviewEvent.HELD,
    "降级": ReviewEvent.DOWN,
}


def _trace(start: int, series: str) -> list[tuple[ReviewEvent, int]]:
    standing: Standing | None = Standing(level=start)
    steps = []
    for wan in series.split():
        outcome = review(_BANDS, standing, int(Decimal(wan) * 1_000_000))
        standing = outcome.standing
        assert standing is not None
        is_watch = outcome.event is ReviewEvent.WATCH
        steps.append((outcome.event, standing.misses if is_watch else standing.level))
    return steps


def _expected(words: str) -> list[tuple[str, int]]:
    return [(_WORDS[word[:2]], int(word[2:])) for word in words.split()]


@pytest.mark.parametrize(
    ("start", "series", "words"),
    [
        (
            2,
            "52 48 47 51 49 30 18 22",
            "升级3 关注1 关注2 达标3 关注1 关注2 降级1 升级2",
        ),
        (
            3,
            "650 590 580 570 560 550 540 600",
            "升级4 关注1 关注2 关注3 关注4 关注5 降级3 升级4",
        ),
        (3, "49.99 49.99 50 49.99 49.99 49.99", "关注1 关注2 达标3 关注1 关注2 降级2"),
    ],
)
def test_the_published_traces_come_out_month_by_month(start: int, series: str, words: str) -> None:
    assert _trace(start, series) == _expected(words)


def test_a_month_without_a_figure_changes_nothing_and_counts_for_nothing() -> None:
    standing = Standing(level=3, misses=2)
    outcome = review(_BANDS, standing, None)
    assert outcome.standing == standing
    assert outcome.event is ReviewEvent.MISSING


def test_one_who_never_had_a_figure_stays_without_a_level() -> None:
    assert review(_BANDS, None, None).standing is None


def test_the_first_review_sets_the_level() -> None:
    outcome = review(_BANDS, None, 50_000_000)
    assert outcome.standing == Standing(level=3)
    assert outcome.event is ReviewEvent.SET


def test_the_lower_bound_of_a_band_belongs_to_it() -> None:
    assert _BANDS.level_of(5_000_000) == 1
    assert _BANDS.level_of(4_999_999) == 0


def test_a_score_just_below_the_cut_is_held_by_the_margin() -> None:
    outcome = review(_SCORES, Standing(level=2), 670_000)
    assert outcome.event is ReviewEvent.HELD


def test_a_score_below_the_margin_falls_at_the_second_review_in_a_row() -> None:
    once = review(_SCORES, Standing(level=2), 669_999)
    assert once.event is ReviewEvent.WATCH
    twice = review(_SCORES, once.standing, 669_999)
    assert twice.event is ReviewEvent.DOWN
    assert twice.standing == Standing(level=1)


def test_a_review_within_the_margin_breaks_the_row_of_misses() -> None:
    held = review(_SCORES, Standing(level=2, misses=1), 680_000)
    assert held.standing == Standing(level=2)


def test_one_on_the_lowest_level_never_misses() -> None:
    outcome = review(_SCORES, Standing(level=0), 0)
    assert outcome.standing == Standing(level=0)
    assert outcome.event is ReviewEvent.HELD
