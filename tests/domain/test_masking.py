"""The masks of every field, and of free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.masking import (
    amount_band,
    mask_address,
    mask_card,
    mask_card_for_export,
    mask_email,
    mask_free_text,
    mask_id_number,
    mask_id_number_for_export,
    mask_name,
    mask_phone,
)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812345678", "138****5678"),
        ("010-88886666", "010-******66"),
        ("0571-8888666", "0571-*****66"),
        ("010-88886666转801", "010-******66转***"),
        ("+852-21234567", "+852-******67"),
        ("400-800-1234", "400-******34"),
        ("88886666", "******66"),
        ("95588", "***88"),
        ("", ""),
    ],
)
def test_a_phone_shows_only_its_ends(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


def test_an_identity_card_never_shows_the_birthday() -> None:
    assert mask_id_number("11010519491231002X") == "110***********002X"
    assert mask_id_number_for_export("11010519491231002X") == "1****************X"
    assert mask_id_number("130503670401001") == "130*********001"
    assert mask_id_number("E12345678") == "E*******8"


def test_a_card_shows_six_and_four_digits_and_four_in_exports() -> None:
    assert mask_card("6222021234567894") == "622202******7894"
    assert mask_card_for_export("6222021234567894") == "************7894"
    assert mask_card("12345") == "*****"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("欧阳修", "欧阳*"),
        ("王明", "王*"),
        ("王", "*"),
        ("欧阳", "欧*"),
        ("阿依古丽·买买提", "阿***·***"),
        ("John Smith", "J*** S****"),
        ("𠮷田", "𠮷*"),
        ("上海恒泰五金制品有限公司", "上海恒泰五金制品有限公司"),
        ("", ""),
    ],
)
def test_a_name_shows_the_surname_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_an_email_shows_its_first_character_and_domain() -> None:
    assert mask_email("alice@x.com") == "a***@x.com"
    assert mask_email("no-address") == "n*********"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("北京市海淀区中关村大街1号", "北京市海淀区********"),
        ("上海市浦东新区世纪大道100号", "上海市浦东新区********"),
        ("浙江省杭州市西湖区文三路8号", "浙江省杭州市西湖区********"),
        ("新疆维吾尔自治区喀什地区疏勒县", "新疆维吾尔自治区喀什地区疏勒县********"),
        ("人民路 88 号锦苑小区", "********"),
        ("锦苑小区3号", "********"),
        ("中山路幸福区", "********"),
        ("", ""),
    ],
)
def test_an_address_ends_at_the_district(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    ("cents", "band"),
    [
        (0, "不到 5 万"),
        (480_000_00, "20–50 万"),
        (499_999_99, "20–50 万"),
        (500_000_00, "50–600 万"),
        (6_000_000_00, "600 万以上"),
    ],
)
def test_an_amount_is_shown_as_its_band(cents: int, band: str) -> None:
    assert amount_band(cents).text() == band


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("客户身份证11010519491231002X已核", "客户身份证110***********002X已核"),
        ("旧证130503670401001。", "旧证130*********001。"),
        ("卡号6222021234567894转入", "卡号622202******7894转入"),
        ("卡号6222 0212 3456 7894转入", "卡号622202******7894转入"),
        ("打13812345678联系", "打138****5678联系"),
        ("打138-1234-5678联系", "打138****5678联系"),
        ("打+8613812345678联系", "打+86138****5678联系"),
        ("座机010-88886666，", "座机010-******66，"),
        ("座机0571 88886666，", "座机0571-******66，"),
        ("流水号20260917123457不动", "流水号20260917123457不动"),
        ("存 50,000 元", "存 50,000 元"),
    ],
)
def test_a_note_hides_what_identifies(text: str, masked: str) -> None:
    assert mask_free_text(text) == masked


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("客户说的，。 ", max_size=5))
def test_no_mobile_survives_in_a_note(number: str, around: str) -> None:
    assert number not in mask_free_text(f"{around}{number}{around}")


@given(st.text(max_size=40))
def test_masking_keeps_the_number_of_characters_of_an_identifier(text: str) -> None:
    assert len(mask_id_number_for_export(text)) == len(text)
    assert len(mask_card(text)) == len(text)
