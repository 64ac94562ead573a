"""Turns one cell into the value of one field, with what was found on the way."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from branchcrm.domain.bank_card import read_bank_card, read_bank_card_cell
from branchcrm.domain.characters import is_scientific, plain, without_float_tail, without_spaces
from branchcrm.domain.company_code import read_company_code, read_company_code_cell
from branchcrm.domain.customer_check import LONGEST_LINE, LONGEST_NOTE
from branchcrm.domain.identity_card import read_identity_card, read_identity_card_cell
from branchcrm.domain.identity_document import DocumentKind, read_document
from branchcrm.domain.money import DECIMAL_COMMA, read_amount, read_amount_cell
from branchcrm.domain.names import CleanName, read_name
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, accepted, refused
from branchcrm.domain.phones import Phone, PhoneKind, read_phone_cell, read_phones
from branchcrm.domain.wording import say
from branchcrm.exchange.cells import Cell, CellError, is_lossy, text_of
from branchcrm.exchange.content import COMMON_SURNAMES
from branchcrm.exchange.reading_rules import (
    ReadingRules,
    error_outcome,
    is_masked,
    masked,
    read_filled,
)
from branchcrm.exchange.text_repair import check_text

LONGEST_CODE: Final = 64
LARGEST_NUMBER: Final = 10**12
_PADDING: Final = " \t\r\n\u3000\xa0\u200b\u200c\ufeff"
_PLAIN_MOBILE: Final = re.compile(r"1[356789]\d{9}")
_DOUBTED_MOBILE: Final = re.compile(r"1(?:349|74|70|71|62|65|67)")
_PLAIN_NAME: Final = re.compile(r"[\u4e00-\u9fa5]{2,3}")
_COMPANY_CODE: Final = re.compile(r"^(?!\d{17}[\dXx]$)[0-9A-HJ-NPQRTUWXY]{18}$")
_BAND: Final = re.compile(r"^\s*(?:不到\s*\d+\s*万|\d+\s*[–-]\s*\d+\s*万|\d+\s*万以上)\s*$")


def read_text(cell: Cell, limit: int = LONGEST_LINE) -> Outcome[str]:
    """Read a line of free text: padding off, length checked, broken characters refused."""
    if isinstance(cell, CellError):
        return error_outcome(cell)
    text = text_of(cell).strip(_PADDING)
    if not text.isascii():
        checked = check_text(text)
        if checked.reason is not None:
            return checked
    if len(text) > limit:
        reason = say("最长 {limit} 个字，现在是 {count} 个", limit=limit, count=len(text))
        return refused("text_too_long", reason)
    if is_masked(text):
        return masked()
    return accepted(text.removeprefix("'"))


def read_note(cell: Cell) -> Outcome[str]:
    """Read a long text."""
    return read_text(cell, LONGEST_NOTE)


def read_code(cell: Cell) -> Outcome[str]:
    """Read a number that identifies something: 17850.0 is 17850, lost digits are refused."""
    if is_lossy(cell):
        return refused("code_lost_digits", say("Excel 已丢失编号的后几位，改为文本格式后重新录入"))
    outcome = read_text(cell, LONGEST_CODE)
    if not outcome.value:
        return outcome
    code = without_float_tail(without_spaces(plain(outcome.value)))
    if is_scientific(code):
        return refused("code_lost_digits", say("Excel 已丢失编号的后几位，改为文本格式后重新录入"))
    return Outcome() if is_null_word(code) else accepted(code)


def read_person_name(cell: Cell) -> Outcome[CleanName]:
    """Read the name of a person or a company."""
    if isinstance(cell, str) and cell[:1] in COMMON_SURNAMES and _PLAIN_NAME.fullmatch(cell):
        return accepted(CleanName(name=cell))
    outcome = read_text(cell)
    if not outcome.value:
        return Outcome(verdict=outcome.verdict, code=outcome.code, reason=outcome.reason)
    if is_null_word(outcome.value):
        return Outcome()
    return read_name(text_of(cell))


def read_phone_values(cell: Cell) -> Outcome[tuple[Phone, ...]]:
    """Read every phone number of a cell."""
    text = text_of(cell) if isinstance(cell, float) else cell
    if isinstance(text, str) and _PLAIN_MOBILE.fullmatch(text) and not _DOUBTED_MOBILE.match(text):
        return accepted((Phone(number=text, kind=PhoneKind.MOBILE),))
    return read_filled(cell, read_phones, _phones_of_number)


def _phones_of_number(value: float) -> Outcome[tuple[Phone, ...]]:
    return read_phone_cell(value).turned(lambda phone: (phone,))


def read_identity_value(cell: Cell, kind: DocumentKind, rules: ReadingRules) -> Outcome[str]:
    """Read a document number by the rule of its kind."""
    if kind is DocumentKind.ID_CARD:
        return read_filled(
            cell, lambda text: read_identity_card(text, rules.today), read_identity_card_cell
        )
    return read_filled(
        cell, lambda text: read_document(kind, text, rules.today), lambda _: _document_number(cell)
    )


def is_company_code(cell: Cell) -> bool:
    """Tell whether a cell has the shape of a credit code and not of an ID card number."""
    return isinstance(cell, str) and _COMPANY_CODE.match(without_spaces(plain(cell))) is not None


def read_owner_number(cell: Cell, rules: ReadingRules) -> Outcome[str]:
    """Read the number of whoever a record belongs to: a person's ID or a company's code."""
    kind = DocumentKind.COMPANY if is_company_code(cell) else DocumentKind.ID_CARD
    return read_identity_value(cell, kind, rules)


def _document_number(cell: Cell) -> Outcome[str]:
    return read_code(cell)


def read_company_value(cell: Cell) -> Outcome[str]:
    """Read a unified social credit code."""
    return read_filled(cell, read_company_code, read_company_code_cell)


def read_card_value(cell: Cell) -> Outcome[str]:
    """Read a bank card number."""
    return read_filled(cell, read_bank_card, read_bank_card_cell)


def read_amount_value(cell: Cell, factor: int = 1) -> Outcome[int]:
    """Read an amount in 分; a band, as masked exports show it, says nothing."""
    if isinstance(cell, str) and _BAND.match(cell):
        return masked()
    return read_filled(
        cell,
        lambda text: read_amount(text, factor),
        lambda number: read_amount_cell(number, factor),
    )


def read_decimal_value(cell: Cell) -> Outcome[Decimal]:
    """Read a quantity or a price that is no whole number of 分."""

    def of_text(text: str) -> Outcome[Decimal]:
        typed = without_spaces(plain(text)).lstrip("¥￥").rstrip("元")
        if DECIMAL_COMMA.match(typed):
            meant = typed.replace(".", "").replace(",", ".")
            reason = say("“{text}”像是用逗号作小数点，是否为 {meant}？", text=typed, meant=meant)
            return refused("amount_comma", reason)
        even = typed.replace(",", "")
        if even.startswith("(") and even.endswith(")"):
            even = "-" + even[1:-1]
        try:
            number = Decimal(even)
        except InvalidOperation:
            return refused("number_unreadable", say("“{text}”不是数字", text=text.strip()))
        if not number.is_finite() or abs(number) > LARGEST_NUMBER:
            return refused("number_too_large", say("“{text}”超出范围", text=text.strip()))
        return accepted(number)

    return read_filled(cell, of_text, lambda number: of_text(repr(number)))
