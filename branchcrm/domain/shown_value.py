"""The value of a field as a list shows it: read from the stored form, and put into words."""

from datetime import date
from decimal import Decimal
from typing import Final

from branchcrm.domain.customer import Shown
from branchcrm.domain.filter_field import FieldKind, FilterField
from branchcrm.domain.money import yuan_of
from branchcrm.domain.wording import Sentence, listed, mark, say

LUNAR: Final = 10_000
"""What is added to month and day of a lunar birthday, which lists show as one number."""

JOINT: Final = "、"
"""What stands between the values of a field that holds several."""

_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_CENTURY: Final = 100
YES: Final = mark("是")
NO: Final = mark("否")
SOLAR_DAY: Final = mark("{month} 月 {day} 日")
LUNAR_DAY: Final = mark("农历 {month} 月 {day} 日")

Plain = str | int | bool | date | Decimal | None


def plain_value(field: FilterField, shown: Shown) -> Plain:
    """Give the value itself: a day, an amount in yuan, yes or no, a number, a text.

    A birthday is the text in which a form takes it.
    """
    if shown is None or shown == "":
        return None
    if isinstance(shown, str):
        return shown
    return _of_number(field, shown)


def _of_number(field: FilterField, shown: int) -> Plain:
    if field.kind is FieldKind.DAY:
        return date.fromordinal(_FIRST_DAY + shown)
    if field.kind is FieldKind.BIRTHDAY:
        month, day, is_lunar = _birthday(shown)
        return f"{'农历' if is_lunar else ''}{month:02d}-{day:02d}"
    if field.kind is FieldKind.MONEY:
        return yuan_of(shown)
    if field.kind is FieldKind.FLAG:
        return bool(shown)
    return Decimal(shown) / field.scale if field.scale > 1 else shown


def value_words(field: FilterField, shown: Shown) -> Sentence | None:
    """Give a value that has words of its own: a choice, yes or no, a birthday; None else."""
    if shown is None or shown == "":
        return None
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return listed(field.choice_said(key) for key in str(shown).split(JOINT))
    if field.kind is FieldKind.FLAG:
        return say(YES if shown else NO)
    if field.kind is FieldKind.BIRTHDAY and isinstance(shown, int):
        month, day, is_lunar = _birthday(shown)
        return say(LUNAR_DAY if is_lunar else SOLAR_DAY, month=month, day=day)
    return None


def _birthday(shown: int) -> tuple[int, int, bool]:
    is_lunar = shown >= LUNAR
    return shown % LUNAR // _CENTURY, shown % _CENTURY, is_lunar
