"""Yes, no, genders and the words for nothing."""

import pytest

from branchcrm.domain.choices import Gender, read_boolean, read_gender
from branchcrm.domain.null_words import is_ditto, is_null_word
from branchcrm.domain.outcome import Verdict


@pytest.mark.parametrize("text", ["是", "√", "Y", "1", "有", "TRUE", "１", "1.0"])
def test_many_words_mean_yes(text: str) -> None:
    assert read_boolean(text).value is True


@pytest.mark.parametrize("text", ["否", "×", "N", "0", "无", "false"])
def test_many_words_mean_no(text: str) -> None:
    assert read_boolean(text).value is False


def test_an_unknown_answer_is_nothing_with_a_warning() -> None:
    assert read_boolean("也许").verdict is Verdict.WARN
    assert read_boolean("也许").value is None
    assert read_boolean("不详").verdict is Verdict.OK


@pytest.mark.parametrize("text", ["男", "M", "1", "先生", "1-男", "男性"])
def test_many_words_mean_male(text: str) -> None:
    assert read_gender(text).value is Gender.MALE


@pytest.mark.parametrize("text", ["女", "F", "2", "女士", "02", "female"])
def test_many_words_mean_female(text: str) -> None:
    assert read_gender(text).value is Gender.FEMALE


def test_an_unknown_gender_is_nothing_with_a_warning() -> None:
    assert read_gender("X-光").verdict is Verdict.WARN
    assert read_gender("0").verdict is Verdict.OK
    assert read_gender("未知").value is None


@pytest.mark.parametrize("text", ["", " ", "不详", "/", "—", "N/A", "null", "（无）", "暂无"])
def test_null_words_mean_nothing(text: str) -> None:
    assert is_null_word(text)


def test_a_name_is_no_null_word_and_ditto_points_up() -> None:
    assert not is_null_word("吴详")
    assert is_ditto(" 同上 ")
    assert not is_ditto("不详")
