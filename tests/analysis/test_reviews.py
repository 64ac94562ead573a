"""A whole book is reviewed exactly as one customer after another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.reviews import UNSET, Standings, first_standings, review_book
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy
from branchcrm.domain.tier_review import ReviewEvent, ReviewRule, Standing, review

_CUSTOMER = st.tuples(st.integers(-1, 2), st.integers(0, 1), st.integers(0, 1_000_000) | st.none())


def _standing(level: int, misses: int) -> Standing | None:
    return None if level == UNSET else Standing(level=level, misses=misses)


@pytest.mark.parametrize("rule", [default_policy().rule, bank_policy().rule])
@given(customers=st.lists(_CUSTOMER, min_size=1, max_size=40))
def test_all_at_once_is_the_same_as_one_by_one(
    rule: ReviewRule, customers: list[tuple[int, int, int | None]]
) -> None:
    levels = np.array([level for level, _, _ in customers], np.int64)
    misses = np.array([0 if level == UNSET else miss for level, miss, _ in customers], np.int64)
    values = np.array([value or 0 for _, _, value in customers], np.int64)
    present = np.array([value is not None for _, _, value in customers])
    verdict = review_book(rule, Standings(levels, misses), values, present)
    for index, (level, _, value) in enumerate(customers):
        single = review(rule, _standing(level, int(misses[index])), value)
        expected = single.standing or Standing(level=UNSET)
        assert int(verdict.standings.levels[index]) == expected.level
        assert int(verdict.standings.misses[index]) == expected.misses
        assert bool(verdict.up[index]) == (single.event is ReviewEvent.UP)
        assert bool(verdict.down[index]) == (single.event is ReviewEvent.DOWN)


def test_the_short_are_those_below_the_line_of_their_level() -> None:
    rule = default_policy().rule
    standings = Standings(np.array([2, 2, 1, UNSET]), np.zeros(4, np.int64))
    values = np.array([680_000, 710_000, 300_000, 0])
    present = np.array([True, True, True, False])
    verdict = review_book(rule, standings, values, present)
    assert verdict.short.tolist() == [True, False, True, False]


def test_a_book_without_reviews_stands_nowhere() -> None:
    assert first_standings(3).levels.tolist() == [UNSET] * 3
