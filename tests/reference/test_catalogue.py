"""The translations are found beside the program."""

from branchcrm.reference.catalogue import catalogue, translated


def test_english_holds_the_texts_of_every_room() -> None:
    assert translated("身份证", "en") == "ID card"
    assert translated("身份证", "en_GB") == "ID card"


def test_chinese_is_the_source_itself() -> None:
    assert catalogue("zh_CN") == {}
    assert translated("身份证", "zh") == "身份证"
