"""A fair rule keeps every promise on any book, and an unfair result is found."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.book_review import Population
from branchcrm.analysis.fairness import (
    changed_by_order,
    removal,
    reviewed_afresh,
    unequal_equals,
    worse_when_better,
)
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_policy import BandsPolicy, Factor, Policy, Scale, ScorePolicy
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy, steps_policy

_ROW = st.tuples(
    st.integers(-50_000, 80_000_000),
    st.integers(0, 30),
    st.one_of(st.integers(0, 400), st.just(NEVER_DAYS)),
    st.integers(0, 6),
    st.booleans(),
)
_BOOK = st.lists(_ROW, min_size=0, max_size=40)
_MEASURES = (Measure.AMOUNT, Measure.FREQUENCY, Measure.RECENCY, Measure.PRODUCTS)


def _people(rows: list[tuple[int, int, int, int, bool]]) -> Population:
    table = np.array([row[:4] for row in rows], np.int64).reshape(-1, 4)
    known = np.array([row[4] for row in rows], np.bool_)
    book = {measure: table[:, place].copy() for place, measure in enumerate(_MEASURES)}
    book[Measure.AUM_MONTH_AVERAGE] = book[Measure.AMOUNT]
    return Population(book, known, known)


@pytest.mark.parametrize("policy", [default_policy(), steps_policy(), bank_policy()])
@given(rows=_BOOK)
def test_the_ready_made_rules_keep_every_promise_on_any_book(
    policy: Policy, rows: list[tuple[int, int, int, int, bool]]
) -> None:
    people = _people(rows)
    assert changed_by_order(policy, people, 7) == 0
    assert unequal_equals(policy, people)[1] == 0
    assert worse_when_better(policy, people) == 0
    found = removal(policy, people, 7)
    assert found.farthest <= found.allowed or isinstance(policy, BandsPolicy)


@given(rows=_BOOK)
def test_the_same_book_gives_the_same_bytes(rows: list[tuple[int, int, int, int, bool]]) -> None:
    people = _people(rows)
    one, other = (reviewed_afresh(default_policy(), people) for _ in range(2))
    assert one.values.tobytes() == other.values.tobytes()
    assert one.packed() == other.packed()


def test_a_balance_depends_on_nobody_else() -> None:
    rows = [(number * 1_000_000, 1, 1, 1, True) for number in range(9)]
    assert removal(bank_policy(), _people(rows), 7).farthest == 0


def test_nobody_can_be_taken_away_from_one() -> None:
    assert removal(default_policy(), _people([(5, 1, 1, 1, True)]), 7).removed == 0


def test_twins_are_counted() -> None:
    rows = [(5, 1, 1, 1, True)] * 3 + [(6, 1, 1, 1, True), (5, 1, 1, 1, False)]
    assert unequal_equals(default_policy(), _people(rows)) == (3, 0)


def test_a_rule_that_punishes_money_is_found_out() -> None:
    punishing = ScorePolicy(
        text=default_policy().text,
        factors=(Factor(measure=Measure.AMOUNT, weight=-100),),
        mid_cut=Decimal(35),
        high_cut=Decimal(70),
    )
    rows = [(number * 5_000, 1, 1, 1, True) for number in range(10)]
    assert worse_when_better(punishing, _people(rows)) > 0


def test_a_rule_by_fifths_may_move_others_more_than_a_share_would() -> None:
    policy = ScorePolicy(
        text=default_policy().text,
        factors=(Factor(measure=Measure.AMOUNT, weight=100, scale=Scale.FIFTHS),),
        mid_cut=Decimal(35),
        high_cut=Decimal(70),
    )
    rows = [(number, 1, 1, 1, True) for number in range(10)]
    found = removal(policy, _people(rows), 7)
    assert found.farthest > found.allowed
