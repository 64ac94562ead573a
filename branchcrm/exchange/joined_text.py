"""Puts a name or an address together from its parts, in the order its language writes them."""

import re
from collections.abc import Sequence
from typing import Final

from branchcrm.domain.characters import is_han

_CHINA: Final = frozenset(["中国", "china", "cn", "prc", "people's republic of china"])
# Between the values of one cell, as Google writes them.
_BETWEEN_VALUES: Final = re.compile(r"\s+:::\s+")


def whole_name(family: str, given: str, middle: str = "", suffix: str = "") -> str:
    """Join a name: Chinese ones with the family in front and no blanks, others behind."""
    letters = f"{family}{middle}{given}".replace(" ", "").replace("·", "")
    if letters and all(map(is_han, letters)):
        return f"{family}{middle}{given}".replace(" ", "")
    return " ".join(filter(None, (given, middle, family, suffix)))


def whole_address(parts: Sequence[str]) -> str:
    """Join street lines, box, city, region, postal code and country.

    Chinese addresses go from the large to the small, and repeat no place that the next part
    begins with; others go from the street to the country.
    """
    *streets, city, region, postcode, country = parts
    street = [part for part in streets if part]
    if any(map(is_han, "".join((*street, city, region)))):
        land = "" if country.lower() in _CHINA else country
        joined = "".join(street)
        for place in (city, region, land):
            joined = joined if joined.startswith(place) else place + joined
        return f"{joined} {postcode}".strip() if joined else ""
    town = " ".join(filter(None, (region, postcode)))
    return ", ".join(filter(None, (*street, city, town, country)))


def values_in(text: str) -> list[str]:
    """Take apart a cell that holds several values."""
    return [part.strip() for part in _BETWEEN_VALUES.split(text) if part.strip()]
