"""Amounts of money as files and clerks write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.chinese_numeral import chinese_amount, chinese_integer
from branchcrm.domain.money import (
    cents_of,
    read_amount,
    read_amount_cell,
    yuan_of,
)
from branchcrm.domain.outcome import Verdict


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("¥12,000.00", 12_000_00),
        ("￥12，000.00", 12_000_00),
        ("1.2万", 12_000_00),
        ("1.2万元", 12_000_00),
        ("0.3亿", 30_000_000_00),
        ("12,000元", 12_000_00),
        ("12000元整", 12_000_00),
        ("人民币12000", 12_000_00),
        ("RMB 12,000", 12_000_00),
        ("(1,200)", -1_200_00),
        ("（1,200）", -1_200_00),
        ("−1,200", -1_200_00),
        ("-¥1,200", -1_200_00),
        ("1200-", -1_200_00),
        ("１２００", 1_200_00),
        ("+5", 5_00),
        (".5", 50),
        ("0.01", 1),
        ("3千", 3_000_00),
        ("2百万", 2_000_000_00),
        ("5k", 5_000_00),
        ("1.2E+06", 1_200_000_00),
        ("壹万贰仟元整", 12_000_00),
        ("五万", 50_000_00),
        ("叁佰元伍角贰分", 300_52),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, cents: int) -> None:
    outcome = read_amount(text)
    assert outcome.value == cents
    assert outcome.verdict is Verdict.OK


@pytest.mark.parametrize("text", ["—", "-", "", "无", "N/A", "/"])
def test_a_dash_is_no_amount(text: str) -> None:
    assert read_amount(text).value is None
    assert not read_amount(text).is_refused


@pytest.mark.parametrize(
    ("text", "cents", "said"),
    [
        ("约5万", 50_000_00, "50,000.00"),
        ("5万左右", 50_000_00, "50,000.00"),
        ("10万以上", 100_000_00, "100,000.00"),
        ("约 1,200 元", 1_200_00, "1,200.00"),
    ],
)
def test_an_approximate_amount_is_flagged(text: str, cents: int, said: str) -> None:
    outcome = read_amount(text)
    assert outcome.value == cents
    assert outcome.code == "amount_approximate"
    assert outcome.reason is not None
    assert outcome.reason.places["yuan"] == said


@pytest.mark.parametrize("text", ["一些", "1,2000", "12..5", "万", "约一些", "元"])
def test_a_text_that_is_no_amount_is_refused(text: str) -> None:
    assert read_amount(text).code == "amount_unreadable"


@pytest.mark.parametrize(("text", "meant"), [("1.234,56", "1234.56"), ("1200,5", "1200.5")])
def test_a_decimal_comma_is_asked_about(text: str, meant: str) -> None:
    outcome = read_amount(text)
    assert outcome.code == "amount_comma"
    assert outcome.reason is not None
    assert outcome.reason.places["meant"] == meant


def test_the_unit_of_a_column_counts_unless_the_cell_has_its_own() -> None:
    assert read_amount("48.5", 10_000).value == 485_000_00
    assert read_amount("1.2万", 10_000).value == 12_000_00
    assert read_amount_cell(48.5, 10_000).value == 485_000_00


def test_binary_noise_is_dropped_and_real_fractions_are_rounded_with_a_word() -> None:
    assert read_amount_cell(0.1 + 0.2).value == 30
    assert read_amount_cell(0.1 + 0.2).verdict is Verdict.OK
    rounded = read_amount_cell(Decimal("1234.565"))
    assert rounded.value == 123_457
    assert rounded.code == "amount_rounded"
    assert rounded.reason is not None
    assert rounded.reason.places["yuan"] == "1,234.57"


def test_a_figure_beyond_reason_is_refused() -> None:
    assert read_amount("6222021234567894").code == "amount_too_large"
    assert read_amount_cell(float("inf")).code == "amount_too_large"
    assert read_amount_cell(float("nan")).code in {"amount_too_large", "amount_unreadable"}


def test_chinese_numerals_are_numbers() -> None:
    assert chinese_integer("二十五") == 25
    assert chinese_integer("十") == 10
    assert chinese_integer("一万二千") == 12_000
    assert chinese_integer("三亿零五") == 300_000_005
    assert chinese_integer("二〇二四") == 2024
    assert chinese_integer("25") is None
    assert chinese_amount("壹仟元") == 1000
    assert chinese_amount("壹仟元伍毛") is None
    assert chinese_amount("壹仟元百角") is None
    assert chinese_amount("一些") is None


@given(st.integers(-(10**14), 10**14))
def test_an_amount_survives_being_written_and_read(cents: int) -> None:
    assert cents_of(yuan_of(cents)) == cents
    assert read_amount(f"{yuan_of(cents):,}").value == cents


@given(st.text(max_size=20))
def test_no_text_breaks_the_amount_reader(text: str) -> None:
    read_amount(text)
