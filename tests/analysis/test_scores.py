"""A whole book is scored exactly as one customer, and scored fairly."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.scores import Book, distributions_of, score_book
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import POINT, Factor, PolicyText, Scale, ScorePolicy
from branchcrm.domain.tier_policy_presets import default_policy, steps_policy
from branchcrm.domain.tier_score import score_customer, total_of

_MEASURES = (Measure.AMOUNT, Measure.FREQUENCY, Measure.RECENCY, Measure.PRODUCTS)
_ROW = st.tuples(
    st.integers(-5_000_000, 80_000_000), st.integers(0, 30), st.integers(0, 400), st.integers(0, 6)
)
_ROWS = st.lists(_ROW, min_size=2, max_size=40)
Row = tuple[int, int, int, int]


def fifths_policy() -> ScorePolicy:
    """Three scales in one rule."""
    return ScorePolicy(
        text=PolicyText(name="三种刻度"),
        factors=(
            Factor(measure=Measure.AMOUNT, weight=40, scale=Scale.FIFTHS),
            Factor(measure=Measure.FREQUENCY, weight=30),
            Factor(measure=Measure.RECENCY, weight=30, scale=Scale.STEPS, steps=(180, 90, 30, 7)),
        ),
        mid_cut=default_policy().mid_cut,
        high_cut=default_policy().high_cut,
    )


_POLICIES = pytest.mark.parametrize("make", [default_policy, steps_policy, fifths_policy])
Make = Callable[[], ScorePolicy]


def _book(rows: Sequence[Row]) -> Book:
    table = np.array(rows, np.int64)
    return {measure: table[:, index].copy() for index, measure in enumerate(_MEASURES)}


def _scores(policy: ScorePolicy, rows: Sequence[Row]) -> list[int]:
    return [int(score) for score in score_book(policy, _book(rows)).scores]


def _tiers(policy: ScorePolicy, rows: Sequence[Row]) -> list[int]:
    return [policy.rule.level_of(score) for score in _scores(policy, rows)]


@_POLICIES
@given(rows=_ROWS)
def test_all_at_once_is_the_same_as_one_by_one(make: Make, rows: list[Row]) -> None:
    policy = make()
    scored = score_book(policy, _book(rows))
    for row, score in zip(rows, scored.scores.tolist(), strict=True):
        inputs = dict(zip(_MEASURES, row, strict=True))
        assert total_of(score_customer(policy, inputs, scored.distributions)) == score


@given(rows=_ROWS)
def test_the_default_score_is_the_weighted_share_of_those_strictly_worse(rows: list[Row]) -> None:
    for row, score in zip(rows, _scores(default_policy(), rows), strict=True):
        exact = Fraction(0)
        for index, weight in enumerate((50, 20, 15, 15)):
            sign = -1 if _MEASURES[index] is Measure.RECENCY else 1
            worse = sum(sign * other[index] < sign * row[index] for other in rows)
            exact += Fraction(weight * worse, len(rows))
        assert score == exact * POINT // 1


@_POLICIES
@given(rows=_ROWS, data=st.data())
def test_the_order_of_rows_changes_no_tier(
    make: Make, rows: list[Row], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    straight = _tiers(make(), rows)
    shuffled = _tiers(make(), [rows[index] for index in order])
    assert shuffled == [straight[index] for index in order]


@_POLICIES
@given(rows=_ROWS)
def test_equal_figures_get_equal_scores(make: Make, rows: list[Row]) -> None:
    doubled = _scores(make(), rows + rows)
    assert doubled[: len(rows)] == doubled[len(rows) :]


@_POLICIES
@given(rows=_ROWS, gains=st.tuples(*[st.integers(0, 10_000_000)] * 4))
def test_more_of_anything_never_lowers_a_score(
    make: Make, rows: list[Row], gains: tuple[int, int, int, int]
) -> None:
    amount, frequency, recency, products = rows[0]
    better = (
        amount + gains[0],
        frequency + gains[1],
        max(0, recency - gains[2]),
        products + gains[3],
    )
    before = _scores(make(), rows)[0]
    assert _scores(make(), [better, *rows[1:]])[0] >= before


@_POLICIES
@given(rows=_ROWS)
def test_scoring_the_same_figures_again_gives_the_same_bytes(make: Make, rows: list[Row]) -> None:
    first = score_book(make(), _book(rows))
    second = score_book(make(), _book(rows), distributions_of(make(), _book(rows)))
    assert first.scores.tobytes() == second.scores.tobytes()


@given(rows=st.lists(_ROW, min_size=3, max_size=40))
def test_one_customer_leaving_hardly_moves_the_others(rows: list[Row]) -> None:
    size = len(rows)
    before = _scores(default_policy(), rows)[:-1]
    after = _scores(default_policy(), rows[:-1])
    most = 100 * POINT // (size - 1) + 1
    assert all(abs(one - other) <= most for one, other in zip(before, after, strict=True))


@given(rows=_ROWS, person=st.dictionaries(st.sampled_from(["gender", "age", "name"]), st.text()))
def test_nothing_about_the_person_is_even_looked_at(
    rows: list[Row], person: dict[str, str]
) -> None:
    book = _book(rows)
    assert set(default_policy().measures) == set(book)
    assert not set(person) & set(book)


def test_a_customer_scored_against_a_frozen_book_moves_nobody_else() -> None:
    rows = [(100, 1, 9, 1), (200, 2, 8, 1), (300, 3, 7, 2)]
    policy = default_policy()
    frozen = score_book(policy, _book(rows)).distributions
    later = score_book(policy, _book([(900, 9, 0, 3)]), frozen)
    assert later.scores.tolist() == [1_000_000]


def test_a_book_of_equals_scores_nothing_by_shares() -> None:
    assert set(_scores(default_policy(), [(5, 5, 5, 5)] * 4)) == {0}
