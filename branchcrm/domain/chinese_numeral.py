"""Reads numbers written in Chinese characters."""

import re
from decimal import Decimal

_DIGITS = {
    character: value
    for value, group in enumerate(
        ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in group
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SHAPE = re.compile(
    f"^[{''.join(_DIGITS)}十拾][{''.join(_DIGITS)}{''.join(_UNITS)}{''.join(_MYRIADS)}]*$"
)
_DIGIT_RUN = re.compile(f"^[{''.join(_DIGITS)}]+$")


def chinese_integer(text: str) -> int | None:
    """Read 二十五, 一万二千 or 二〇二四; give None for anything else."""
    if not _SHAPE.match(text):
        return None
    if _DIGIT_RUN.match(text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


def chinese_amount(text: str) -> Decimal | None:
    """Read a written-out amount of money such as 壹万贰仟元伍角整."""
    whole, _, rest = re.sub("[整正]$", "", text).replace("圆", "元").partition("元")
    yuan = chinese_integer(whole)
    if yuan is None:
        return None
    found = re.match(r"^(?:(.)角)?零?(?:(.)分)?$", rest)
    if found is None or any(part and part not in _DIGITS for part in found.groups()):
        return None
    tenths, cents = (_DIGITS[part] if part else 0 for part in found.groups())
    return Decimal(yuan) + Decimal(tenths) / 10 + Decimal(cents) / 100
