"""Reads and writes the values of a filter: amounts, days, stretches, choices, people."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from branchcrm.domain import filter_words as words
from branchcrm.domain.filter_field import FieldKind, FilterField
from branchcrm.domain.filter_period import LONGEST_COUNT, RelativeDay, Side, Stretch, Unit
from branchcrm.domain.filter_words import Tongue
from branchcrm.domain.money import CENTS_PER_YUAN, WAN, read_amount
from branchcrm.domain.outcome import Verdict
from branchcrm.domain.wording import Sentence, as_written, listed, say

LARGEST: Final = 10**15
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ENGLISH_STRETCH = re.compile(r"(this|last|next) (day|week|month|quarter|year)")
_ENGLISH_COUNTED = re.compile(
    r"(last|next) (\d{1,4}) (day|days|week|weeks|month|months|quarters?|years?)"
)
_CHINESE_COUNTED = re.compile(r"(近|未来)(\d{1,4})(天|日|周|个月|月|个季度|季|年)")
_ENGLISH_DAY = re.compile(r"(\d{1,4}) days? (ago|later)")
_CHINESE_DAY = re.compile(r"(\d{1,4})天(前|后)")
_SPAN = re.compile(r"(\d{1,4}) ?(day|days|天|日|month|months|个月|月)?")
_DAY_SIDES = {"ago": -1, "前": -1, "later": 1, "后": 1}
_ENGLISH_STRETCHES = {
    "today": Stretch(Side.THIS, Unit.DAY),
    "yesterday": Stretch(Side.LAST, Unit.DAY),
    "tomorrow": Stretch(Side.NEXT, Unit.DAY),
}
_CHINESE_STRETCHES = {
    word: Stretch(side, unit) for word, (side, unit) in words.CHINESE_STRETCHES.items()
}
_NAMED_STRETCHES = _ENGLISH_STRETCHES | _CHINESE_STRETCHES
_ENGLISH_NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}
_CHINESE_NEAR = {0: "今天", -1: "昨天", 1: "明天"}
_ENGLISH_NAMES = {stretch: word for word, stretch in _ENGLISH_STRETCHES.items()}
_CHINESE_NAMES = {stretch: word for word, stretch in _CHINESE_STRETCHES.items()}


def read_number(text: str, field: FilterField) -> int | None:
    """Read a number in the stored unit of a field: 分 for money, whole per cent; None if none."""
    if field.kind is FieldKind.MONEY:
        outcome = read_amount(text)
        return outcome.value if outcome.verdict is Verdict.OK else None
    plain = text.removesuffix("%") if field.kind is FieldKind.PERCENT else text
    try:
        exact = Decimal(plain) * field.scale
    except InvalidOperation:
        return None
    if not exact.is_finite() or exact != exact.to_integral_value() or abs(exact) > LARGEST:
        return None
    return int(exact)


def write_number(value: int, field: FilterField, tongue: Tongue) -> str:
    """Write a number as it is typed."""
    if field.kind is FieldKind.PERCENT:
        return f"{value}%"
    if field.kind is FieldKind.MONEY:
        wan = CENTS_PER_YUAN * WAN
        if tongue is Tongue.CHINESE and value and value % wan == 0:
            return f"{value // wan}万"
        return _decimal(value, CENTS_PER_YUAN)
    return _decimal(value, field.scale)


def _decimal(value: int, scale: int) -> str:
    exact = Decimal(value) / scale
    return f"{exact:f}".rstrip("0").rstrip(".") if "." in f"{exact:f}" else f"{exact:f}"


def read_day(phrase: str) -> date | RelativeDay | None:
    """Read a day: 2026-09-17, today, 30 days ago, 7天后; None if it is none."""
    even = phrase.casefold()
    if even in words.NEAR_DAYS:
        return RelativeDay(words.NEAR_DAYS[even])
    found = _DATE.fullmatch(even)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    found = _ENGLISH_DAY.fullmatch(even) or _CHINESE_DAY.fullmatch(even)
    return RelativeDay(int(found[1]) * _DAY_SIDES[found[2]]) if found else None


def write_day(day: date | RelativeDay, tongue: Tongue) -> str:
    """Write a day as it is typed."""
    if isinstance(day, date):
        return day.isoformat()
    is_chinese = tongue is Tongue.CHINESE
    near = (_CHINESE_NEAR if is_chinese else _ENGLISH_NEAR).get(day.days)
    if near is not None:
        return near
    count = abs(day.days)
    if is_chinese:
        return f"{count}天{'前' if day.days < 0 else '后'}"
    return f"{count} days {'ago' if day.days < 0 else 'later'}"


def read_stretch(phrase: str) -> Stretch | None:
    """Read a stretch of days: this month, 近30天; None if it is none."""
    even = phrase.casefold()
    if even in _NAMED_STRETCHES:
        return _NAMED_STRETCHES[even]
    found = _ENGLISH_STRETCH.fullmatch(even)
    if found:
        return Stretch(Side(found[1]), words.UNIT_WORDS[found[2]])
    found = _ENGLISH_COUNTED.fullmatch(even)
    if found:
        return _counted(Side(found[1]), found[2], words.UNIT_WORDS[found[3]])
    found = _CHINESE_COUNTED.fullmatch(even)
    if found:
        unit = words.CHINESE_UNITS[found[3]]
        return _counted(words.CHINESE_SIDES[found[1]], found[2], unit)
    return None


def _counted(side: Side, count: str, unit: Unit) -> Stretch | None:
    return Stretch(side, unit, int(count)) if int(count) else None


def write_stretch(stretch: Stretch, tongue: Tongue) -> str:
    """Write a stretch of days as it is typed."""
    if tongue is Tongue.CHINESE:
        if stretch.count is None:
            return _CHINESE_NAMES[stretch]
        side = "近" if stretch.side is Side.LAST else "未来"
        return f"{side}{stretch.count}{words.CHINESE_COUNTED[stretch.unit]}"
    if stretch.count is None:
        return _ENGLISH_NAMES.get(stretch) or f"{stretch.side} {stretch.unit}"
    return f"{stretch.side} {stretch.count} {stretch.unit}s"


def read_span(phrase: str) -> int | None:
    """Read the count of days or months in brackets: 30 days, 3个月, 90; None if it is none."""
    found = _SPAN.fullmatch(phrase.casefold())
    count = int(found[1]) if found else 0
    return count if 0 < count <= LONGEST_COUNT else None


def span_unit(phrase: str) -> Unit | None:
    """Give the unit that a span names, or None where it names none."""
    found = _SPAN.fullmatch(phrase.casefold())
    if not found or not found[2]:
        return None
    return words.UNIT_WORDS.get(found[2]) or words.CHINESE_UNITS[found[2]]


def write_span(count: int, unit: Unit, tongue: Tongue) -> str:
    """Write a count of days or months."""
    if tongue is Tongue.CHINESE:
        return f"{count}{words.CHINESE_COUNTED[unit]}"
    return f"{count} {unit}s"


def read_choice(text: str, field: FilterField) -> str | None:
    """Give the stored value of a choice from its key or its Chinese words; None if unknown."""
    found = _named(text, field.choices) or field.aliases.get(text)
    return text if found is None and field.is_open and text else found


def read_argument_choice(text: str, field: FilterField) -> str | None:
    """Give the stored value of what is named in brackets."""
    return _named(text, field.argument_choices)


def _named(text: str, choices: Mapping[str, str]) -> str | None:
    even = text.casefold()
    return next((str(key) for key, label in choices.items() if even in {str(key), label}), None)


def words_of_choices(choices: Mapping[str, str], *, is_own: bool = False) -> Sentence:
    """List choices as somebody may type them: high 高、mid 中; a branch wrote its own itself."""
    labels = {key: as_written(label) if is_own else say(label) for key, label in choices.items()}
    return listed(say("{word} {label}", word=key, label=labels[key]) for key in choices)
