"""Makes numbers for invented people and companies: right in form and check digit."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from branchcrm.domain.bank_card import luhn_digit
from branchcrm.domain.choices import Gender
from branchcrm.domain.company_code import (
    ALPHABET,
    code_check_character,
    organisation_check_character,
)
from branchcrm.domain.identity_card import check_character

T = TypeVar("T")
_MOBILE_STARTS = (
    *("138", "139", "136", "137", "135", "158", "159", "188", "187", "150", "151", "152"),
    *("133", "189", "180", "153", "177", "186", "185", "131", "132", "156", "130", "155"),
)
_CARD_START = "622848"
_CARD_BODY = 12


class Weighted(Generic[T]):
    """Draws from choices by their weights."""

    def __init__(self, choices: Sequence[T], weights: Sequence[float]) -> None:
        """Prepare the sums once: drawing happens very often."""
        self._choices = choices
        self._sums = list(accumulate(weights))

    def draw(self, random: Random) -> T:
        """Give one of the choices."""
        return self._choices[bisect(self._sums, random.random() * self._sums[-1])]


def mobile(random: Random) -> str:
    """Make a mobile number."""
    return f"{random.choice(_MOBILE_STARTS)}{random.randrange(10**8):08d}"


def landline(random: Random, area: str) -> str:
    """Make a landline number of an area."""
    return f"{area}-{random.randrange(2, 9)}{random.randrange(10**7):07d}"


def identity_number(random: Random, region: str, born: date, gender: Gender) -> str:
    """Make an identity card number that fits birthday and gender."""
    sequence = random.randrange(0, 500) * 2 + (gender is Gender.MALE)
    body = f"{region}{born.year:04d}{born.month:02d}{born.day:02d}{sequence:03d}"
    return body + check_character(body)


def card_number(random: Random) -> str:
    """Make a bank card number that satisfies Luhn."""
    body = f"{_CARD_START}{random.randrange(10**_CARD_BODY):0{_CARD_BODY}d}"
    return body + luhn_digit(body)


def company_code(random: Random, region: str, start: str = "91") -> str:
    """Make a unified social credit code of a region; 91 stands for companies."""
    organisation = "".join(random.choices(ALPHABET, k=8))
    body = start + region + organisation + organisation_check_character(organisation)
    return body + code_check_character(body)
