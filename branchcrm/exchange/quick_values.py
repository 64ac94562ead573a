"""Takes the cells that are plainly right, which most are, without the pains of the parsers.

Every function gives the value that the careful reading would give, or None: then that one
decides. A test holds the two together. The `plain_` ones look at a whole column at once.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from branchcrm.domain.birthday import Birthday
from branchcrm.domain.company_code import (
    ALPHABET,
    ORGANISATION_CHECKS,
    ORGANISATION_WEIGHTS,
)
from branchcrm.domain.company_code import WEIGHTS as COMPANY_WEIGHTS
from branchcrm.domain.customer_check import LONGEST_LINE
from branchcrm.domain.identity_card import CHECKS, WEIGHTS
from branchcrm.exchange.cells import FIRST_LOSSY_NUMBER, Cell
from branchcrm.exchange.content import COMMON_SURNAMES
from branchcrm.exchange.text_repair import is_sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Quick = Callable[[Cell], Any]
Plain = Callable[[Sequence[Cell]], list[Any]]
_PADDING: Final = " \t\r\n\u3000\xa0\u200b\u200c\ufeff'"
_NAME: Final = rf"(?=[{''.join(sorted(COMMON_SURNAMES))}])[\u4e00-\u9fa5]{{2,3}}"
_MOBILE: Final = r"1(?:3[0-35-9]|5\d|6[6]|7[2356789]|8\d|9\d)\d{8}"
_LANDLINE: Final = r"0(?:10|2\d|[3-9]\d\d)-[2-9]\d{6,7}"
# Letters and digits that are neither a word nor a number that Excel has shortened.
_CODE: Final = r"[A-Za-z]{0,4}-?\d{1,15}|(?!\d+[Ee]\d)(?=[A-Za-z]*\d)[A-Za-z\d]{1,20}"
# Every day of a month that all Februaries have, and the days of the longer months.
_MONTHS_AND_DAYS: Final = (
    ("0[1-9]|1[0-2]", "0[1-9]|1\\d|2[0-8]"),
    ("0[13-9]|1[0-2]", "29|30"),
    ("0[13578]|1[02]", "31"),
)
_DAY: Final = "|".join(f"(?:{month})(?:{day})" for month, day in _MONTHS_AND_DAYS)
_IDENTITY: Final = rf"[1-9]\d{{5}}(?:19|20)\d{{2}}(?:{_DAY})\d{{3}}[\dX]"
_PADDED: Final = re.compile(f"^[{_PADDING}]|[{_PADDING}]$", re.MULTILINE)
_ISO_DAY: Final = re.compile(
    rf"(19[1-9]\d|20\d\d)-(?={'|'.join(f'(?:{m})-(?:{d})' for m, d in _MONTHS_AND_DAYS)})"
    r"(\d\d)-(\d\d)",
    re.ASCII,
)
_COMPANY: Final = re.compile(
    r"[\u4e00-\u9fa5]{2,26}(?:公司|集团|商店|商行|饭店|学校|小学|中学|医院)"
)
_AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,2})?", re.ASCII)
_MOST_YUAN: Final = 1e11
_NOISE: Final = 1e-5


def quick_text(cell: Cell) -> str | None:
    """Take a sound line of text."""
    if (
        type(cell) is str
        and 0 < len(cell) <= LONGEST_LINE
        and cell[0] not in _PADDING
        and cell[-1] not in _PADDING
        and is_sound(cell)
    ):
        return cell
    return None


def plain_texts(cells: Sequence[Cell]) -> list[str | None]:
    """Take a column where every text is a sound line."""
    texts = [cell for cell in cells if type(cell) is str]
    joined = "\n".join(texts)
    is_plain = (
        joined.count("\n") < max(len(texts), 1)
        and max(map(len, texts), default=0) <= LONGEST_LINE
        and is_sound(joined)
        and not _PADDED.search(joined)
    )
    return [cell if type(cell) is str and is_plain else None for cell in cells]


def _shaped(shape: str) -> Plain:
    """Make the reading that takes the texts of a column which have the shape."""
    line = re.compile(f"^(?:({shape})|.*)$", re.MULTILINE | re.ASCII)

    def take(cells: Sequence[Cell]) -> list[str | None]:
        found = line.findall("\n".join([cell if type(cell) is str else "" for cell in cells]))
        if len(found) != len(cells):  # some cell has several lines
            return [None] * len(cells)
        return [text or None for text in found]

    return take


def _alone(plain: Plain) -> Quick:
    return lambda cell: plain((cell,))[0]


plain_names: Final = _shaped(_NAME)
_codes: Final = _shaped(_CODE)
_phones: Final = _shaped(f"{_MOBILE}|{_LANDLINE}")
_identities: Final = _shaped(_IDENTITY)
_companies: Final = _shaped(rf"[{ALPHABET}]{{18}}")
_lone_name: Final = _alone(plain_names)


def plain_codes(cells: Sequence[Cell]) -> list[str | None]:
    """Take letters and digits, as texts or as whole numbers of which Excel keeps every digit."""
    return _codes([_whole(cell) if type(cell) is float else cell for cell in cells])


def _whole(number: float) -> str | None:
    return str(int(number)) if 0 <= number < FIRST_LOSSY_NUMBER and number.is_integer() else None


quick_code: Final = _alone(plain_codes)


def quick_name(cell: Cell) -> str | None:
    """Take a name of two or three characters with a common surname, or a plain company's."""
    if type(cell) is str and _COMPANY.fullmatch(cell) and is_sound(cell):
        return cell
    name: str | None = _lone_name(cell)
    return name


