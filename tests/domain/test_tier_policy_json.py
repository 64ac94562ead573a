"""Rules as JSON: what is written comes back, what is wrong is said in words."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import (
    BandsPolicy,
    Period,
    Policy,
    Rises,
    Scale,
    ScorePolicy,
    is_money,
    same_rule,
)
from branchcrm.domain.tier_policy_json import (
    effective_day,
    policy_from_json,
    policy_to_json,
    with_version,
)
from branchcrm.domain.tier_policy_presets import (
    PRESETS,
    bank_policy,
    default_policy,
    steps_policy,
)

_BANDS = {
    "kind": "bands",
    "measure": "aum_month_average",
    "unit": "万元",
    "thresholds": [5, 20, 50, 600],
    "tiers": ["low", "mid", "mid", "high", "high"],
    "grace_months": 3,
    "grace_months_top": 6,
}


def _weighted(**changed: object) -> dict[str, Any]:
    return policy_to_json(default_policy()) | changed


def _problems(document: object) -> list[str]:
    with pytest.raises(InvalidDraftError) as caught:
        policy_from_json(document)
    return [problem.reason.text() for problem in caught.value.problems]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_ready_made_rule_comes_back_from_its_json(preset: Callable[[], Policy]) -> None:
    policy = preset()
    text = json.dumps(policy_to_json(policy), ensure_ascii=False)
    assert policy_from_json(json.loads(text)) == policy


def test_the_bands_file_of_the_command_page_is_taken_as_it_stands() -> None:
    policy = policy_from_json(_BANDS)
    assert isinstance(policy, BandsPolicy)
    assert policy.rule == bank_policy().rule
    assert same_rule(policy, bank_policy())
    assert policy.levels[3].tier is Tier.HIGH


def test_what_the_book_adds_when_it_shows_a_rule_is_taken_back() -> None:
    shown = with_version(policy_to_json(default_policy()), 3, active=True)
    assert shown["version"] == 3
    assert policy_from_json(shown) == default_policy()


def test_a_top_grace_that_is_not_written_is_the_same_as_the_others() -> None:
    document = {name: value for name, value in _BANDS.items() if name != "grace_months_top"}
    policy = policy_from_json(document | {"grace_months": 4})
    assert isinstance(policy, BandsPolicy)
    assert policy.grace_months_top == 4


def test_names_and_dates_do_not_make_another_rule() -> None:
    renamed = policy_from_json(_weighted(name="另一个名字", effective_from="2026-07-01"))
    assert same_rule(renamed, default_policy())
    assert effective_day(renamed, date(2026, 1, 1)) == date(2026, 7, 1)
    assert effective_day(default_policy(), date(2026, 1, 1)) == date(2026, 1, 1)
    assert not same_rule(steps_policy(), default_policy())
    assert not same_rule(bank_policy(), default_policy())


def test_steps_are_kept_in_fen_whatever_unit_they_are_written_in() -> None:
    factor = {"measure": "amount", "weight": 100, "scale": "steps", "steps": [1, 3, 10, 50]}
    in_yuan = policy_from_json(_weighted(factors=[factor]))
    in_wan = policy_from_json(_weighted(factors=[factor | {"unit": "万元"}]))
    assert isinstance(in_yuan, ScorePolicy)
    assert isinstance(in_wan, ScorePolicy)
    assert in_yuan.factors[0].steps == (100, 300, 1000, 5000)
    assert in_wan.factors[0].steps == (1_000_000, 3_000_000, 10_000_000, 50_000_000)
    assert in_wan.factors[0].scale is Scale.STEPS


def test_a_rule_may_name_its_tiers_and_be_more_patient_with_the_top() -> None:
    document = _weighted(labels=["普通", "潜力", "核心"], grace={"reviews": 2, "reviews_top": 4})
    policy = policy_from_json(document)
    assert [level.label for level in policy.levels] == ["普通", "潜力", "核心"]
    assert policy.rule.patience == (2, 2, 4)
    written = policy_to_json(policy)
    assert (written["labels"], written["grace"]) == (
        document["labels"],
        {**document["grace"], "margin": 3},
    )
    assert policy_from_json(_weighted()).rule.patience == (2, 2, 2)


def test_a_rule_may_let_rise_in_the_next_period() -> None:
    policy = policy_from_json(_weighted(rises="next_period"))
    assert policy.rises is Rises.NEXT_PERIOD
    assert policy_to_json(policy)["rises"] == "next_period"
    assert policy_from_json(_weighted()).rises is Rises.AT_ONCE


def test_a_single_principle_and_a_quarter_are_understood() -> None:
    policy = policy_from_json(_weighted(principles="只看往来", period="quarter"))
    assert policy.text.principles == ("只看往来",)
    assert policy.period is Period.QUARTER


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "规则文件应是一个 JSON 对象"),
        ({}, "缺少“kind”"),
        ({"kind": "magic"}, "“kind”应是 weighted、bands 之一，现在是“magic”"),
        (_weighted(colour="red"), "规则文件里的“colour”不认识"),
        (_weighted(gender=1), "为了公正，“性别”不能进入分层规则"),
        (_weighted(cuts={"mid": 70, "high": 35}), "分数线应满足 0 < 中价值 < 高价值 ≤ 100"),
        (_weighted(cuts={"mid": 7, "high": 7}, labels=["甲", "乙", "丙"]), "0 < 乙 < 丙 ≤ 100"),
        (_weighted(cuts={"mid": "35.00001", "high": 70}), "分数线最多四位小数"),
        (_weighted(cuts=None), "缺少“cuts”"),
        (_weighted(cuts=5), "“cuts”应是一组"),
        (_weighted(cuts={"mid": "高", "high": 70}), "“cuts.mid”应是数字，现在是“高”"),
        (_weighted(cuts={"mid": True, "high": 70}), "“cuts.mid”应是数字，现在是“True”"),
        (_weighted(cuts={"mid": "NaN", "high": 70}), "应是数字"),
        (_weighted(grace={"margin": 40}), "降级余量应在 0 和中价值的分数线之间"),
        (_weighted(grace={"margin": 40}, labels=["甲", "乙", "丙"]), "0 和乙的分数线之间"),
        (_weighted(grace={"reviews": 0}), "降级缓冲应为"),
        (_weighted(window_months=0), "观察期应为"),
        (_weighted(window_months=1.5), "“window_months”应是整数，现在是“1.5”"),
        (_weighted(name=" "), "填写规则名称"),
        (_weighted(name=7), "“name”应是文字"),
        (_weighted(principles=[1]), "“principles”应是文字的列表"),
        (_weighted(effective_from="明天"), "“effective_from”应是 2026-07-01 这样的日期"),
        (_weighted(factors=None), "缺少“factors”"),
        (_weighted(factors="M"), "“factors”应是列表"),
        (_weighted(labels=["高", "低"]), "每个层级都要有名称"),
        (_weighted(labels=["低", "高", "高 "]), "“高”是不止一个层级的名称"),
        (_weighted(labels=[1, 2, 3]), "“labels”应是文字的列表"),
        (_weighted(grace={"reviews": 2, "reviews_top": 30}), "降级缓冲应为 1 至 24 次评审"),
        (_weighted(rises="soon"), "“rises”应是 at_once、next_period 之一，现在是“soon”"),
        (_weighted(period="week"), "“period”应是 month、quarter 之一"),
        (_weighted(name="长" * 41, purpose=["长" * 50]), "“purpose”应是文字，现在是“['长长"),
        (_BANDS | {"thresholds": [20, 5, 50, 600]}, "分档线应从小到大排列"),
        (_BANDS | {"thresholds": [5, 5, 50, 600]}, "不能重复"),
        (_BANDS | {"thresholds": [], "tiers": ["low"]}, "写下至少一条分档线"),
        (_BANDS | {"thresholds": "5"}, "“thresholds”应是数字的列表"),
        (_BANDS | {"thresholds": None}, "缺少“thresholds”"),
        (_BANDS | {"thresholds": [5, 20, 50, 0.0000001]}, "分档线应从小到大"),
        (_BANDS | {"thresholds": ["0.00000001", 20, 50, 600]}, "分档线精确到分"),
        (_BANDS | {"thresholds": [-5, 20, 50, 600]}, "分档线应在 0 和一千万亿元之间"),
        (_BANDS | {"thresholds": [5, 20, 50, 10**14]}, "分档线应在 0 和一千万亿元之间"),
        (_BANDS | {"thresholds": [5, 20, 50, 1e200]}, "“thresholds”应是数字的列表"),
        (_weighted(window_months=10**400), "“window_months”应是数字，现在是“1000"),
        (_weighted(window_months="1e-99"), "“window_months”应是数字"),
        (_weighted(window_months="1e999999"), "“window_months”应是数字"),
        (_BANDS | {"tiers": ["low", "high"]}, "4 条分档线应有 5 个层级，现在是 2 个"),
        (_BANDS | {"tiers": ["none", "mid", "mid", "high", "high"]}, "层级应是低价值"),
        (_BANDS | {"tiers": ["high", "mid", "mid", "low", "low"]}, "层级应从低到高排列"),
        (_BANDS | {"tiers": ["gold"] * 5}, "“tiers”应是 high、mid、low 的列表"),
        (_BANDS | {"tiers": None}, "缺少“tiers”"),
        (_BANDS | {"labels": ["大众"]}, "每个层级都要有名称"),
        (_BANDS | {"unit": "美元"}, "单位应是 分、元、万元、亿元 之一，现在是“美元”"),
        (_BANDS | {"measure": "recency"}, "“最近往来”不能用来分档"),
        (_BANDS | {"measure": "age"}, "“年龄”不能进入"),
        (_BANDS | {"measure": "性别"}, "“性别”不能进入"),
        (_BANDS | {"measure": "shoe_size"}, "规则不认识“shoe_size”，可以用的有 amount"),
        (_BANDS | {"measure": None}, "缺少“measure”"),
        (_BANDS | {"grace_months": 25}, "降级缓冲应为 1 至 24 次评审，现在是 25"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_in_words(document: object, said: str) -> None:
    assert any(said in problem for problem in _problems(document))


@pytest.mark.parametrize(
    ("factors", "said"),
    [
        ([{"measure": "amount", "weight": 90}], "权重合计应为 100，现在是 90"),
        ([{"measure": "amount", "weight": 50}] * 2, "“往来金额”写了不止一次"),
        ([{"measure": "balance", "weight": 100}], "“余额”不能作为评分项"),
        (
            [{"measure": "amount", "weight": 120}, {"measure": "recency", "weight": -20}],
            "“最近往来”的权重应在 0 和 100 之间，现在是 -20",
        ),
        (
            [{"measure": "recency", "weight": 100, "scale": "steps", "steps": [7, 30, 90]}],
            "“最近往来”的档位线应有 4 条，现在是 3 条",
        ),
        (
            [{"measure": "recency", "weight": 100, "scale": "steps", "steps": [7, 30, 90, 180]}],
            "“最近往来”的档位线应从差到好排列",
        ),
        (
            [
                {
                    "measure": "amount",
                    "weight": 100,
                    "scale": "steps",
                    "steps": [1, 2, 3, 4],
                    "unit": "斤",
                }
            ],
            "单位应是",
        ),
        (
            [{"measure": "frequency", "weight": 100, "scale": "steps", "steps": [0.5, 2, 3, 4]}],
            "档位线应是不小于 0 的整数",
        ),
        ([{"measure": "complaints", "weight": 100}], "“投诉记录”不能进入"),
        ([{"measure": "amount", "weight": 100, "gender": 1}], "“性别”不能进入"),
        ([3], "应是一组"),
    ],
)
def test_a_factor_that_cannot_be_used_is_refused_in_words(factors: object, said: str) -> None:
    assert any(said in problem for problem in _problems(_weighted(factors=factors)))


def test_every_problem_is_told_at_once() -> None:
    assert len(_problems(_weighted(name="", window_months=0, cuts={"mid": 5, "high": 5}))) == 3


def test_a_period_knows_its_number_and_the_next_start() -> None:
    assert Period.MONTH.number(date(2026, 1, 1)) + 1 == Period.MONTH.number(date(2026, 2, 28))
    assert Period.MONTH.next_start(date(2026, 12, 31)) == date(2027, 1, 1)
    assert Period.QUARTER.number(date(2026, 1, 1)) == Period.QUARTER.number(date(2026, 3, 31))
    assert Period.QUARTER.next_start(date(2026, 11, 5)) == date(2027, 1, 1)


def test_cuts_are_read_exactly_as_they_are_written() -> None:
    policy = policy_from_json(_weighted(cuts={"mid": 35.1, "high": 70.2}))
    assert isinstance(policy, ScorePolicy)
    assert policy.mid_cut == Decimal("35.1")
    assert policy_to_json(policy)["cuts"] == {"mid": 35.1, "high": 70.2}


def test_only_money_is_counted_in_fen() -> None:
    assert is_money(Measure.AMOUNT)
    assert not is_money(Measure.RECENCY)
