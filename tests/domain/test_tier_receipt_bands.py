"""A receipt of balance bands speaks of money and months."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy_presets import bank_policy
from branchcrm.domain.tier_receipt import make_receipt
from branchcrm.domain.tier_receipt_parts import ReceiptFacts
from branchcrm.domain.tier_review import ReviewEvent, Standing


def _facts(inputs: Mapping[Measure, int], standing: Standing) -> ReceiptFacts:
    return ReceiptFacts(
        version=1,
        window=window_of(date(2026, 9, 17), 12),
        inputs=inputs,
        standing=standing,
        previous=None,
        event=ReviewEvent.HELD,
    )


def test_a_balance_receipt_speaks_of_money() -> None:
    facts = _facts({Measure.AUM_MONTH_AVERAGE: 48_000_000}, Standing(level=3, misses=2))
    receipt = make_receipt(bank_policy(), facts, {})
    assert receipt.score is None
    assert receipt.level.text() == "钻石"
    assert receipt.watch is not None
    assert receipt.watch.text() == (
        "月日均资产 480,000.00 元 < 500,000.00 元（连续第 2 个月），再有 1 个月不达标将调整为财富"
    )
    assert receipt.watch_falls_on == date(2026, 10, 1)
    assert receipt.next_tier is not None
    assert receipt.next_tier.label.text() == "私行"
    assert receipt.fall is not None
    assert receipt.fall.causes[0].text() == "月日均资产连续 3 次评审低于 500,000.00 元"


def test_a_rule_knows_which_figures_it_looks_at() -> None:
    assert bank_policy().measures == (Measure.AUM_MONTH_AVERAGE,)


def test_a_balance_in_the_middle_names_the_next_tier_and_the_money() -> None:
    facts = _facts({Measure.AUM_MONTH_AVERAGE: 10_000_000}, Standing(level=1))
    receipt = make_receipt(bank_policy(), facts, {})
    assert receipt.next_tier is not None
    assert receipt.next_tier.tier is Tier.HIGH
    assert receipt.next_tier.gap == Decimal(400_000)
    assert receipt.next_tier.ways[0].sentence.text() == "月日均资产再增加 400,000 元"
    assert receipt.thresholds[0].sentence.text() == "50,000.00 元及以上为金卡"


def test_a_level_that_the_branch_named_itself_keeps_its_name() -> None:
    named = replace(bank_policy(), labels=("甲", "乙", "丙", "{丁}", "戊"))
    facts = _facts({Measure.AUM_MONTH_AVERAGE: 60_000_000}, Standing(level=3))
    assert make_receipt(named, facts, {}).level.text() == "{丁}"


def test_the_top_rung_has_nowhere_to_go_and_the_lowest_nowhere_to_fall() -> None:
    top = _facts({Measure.AUM_MONTH_AVERAGE: 700_000_000}, Standing(level=4))
    assert make_receipt(bank_policy(), top, {}).next_tier is None
    low = _facts({Measure.AUM_MONTH_AVERAGE: 0}, Standing(level=0))
    assert make_receipt(bank_policy(), low, {}).fall is None
