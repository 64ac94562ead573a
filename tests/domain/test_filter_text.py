"""A filter is typed and shown in either language, stored in one form, and keeps its sense."""

import pytest
from hypothesis import given

from branchcrm.domain.filter_catalogue import BUILT_IN, built_in
from branchcrm.domain.filter_condition import (
    Condition,
    Connective,
    Group,
    Node,
    all_of,
    conditions_of,
    joined,
    parts_of,
)
from branchcrm.domain.filter_field import FieldCatalogue, FieldGroup, FieldKind, FilterField
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.filter_text import field_word, filter_text, in_two
from branchcrm.domain.filter_tokens import LONGEST, FilterTextError
from branchcrm.domain.filter_words import Tongue, tongue_of
from tests.domain.filter_making import filters


def read(text: str) -> Node:
    """Read a filter that asks for something."""
    node = parse_filter(text, built_in())
    assert node is not None
    return node


@given(filters())
def test_what_is_written_is_read_back_the_same_in_every_tongue(node: Node) -> None:
    for tongue in Tongue:
        text = filter_text(node, tongue)
        assert parse_filter(text, built_in()) == node
        assert filter_text(read(text), tongue) == text


@pytest.mark.parametrize(
    ("chinese", "neutral"),
    [
        (
            "层级 = 高|中 且 (未联系天数 >= 30 或 未结投诉 > 0)",
            "tier = high|mid and (no_contact >= 30 or open_complaints > 0)",
        ),
        ("金额下降(3个月) >= 20%", "amount_fell(3 months) >= 20%"),
        ("生日 在 本月 或 生日 在 未来7天", "birthday in this month or birthday in next 7 days"),
        ("买过产品 = 稳健理财 且 买过产品 != 国债", "bought = 稳健理财 and bought != 国债"),
        ("非 (客户经理 = 本人 或 客户经理 为空)", "not (manager = me or manager is empty)"),
        ("最近联系 < 30天前", "last_contact < 30 days ago"),
        ("建档日期 在 今天", "created in today"),
        ("建档日期 = 7天后", "created = 7 days later"),
        ("建档日期 = 昨天", "created = yesterday"),
        ("近12个月金额 在 5万..20万", "amount_12m in 50000..200000"),
        ("分层得分 >= 70.5", "score >= 70.5"),
        ("授权(营销联系) = 电话|短信", "consent(marketing) = phone|sms"),
        ("不再联系 = 否", "do_not_contact = no"),
        ("买过产品线(365天) = 理财|自营", "bought_line(365 days) = wealth|自营"),
        ('姓名 包含 "a b"', 'name contains "a b"'),
        ("备注 不包含 理财 且 备注 不为空", "note lacks 理财 and note is not empty"),
        ("开户日期 在 2026-01-01..2026-06-30", "opened_on in 2026-01-01..2026-06-30"),
        ("开户日期 在 近2个季度", "opened_on in last 2 quarters"),
        ("开户日期 在 去年", "opened_on in last year"),
    ],
)
def test_both_languages_say_the_same(chinese: str, neutral: str) -> None:
    assert filter_text(read(chinese)) == neutral
    assert filter_text(read(neutral), Tongue.CHINESE) == chinese
    assert filter_text(read(chinese), Tongue.ENGLISH) == neutral


@pytest.mark.parametrize(
    ("typed", "neutral"),
    [
        ("kind=企业, text=滨江", "kind = enterprise and text = 滨江"),
        ("层级＝高价值｜中；（阶段 是 现有）", "tier = high|mid and stage = active"),
        ("tier is high or tier is not mid", "tier = high or tier != mid"),
        ("note does not contain x", "note lacks x"),
        ("not empty = 1 or tier = high", ""),
        ("score between 40 and 75", "score in 40..75"),
        ("得分 介于 40 到 75", ""),
        ("分层得分 介于 40 到 75", "score in 40..75"),
        ("amount_12m >= ¥1.2万", "amount_12m >= 12000"),
        ("created in 30 days ago..today", "created in 30 days ago..today"),
        ("created in today..3天后", "created in today..3 days later"),
        ("建档日期 在 近 30 天", "created in last 30 days"),
        ("created <= 2026年9月17日", "created <= 2026-09-17"),
        ("no_contact>=30 AND (TIER=HIGH)", "no_contact >= 30 and tier = high"),
        ("do_not_contact", "do_not_contact = yes"),
        ("!do_not_contact and tier≠low", "not do_not_contact = yes and tier != low"),
        ("contacts(30) > 0", "contacts(30 days) > 0"),
        ("amount_fell (3) ≥ 20", "amount_fell(3 months) >= 20%"),
        ("tag = VIP、老客户|VIP", "tag = VIP|老客户"),
        ("name = “周 雅琴”", 'name = "周 雅琴"'),
        ("name = 「周」", "name = 周"),
        ("((tier = high))", "tier = high"),
        (
            "tier = high and (stage = active and kind = person)",
            "tier = high and stage = active and kind = person",
        ),
        ("not not tier = high", "not not tier = high"),
        ("id_number is not empty", "id_number is not empty"),
    ],
)
def test_many_ways_of_typing_are_understood(typed: str, neutral: str) -> None:
    if neutral:
        assert filter_text(read(typed)) == neutral
    else:
        with pytest.raises(FilterTextError):
            read(typed)


