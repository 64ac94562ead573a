"""RFM scores: ties are equal, and the published sample comes out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.rfm import fifths, rfm_scores


def test_equal_buyers_get_the_same_score() -> None:
    assert fifths(np.array([1, 1, 1, 5, 9])).tolist() == [1, 1, 1, 4, 5]


def test_all_equal_score_one() -> None:
    assert set(fifths(np.full(10, 7)).tolist()) == {1}


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=50))
def test_the_score_is_one_plus_the_fifths_that_are_worse(merits: list[int]) -> None:
    scores = fifths(np.array(merits, np.int64)).tolist()
    expected = [1 + 5 * sum(o < m for o in merits) // len(merits) for m in merits]
    assert scores == expected


def test_counts_name_every_score_and_cells_only_those_in_use() -> None:
    scores = rfm_scores(np.array([9, 1]), np.array([1, 2]), np.array([5, 5]))
    assert scores.counts()["R"] == {"1": 1, "2": 0, "3": 1, "4": 0, "5": 0}
    assert scores.cells() == {"331": 1, "111": 1}


def test_an_empty_book_has_no_cells() -> None:
    nobody = np.zeros(0, np.int64)
    assert rfm_scores(nobody, nobody, nobody).cells() == {}
