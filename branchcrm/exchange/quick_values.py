"""Takes the cells that are plainly right, which most are, without the pains of the parsers.

Every function gives the value that the careful reading would give, or None: then that one
decides. A test holds the two together.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from branchcrm.domain.birthday import Birthday
from branchcrm.domain.customer_check import LONGEST_LINE
from branchcrm.domain.identity_card import check_character
from branchcrm.domain.names import CleanName
from branchcrm.domain.phones import Phone, PhoneKind
from branchcrm.exchange.cells import Cell
from branchcrm.exchange.content import COMMON_SURNAMES
from branchcrm.exchange.text_repair import is_sound

Quick = Callable[[Cell], Any]
_PADDING: Final = " \t\r\n\u3000\xa0\u200b\u200c\ufeff'"
_NAME: Final = re.compile(r"[\u4e00-\u9fa5]{2,3}")
_MOBILE: Final = re.compile(r"1(?:3[0-35-9]|5\d|6[6]|7[2356789]|8\d|9\d)\d{8}")
_CODE: Final = re.compile(r"[A-Za-z]{0,4}-?\d{1,15}")
_SCIENTIFIC: Final = re.compile(r"\d[Ee]\d")
_IDENTITY: Final = re.compile(
    r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])\d{3}[\dX]"
)
_ISO_DAY: Final = re.compile(r"(19[1-9]\d|20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")
_AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_MOST_YUAN: Final = 1e11
_NOISE: Final = 1e-5


def quick_text(cell: Cell) -> str | None:
    """Take a sound line of text."""
    if (
        type(cell) is str
        and len(cell) <= LONGEST_LINE
        and cell[0] not in _PADDING
        and cell[-1] not in _PADDING
        and is_sound(cell)
    ):
        return cell
    return None


def quick_name(cell: Cell) -> CleanName | None:
    """Take a name of two or three characters with a common surname."""
    if type(cell) is str and cell[0] in COMMON_SURNAMES and _NAME.fullmatch(cell):
        return CleanName(name=cell)
    return None


def quick_phones(cell: Cell) -> tuple[Phone, ...] | None:
    """Take one mobile number of an ordinary range, as text or as a whole number."""
    text = f"{cell:.0f}" if type(cell) is float else cell
    if type(text) is str and _MOBILE.fullmatch(text):
        return (Phone(number=text, kind=PhoneKind.MOBILE),)
    return None


def quick_code(cell: Cell) -> str | None:
    """Take letters and digits."""
    if type(cell) is str and _CODE.fullmatch(cell) and not _SCIENTIFIC.search(cell):
        return cell
    return None


def quick_identity(cell: Cell, today: str) -> str | None:
    """Take an 18-character ID card number whose check character holds; today has eight digits."""
    if type(cell) is not str or not _IDENTITY.fullmatch(cell):
        return None
    if check_character(cell[:17]) != cell[17] or cell[6:14] > today:
        return None
    return cell


def quick_moment(cell: Cell, today: date) -> datetime | None:
    """Take a real date of the sheet that lies behind today."""
    if type(cell) is datetime:
        return cell if cell.date() <= today else None
    if type(cell) is date and cell <= today:
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a cell has no zone
    return None


def quick_birthday(cell: Cell, today: date) -> Birthday | None:
    """Take a day of this or the last century that is written year first."""
    found = _ISO_DAY.fullmatch(cell) if type(cell) is str else None
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    is_past = (year, month, day) <= (today.year, today.month, today.day)
    return Birthday(year=year, month=month, day=day) if is_past else None


def quick_amount(factor: int) -> Quick:
    """Make the quick reading of amounts in a unit: plain digits and exact numbers."""

    def take(cell: Cell) -> int | None:
        if type(cell) is float:
            cents = cell * factor * 100
            whole = round(cents) if 0 <= cents < _MOST_YUAN else -1
            return whole if whole >= 0 and abs(cents - whole) < _NOISE else None
        if type(cell) is str and _AMOUNT.fullmatch(cell):
            yuan, _, rest = cell.partition(".")
            return (int(yuan) * 100 + int((rest + "00")[:2])) * factor
        return None

    return take


def quick_decimal(cell: Cell) -> Decimal | None:
    """Take a number of the sheet."""
    if type(cell) is float and -_MOST_YUAN < cell < _MOST_YUAN:
        return Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell))
    return None


def never_quick(cell: Cell) -> None:
    """Leave the cell to the careful reading."""
    del cell