@pytest.mark.parametrize(
    ("typed", "start", "end", "said"),
    [
        ("tiar = high", 0, 4, "是不是 tier"),
        ("乱七八糟 = 1", 0, 4, "没有“乱七八糟”这个字段"),
        ("层级 = 紫", 5, 6, "high 高"),
        ("tier > high", 5, 6, "只能用"),
        ("tier", 4, 4, "后面要写比较"),
        ("tier =", 6, 6, "这里要写“层级”的值"),
        ("tier = high and", 15, 15, "这里要写一个字段"),
        ("(tier = high", 12, 12, "少了一个右括号"),
        ("tier = high)", 11, 12, "多了一个右括号"),
        ("tier = high stage = active", 12, 17, "且"),
        ('name = "周', 7, 9, "引号没有配对"),
        ("score >= abc", 9, 12, "不是“分层得分”的数"),
        ("score >= 1.234", 9, 14, "不是"),
        ("score >= 1e99", 9, 13, "不是"),
        ("score >= nan", 9, 12, "不是"),
        ("amount_12m >= 约5万", 14, 17, "不是"),
        ("created >= 明年某日", 11, 15, "不是日期"),
        ("created >= 2026-02-30", 11, 21, "不是日期"),
        ("created in last 0 days", 11, 15, "不是日期"),
        ("score in 40", 11, 11, "从..到"),
        ("score in 75..40", 9, 11, "不能大于"),
        ("amount_fell >= 20%", 12, 14, "月数"),
        ("amount_fell(3 days) >= 20%", 12, 13, "月数"),
        ("contacts(0 days) > 1", 9, 10, "天数"),
        ("contacts(30 days > 1", 17, 18, "天数"),
        ("consent = phone", 8, 9, "是哪一种"),
        ("consent(x) = phone", 8, 9, "是哪一种"),
        ("tier(3) = high", 4, 5, "不用括号"),
        ("name = and", 7, 10, "关键字"),
        ("do_not_contact = 也许", 17, 19, "yes / no"),
        ("tier = high …", 12, 13, "且"),
        ("tier @ ’ = high", 5, 6, "后面要写比较"),
        ("(" * 30 + "tier = high", 20, 21, "括号最多 20 层"),
        (" or ".join(["tier = high"] * 101), 1500, 1504, "最多 100 个条件"),
        ("x" * (LONGEST + 1), LONGEST, LONGEST + 1, "最长 4,000 个字"),
        ("= high", 0, 1, "这里要写一个字段"),
    ],
)
def test_what_cannot_be_read_is_shown_at_its_place(
    typed: str, start: int, end: int, said: str
) -> None:
    with pytest.raises(FilterTextError, match="看不懂筛选条件") as refused:
        parse_filter(typed, built_in())
    error = refused.value
    assert (error.start, error.end) == (start, end)
    assert said in error.problem.text()
    assert len(error.lines()) == 2


def test_an_empty_text_asks_for_nothing() -> None:
    assert parse_filter("  ", built_in()) is None
    assert filter_text(None) == ""
    assert parts_of(None) == ()
    assert all_of(None) is None
    assert list(conditions_of(None)) == []


def test_a_filter_is_taken_apart_as_chips_show_it() -> None:
    node = read("tier = high and not (score > 1 or score is empty) and do_not_contact")
    assert len(parts_of(node)) == 3
    assert len(parts_of(read("tier = high or score > 1"))) == 1
    assert [one.field.key for one in conditions_of(node)] == [
        "tier",
        "score",
        "score",
        "do_not_contact",
    ]
    first = next(conditions_of(node))
    assert in_two(first, Tongue.CHINESE) == ("层级 =", "高")
    empty = next(conditions_of(read("manager is empty")))
    assert in_two(empty, Tongue.ENGLISH) == ("manager is empty", "")


def test_joining_makes_one_group_of_the_same_kind() -> None:
    one, two, three = (read(f"score > {number}") for number in (1, 2, 3))
    both = joined(Connective.AND, (one, two))
    assert joined(Connective.AND, (both, three)) == Group(Connective.AND, (one, two, three))
    assert all_of(one, None) == one
    with pytest.raises(ValueError, match="needs a part"):
        joined(Connective.OR, ())


def test_a_field_of_the_branch_is_named_in_its_own_words_in_every_language() -> None:
    own = FilterField(
        key="own.7",
        label="喜欢的茶",
        kind=FieldKind.TEXT,
        group=FieldGroup.OWN,
        spoken="喜欢的 茶",
    )
    catalogue = FieldCatalogue((*BUILT_IN, own))
    node = parse_filter('"喜欢的 茶" = 龙井', catalogue)
    assert isinstance(node, Condition)
    assert node.field == own
    assert catalogue.get("own.7") is own
    assert filter_text(node) == "own.7 = 龙井"
    assert field_word(own, Tongue.ENGLISH) == field_word(own, Tongue.CHINESE) == '"喜欢的 茶"'
    assert parse_filter("own.7 = 龙井", catalogue) == node
    assert own in catalogue.columns


def test_no_two_fields_share_a_word() -> None:
    words = [word.casefold() for one in BUILT_IN for word in (one.key, one.label)]
    assert len(words) == len(set(words))


def test_the_words_follow_the_language_of_the_window() -> None:
    assert tongue_of("zh_CN") is Tongue.CHINESE
    assert tongue_of("en") is Tongue.ENGLISH
