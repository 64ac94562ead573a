"""A filter is said in the words of a screen, every operator and every kind of value."""

import pytest
from hypothesis import given

from branchcrm.domain.filter_catalogue import BUILT_IN, built_in
from branchcrm.domain.filter_condition import Node
from branchcrm.domain.filter_field import FieldCatalogue, FieldGroup, FieldKind, FilterField
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.filter_sentence import node_words, operator_label
from branchcrm.domain.filter_tokens import FilterTextError
from branchcrm.domain.shown_value import value_words
from branchcrm.domain.wording import Sentence
from tests.domain.filter_making import filters


def said(node: Node) -> str:
    """Give a part of a filter as one phrase."""
    lead, value = node_words(node)
    words = value.text() if isinstance(value, Sentence) else value
    return f"{lead.text()} {words}".strip()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("tier = high|mid", "层级 为 高、中"),
        ("tier is empty", "层级 为空"),
        ("manager = me|王敏", "客户经理 为 我本人、王敏"),
        ("name contains 周", "姓名 包含 周"),
        ("tag != 重点", "标签 没有 重点"),
        ("bought != 国债", "买过产品 从来没有 国债"),
        ("bought(90) = 国债", "买过产品（近 90 天） 有 国债"),
        ("bought_line = other|别的", "买过产品线 有 其他、别的"),
        ("amount_fell(3 months) >= 20%", "金额下降（近 3 个月） 不少于 20%"),
        ("consent(marketing) = sms", "授权（营销联系） 有 短信"),
        ("amount_12m in 5万..20万", "近12个月金额 介于 50,000 元 至 200,000 元"),
        ("amount_12m < 1.5", "近12个月金额 少于 1.50 元"),
        ("score > 70.5", "分层得分 多于 70.5"),
        ("opened_on in 2026-01-01..today", "开户日期 在 2026-01-01 至 今天"),
        ("opened_on <= 30天前", "开户日期 不晚于 30 天前"),
        ("next_visit >= 3天后", "下次回访 不早于 3 天后"),
        ("next_visit = tomorrow", "下次回访 就在 明天"),
        ("birthday in this month", "生日 在 本月"),
        ("last_trade in last 12 months", "最近交易 在 近 12 个月"),
        ("next_visit in next 2 weeks", "下次回访 在 未来 2 周"),
        ("do_not_contact", "不再联系 是"),
        ("near_fall = no", "临近降级 否"),
        ("id_number is not empty", "证件号码 已填"),
        ("text = 周", "搜索 搜到 周"),
        ("tier = high or tier = low", "满足任一 层级 为 高 或 层级 为 低"),
        ("tier = high and tier = low", "全部满足 层级 为 高 且 层级 为 低"),
        ("not tier = high", "不满足 层级 为 高"),
        ("not tier is empty", "不满足 层级 为空"),
        (
            "not (tier = high or tier is empty and near_fall)",
            "不满足 层级 为 高 或 （层级 为空 且 临近降级 是）",
        ),
    ],
)
def test_a_part_is_said_in_words(typed: str, words: str) -> None:
    node = parse_filter(typed, built_in())
    assert node is not None
    assert said(node) == words


@given(filters())
def test_every_filter_can_be_said(node: Node) -> None:
    assert said(node)


def test_every_operator_of_every_field_has_words() -> None:
    for field in BUILT_IN:
        labels = [operator_label(field, operator) for operator in field.operators]
        assert len(set(labels)) == len(labels)


def test_a_field_of_the_branch_keeps_its_name_in_every_language() -> None:
    own = FilterField(
        key="own.1",
        label="爱好{1}",
        spoken="爱好{1}",
        kind=FieldKind.CHOICE,
        group=FieldGroup.OWN,
        choices={"a": "钓鱼{x}", "b": "棋"},
    )
    catalogue = FieldCatalogue([*BUILT_IN, own])
    node = parse_filter('"爱好{1}" = a|b', catalogue)
    assert node is not None
    assert said(node) == "爱好{1} 为 钓鱼{x}、棋"
    words = value_words(own, "a、c")
    assert words is not None
    assert words.text() == "钓鱼{x}、c"
    with pytest.raises(FilterTextError) as refused:
        parse_filter('"爱好{1}" = 跑步', catalogue)
    assert "“爱好{1}”没有“跑步”，可用：a 钓鱼{x}、b 棋" in refused.value.problem.text()
