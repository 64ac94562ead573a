"""Checks the numbers of Chinese identity cards (GB 11643-1999)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import mul

from branchcrm.domain.characters import (
    is_scientific,
    plain,
    without_float_tail,
    without_spaces,
)
from branchcrm.domain.choices import Gender
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import Sentence, mark, say

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WEIGHT_OF_ZEROS = ord("0") * sum(WEIGHTS)
CHECKS = "10X98765432"
_SHAPE = re.compile(r"^[1-9]\d{16}[\dX]$")
_OLD_SHAPE = re.compile(r"^[1-9]\d{14}$")
_FIRST_YEAR = 1800
# Excel keeps 15 digits of a number: the last three of an ID become 000.
_EXACT_DIGITS = 15
LOST_DIGITS = mark("Excel 已丢失身份证号后三位，改为文本格式后重新录入")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityFacts:
    """What an identity card number says about its holder."""

    region: str
    birthday: date
    gender: Gender


def check_character(body: str) -> str:
    """Give the eighteenth character for the first seventeen digits."""
    total = sum(map(mul, WEIGHTS, body.encode()))
    return CHECKS[(total - _WEIGHT_OF_ZEROS) % 11]


def upgraded(number: str) -> str:
    """Give the 18-character form of an old 15-digit number."""
    body = f"{number[:6]}19{number[6:]}"
    return body + check_character(body)


def identity_facts(number: str) -> IdentityFacts:
    """Give region, birthday and gender from a number that was checked before."""
    birthday = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    gender = Gender.MALE if int(number[16]) % 2 else Gender.FEMALE
    return IdentityFacts(region=number[:6], birthday=birthday, gender=gender)


def read_identity_card(
    text: str, today: date, is_known_region: Callable[[str], bool] | None = None
) -> Outcome[str]:
    """Check a number and give its 18-character form.

    An unknown region is only a doubt: the table of regions changes with the counties.
    """
    number = without_float_tail(without_spaces(plain(text)).replace("-", "").upper())
    if is_scientific(without_spaces(plain(text))):
        return refused("id_lost_digits", say(LOST_DIGITS))
    is_old = bool(_OLD_SHAPE.match(number))
    if is_old:
        number = upgraded(number)
    problem = _problem(number, today)
    if problem is not None:
        return problem
    if is_known_region is not None and not is_known_region(number[:6]):
        reason = say("身份证号前六位 {region} 不在地区表里，核对一下", region=number[:6])
        return doubted(number, "id_region", reason, is_fixed=is_old)
    return accepted(number, is_fixed=is_old)


def read_identity_card_cell(value: float) -> Outcome[str]:
    """Judge a number that a workbook holds as a number: over 15 digits are lost."""
    digits = f"{value:.0f}"
    if len(digits) > _EXACT_DIGITS:
        return refused("id_lost_digits", say(LOST_DIGITS))
    if _OLD_SHAPE.match(digits) and _is_real_day(upgraded(digits)):
        return accepted(upgraded(digits), is_fixed=True)
    return refused("id_length", _length_sentence(digits))


def _problem(number: str, today: date) -> Outcome[str] | None:
    if not _SHAPE.match(number):
        return _shape_problem(number)
    if check_character(number[:17]) != number[17]:
        return _check_problem(number)
    if not _is_real_day(number):
        return refused("id_date", say("身份证号里的出生日期 {day} 不存在", day=number[6:14]))
    if identity_facts(number).birthday > today:
        return refused("id_future", say("身份证号里的出生日期 {day} 还没有到", day=number[6:14]))
    return None


def _shape_problem(number: str) -> Outcome[str]:
    if len(number) != len("110105194912310021"):
        return refused("id_length", _length_sentence(number))
    return refused("id_letters", say("身份证号应为 17 位数字加 1 位数字或 X"))


def _check_problem(number: str) -> Outcome[str]:
    if number.endswith("000"):
        return refused("id_lost_digits", say(LOST_DIGITS))
    return refused(
        "id_checksum",
        say(
            "身份证号校验不符，可能录错一位（末位应为 {right}，现在是 {found}）",
            right=check_character(number[:17]),
            found=number[17],
        ),
    )


def _length_sentence(number: str) -> Sentence:
    return say("身份证号应为 18 位，现在是 {length} 位", length=len(number))


def _is_real_day(number: str) -> bool:
    try:
        return identity_facts(number).birthday.year >= _FIRST_YEAR
    except ValueError:
        return False
