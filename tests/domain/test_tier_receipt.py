"""A receipt adds up, and what it promises comes true."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.scores import distributions_of
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_fall import review_days
from branchcrm.domain.tier_inputs import Trade, trade_inputs, window_of
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_policy import Factor, Period, PolicyText, Scale, ScorePolicy
from branchcrm.domain.tier_policy_presets import default_policy, steps_policy
from branchcrm.domain.tier_receipt import make_receipt
from branchcrm.domain.tier_receipt_parts import Receipt, ReceiptFacts
from branchcrm.domain.tier_review import ReviewEvent, Standing
from branchcrm.domain.tier_score import Rankings, score_customer, total_of
from branchcrm.domain.tier_words import plain_number, points_down, shown_points

_AS_OF = date(2026, 9, 17)
_MEASURES = (Measure.AMOUNT, Measure.FREQUENCY, Measure.RECENCY, Measure.PRODUCTS)
_ROW = st.tuples(
    st.integers(-50_000, 80_000_000), st.integers(0, 30), st.integers(0, 400), st.integers(0, 6)
)
Inputs = Mapping[Measure, int]


def _inputs(*row: int) -> dict[Measure, int]:
    return dict(zip(_MEASURES, row, strict=True))


def _facts(inputs: Inputs, standing: Standing, previous: Standing | None = None) -> ReceiptFacts:
    return ReceiptFacts(
        version=3,
        window=window_of(_AS_OF, 12),
        inputs=inputs,
        standing=standing,
        previous=previous,
        event=ReviewEvent.HELD,
    )


def _rankings(policy: ScorePolicy, rows: Sequence[tuple[int, ...]]) -> Rankings:
    table = np.array(rows, np.int64)
    book = {measure: table[:, index].copy() for index, measure in enumerate(_MEASURES)}
    return distributions_of(policy, book)


def _receipt(policy: ScorePolicy, inputs: Inputs, rankings: Rankings) -> Receipt:
    level = policy.rule.level_of(total_of(score_customer(policy, inputs, rankings)))
    return make_receipt(policy, _facts(inputs, Standing(level=level)), rankings)


def test_the_receipt_of_the_portrait_picture_comes_out() -> None:
    receipt = _receipt(steps_policy(), _inputs(6_842_000, 6, 2, 0), {})
    assert receipt.tier is Tier.MID
    assert receipt.score == 70
    assert [(line.letter, line.blocks, line.points) for line in receipt.lines] == [
        ("R", 5, Decimal(25)),
        ("F", 3, Decimal(18)),
        ("M", 3, Decimal(27)),
    ]
    assert [line.text.text() for line in receipt.lines] == [
        "2 天前（2026-09-15）",
        "近 12 个月 6 次",
        "近 12 个月 68,420.00 元",
    ]
    assert receipt.next_tier is not None
    assert receipt.next_tier.sentence.text() == "距高价值还差 5 分"
    assert [way.sentence.text() for way in receipt.next_tier.ways] == [
        "近 12 个月金额再增加 31,580 元，加 9 分",
        "近 12 个月再来往 4 次，加 6 分",
    ]
    assert [line.sentence.text() for line in receipt.thresholds] == [
        "40 分及以上为中价值",
        "75 分及以上为高价值",
    ]


@pytest.mark.parametrize("make", [default_policy, steps_policy])
@given(rows=st.lists(_ROW, min_size=2, max_size=25))
def test_the_points_shown_add_up_to_the_score_shown(
    make: Callable[[], ScorePolicy], rows: list[tuple[int, ...]]
) -> None:
    policy = make()
    receipt = _receipt(policy, _inputs(*rows[0]), _rankings(policy, rows))
    assert sum(line.points or 0 for line in receipt.lines) == receipt.score


def fifths_policy() -> ScorePolicy:
    """Rank-based blocks, as RFM bins them."""
    return replace(
        default_policy(),
        factors=tuple(replace(factor, scale=Scale.FIFTHS) for factor in default_policy().factors),
    )


@pytest.mark.parametrize("make", [default_policy, steps_policy, fifths_policy])
@given(rows=st.lists(_ROW, min_size=2, max_size=25))
def test_every_way_that_is_told_really_reaches_the_next_tier(
    make: Callable[[], ScorePolicy], rows: list[tuple[int, ...]]
) -> None:
    policy = make()
    rankings = _rankings(policy, rows)
    inputs = _inputs(*rows[0])
    receipt = _receipt(policy, inputs, rankings)
    if receipt.next_tier is None:
        return
    assert 1 <= len(receipt.next_tier.ways) <= 3
    told = [
        measure
        for way in receipt.next_tier.ways
        for measure in {rise.measure for rise in way.rises}
    ]
    assert len(told) == len(set(told))
    for way in receipt.next_tier.ways:
        raised = inputs | {rise.measure: rise.value for rise in way.rises}
        total = total_of(score_customer(policy, raised, rankings))
        level = policy.rule.level_of(total)
        assert policy.levels[level].tier in {receipt.next_tier.tier, Tier.HIGH}
        assert all(rise.more > 0 for rise in way.rises)
        shown = sum(
            Decimal(points) for points in re.findall(r"加 ([\d.]+) 分", way.sentence.text())
        )
        assert receipt.next_tier.gap <= shown == points_down(total) - (receipt.score or 0)


def test_one_purchase_is_told_once_with_all_that_it_raises() -> None:
    receipt = _receipt(steps_policy(), _inputs(6_842_000, 9, 40, 0), {})
    assert receipt.next_tier is not None
    assert [way.sentence.text() for way in receipt.next_tier.ways] == [
        "再来往一次，加 16 分",
        "近 12 个月金额再增加 431,580 元，加 18 分",
    ]


@pytest.mark.parametrize(
    ("measure", "value", "sentence"),
    [
        (Measure.RECENCY, 100, "再来往一次，加 80 分"),
        (Measure.FREQUENCY, 2, "近 12 个月再来往 5 次，加 60 分"),
    ],
)
def test_a_rule_with_one_of_both_tells_what_purchases_do(
    measure: Measure, value: int, sentence: str
) -> None:
    steps = (90, 60, 30, 7) if measure is Measure.RECENCY else (3, 5, 7, 9)
    policy = ScorePolicy(
        text=PolicyText(name="一项"),
        factors=(Factor(measure=measure, weight=100, scale=Scale.STEPS, steps=steps),),
        mid_cut=Decimal(80),
        high_cut=Decimal(100),
    )
    receipt = make_receipt(policy, _facts({measure: value}, Standing(level=0)), {})
    assert receipt.next_tier is not None
    assert [way.sentence.text() for way in receipt.next_tier.ways] == [sentence]


def test_a_far_away_tier_is_reached_by_several_figures_together() -> None:
    receipt = _receipt(steps_policy(), _inputs(1_500_000, 3, 100, 0), {})
    assert receipt.next_tier is not None
    assert [way.sentence.text() for way in receipt.next_tier.ways] == [
        "几项一起提高：近 12 个月再来往 2 次，加 21 分；近 12 个月金额再增加 85,000 元，加 18 分"
    ]


def test_a_rule_that_no_figure_can_move_far_enough_has_no_way_up() -> None:
    policy = ScorePolicy(
        text=PolicyText(name="年限"),
        factors=(
            Factor(measure=Measure.RECENCY, weight=20, scale=Scale.STEPS, steps=(9, 5, 3, 1)),
            Factor(measure=Measure.TENURE, weight=80, scale=Scale.STEPS, steps=(9, 99, 999, 9999)),
        ),
        mid_cut=Decimal(95),
        high_cut=Decimal(100),
    )
    inputs = {Measure.RECENCY: 5, Measure.TENURE: 5}
    receipt = make_receipt(policy, _facts(inputs, Standing(level=0)), {})
    assert receipt.next_tier is not None
    assert receipt.next_tier.ways == ()


def test_time_alone_can_be_the_way_up() -> None:
    policy = ScorePolicy(
        text=PolicyText(name="年限"),
        factors=(
            Factor(measure=Measure.TENURE, weight=80, scale=Scale.STEPS, steps=(9, 99, 999, 9999)),
            Factor(measure=Measure.AMOUNT, weight=0),
            Factor(measure=Measure.PRODUCTS, weight=20, scale=Scale.STEPS, steps=(1, 2, 3, 4)),
        ),
        mid_cut=Decimal(35),
        high_cut=Decimal(70),
    )
    inputs = {Measure.TENURE: 5, Measure.PRODUCTS: 0, Measure.AMOUNT: 0}
    rankings = _rankings(policy, [(0, 0, 0, 0)])
    receipt = make_receipt(policy, _facts(inputs, Standing(level=0)), rankings)
    assert receipt.next_tier is not None
    assert [way.sentence.text() for way in receipt.next_tier.ways] == [
        "再用 4 种产品，加 16 分",
        "再往来 4 天，加 16 分",
    ]
    assert receipt.lines[0].text.text() == "往来 5 天"


def _high_trades() -> list[Trade]:
    return [
        Trade(
            day=_AS_OF - timedelta(days=20 * number), amount_cents=6_000_000, line=str(number % 4)
        )
        for number in range(18)
    ]


def test_the_top_tier_learns_what_would_bring_it_down_and_when() -> None:
    policy = steps_policy()
    trades = _high_trades()
    inputs = trade_inputs(trades, window_of(_AS_OF, 12))
    assert inputs is not None
    receipt = make_receipt(policy, _facts(inputs, Standing(level=2)), {}, trades)
    assert receipt.tier is Tier.HIGH
    assert receipt.next_tier is None
    assert receipt.fall is not None
    assert [cause.text() for cause in receipt.fall.causes] == [
        "超过 180 天没有往来",
        "近 12 个月金额低于 30,000.00 元",
    ]
    assert receipt.fall.day is not None
    assert receipt.fall.day in review_days(Period.MONTH, _AS_OF)
    assert receipt.fall.sentence is not None
    assert receipt.fall.sentence.text().startswith("不再有往来的话，20")


def test_one_whose_trades_cannot_be_projected_still_learns_the_causes() -> None:
    policy = steps_policy()
    receipt = make_receipt(policy, _facts(_inputs(60_000_000, 20, 2, 1), Standing(level=2)), {})
    assert receipt.fall is not None
    assert receipt.fall.day is None
    assert receipt.fall.causes


def test_a_score_below_the_line_says_how_long_it_is_watched() -> None:
    inputs = _inputs(6_842_000, 6, 2, 0)
    facts = _facts(inputs, Standing(level=2, misses=1), Standing(level=2))
    receipt = make_receipt(steps_policy(), facts, {})
    assert receipt.watch is not None
    assert receipt.watch.text() == ("评分 70 < 75 分（连续第 1 次），再有 1 次不达标将降为中价值")
    assert receipt.watch_falls_on == date(2026, 10, 1)
    assert receipt.previous is Tier.HIGH
    assert receipt.fall is not None
    assert receipt.fall.causes == ()


def test_one_on_the_lowest_level_has_nowhere_to_fall() -> None:
    poor = _facts(_inputs(0, 0, NEVER_DAYS, 0), Standing(level=0))
    receipt = make_receipt(steps_policy(), poor, {})
    assert receipt.fall is None
    assert receipt.lines[0].text.text() == "没有购买过"


def test_a_purchase_today_is_told_as_today() -> None:
    receipt = _receipt(steps_policy(), _inputs(0, 1, 0, 1), {})
    assert receipt.lines[0].text.text() == "当天（2026-09-17）"


def test_a_product_count_is_told() -> None:
    rankings = _rankings(default_policy(), [(0, 1, 0, 2), (0, 1, 0, 1)])
    receipt = _receipt(default_policy(), _inputs(0, 1, 0, 2), rankings)
    assert receipt.lines[3].text.text() == "近 12 个月 2 种"


def test_a_customer_nothing_will_lower_within_two_years_has_no_day() -> None:
    policy = ScorePolicy(
        text=PolicyText(name="年限"),
        factors=(
            Factor(measure=Measure.TENURE, weight=100, scale=Scale.STEPS, steps=(1, 2, 3, 4)),
        ),
        mid_cut=Decimal(40),
        high_cut=Decimal(75),
    )
    trades = _high_trades()
    inputs = trade_inputs(trades, window_of(_AS_OF, 12))
    assert inputs is not None
    receipt = make_receipt(policy, _facts(inputs, Standing(level=2)), {}, trades)
    assert receipt.fall is not None
    assert receipt.fall.day is None


def test_trades_that_all_lie_ahead_cannot_be_projected() -> None:
    ahead = [Trade(day=_AS_OF + timedelta(days=900), amount_cents=100)]
    facts = _facts(_inputs(60_000_000, 20, 2, 1), Standing(level=2))
    receipt = make_receipt(steps_policy(), facts, {}, ahead)
    assert receipt.fall is not None
    assert receipt.fall.day is None


def test_shown_points_give_the_largest_rest_the_missing_tenth() -> None:
    assert shown_points([12_345, 3_333, 4_400], 20_078) == (
        Decimal("1.2"),
        Decimal("0.3"),
        Decimal("0.5"),
    )
    assert plain_number(Decimal("9.0")) == "9"
