"""Who brings the money in, with the real share."""

import numpy as np
import pytest

from branchcrm.analysis.pareto import gini, pareto


def test_classes_go_by_the_share_before_each_customer() -> None:
    result = pareto(np.array([1, 2, 3, 4, 5]), np.array([80, 0, 15, 5, -7]))
    assert result.classes.tolist() == ["A", "C", "B", "C", "C"]
    assert result.counts() == {"A": 1, "B": 1, "C": 3}
    assert result.top_20_share == pytest.approx(0.8)
    assert result.top_20_customers == 1


def test_ties_go_by_customer_id_whatever_the_order_of_rows() -> None:
    amounts = np.full(10, 10)
    forward = pareto(np.arange(10), amounts)
    backward = pareto(np.arange(10)[::-1], amounts)
    assert forward.classes.tolist() == ["A"] * 8 + ["B"] * 2
    assert backward.classes.tolist() == forward.classes.tolist()[::-1]


def test_a_book_without_money_is_all_c() -> None:
    result = pareto(np.array([1, 2]), np.array([0, -5]))
    assert result.classes.tolist() == ["C", "C"]
    assert result.gini == 0
    assert result.top_20_share == 0


def test_equal_shares_have_no_inequality_and_one_owner_nearly_all() -> None:
    assert gini(np.array([5, 5, 5, 5])) == pytest.approx(0)
    assert gini(np.array([0, 0, 0, 8])) == pytest.approx(0.75)


def test_an_empty_book_has_no_classes() -> None:
    assert pareto(np.zeros(0, np.int64), np.zeros(0, np.int64)).counts() == {"A": 0, "B": 0, "C": 0}
