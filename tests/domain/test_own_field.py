"""A branch's own field: what its definition may say, and how its values are read and shown."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.customer import CustomerKind, OwnValue
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import OwnFieldId
from branchcrm.domain.outcome import Verdict
from branchcrm.domain.own_draft import OwnCheck
from branchcrm.domain.own_field import (
    OwnChoice,
    OwnField,
    OwnFieldDraft,
    OwnKind,
    in_use,
    is_own,
    own_field_of,
    own_labels,
)
from branchcrm.domain.own_field_check import (
    LONGEST_CHOICE,
    LONGEST_NAME,
    MOST_CHOICES,
    OwnNameRetiredError,
    OwnNameTakenError,
    checked_own_field,
    require_free_name,
)
from branchcrm.domain.own_value import (
    LARGEST_NUMBER,
    NUMBER_SCALE,
    own_choice_text,
    own_number,
    own_text,
    own_texts,
    own_words,
    read_own,
    text_words,
)

TODAY = date(2026, 9, 17)
PERSON = (CustomerKind.PERSON,)


def choices(*texts: str) -> tuple[OwnChoice, ...]:
    return tuple(OwnChoice(text=text, key=f"c{place}") for place, text in enumerate(texts, 1))


def field(kind: OwnKind = OwnKind.TEXT, **more: object) -> OwnField:
    given: dict[str, object] = {"id": OwnFieldId(7), "name": "推荐渠道", "kind": kind} | more
    return OwnField(**given)  # type: ignore[arg-type]


def problems(draft: OwnFieldDraft, kept: OwnField | None = None) -> dict[str, str]:
    with pytest.raises(InvalidDraftError) as refused:
        checked_own_field(draft, kept)
    return {one.field: one.reason.text() for one in refused.value.problems}


def test_a_definition_is_kept_in_plain_words_with_keys_for_its_choices() -> None:
    draft = OwnFieldDraft(
        name=" 推荐   渠道 ",
        kind="选项",
        choices=(OwnChoice(text=" 朋友 介绍 "), OwnChoice(text=""), OwnChoice(text="网点")),
        kinds=(CustomerKind.INSTITUTION, CustomerKind.PERSON),
    )
    checked = checked_own_field(draft)
    assert checked.name == "推荐 渠道"
    assert checked.kind is OwnKind.CHOICE
    assert [(one.key, one.text) for one in checked.choices] == [("c1", "朋友 介绍"), ("c2", "网点")]
    assert checked.kinds == (CustomerKind.PERSON, CustomerKind.INSTITUTION)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("  ", "填写字段名称"),
        ("长" * (LONGEST_NAME + 1), "最长 20 个字"),
        ("(推荐)", "名称只用文字"),
        ("推荐=渠道", "名称只用文字"),
        ("推荐\n渠道!", "名称只用文字"),
        ("本人", "在筛选里有别的意思"),
        ("and", "在筛选里有别的意思"),
    ],
)
def test_a_name_that_nobody_could_type_is_refused(name: str, reason: str) -> None:
    assert reason in problems(OwnFieldDraft(name=name))["name"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = problems(OwnFieldDraft(kind="颜色", choices=(OwnChoice(text="红"),), kinds=()))
    assert set(found) == {"name", "kind", "choices", "kinds"}
    assert "可用：text 文字、number 数字" in found["kind"]
    assert found["choices"] == "只有“选项”字段有选项"


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ((), "至少写一个选项"),
        (("网点", "网 点"), "选项“网 点”写了两次"),
        (("ＡＢ", "ab"), "选项“ab”写了两次"),
        (("长" * (LONGEST_CHOICE + 1),), "太长"),
        (tuple(map(str, range(MOST_CHOICES + 1))), "最多 100 个选项，现在是 101 个"),
    ],
)
def test_choices_must_differ_and_fit(texts: tuple[str, ...], reason: str) -> None:
    drafts = tuple(OwnChoice(text=text) for text in texts)
    draft = OwnFieldDraft(name="渠道", kind=OwnKind.CHOICE, choices=drafts)
    assert reason in problems(draft)["choices"]


def test_a_choice_left_out_is_former_and_named_anew_comes_back() -> None:
    kept = field(OwnKind.CHOICE, choices=choices("朋友", "网点", "网络"))
    fewer = checked_own_field(
        replace(
            kept.draft(), choices=(OwnChoice(text="电话"), replace(kept.choices[1], text="厅堂"))
        ),
        kept,
    )
    listed = [(one.key, one.text, one.is_offered) for one in fewer.choices]
    assert listed == [
        ("c4", "电话", True),
        ("c2", "厅堂", True),
        ("c1", "朋友", False),
        ("c3", "网络", False),
    ]
    later = replace(kept, choices=fewer.choices)
    assert [one.text for one in later.offered] == ["电话", "厅堂"]
    again = checked_own_field(
        replace(later.draft(), choices=(*later.offered, OwnChoice(text="网络"))), later
    )
    assert [one.key for one in again.choices if one.is_offered] == ["c4", "c2", "c3"]


def test_the_kind_of_a_field_stays() -> None:
    kept = field(OwnKind.TEXT)
    assert "不能改" in problems(replace(kept.draft(), kind=OwnKind.NUMBER), kept)["kind"]
    assert checked_own_field(kept.draft(), kept).kind is OwnKind.TEXT


def test_a_name_belongs_to_one_field() -> None:
    fields = [field(), field(id=OwnFieldId(8), name="旧 渠道", is_retired=True)]
    require_free_name("新渠道", fields, ["姓名"])
    require_free_name("推荐渠道", fields, [], OwnFieldId(7))
    for name in ("推荐 渠道", "姓名"):
        with pytest.raises(OwnNameTakenError):
            require_free_name(name, fields, ["姓名"])
    with pytest.raises(OwnNameRetiredError):
        require_free_name("旧渠道", fields, [])


def test_fields_are_found_by_name_or_key() -> None:
    fields = (field(), field(id=OwnFieldId(8), name="旧渠道", is_retired=True))
    assert own_field_of(fields, "推荐 渠道") is fields[0]
    assert own_field_of(fields, "own.8") is fields[1]
    assert own_field_of(fields, "姓名") is None
    assert in_use(fields) == fields[:1]
    assert own_labels(fields) == {"own.7": "推荐渠道", "own.8": "旧渠道"}
    assert is_own(fields[0].key)
    assert not is_own("name")


FORMER = OwnChoice(text="旧", key="c3", is_offered=False)
CHOOSING = field(OwnKind.CHOICE, choices=(*choices("朋友", "网点"), FORMER))


@pytest.mark.parametrize(
    ("kind", "text", "value", "shown"),
    [
        (OwnKind.TEXT, " 喜欢  龙井 ", "喜欢 龙井", "喜欢 龙井"),
        (OwnKind.TEXT, "无", "无", "无"),
        (OwnKind.TEXT, " \u200b ", None, ""),
        (OwnKind.NUMBER, "12,345.6", 123_456_000, "12345.6"),
        (OwnKind.NUMBER, "－３", -30_000, "-3"),
        (OwnKind.NUMBER, "0", 0, "0"),
        (OwnKind.NUMBER, "1000", 10_000_000, "1000"),
        (OwnKind.NUMBER, "不详", None, ""),
        (OwnKind.MONEY, "1.2万", 1_200_000, "12000.00"),
        (OwnKind.DAY, "2026年3月5日", date(2026, 3, 5), "2026-03-05"),
        (OwnKind.DAY, "明天", date(2026, 9, 18), "2026-09-18"),
        (OwnKind.FLAG, "是", "yes", "yes"),
        (OwnKind.FLAG, "×", "no", "no"),
        (OwnKind.FLAG, "不详", None, ""),
        (OwnKind.LINK, "www.example.com/a?b=1", "https://www.example.com/a?b=1", None),
        (OwnKind.LINK, "HTTP://example.com:80", "HTTP://example.com:80", None),
        (OwnKind.LINK, "localhost:8080/x", "https://localhost:8080/x", None),
        (OwnKind.LINK, "", None, ""),
    ],
)
def test_values_are_read_as_people_write_them(
    kind: OwnKind, text: str, value: OwnValue | None, shown: str | None
) -> None:
    outcome = read_own(field(kind), text, TODAY)
    assert outcome.value == value
    assert own_text(field(kind), value) == (value if shown is None else shown)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (OwnKind.TEXT, "长" * 201, "text_too_long"),
        (OwnKind.NUMBER, "很多", "number_unreadable"),
        (OwnKind.NUMBER, "100000000001", "number_too_large"),
        (OwnKind.NUMBER, "inf", "number_too_large"),
        (OwnKind.MONEY, "很多", "amount_unreadable"),
        (OwnKind.MONEY, "9" * 20, "amount_too_large"),
        (OwnKind.DAY, "2026-02-30", "date_invalid"),
        (OwnKind.DAY, "不是", "date_unreadable"),
        (OwnKind.FLAG, "也许", "choice_unknown"),
        (OwnKind.LINK, "ftp://example.com", "link_scheme"),
        (OwnKind.LINK, "javascript:alert(1)", "link_scheme"),
        (OwnKind.LINK, "https://example.com/a b", "link_unreadable"),
        (OwnKind.LINK, "http://[::1", "link_unreadable"),
        (OwnKind.LINK, "主页", "link_unreadable"),
        (OwnKind.LINK, "https://example.com/" + "a" * 500, "text_too_long"),
    ],
)
def test_what_is_no_value_is_refused_with_its_reason(kind: OwnKind, text: str, code: str) -> None:
    outcome = read_own(field(kind), text, TODAY)
    assert outcome.code == code
    assert outcome.is_refused
    assert outcome.reason is not None


def test_rounding_is_said() -> None:
    outcome = read_own(field(OwnKind.NUMBER), "1.00005", TODAY)
    assert (outcome.value, outcome.verdict, outcome.is_fixed) == (10_000, Verdict.WARN, True)


def test_a_choice_is_read_by_its_text_or_key_and_a_former_one_only_where_it_stands() -> None:
    assert read_own(CHOOSING, " 网 点", TODAY).value == "c2"
    assert read_own(CHOOSING, "c1", TODAY).value == "c1"
    assert read_own(CHOOSING, "旧", TODAY).code == "choice_not_offered"
    assert read_own(CHOOSING, "旧", TODAY, "c3").value == "c3"
    unknown = read_own(CHOOSING, "电视", TODAY)
    assert unknown.reason is not None
    assert unknown.reason.text() == "推荐渠道没有“电视”，可用：朋友、网点"
    assert own_text(CHOOSING, "c2") == "网点"
    assert own_text(CHOOSING, "c9") == "c9"
    assert own_choice_text(CHOOSING, "c9") == "c9"


def test_yes_and_no_are_said_in_the_readers_language() -> None:
    flag = field(OwnKind.FLAG)
    assert own_words(flag, "yes") == "是"
    assert own_words(flag, "no", lambda source: {"否": "No"}[source]) == "No"
    assert own_words(flag, None) == own_words(field(), None) == ""
    assert own_words(flag, "later") == "later"
    assert text_words(flag, "yes") == "是"
    assert text_words(field(), "yes") == "yes"
    assert own_texts([flag, field(id=OwnFieldId(8))], {"own.7": "no"}) == {
        "own.7": "no",
        "own.8": "",
    }


@given(st.integers(-LARGEST_NUMBER * NUMBER_SCALE, LARGEST_NUMBER * NUMBER_SCALE))
def test_every_number_is_read_back_from_its_text(value: int) -> None:
    number = field(OwnKind.NUMBER)
    assert read_own(number, own_text(number, value), TODAY).value == value
    assert own_number(value) * NUMBER_SCALE == value


@given(st.integers(-(10**15), 10**15), st.dates())
def test_every_amount_and_day_is_read_back_from_its_text(cents: int, day: date) -> None:
    money, date_field = field(OwnKind.MONEY), field(OwnKind.DAY)
    assert read_own(money, own_text(money, cents), TODAY).value == cents
    if day.year >= 1900 and day != date.max:
        assert read_own(date_field, own_text(date_field, day), TODAY).value == day


def test_a_form_leaves_alone_what_it_does_not_hold() -> None:
    needed = field(OwnKind.NUMBER, is_required=True, kinds=PERSON)
    other = field(OwnKind.CHOICE, id=OwnFieldId(8), name="渠道", choices=CHOOSING.choices)
    kept: dict[str, OwnValue] = {"own.8": "c3", "own.9": "停用的"}
    check = OwnCheck([needed, other], kept, TODAY)
    assert check.values({}, CustomerKind.PERSON) == kept
    assert check.values({"own.8": "旧", "own.7": "3"}, CustomerKind.PERSON) == kept | {
        "own.7": 30_000
    }
    assert check.values({"own.8": " "}, CustomerKind.PERSON) == {"own.9": "停用的"}
    assert not check.problems


def test_a_form_says_what_is_missing_foreign_or_doubtful() -> None:
    needed = field(OwnKind.NUMBER, is_required=True, kinds=PERSON)
    check = OwnCheck([needed], {}, TODAY)
    check.values({"own.7": ""}, CustomerKind.PERSON)
    check.values({"own.7": "1"}, CustomerKind.ENTERPRISE)
    check.values({"own.7": "x"}, CustomerKind.PERSON)
    check.values({"own.7": "1.00001"}, CustomerKind.PERSON)
    assert check.values({"own.7": ""}, CustomerKind.ENTERPRISE) == {}
    said = [one.reason.text() for one in check.problems]
    assert said == ["填写推荐渠道后才能保存", "企业没有推荐渠道", "“x”不是数字"]
    assert [one.field for one in check.doubts] == ["own.7"]
