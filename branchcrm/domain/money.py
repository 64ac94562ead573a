"""Keeps money as whole 分 and reads amounts as files and clerks write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.chinese_numeral import chinese_amount
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import say

CENTS_PER_YUAN = 100
WAN = 10_000
# Ten trillion yuan: beyond it a figure is a code that stands in the wrong column.
LARGEST_CENTS = 10**15
_UNITS = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "k": 1_000,
    "万": WAN,
    "w": WAN,
    "十万": 10 * WAN,
    "百万": 100 * WAN,
    "千万": 1_000 * WAN,
    "m": 100 * WAN,
    "亿": 10_000 * WAN,
}
_APPROXIMATE = re.compile(r"^(?:约|大约|大概|近|逾|超|约为|~|≈)|(?:左右|上下|以上|多|余|\+)$")
_CURRENCY = re.compile(r"^(?:人民币|rmb|cny|¥|￥)|(?:人民币|rmb|cny|元整|元|圆|块)$", re.IGNORECASE)
_SHAPE = re.compile(
    r"^(?P<sign>[-+]?)(?P<number>\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\.\d+)"
    r"(?P<exponent>e[-+]?\d+)?(?P<unit>十万|百万|千万|百|千|万|亿|[kwm])?$",
    re.IGNORECASE,
)
DECIMAL_COMMA = re.compile(r"^-?(?:\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d{1,2})$")
# Binary fractions of a workbook are this close to the figure that was typed.
_FLOAT_NOISE = Decimal("0.0001")


def cents_of(yuan: Decimal) -> int:
    """Give whole 分 for an amount in yuan, halves away from zero."""
    return int((yuan * CENTS_PER_YUAN).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def yuan_of(cents: int) -> Decimal:
    """Give the amount in yuan with two decimals."""
    return Decimal(cents).scaleb(-2)


def read_amount(text: str, unit_factor: int = 1) -> Outcome[int]:
    """Read an amount in 分; `unit_factor` is 10,000 for a column in 万元.

    A unit inside the cell (1.2万) outranks the column's. "约5万" is taken with a doubt.
    """
    if is_null_word(text):
        return Outcome()
    even = without_spaces(plain(text)).lower()
    exact = _APPROXIMATE.sub("", even)
    bare, is_negative = _without_brackets(_CURRENCY.sub("", exact))
    bare = _CURRENCY.sub("", bare)
    yuan = _plain_amount(bare, unit_factor)
    if yuan is None:
        yuan = chinese_amount(bare)
    if yuan is None and DECIMAL_COMMA.match(bare):
        meant = bare.replace(".", "").replace(",", ".")
        reason = say("“{text}”像是用逗号作小数点，是否为 {meant}？", text=even, meant=meant)
        return refused("amount_comma", reason)
    if yuan is None:
        return refused("amount_unreadable", say("“{text}”不是金额", text=text.strip()))
    outcome = _to_cents(-yuan if is_negative else yuan)
    if exact != even and outcome.value is not None:
        reason = say("“{text}”是约数，已按 {yuan} 元记", text=even, yuan=_shown(outcome.value))
        return doubted(outcome.value, "amount_approximate", reason, is_fixed=True)
    return outcome


def read_amount_cell(value: float | Decimal, unit_factor: int = 1) -> Outcome[int]:
    """Take an amount that a workbook holds as a number, without its binary noise."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return _to_cents(exact * unit_factor)


def _without_brackets(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1], True
    if text.endswith("-") and not text.startswith("-"):
        return text[:-1], True
    for sign in ("-¥", "-rmb", "-cny"):
        if text.startswith(sign):
            return text.removeprefix(sign), True
    return text, False


def _plain_amount(text: str, unit_factor: int) -> Decimal | None:
    found = _SHAPE.match(text)
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", "") + (found["exponent"] or ""))
    unit = found["unit"]
    factor = _UNITS[unit] if unit else unit_factor
    return -number * factor if found["sign"] == "-" else number * factor


def _shown(cents: int) -> str:
    return f"{yuan_of(cents):,}"


def _to_cents(yuan: Decimal) -> Outcome[int]:
    if not yuan.is_finite() or abs(yuan) * CENTS_PER_YUAN > LARGEST_CENTS:
        return refused("amount_too_large", say("金额超出范围，核对一下单位"))
    cents = cents_of(yuan)
    if abs(yuan * CENTS_PER_YUAN - cents) > _FLOAT_NOISE:
        reason = say("金额精确到分，已四舍五入为 {yuan} 元", yuan=_shown(cents))
        return doubted(cents, "amount_rounded", reason, is_fixed=True)
    return accepted(cents)
