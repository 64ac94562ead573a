"""Checks bank card numbers by the Luhn sum."""

import re

from branchcrm.domain.characters import (
    is_scientific,
    plain,
    without_float_tail,
    without_spaces,
)
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import mark, say

_SHAPE = re.compile(r"^\d{12,19}$")
_EXACT_DIGITS = 15
LOST_DIGITS = mark("Excel 已丢失卡号后几位，改为文本格式后重新录入")


def luhn_holds(digits: str) -> bool:
    """Tell whether the last digit fits the others."""
    return _luhn_sum(digits) % 10 == 0


def luhn_digit(body: str) -> str:
    """Give the digit that makes the number hold."""
    return str(-_luhn_sum(body + "0") % 10)


def read_bank_card(text: str) -> Outcome[str]:
    """Check a card number; a wrong sum is only a doubt: passbooks do not follow it."""
    joined = without_spaces(plain(text))
    if is_scientific(joined):
        return refused("card_lost_digits", say(LOST_DIGITS))
    number = without_float_tail(joined.replace("-", ""))
    if not number.isdecimal():
        return refused("card_letters", say("卡号只能是数字"))
    if not _SHAPE.match(number):
        return refused(
            "card_length", say("卡号应为 12–19 位，现在是 {length} 位", length=len(number))
        )
    if not luhn_holds(number):
        return doubted(number, "card_checksum", say("卡号校验不符，若不是存折或对公账号就核对一下"))
    return accepted(number)


def read_bank_card_cell(value: float) -> Outcome[str]:
    """Judge a card number that a workbook holds as a number: over 15 digits are lost."""
    digits = f"{value:.0f}"
    if len(digits) > _EXACT_DIGITS:
        return refused("card_lost_digits", say(LOST_DIGITS))
    return read_bank_card(digits)


def _luhn_sum(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - cross sum of two digits
    return total