def plain_phones(cells: Sequence[Cell]) -> list[str | None]:
    """Take mobile numbers of an ordinary range, also as whole numbers, and landlines."""
    return _phones([f"{cell:.0f}" if type(cell) is float else cell for cell in cells])


quick_phone: Final = _alone(plain_phones)


def plain_identities(cells: Sequence[Cell], today: str) -> list[str | None]:
    """Take 18-character ID card numbers whose check character holds; today has eight digits."""
    import numpy as np  # noqa: PLC0415 - loads slowly

    shaped = _identities(cells)
    held = "".join([number for number in shaped if number is not None])
    signs = np.frombuffer(held.encode(), np.uint8).reshape(-1, len(WEIGHTS) + 1)
    totals = (signs[:, :-1].astype(np.int64) - ord("0")) @ np.array(WEIGHTS)
    checks = np.frombuffer(CHECKS.encode(), np.uint8)[totals % len(CHECKS)]
    holds = iter((checks == signs[:, -1]).tolist())
    return [
        number if number is not None and next(holds) and number[6:14] <= today else None
        for number in shaped
    ]


def plain_companies(cells: Sequence[Cell]) -> list[str | None]:
    """Take unified social credit codes both of whose check characters hold."""
    import numpy as np  # noqa: PLC0415 - loads slowly

    shaped = _companies(cells)
    held = "".join([code for code in shaped if code is not None])
    signs = np.frombuffer(held.encode(), np.uint8).reshape(-1, len(COMPANY_WEIGHTS) + 1)
    values, checks, numbers, inner = _company_signs()
    totals = values[signs[:, :-1]] @ np.array(COMPANY_WEIGHTS)
    parts = numbers[signs[:, 8:16]] @ np.array(ORGANISATION_WEIGHTS)
    right = (checks[-totals % len(ALPHABET)] == signs[:, -1]) & (
        inner[11 - parts % 11] == signs[:, 16]
    )
    holds = iter(right.tolist())
    return [code if code is not None and next(holds) else None for code in shaped]


quick_company: Final = _alone(plain_companies)


@cache
def _company_signs() -> "tuple[NDArray[np.int64], ...]":
    """Give what a sign counts in a code and in the number inside it, each with its checks."""
    import numpy as np  # noqa: PLC0415 - as above

    values, numbers = np.zeros(128, np.int64), np.zeros(128, np.int64)
    for value, sign in enumerate(ALPHABET):
        values[ord(sign)], numbers[ord(sign)] = value, int(sign, 36)
    checks, inner = (
        np.frombuffer(signs.encode(), np.uint8).astype(np.int64)
        for signs in (ALPHABET, ORGANISATION_CHECKS)
    )
    return values, checks, numbers, inner


def quick_moment(cell: Cell, today: date) -> datetime | None:
    """Take a real date of the sheet that lies behind today, or one written year first."""
    if type(cell) is datetime:
        return cell if cell.date() <= today else None
    if type(cell) is str:
        day = _past_day(cell, today)
        return None if day is None else datetime(*day)  # noqa: DTZ001 - a cell has no zone
    if type(cell) is date and cell <= today:
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - likewise
    return None


def quick_birthday(cell: Cell, today: date) -> Birthday | None:
    """Take a day of this or the last century that is written year first."""
    found = _past_day(cell, today) if type(cell) is str else None
    return None if found is None else Birthday(year=found[0], month=found[1], day=found[2])


def _past_day(text: str, today: date) -> tuple[int, int, int] | None:
    found = _ISO_DAY.fullmatch(text)
    if found is None:
        return None
    day = int(found[1]), int(found[2]), int(found[3])
    return day if day <= (today.year, today.month, today.day) else None


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


def plain_amounts(factor: int) -> Plain:
    """Make the same reading for the cells of a column."""
    take = quick_amount(factor)
    return lambda cells: list(map(take, cells))


def quick_decimal(cell: Cell) -> Decimal | None:
    """Take a number of the sheet."""
    if type(cell) is float and -_MOST_YUAN < cell < _MOST_YUAN:
        return Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell))
    return None
