"""How names are read, searched and sorted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from branchcrm.reference.pinyin import NameKind, corrected_reading, query_form, reading


def test_a_usual_name_has_its_three_forms() -> None:
    found = reading("王小明")
    assert (found.full, found.spaced, found.initials) == ("wangxiaoming", "wang xiao ming", "wxm")
    assert found.letter == "W"


@pytest.mark.parametrize(
    ("surname", "syllable"),
    [
        ("单", "shan"), ("曾", "zeng"), ("仇", "qiu"), ("解", "xie"), ("查", "zha"), ("翟", "zhai"),
        ("朴", "piao"), ("区", "ou"), ("盖", "ge"), ("覃", "qin"), ("缪", "miao"), ("乐", "yue"),
        ("卜", "bu"), ("阚", "kan"), ("种", "chong"), ("繁", "po"), ("折", "she"), ("佴", "nai"),
        ("黑", "he"), ("洗", "xian"), ("员", "yun"), ("能", "nai"), ("召", "shao"), ("祭", "zhai"),
        ("隗", "wei"), ("郗", "chi"), ("秘", "bi"), ("重", "chong"), ("粘", "nian"), ("藏", "zang"),
        ("扎", "za"), ("都", "du"), ("六", "lu"), ("牟", "mu"), ("乜", "nie"), ("圈", "juan"),
        ("宓", "mi"), ("谌", "chen"), ("尉", "wei"),
    ],
)  # fmt: skip
def test_a_surname_has_its_own_reading(surname: str, syllable: str) -> None:
    assert reading(f"{surname}明").spaced == f"{syllable} ming"


@pytest.mark.parametrize(
    ("name", "spaced"),
    [
        ("尉迟恭", "yu chi gong"),
        ("万俟雪", "mo qi xue"),
        ("单于浩", "chan yu hao"),
        ("长孙无忌", "zhang sun wu ji"),
        ("澹台明", "tan tai ming"),
        ("欧阳修", "ou yang xiu"),
    ],
)
def test_a_compound_surname_goes_first(name: str, spaced: str) -> None:
    assert reading(name).spaced == spaced


def test_a_surname_reading_holds_at_the_head_only() -> None:
    assert reading("曾乐").spaced == "zeng le"


def test_other_readings_are_alternates() -> None:
    assert "dan xiong xin" in reading("单雄信").alternates
    assert "shan yu hao" in reading("单于浩").alternates
    assert "di ming" in reading("翟明").alternates
    assert "yu xiao ming" not in reading("王小明").alternates


def test_u_with_dots_is_found_as_v_and_as_u() -> None:
    found = reading("吕布")
    assert found.spaced == "lv bu"
    assert "lu bu" in found.alternates
    assert query_form("Lü Bù") == "lv bu"
    assert query_form("lu:") == "lv"


def test_minority_and_latin_names_are_read_without_their_marks() -> None:
    assert reading("阿依古丽·买买提").full == "ayigulimaimaiti"
    assert reading("John Smith").initials == "js"


def test_a_character_without_reading_stands_for_itself() -> None:
    assert reading("𠮷田").spaced == "𠮷 tian"
    assert reading("𠮷田").letter == "#"


@pytest.mark.parametrize(
    ("name", "spaced"),
    [
        ("重庆长沙银行(集团)", "chong qing chang sha yin hang ji tuan"),
        ("厦门重工有限公司", "xia men zhong gong you xian gong si"),
        ("上海恒泰五金制品有限公司", "shang hai heng tai wu jin zhi pin you xian gong si"),
        ("ABC银行3店", "abc yin hang 3 dian"),
    ],
)
def test_company_names_are_read_by_words(name: str, spaced: str) -> None:
    assert reading(name, NameKind.COMPANY).spaced == spaced


def test_a_user_corrects_a_reading_and_the_usual_one_still_finds_it() -> None:
    found = corrected_reading("翟天临", "Di Tian Lin")
    assert found.full == "ditianlin"
    assert "zhai tian lin" in found.alternates


def test_the_sort_key_gives_the_order_of_a_chinese_name_list() -> None:
    names = ["张", "王", "阿", "赵", "单", "吕", "李"]
    expected = ["阿", "李", "吕", "单", "王", "张", "赵"]
    assert sorted(names, key=lambda name: reading(name).sort_key) == expected


def test_latin_names_mix_symbols_follow_and_empty_comes_last() -> None:
    names = ["", "··", "3号", "Bob", "陈", "李四", "李"]
    ordered = sorted(names, key=lambda name: reading(name).sort_key)
    assert ordered == ["Bob", "陈", "李", "李四", "3号", "··", ""]


def test_tone_then_character_settle_equal_syllables() -> None:
    names = ["王力", "王丽", "王黎", "王莉"]
    random.shuffle(names)
    assert sorted(names, key=lambda name: reading(name).sort_key) == [
        "王黎",
        "王丽",
        "王力",
        "王莉",
    ]


def test_a_name_that_ends_in_digits_keeps_them() -> None:
    assert reading("客户10").full.endswith("10")
    assert reading("24").full == "24"


@given(st.text(max_size=20), st.sampled_from(NameKind))
def test_no_name_breaks_the_reading(name: str, kind: NameKind) -> None:
    found = reading(name, kind)
    assert found.full == found.spaced.replace(" ", "")
    assert len(found.initials) == len(found.spaced.split())
    assert found.spaced not in found.alternates


@given(st.text("王李单吕阿赵", min_size=1, max_size=4))
def test_a_shorter_name_comes_before_its_extension(name: str) -> None:
    assert reading(name).sort_key < reading(f"{name}明").sort_key


@given(
    st.text(
        st.sampled_from("重庆长沙行乐都调发车强传银行音乐教朝阳区大厦会计有限公司"), max_size=12
    )
)
def test_a_company_name_is_read_word_by_word_as_in_one_go(name: str) -> None:
    name += "都"  # how it is read depends on the word
    whole = [query_form(one) for one in lazy_pinyin(name, style=Style.TONE)]
    assert reading(name, NameKind.COMPANY).spaced.split() == whole
