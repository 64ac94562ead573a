"""Reads and writes the values of a branch's own fields, as forms, files and commands show them."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlsplit

from branchcrm.domain.accepted_words import NOT_ACCEPTED
from branchcrm.domain.characters import plain, without_invisible, without_spaces
from branchcrm.domain.customer import OwnValue, OwnValues
from branchcrm.domain.dates import DateRules, read_date
from branchcrm.domain.money import read_amount, yuan_of
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, Verdict, accepted, doubted, refused
from branchcrm.domain.own_field import OwnField, OwnKind, name_key
from branchcrm.domain.typed_date import read_typed_date
from branchcrm.domain.wording import Sentence, in_chinese, listed, say

NUMBER_SCALE: Final = 10_000
"""How many stored units a number's one has: four decimals are kept."""

LARGEST_NUMBER: Final = 10**11
LONGEST_TEXT: Final = 200
LONGEST_LINK: Final = 500
_DECIMALS: Final = 4
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d{1,5}(?:/|$))", re.IGNORECASE)
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+|localhost|\d{1,3}(?:\.\d{1,3}){3}")
_YES_WORDS: Final = "是 有 对 真 yes y true t 1 √ ✓ ✔ ☑ on"
_NO_WORDS: Final = "否 没有 无 不是 错 假 no n false f 0 × ✗ ✘ x ☐ off"
_FLAGS: Final = {
    **dict.fromkeys(_YES_WORDS.split(), "yes"),
    **dict.fromkeys(_NO_WORDS.split(), "no"),
}


def read_own(field: OwnField, text: str, today: date, kept: object = None) -> Outcome[OwnValue]:
    """Read what was typed into a field; an empty text is no value.

    A choice that is not offered any more is only taken where it is the one that is kept.
    """
    if field.kind is OwnKind.TEXT:
        return _text(text)
    even = plain(text)
    if not even or (field.kind is not OwnKind.FLAG and is_null_word(even)):
        return Outcome()
    if field.kind is OwnKind.LINK:
        return _link(text)
    if field.has_choices:
        return _choice(field, even, kept)
    readers: dict[OwnKind, Callable[[], Outcome[OwnValue]]] = {
        OwnKind.NUMBER: lambda: read_own_number(even),
        OwnKind.MONEY: lambda: _widened(read_amount(even)),
        OwnKind.DAY: lambda: _widened(_day(even, today)),
    }
    return readers[field.kind]()


def read_own_number(text: str) -> Outcome[OwnValue]:
    """Read a number into ten-thousandths; more decimals are rounded, with a doubt."""
    even = without_spaces(plain(text))
    if _GROUPED.fullmatch(even):
        even = even.replace(",", "")
    try:
        exact = Decimal(even)
    except InvalidOperation:
        return refused("number_unreadable", say("“{text}”不是数字", text=text.strip()))
    if not exact.is_finite() or abs(exact) > LARGEST_NUMBER:
        reason = say("“{text}”超出范围，最大 1000 亿", text=text.strip())
        return refused("number_too_large", reason)
    scaled = exact * NUMBER_SCALE
    whole = int(scaled.to_integral_value())
    if scaled != whole:
        reason = say("最多 {count} 位小数，已四舍五入", count=_DECIMALS)
        return doubted(whole, "number_rounded", reason, is_fixed=True)
    return accepted(whole)


