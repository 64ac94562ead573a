"""What a branch calls its tiers, decided in one place."""

from dataclasses import replace

import pytest

from branchcrm.domain.filter_catalogue import built_in, tier_field
from branchcrm.domain.filter_condition import Condition
from branchcrm.domain.filter_field import FieldCatalogue
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.filter_sentence import condition_words
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.filter_words import Tongue
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_names import USUAL, TierNames, names_by
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy, potential_policy

OWN = names_by(replace(default_policy(), labels=("普通", "银{卡}", "黑金贵宾客户")))


def _said(names: TierNames) -> list[tuple[str, str]]:
    return [(names.of(tier).text(), names.short(tier).text()) for tier in Tier]


def test_a_rule_without_names_leaves_the_usual_ones() -> None:
    assert names_by(default_policy()) == USUAL
    assert _said(USUAL) == [
        ("高价值", "高"),
        ("中价值", "中"),
        ("低价值", "低"),
        ("未分层", "未分层"),
    ]
    assert USUAL.words() == {}


@pytest.mark.parametrize(
    "rule",
    [
        bank_policy(),
        replace(default_policy(), labels=("", "潜力", "")),
    ],
)
def test_parts_of_tiers_and_half_a_naming_are_no_names_of_tiers(rule: Policy) -> None:
    assert names_by(rule) == USUAL


def test_high_potential_low_and_own_words_name_the_tiers() -> None:
    assert _said(names_by(potential_policy())) == [
        ("高价值", "高"),
        ("潜力客户", "潜力"),
        ("低价值", "低"),
        ("未分层", "未分层"),
    ]
    own = ("黑金贵宾客户", "银{卡}", "普通")
    assert _said(OWN)[:3] == [("黑金贵宾客户", "黑金贵宾"), ("银{卡}", "银{卡}"), ("普通", "普通")]
    assert OWN.words() == dict(zip(("高价值", "中价值", "低价值"), own, strict=True))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("普通客户", "普通"),
        ("客户", "客户"),
        ("战略合作伙伴", "战略合…"),
        ("Platinum", "Platinum"),
        ("Platinum Plus", "Platin…"),
        ("财富", "财富"),
    ],
)
def test_a_small_mark_shows_the_beginning_of_a_long_name(name: str, short: str) -> None:
    names = names_by(replace(default_policy(), labels=("甲", "乙", name)))
    assert names.short(Tier.HIGH).text() == short
    assert names.of(Tier.HIGH).text() == name


@pytest.mark.parametrize(
    ("word", "tier"),
    [
        ("银{卡}", Tier.MID),
        ("普通", Tier.LOW),
        ("HIGH", Tier.HIGH),
        ("中价值", Tier.MID),
        ("高", Tier.HIGH),
    ],
)
def test_a_tier_is_known_by_its_own_name_and_by_the_usual_ones(word: str, tier: Tier) -> None:
    assert OWN.named(word) is tier


def test_a_word_that_names_no_tier_is_none() -> None:
    assert OWN.named("白金") is None


@pytest.mark.parametrize("text", ["层级 = 普通", "层级 = 低价值", "tier = low", "层级 = 低"])
def test_a_filter_is_typed_and_said_in_the_names_of_the_rule(text: str) -> None:
    fields = FieldCatalogue(
        [tier_field(OWN) if one.key == "tier" else one for one in built_in().fields]
    )
    node = parse_filter(text, fields)
    assert isinstance(node, Condition)
    assert node.values == ("low",)
    assert filter_text(node, Tongue.CHINESE) == "层级 = 普通"
    lead, value = condition_words(node)
    assert (lead.text(), value if isinstance(value, str) else value.text()) == ("层级 为", "普通")


def test_signs_in_a_name_are_said_as_they_were_written() -> None:
    assert tier_field(OWN).choice_said("mid").text() == "银{卡}"
