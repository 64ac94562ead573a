"""What stands below a receipt: how to rise, what is watched, what brings down and when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_advice import advice
from branchcrm.domain.tier_fall import Fall
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_receipt_parts import NextTier, Receipt
from branchcrm.domain.tier_review import ReviewEvent
from branchcrm.domain.tier_ways import Way
from branchcrm.domain.wording import say

RECEIPT = Receipt(
    tier=Tier.HIGH,
    level=say("高价值"),
    policy_name="综合价值评分",
    version=1,
    window=window_of(date(2026, 9, 17), 12),
    score=Decimal(88),
    lines=(),
    thresholds=(),
    previous=None,
    event=ReviewEvent.HELD,
    misses=0,
    patience=2,
    next_tier=None,
    watch=None,
    watch_falls_on=None,
    fall=None,
    reported_on=None,
)
FALL = Fall(
    causes=(say("近 12 个月往来少于 6 次"), say("超过 90 天没有往来")),
    day=date(2027, 1, 1),
    to_level=1,
    sentence=say("不再有往来的话，2027-01-01 起降为中价值"),
)


def told(receipt: Receipt) -> list[str]:
    return [sentence.text() for sentence in advice(receipt)]


def test_the_top_tier_reads_what_would_bring_it_down_and_when() -> None:
    assert told(replace(RECEIPT, fall=FALL)) == [
        "连续 2 次评审近 12 个月往来少于 6 次，或超过 90 天没有往来，就会降级",
        "不再有往来的话，2027-01-01 起降为中价值",
    ]
    banded = replace(FALL, causes=(say("月日均资产连续 6 次评审低于 6,000,000.00 元"),))
    assert told(replace(RECEIPT, score=None, fall=replace(banded, sentence=None))) == [
        "月日均资产连续 6 次评审低于 6,000,000.00 元，就会降级"
    ]


def test_lower_tiers_read_the_ways_up_and_the_day_of_a_fall() -> None:
    step = NextTier(
        tier=Tier.HIGH,
        label=say("高价值"),
        gap=Decimal(3),
        sentence=say("距高价值还差 3 分"),
        ways=(
            Way(rises=(), sentence=say("再来往一次，加 3 分")),
            Way(rises=(), sentence=say("再用 1 种产品，加 5 分")),
        ),
    )
    middle = replace(RECEIPT, tier=Tier.MID, next_tier=step, fall=FALL, watch=say("评分 34 < 35"))
    assert told(middle) == [
        "距高价值还差 3 分：再来往一次，加 3 分，或再用 1 种产品，加 5 分",
        "评分 34 < 35",
        "不再有往来的话，2027-01-01 起降为中价值",
    ]
    assert told(replace(middle, next_tier=replace(step, ways=()), watch=None, fall=None)) == [
        "距高价值还差 3 分"
    ]
    assert told(RECEIPT) == []
    assert told(replace(RECEIPT, fall=replace(FALL, causes=(), sentence=None))) == []