def own_text(field: OwnField, value: OwnValue | None) -> str:
    """Give a value as a form holds it and as it can be read again."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return f"{yuan_of(value):f}" if field.kind is OwnKind.MONEY else number_text(value)
    if field.has_choices:
        choice = field.choice(value)
        return value if choice is None else own_choice_text(field, choice.key)
    return value


def own_choice_text(field: OwnField, key: str) -> str:
    """Give the word by which a choice is kept in texts: yes and no, or its own."""
    choice = field.choice(key)
    return key if field.kind is OwnKind.FLAG or choice is None else choice.text


def own_words(
    field: OwnField, value: OwnValue | None, translate: Callable[[str], str] = in_chinese
) -> str:
    """Give a value as people read it."""
    if field.kind is OwnKind.FLAG and isinstance(value, str):
        choice = field.choice(value)
        return value if choice is None else translate(choice.text)
    return own_text(field, value)


def text_words(field: OwnField, text: str, translate: Callable[[str], str] = in_chinese) -> str:
    """Give the text of a form as people read it: yes and no in their language."""
    return own_words(field, text, translate) if field.kind is OwnKind.FLAG else text


def own_number(value: int) -> Decimal:
    """Give a stored number with its decimals."""
    return Decimal(value) / NUMBER_SCALE


def number_text(value: int) -> str:
    """Write a stored number without zeros behind."""
    text = f"{own_number(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def own_texts(fields: Iterable[OwnField], values: OwnValues) -> dict[str, str]:
    """Give the texts of every field, empty ones included."""
    return {one.key: own_text(one, values.get(one.key)) for one in fields}


def not_of_kind(field: OwnField, kind: Sentence) -> Sentence:
    """Say that customers of a kind do not have the field."""
    return say("{kind}没有{field}", kind=kind, field=field.name)


def _text(text: str) -> Outcome[OwnValue]:
    even = without_invisible(text).strip()
    if not even:
        return Outcome()
    if len(even) > LONGEST_TEXT:
        reason = say("最长 {limit} 个字，现在是 {count} 个", limit=LONGEST_TEXT, count=len(even))
        return refused("text_too_long", reason)
    return accepted(" ".join(even.split()))


def _link(text: str) -> Outcome[OwnValue]:
    even = without_invisible(text).strip()
    scheme = _SCHEME.match(even)
    if scheme is not None and scheme[1].lower() not in ("http", "https"):
        reason = say("网址只能以 http:// 或 https:// 开头，这个是 {scheme}:", scheme=scheme[1])
        return refused("link_scheme", reason)
    full = even if scheme is not None else f"https://{even}"
    if len(full) > LONGEST_LINK:
        reason = say("最长 {limit} 个字，现在是 {count} 个", limit=LONGEST_LINK, count=len(full))
        return refused("text_too_long", reason)
    try:
        host = urlsplit(full).hostname or ""
    except ValueError:
        host = ""
    if not _HOST.fullmatch(host) or any(sign.isspace() for sign in full):
        return refused("link_unreadable", say("“{text}”不是网址，写成 https://…", text=even))
    return accepted(full, is_fixed=full != even)


def _choice(field: OwnField, text: str, kept: object) -> Outcome[OwnValue]:
    key = name_key(text)
    if field.kind is OwnKind.FLAG:
        key = _FLAGS.get(key, key)
    named = (one for one in field.all_choices if name_key(one.text) == key)
    found = next(named, None) or field.choice(key)
    if found is not None and (found.is_offered or found.key == kept):
        return accepted(found.key)
    if found is not None:
        reason = say("选项“{text}”已经不用了，换一个", text=found.text)
        return refused("choice_not_offered", reason)
    if field.kind is OwnKind.FLAG and is_null_word(text):
        return Outcome()
    choices = listed(one.text for one in field.offered)
    reason = say(NOT_ACCEPTED, field=field.name, text=text, choices=choices)
    return refused("choice_unknown", reason)


def _day(text: str, today: date) -> Outcome[date]:
    strict = read_date(text, DateRules(today=today))
    typed = read_typed_date(text, today)
    return typed if strict.is_refused and not typed.is_refused else strict


def _widened(outcome: Outcome[int] | Outcome[date]) -> Outcome[OwnValue]:
    return Outcome(
        value=outcome.value,
        verdict=Verdict(outcome.verdict),
        code=outcome.code,
        reason=outcome.reason,
        is_fixed=outcome.is_fixed,
    )
