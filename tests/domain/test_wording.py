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
