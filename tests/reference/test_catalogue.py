"""The translations are found beside the program."""

import pytest

from branchcrm.reference.catalogue import load_catalogue


def test_english_holds_the_texts_of_every_room() -> None:
    assert load_catalogue("en").lookup("身份证") == "ID card"


def test_chinese_is_the_source_itself() -> None:
    assert load_catalogue("zh_CN").lookup("身份证") == "身份证"


def test_a_language_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        load_catalogue("fr")
