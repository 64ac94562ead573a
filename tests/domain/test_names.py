"""Names as files write them, and the key they are searched by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.characters import plain
from branchcrm.domain.names import is_company_name, read_name, search_key, split_surname
from branchcrm.domain.outcome import Verdict


def as_it_is(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("张\xa0三", "张三"),
        ("\u200b张三\ufeff", "张三"),
        (" 张三 ", "张三"),
        ("'张三", "张三"),
        ("张三，", "张三"),
        ("阿卜杜•热合曼", "阿卜杜·热合曼"),
        ("阿卜杜・热合曼", "阿卜杜·热合曼"),
        ("阿卜杜．热合曼", "阿卜杜·热合曼"),
        ("阿卜杜 · 热合曼", "阿卜杜·热合曼"),
        ("John  Smith", "John Smith"),
        ("𠮷田", "𠮷田"),
        ("䶮", "䶮"),
        ("葉乾", "葉乾"),
    ],
)
def test_padding_goes_and_characters_stay(text: str, name: str) -> None:
    assert read_name(text).taken().name == name


@pytest.mark.parametrize(
    ("text", "name", "note", "code"),
    [
        ("张三(已故)", "张三", "已故", "name_note"),
        ("张三（已故）", "张三", "已故", "name_note"),
        ("李四先生", "李四", "先生", ""),
        ("王小明女士", "王小明", "女士", ""),
        ("李女士", "李女士", "", ""),
        ("恒泰(集团)有限公司", "恒泰(集团)有限公司", "", ""),
        ("李[龙天]", "李[龙天]", "", "name_described"),
        ("李四[已故]", "李四", "已故", "name_note"),
    ],
)
def test_what_stands_beside_a_name_is_set_aside(text: str, name: str, note: str, code: str) -> None:
    outcome = read_name(text)
    assert (outcome.taken().name, outcome.taken().note, outcome.code) == (name, note, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("王五/赵六", "name_two_people"),
        ("王五、赵六", "name_two_people"),
        ("锟斤拷", "name_lost"),
        ("张\ufffd", "name_lost"),
        ("12345", "name_digits"),
        ("某" * 51, "name_length"),
    ],
)
def test_a_cell_without_one_name_is_refused(text: str, code: str) -> None:
    assert read_name(text).code == code
    assert read_name(text).is_refused


@pytest.mark.parametrize(
    ("text", "code"),
    [("张?", "name_unknown"), ("张\ue863", "name_private"), ("[龙天]小明", "name_described")],
)
def test_a_rare_character_that_was_lost_is_flagged_and_kept(text: str, code: str) -> None:
    outcome = read_name(text)
    assert outcome.verdict is Verdict.WARN
    assert (outcome.code, outcome.taken().name) == (code, text)


def test_an_empty_cell_has_no_name() -> None:
    assert read_name(" \u3000").value is None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("欧阳修", ("欧阳", "修")),
        ("王小明", ("王", "小明")),
        ("爱新觉罗溥仪", ("爱新觉罗", "溥仪")),
        ("阿依古丽·买买提", ("", "阿依古丽·买买提")),
        ("John", ("", "John")),
        ("", ("", "")),
        ("单于", ("单于", "")),
    ],
)
def test_a_surname_is_split_by_the_longest_match(name: str, parts: tuple[str, str]) -> None:
    assert split_surname(name) == parts


@pytest.mark.parametrize(
    ("name", "is_company"),
    [
        ("上海恒泰五金制品有限公司", True),
        ("恒泰有限公司(分部)", True),
        ("市第二实验小学", True),
        ("王小明", False),
        ("王小店", False),
    ],
)
def test_an_organisation_is_known_by_its_ending(name: str, is_company: bool) -> None:  # noqa: FBT001 - a table column
    assert is_company_name(name) is is_company


def test_the_search_key_folds_width_case_dots_and_variants() -> None:
    assert search_key("ＡＢＣ 公司", as_it_is) == "abc公司"
    assert search_key("阿卜杜·热合曼", as_it_is) == "阿卜杜热合曼"
    assert search_key("锺", as_it_is) == search_key("钟", as_it_is)
    assert search_key("萧", as_it_is) == search_key("肖", as_it_is)
    assert search_key("閆", as_it_is) != search_key("阎", as_it_is)


def test_the_search_key_simplifies_by_the_converter_it_is_given() -> None:
    assert search_key("葉乾", lambda text: text.replace("葉", "叶")) == "叶乾"


def test_plain_text_is_half_width_without_what_excel_adds() -> None:
    assert plain("'１２３ ") == "123"
    assert plain("a\u2014b") == "a-b"


@given(st.text(max_size=60))
def test_cleaning_a_clean_name_changes_nothing(text: str) -> None:
    once = read_name(text)
    if once.value is not None and once.code == "":
        again = read_name(once.value.name)
        assert again.is_refused or again.value is not None
