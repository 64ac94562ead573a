"""Identity cards, company codes and bank cards by the acceptance numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.bank_card import (
    luhn_digit,
    luhn_holds,
    read_bank_card,
    read_bank_card_cell,
)
from branchcrm.domain.choices import Gender
from branchcrm.domain.company_code import (
    ALPHABET,
    code_check_character,
    organisation_check_character,
    read_company_code,
    read_company_code_cell,
)
from branchcrm.domain.identity_card import (
    check_character,
    identity_facts,
    read_identity_card,
    read_identity_card_cell,
    upgraded,
)
from branchcrm.domain.identity_document import (
    DocumentKind,
    read_document,
    read_document_kind,
)
from branchcrm.domain.outcome import Outcome, Verdict

TODAY = date(2026, 9, 17)


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "440524188001010014", "350627199711275419"]
)
def test_a_valid_identity_card_is_taken(number: str) -> None:
    outcome = read_identity_card(number, TODAY)
    assert outcome.value == number
    assert outcome.verdict is Verdict.OK


def test_a_wrong_check_character_names_the_right_one() -> None:
    outcome = read_identity_card("23023019950212522X", TODAY)
    assert outcome.code == "id_checksum"
    assert outcome.reason is not None
    assert "末位应为 9，现在是 X" in outcome.reason.text()


def test_an_old_number_grows_to_eighteen_characters() -> None:
    outcome = read_identity_card("130503670401001", TODAY)
    assert outcome.value == "130503196704010016"
    assert outcome.is_fixed


def test_layout_and_a_small_x_do_not_matter() -> None:
    assert read_identity_card(" １１０１０５ 19491231-002x", TODAY).value == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("110105194912310000", "id_lost_digits"),
        ("1.10105E+17", "id_lost_digits"),
        ("1101051949123100", "id_length"),
        ("11010519491231002A", "id_letters"),
        ("110105190002300017", "id_checksum"),
    ],
)
def test_a_bad_identity_card_is_refused_with_its_reason(text: str, code: str) -> None:
    outcome = read_identity_card(text, TODAY)
    assert outcome.is_refused
    assert outcome.code == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("11010519490230002", "id_date"),
        ("11010520990101002", "id_future"),
        ("11010517000101002", "id_date"),
    ],
)
def test_an_impossible_birthday_is_refused(body: str, code: str) -> None:
    assert read_identity_card(body + check_character(body), TODAY).code == code


def test_an_unknown_region_is_only_doubted() -> None:
    outcome = read_identity_card("11010519491231002X", TODAY, lambda _: False)
    assert outcome.verdict is Verdict.WARN
    assert outcome.value == "11010519491231002X"
    assert read_identity_card("11010519491231002X", TODAY, lambda _: True).code == ""


def test_an_identity_card_says_birthday_and_gender() -> None:
    facts = identity_facts("11010519491231002X")
    assert (facts.region, facts.birthday, facts.gender) == (
        "110105",
        date(1949, 12, 31),
        Gender.FEMALE,
    )
    assert identity_facts("350627199711275419").gender is Gender.MALE


def test_a_numeric_cell_with_an_identity_card_has_lost_digits() -> None:
    assert read_identity_card_cell(110105194912310000.0).code == "id_lost_digits"
    assert read_identity_card_cell(130503670401001.0).value == "130503196704010016"
    assert read_identity_card_cell(130503671301001.0).code == "id_length"
    assert read_identity_card_cell(12345.0).code == "id_length"


@given(st.integers(10**16, 10**17 - 1))
def test_every_single_wrong_digit_is_found(body: int) -> None:
    digits = str(body)
    right = check_character(digits)
    for place in (0, 8, 16):
        other = str((int(digits[place]) + 1) % 10)
        changed = digits[:place] + other + digits[place + 1 :]
        assert check_character(changed) != right


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_upgrading_an_old_number_gives_a_valid_one(born: date, sequence: int) -> None:
    number = f"110105{born:%y%m%d}{sequence:03}"
    assert read_identity_card(upgraded(number), TODAY).value == upgraded(number)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "91110000600037341L",
        "91440300708461136T",
        "91440101231245152Y",
        "91330100799655058B",
        "9144030071526726XG",
        "91110108551385082Q",
    ],
)
def test_a_valid_company_code_is_taken(code: str) -> None:
    assert read_company_code(code.lower()).value == code
    assert read_company_code(code).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91350100M000100Y4", "uscc_length"),
        ("91350100I000100Y43", "uscc_letters"),
        ("91350100M000100Y44", "uscc_checksum"),
        ("60003734-2", "organisation_checksum"),
    ],
)
def test_a_bad_company_code_is_refused_with_its_reason(text: str, code: str) -> None:
    assert read_company_code(text).code == code
    assert read_company_code(text).is_refused


def test_a_bare_organisation_code_is_taken_with_a_doubt() -> None:
    assert read_company_code("60003734-1").value == "600037341"
    assert read_company_code("60003734-1").verdict is Verdict.WARN


def test_a_company_code_with_a_wrong_inner_code_is_doubted() -> None:
    body = "91110000600037342"
    outcome = read_company_code(body + code_check_character(body))
    assert outcome.code == "uscc_inner"


def test_a_numeric_cell_with_a_company_code_has_lost_digits() -> None:
    assert read_company_code_cell(911100006000373410.0).code == "uscc_lost_digits"
    assert read_company_code_cell(600037341.0).value == "600037341"


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_the_check_character_of_a_company_code_is_of_its_alphabet(body: str) -> None:
    assert code_check_character(body) in ALPHABET


def test_the_organisation_check_character_covers_its_two_special_cases() -> None:
    found = {organisation_check_character(f"{number:08}") for number in range(200)}
    assert {"X", "0"} <= found


def test_bank_cards_are_checked_by_luhn_and_only_doubted() -> None:
    assert read_bank_card("4111 1111-1111 1111").value == "4111111111111111"
    assert read_bank_card("4111111111111111").verdict is Verdict.OK
    assert read_bank_card("4111111111111112").code == "card_checksum"
    assert read_bank_card("4111111111111112").value == "4111111111111112"


@pytest.mark.parametrize(
    ("text", "code"),
    [("6.22E+18", "card_lost_digits"), ("62220A", "card_letters"), ("62220", "card_length")],
)
def test_a_bad_card_number_is_refused(text: str, code: str) -> None:
    assert read_bank_card(text).code == code


def test_a_numeric_cell_with_a_card_has_lost_digits() -> None:
    assert read_bank_card_cell(6222021234567890.0).code == "card_lost_digits"
    assert read_bank_card_cell(411111111111.0).code == "card_checksum"


@given(st.integers(10**14, 10**18 - 1))
def test_the_luhn_digit_makes_a_number_hold(body: int) -> None:
    assert luhn_holds(f"{body}{luhn_digit(str(body))}")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("身份证", DocumentKind.ID_CARD),
        ("01-居民身份证", DocumentKind.ID_CARD),
        ("台胞证", DocumentKind.TAIWAN_TRAVEL),
        ("Passport", DocumentKind.PASSPORT),
    ],
)
def test_a_document_kind_is_known_by_its_names(text: str, kind: DocumentKind) -> None:
    assert read_document_kind(text).value is kind


def test_an_unknown_document_kind_is_another_kind() -> None:
    outcome = read_document_kind("出入证")
    assert outcome.value is DocumentKind.OTHER
    assert outcome.verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (DocumentKind.ID_CARD, "11010519491231002X", ""),
        (DocumentKind.COMPANY, "91350100M000100Y43", ""),
        (DocumentKind.PASSPORT, "e12345678", ""),
        (DocumentKind.PASSPORT, "E12", "document_shape"),
        (DocumentKind.OTHER, "任意号码", ""),
        (DocumentKind.OTHER, "9" * 41, "document_length"),
        (DocumentKind.RESIDENCE_PERMIT, "11010519491231002X", "permit_region"),
        (DocumentKind.RESIDENCE_PERMIT, "8100001999", "id_length"),
    ],
)
def test_a_document_is_checked_by_its_kind(kind: DocumentKind, text: str, code: str) -> None:
    assert read_document(kind, text, TODAY).code == code


def test_a_residence_permit_of_hong_kong_is_taken() -> None:
    body = "81000019900101123"
    number = body + check_character(body)
    assert read_document(DocumentKind.RESIDENCE_PERMIT, number, TODAY).value == number


def test_an_outcome_without_a_value_does_not_give_one() -> None:
    empty: Outcome[int] = Outcome()
    assert Outcome(value=3).taken() == 3
    with pytest.raises(ValueError, match="empty"):
        empty.taken()
