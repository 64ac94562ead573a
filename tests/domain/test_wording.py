"""How several parts become one sentence, in the language of whoever reads it."""

from branchcrm.domain.wording import CLAUSES, SENTENCES, listed, named, say

ENGLISH = {
    "、": ", ",
    "，": ", ",
    "；": "; ",
    "{name}：{value}": "{name}: {value}",
    "电话": "Phone",
}


def _english(source: str) -> str:
    return ENGLISH.get(source, source)


def test_parts_are_parted_as_the_language_does() -> None:
    both = (say("电话"), "SMS")
    assert listed(both).text() == "电话、SMS"
    assert listed(both).text(_english) == "Phone, SMS"
    assert listed(both, CLAUSES).text(_english) == "Phone, SMS"
    assert listed(both, SENTENCES).text(_english) == "Phone; SMS"


def test_nothing_and_one_have_no_joint() -> None:
    assert listed(()).text(_english) == ""
    assert listed(("{a}",)).text(_english) == "{a}"


def test_a_value_stands_behind_its_name() -> None:
    assert named(say("电话"), "138****5678").text() == "电话：138****5678"
    assert named(say("电话"), "138****5678").text(_english) == "Phone: 138****5678"


def test_whole_numbers_are_counts_and_parted_by_thousands() -> None:
    sentence = say("{count} 位，第 {year} 年，{share} 元", count=26850, year="2026", share=1234.5)
    assert sentence.text() == "26,850 位，第 2026 年，1234.5 元"
    assert say("{few} 位", few=999).text() == "999 位"
    assert say("外面 {inner}", inner=say("{count} 行", count=-1000)).text() == "外面 -1,000 行"
