"""Phone numbers in every way that files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.outcome import Verdict
from branchcrm.domain.phones import PhoneKind, read_phone, read_phone_cell, read_phones


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８－１２３４－５６７８",
        "+86 13812345678",
        "+86-138-1234-5678",
        "(+86)13812345678",
        "008613812345678",
        "8613812345678",
        "013812345678",
        "13812345678.0",
        "'13812345678",
        "手机：13812345678",
        "\u200b13812345678\ufeff",
    ],
)
def test_a_mobile_is_found_in_any_layout(text: str) -> None:
    outcome = read_phone(text)
    assert outcome.value is not None
    assert outcome.value.number == "13812345678"
    assert outcome.value.kind is PhoneKind.MOBILE


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("010-88886666", "010-88886666", ""),
        ("（010）88886666", "010-88886666", ""),
        ("01088886666", "010-88886666", ""),
        ("0571-88886666", "0571-88886666", ""),
        ("057188886666", "0571-88886666", ""),
        ("0931-8888666转801", "0931-8888666", "801"),
        ("010-88886666-801", "010-88886666", "801"),
        ("010 8888 6666", "010-88886666", ""),
        ("88886666转801", "88886666", "801"),
        ("88886666分机801", "88886666", "801"),
        ("+86-10-88886666", "010-88886666", ""),
        ("86-0571-88886666", "0571-88886666", ""),
    ],
)
def test_a_landline_keeps_area_and_extension(text: str, number: str, extension: str) -> None:
    outcome = read_phone(text)
    assert outcome.value is not None
    assert (outcome.value.number, outcome.value.extension) == (number, extension)
    assert outcome.value.kind is PhoneKind.LANDLINE


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("4008001234", "400-800-1234", PhoneKind.SERVICE),
        ("800-820-1234", "800-820-1234", PhoneKind.SERVICE),
        ("95588", "95588", PhoneKind.SHORT),
        ("12315", "12315", PhoneKind.SHORT),
        ("+852 2123 4567", "+852-21234567", PhoneKind.HONG_KONG),
        ("+853-28123456", "+853-28123456", PhoneKind.MACAU),
        ("00886 912345678", "+886-912345678", PhoneKind.TAIWAN),
        ("+1-2025550123", "+1-2025550123", PhoneKind.FOREIGN),
        ("+1 425-555-0100", "+1-4255550100", PhoneKind.FOREIGN),
        ("0044 20 7946 0000", "+44-2079460000", PhoneKind.FOREIGN),
        ("+353 1 555 0100", "+353-15550100", PhoneKind.FOREIGN),
    ],
)
def test_other_numbers_are_told_apart(text: str, number: str, kind: PhoneKind) -> None:
    outcome = read_phone(text)
    assert outcome.value is not None
    assert (outcome.value.number, outcome.value.kind) == (number, kind)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.38E+10", "phone_scientific"),
        ("1.38123E+10", "phone_scientific"),
        ("1440123456789", "phone_iot"),
        ("1381234567", "phone_length"),
        ("138123456789", "phone_length"),
        ("12812345678", "phone_segment"),
        ("+86+123", "phone_letters"),
        ("见备注", "phone_letters"),
        ("99", "phone_shape"),
    ],
)
def test_a_text_that_is_no_phone_is_refused(text: str, code: str) -> None:
    outcome = read_phone(text)
    assert outcome.is_refused
    assert outcome.code == code


def test_a_short_mobile_says_how_many_digits_it_has() -> None:
    reason = read_phone("1381234567").reason
    assert reason is not None
    assert reason.text() == "手机号应为 11 位，现在是 10 位"


@pytest.mark.parametrize(
    ("text", "code", "verdict"),
    [
        ("14012345678", "phone_iot", Verdict.WARN),
        ("13491234567", "phone_satellite", Verdict.WARN),
        ("17412345678", "phone_satellite", Verdict.WARN),
        ("17012345678", "phone_virtual", Verdict.OK),
        ("88886666", "phone_no_area", Verdict.WARN),
        ("10-88886666", "phone_area_zero", Verdict.WARN),
    ],
)
def test_unusual_numbers_are_taken_with_a_note(text: str, code: str, verdict: Verdict) -> None:
    outcome = read_phone(text)
    assert (outcome.code, outcome.verdict) == (code, verdict)
    assert outcome.value is not None


def test_a_numeric_cell_gets_its_lost_zero_back() -> None:
    assert read_phone_cell(13812345678.0).value == read_phone("13812345678").value
    outcome = read_phone_cell(1088886666.0)
    assert outcome.value is not None
    assert outcome.value.number == "010-88886666"
    assert outcome.is_fixed
    assert read_phone_cell(571888866660.0).is_refused


def test_a_note_behind_a_number_is_kept_apart() -> None:
    outcome = read_phone("13812345678(妻子)")
    assert outcome.value is not None
    assert (outcome.value.number, outcome.value.note) == ("13812345678", "妻子")
    assert read_phone("13812345678 妻子").value == outcome.value
    assert read_phone("不存在的(妻子)").is_refused


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("010-88886666 / 13812345678", ["13812345678", "010-88886666"]),
        ("13812345678、13987654321", ["13812345678", "13987654321"]),
        ("13812345678；13987654321", ["13812345678", "13987654321"]),
        ("13812345678 13987654321", ["13812345678", "13987654321"]),
        ("13812345678\n13812345678", ["13812345678"]),
        ("13812345678或010-88886666", ["13812345678", "010-88886666"]),
        ("138 1234 5678", ["13812345678"]),
    ],
)
def test_several_phones_in_a_cell_put_the_first_mobile_in_front(
    text: str, numbers: list[str]
) -> None:
    outcome = read_phones(text)
    assert outcome.value is not None
    assert [phone.number for phone in outcome.value] == numbers


def test_a_bad_part_of_a_cell_is_named_and_the_rest_is_kept() -> None:
    outcome = read_phones("13812345678/1381234")
    assert outcome.value is not None
    assert len(outcome.value) == 1
    assert outcome.code == "phone_length"
    assert outcome.verdict is Verdict.WARN


def test_a_cell_without_any_phone_is_refused_or_empty() -> None:
    assert read_phones("1381234").is_refused
    assert read_phones(" ").value is None
    assert not read_phones(" ").is_refused


def test_a_doubt_about_one_number_is_passed_on() -> None:
    assert read_phones("88886666").code == "phone_no_area"
    assert read_phones("88886666转801").taken()[0].shown == "88886666转801"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_reading_a_stored_mobile_again_changes_nothing(number: str) -> None:
    assert read_phone(number).taken().shown == number


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_phones(text)
