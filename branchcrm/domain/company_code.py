"""Checks unified social credit codes (GB 32100-2015) and organisation codes (GB 11714)."""

import re

from branchcrm.domain.characters import plain, without_float_tail, without_spaces
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import say

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = tuple(3**place % 31 for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_CHECKS = "0123456789X0"
_SHAPE = re.compile(rf"^[{ALPHABET}]{{18}}$")
_ORGANISATION_SHAPE = re.compile(r"^[0-9A-Z]{8}-?[0-9X]$")
_LENGTH = 18
# Numbers that a workbook keeps as numbers lose their digits from here on.
_EXACT_DIGITS = 15


def code_check_character(body: str) -> str:
    """Give the eighteenth character for the first seventeen."""
    total = sum(
        _VALUES[character] * weight for character, weight in zip(body, WEIGHTS, strict=True)
    )
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check_character(body: str) -> str:
    """Give the ninth character of an organisation code for the first eight."""
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(body, ORGANISATION_WEIGHTS, strict=True)
    )
    return ORGANISATION_CHECKS[11 - total % 11]


def read_company_code(text: str) -> Outcome[str]:
    """Check a unified social credit code; a bare organisation code is taken with a doubt."""
    code = without_float_tail(without_spaces(plain(text)).upper())
    if _ORGANISATION_SHAPE.match(code):
        return _read_organisation_code(code.replace("-", ""))
    if len(code) != _LENGTH:
        return refused(
            "uscc_length", say("统一社会信用代码应为 18 位，现在是 {length} 位", length=len(code))
        )
    if not _SHAPE.match(code):
        return refused("uscc_letters", say("统一社会信用代码不含字母 I、O、S、V、Z"))
    right = code_check_character(code[:17])
    if right != code[17]:
        reason = say(
            "统一社会信用代码校验不符，可能录错一位（末位应为 {right}，现在是 {found}）",
            right=right,
            found=code[17],
        )
        return refused("uscc_checksum", reason)
    if organisation_check_character(code[8:16]) != code[16]:
        return doubted(code, "uscc_inner", say("统一社会信用代码里的机构代码校验不符，核对一下"))
    return accepted(code)


def read_company_code_cell(value: float) -> Outcome[str]:
    """Judge a code that a workbook holds as a number: over 15 digits are lost."""
    digits = f"{value:.0f}"
    if len(digits) > _EXACT_DIGITS:
        return refused("uscc_lost_digits", say("Excel 已丢失代码后三位，改为文本格式后重新录入"))
    return read_company_code(digits)


def _read_organisation_code(code: str) -> Outcome[str]:
    if organisation_check_character(code[:8]) != code[8]:
        return refused("organisation_checksum", say("组织机构代码校验不符，可能录错一位"))
    return doubted(code, "organisation_code", say("这是 9 位组织机构代码，可补成 18 位信用代码"))
