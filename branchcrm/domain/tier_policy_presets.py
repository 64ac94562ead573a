"""Ready-made tier rules to start from."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from branchcrm.domain.tier import LEVEL_LABELS, POTENTIAL_LABELS, Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import BandsPolicy, Factor, PolicyText, Scale, ScorePolicy
from branchcrm.domain.wording import mark

_PRINCIPLES = (
    mark("只看往来：金额、次数、日期和产品，不看性别、年龄、住址等个人属性"),
    mark("数值相同的客户得分相同"),
    mark("投诉不影响层级"),
    mark("升级当期生效，降级有缓冲，缺数据不算不达标"),
)


def default_policy() -> ScorePolicy:
    """Give the rule that a fresh book starts with: four factors by share strictly worse."""
    return ScorePolicy(
        text=PolicyText(
            name=mark("综合价值评分"),
            purpose=mark(
                "把有限的回访和服务时间先用在价值高的客户上，并让每位客户的层级说得清、算得出"
            ),
            principles=_PRINCIPLES,
            standards=mark("70 分及以上为高价值，35 分及以上为中价值，其余为低价值"),
            method=mark("每项得分 = 权重 × 严格低于该客户的客户占比，四项相加"),
        ),
        factors=(
            Factor(measure=Measure.AMOUNT, weight=50),
            Factor(measure=Measure.FREQUENCY, weight=20),
            Factor(measure=Measure.RECENCY, weight=15),
            Factor(measure=Measure.PRODUCTS, weight=15),
        ),
        mid_cut=Decimal(35),
        high_cut=Decimal(70),
    )


def potential_policy() -> ScorePolicy:
    """Give the rule of a fresh book with the middle tier named for what it may become."""
    rule = default_policy()
    text = replace(
        rule.text,
        name=mark("高价值·潜力·低价值评分"),
        standards=mark("70 分及以上为高价值，35 分及以上为潜力客户，其余为低价值"),
    )
    return replace(rule, text=text, labels=POTENTIAL_LABELS)


def steps_policy() -> ScorePolicy:
    """Give the three-factor rule with fixed steps: a score that does not depend on others."""
    return ScorePolicy(
        text=PolicyText(
            name=mark("三项固定档位评分"),
            purpose=mark("用事先公布的档位打分，客户自己就能算出离下一层还差多少"),
            principles=_PRINCIPLES,
            standards=mark("75 分及以上为高价值，40 分及以上为中价值，其余为低价值"),
            method=mark("每项按五档计分：得分 = 权重 × 档位 ÷ 5"),
        ),
        factors=(
            Factor(measure=Measure.RECENCY, weight=25, scale=Scale.STEPS, steps=(180, 90, 30, 7)),
            Factor(measure=Measure.FREQUENCY, weight=30, scale=Scale.STEPS, steps=(2, 5, 10, 20)),
            Factor(
                measure=Measure.AMOUNT,
                weight=45,
                scale=Scale.STEPS,
                steps=(1_000_000, 3_000_000, 10_000_000, 50_000_000),
                unit="万元",
            ),
        ),
        mid_cut=Decimal(40),
        high_cut=Decimal(75),
        grace_margin=Decimal(0),
    )


def bank_policy() -> BandsPolicy:
    """Give the balance bands that banks publish: 5, 20, 50 and 600 万元 of monthly average."""
    return BandsPolicy(
        text=PolicyText(
            name=mark("月日均资产分层"),
            purpose=mark("按客户在本行的月日均资产确定服务层级"),
            principles=_PRINCIPLES,
            standards=mark("5 万元以下为低价值，5 至 50 万元为中价值，50 万元及以上为高价值"),
            method=mark("每月初用上月月日均资产定级，达标即升，连续不达标才降"),
        ),
        measure=Measure.AUM_MONTH_AVERAGE,
        unit="万元",
        thresholds=(Decimal(5), Decimal(20), Decimal(50), Decimal(600)),
        tiers=(Tier.LOW, Tier.MID, Tier.MID, Tier.HIGH, Tier.HIGH),
        labels=LEVEL_LABELS,
        grace_months=3,
        grace_months_top=6,
    )


def telecom_policy() -> ScorePolicy:
    """Give the rule of a telecom branch: bills, months with the network, how recently paid."""
    return _weighted_policy(
        mark("通信客户价值评分"),
        mark("按近 12 个月消费、在网时长、缴费次数和最近缴费评定服务层级"),
        {Measure.AMOUNT: 50, Measure.TENURE: 20, Measure.FREQUENCY: 15, Measure.RECENCY: 15},
    )


def insurance_policy() -> ScorePolicy:
    """Give the rule of an insurance branch: premiums, kinds of cover, years, recency."""
    return _weighted_policy(
        mark("保险客户价值评分"),
        mark("按近 12 个月保费、险种数量、投保年限和最近缴费评定服务层级"),
        {Measure.AMOUNT: 45, Measure.PRODUCTS: 25, Measure.TENURE: 20, Measure.RECENCY: 10},
    )


def retail_policy() -> ScorePolicy:
    """Give the RFM rule of a shop: three factors in fifths of the customers."""
    rule = _weighted_policy(
        mark("零售 RFM 评分"),
        mark("按最近消费、消费次数和消费金额各分五档评定服务层级"),
        {Measure.RECENCY: 30, Measure.FREQUENCY: 30, Measure.AMOUNT: 40},
    )
    factors = tuple(replace(factor, scale=Scale.FIFTHS) for factor in rule.factors)
    return replace(rule, factors=factors, mid_cut=Decimal(50), high_cut=Decimal(80))


def _weighted_policy(name: str, purpose: str, weights: Mapping[Measure, int]) -> ScorePolicy:
    rule = default_policy()
    text = replace(rule.text, name=name, purpose=purpose, standards="")
    factors = tuple(Factor(measure=measure, weight=weight) for measure, weight in weights.items())
    return replace(rule, text=text, factors=factors)


PRESETS = (
    default_policy,
    potential_policy,
    bank_policy,
    telecom_policy,
    insurance_policy,
    retail_policy,
    steps_policy,
)
"""Every ready-made rule, the one of a fresh book first."""
