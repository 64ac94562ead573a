"""A frozen distribution counts as a plain look at every customer would."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.distributions import Distribution, distribution_of, unpack_distribution

_MERITS = st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=60)


def _of(merits: list[int]) -> Distribution:
    return distribution_of(np.array(merits, np.int64))


@given(_MERITS, st.integers(-(10**15), 10**15))
def test_worse_counts_those_strictly_below(merits: list[int], asked: int) -> None:
    distribution = _of(merits)
    assert distribution.worse(asked) == sum(merit < asked for merit in merits)
    assert distribution.worse_all(np.array([asked], np.int64)).tolist() == [
        distribution.worse(asked)
    ]


@given(_MERITS, st.integers(0, 60))
def test_the_merit_above_is_the_lowest_that_has_so_many_below(
    merits: list[int], asked: int
) -> None:
    distribution = _of(merits)
    wanted = min(asked, len(merits))
    found = distribution.merit_above(wanted)
    assert distribution.worse(found) >= wanted
    if wanted:
        assert distribution.worse(found - 1) < wanted


@given(_MERITS)
def test_a_packed_distribution_comes_back(merits: list[int]) -> None:
    distribution = _of(merits)
    returned = unpack_distribution(distribution.pack())
    assert returned.merits.tolist() == distribution.merits.tolist()
    assert returned.below.tolist() == distribution.below.tolist()
    assert returned.size == len(merits)


def test_a_large_book_of_small_figures_is_counted_by_table_alike() -> None:
    merits = np.random.default_rng(7).integers(0, 400, 70_000)
    distribution = distribution_of(merits)
    asked = np.concatenate([merits, [-5, 900]])
    counted = distribution.worse_all(asked)
    assert counted[-2] == 0
    assert counted[-1] == 70_000
    assert counted[0] == int((merits < merits[0]).sum())
    assert distribution.size == 70_000


def test_an_empty_book_has_nobody_below_anybody() -> None:
    distribution = _of([])
    assert distribution.size == 0
    assert distribution.worse(5) == 0
    assert distribution.worse_all(np.array([1, 2], np.int64)).tolist() == [0, 0]
    assert distribution.merit_above(0) < 0
    assert unpack_distribution(distribution.pack()).size == 0
