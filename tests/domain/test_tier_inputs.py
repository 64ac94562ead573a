"""The figures of one customer, counted from trades."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.tier_inputs import Trade, months_before, trade_inputs, window_of
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure

_AS_OF = date(2026, 9, 17)
_WINDOW = window_of(_AS_OF, 12)


def _trade(days_ago: int, yuan: int, product: int | None = None) -> Trade:
    line = None if product is None else f"line {product}"
    return Trade(day=_AS_OF - timedelta(days=days_ago), amount_cents=yuan * 100, line=line)


def test_the_window_is_the_months_up_to_the_day_itself() -> None:
    assert _WINDOW.start == date(2025, 9, 18)
    assert _WINDOW.holds(_AS_OF)
    assert not _WINDOW.holds(date(2025, 9, 17))


def test_a_month_back_from_a_long_month_is_the_end_of_the_short_one() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)


def test_refunds_lower_the_amount_but_are_no_visit() -> None:
    trades = [_trade(10, 300, 1), _trade(10, 200, 2), _trade(5, -100, 1), _trade(400, 900, 3)]
    assert trade_inputs(trades, _WINDOW) == {
        Measure.AMOUNT: 40_000,
        Measure.FREQUENCY: 1,
        Measure.RECENCY: 10,
        Measure.PRODUCTS: 2,
        Measure.TENURE: 400,
    }


def test_two_products_of_one_line_count_once_and_a_gift_is_no_purchase() -> None:
    day = _AS_OF - timedelta(days=3)
    trades = [
        Trade(day=day, amount_cents=100, line="fund"),
        Trade(day=day, amount_cents=200, line="fund"),
        Trade(day=_AS_OF, amount_cents=0, line="card"),
    ]
    inputs = trade_inputs(trades, _WINDOW)
    assert inputs is not None
    assert inputs[Measure.PRODUCTS] == 1
    assert inputs[Measure.FREQUENCY] == 1
    assert inputs[Measure.RECENCY] == 3


def test_a_customer_who_paused_is_scored_with_nothing_in_the_window() -> None:
    inputs = trade_inputs([_trade(500, 100)], _WINDOW)
    assert inputs is not None
    assert inputs[Measure.AMOUNT] == 0
    assert inputs[Measure.RECENCY] == 500


def test_a_customer_with_refunds_alone_never_bought() -> None:
    inputs = trade_inputs([_trade(5, -100)], _WINDOW)
    assert inputs is not None
    assert inputs[Measure.RECENCY] == NEVER_DAYS


def test_a_trade_in_the_future_does_not_count() -> None:
    assert trade_inputs([_trade(-1, 100)], _WINDOW) is None
    assert trade_inputs([], _WINDOW) is None


def test_a_trade_after_the_review_counts_where_the_window_is_left_open() -> None:
    window = window_of(_AS_OF, 12, end=_AS_OF + timedelta(days=3))
    inputs = trade_inputs([_trade(-2, 100)], window)
    assert inputs is not None
    assert inputs[Measure.RECENCY] == 0
    assert inputs[Measure.TENURE] == 0


@given(
    st.lists(st.tuples(st.integers(0, 800), st.integers(-50, 500), st.integers(1, 4))),
    st.randoms(),
)
def test_the_order_of_trades_changes_nothing(
    rows: list[tuple[int, int, int]], random: Random
) -> None:
    trades = [_trade(*row) for row in rows]
    shuffled = list(trades)
    random.shuffle(shuffled)
    assert trade_inputs(trades, _WINDOW) == trade_inputs(shuffled, _WINDOW)
