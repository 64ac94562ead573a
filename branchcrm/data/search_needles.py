"""What stands in the lines of customers whom a searched text means."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from branchcrm.data.search_index import columns_of
from branchcrm.data.search_spelling import Spelled, spelled_ways, syllable_rows
from branchcrm.data.search_tokens import TRIPLE, indexed, typed_number

LINE: Final = "\n"
PIECE: Final = " "
"""Begins a syllable, and a number in the form that is compared."""
_BEGINS: Final = {
    "name_key": "names",
    "reading": "readings",
    "initials": "initials",
    "code": "codes",
    "phone": "phones",
    "id_number": "id_numbers",
    "uscc": "usccs",
}


@dataclass(frozen=True, slots=True)
class Needle:
    """A text, and the column in whose lines it is to stand."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """Needles that all stand in the lines of a customer whom a text means in this way."""

    needles: tuple[Needle, ...]
    is_sure: bool = True
    """Whether they prove that the text means the customer, without a second look."""


def beginnings(text: str) -> list[Way]:
    """Give the ways in which an indexed column begins with a text."""
    ways = []
    for column, wanted in columns_of(text):
        ways.append(Way((Needle(_BEGINS[column], LINE + wanted),)))
    return ways


def ways_inside(text: str) -> list[Way]:
    """Give the ways in which a text may stand in the fields of a customer."""
    ways = [Way((Needle("names", text),))]
    name = indexed(text)
    ways += [_spelled(kind, parts, is_sure=name == text) for kind, parts in spelled_ways(name)]
    number = typed_number(text) if text.isascii() else ""
    return [*ways, *_in_numbers(number)] if number else ways


def _in_numbers(number: str) -> Iterator[Way]:
    if len(number) >= TRIPLE:
        yield Way((Needle("numbers", number),))
    elif any(sign.isdigit() for sign in number):
        yield Way((Needle("numbers", PIECE + number),))
        yield Way((Needle("codes", f"{LINE}C-{number}"),))


def _spelled(kind: Spelled, parts: list[str], *, is_sure: bool) -> Way:
    if kind is Spelled.INITIALS:
        return Way((Needle("initials", "".join(parts)),), is_sure)
    if kind is Spelled.SYLLABLES:
        return Way((Needle("syllables", _pieces(parts)),), is_sure)
    needles = sorted(_needles(parts), key=_weight, reverse=True)
    return Way(tuple(needles), is_sure=False)


def _needles(parts: list[str]) -> Iterator[Needle]:
    """Give the needles of characters, initials and syllables mixed, run by run."""
    for is_spelled, group in groupby(parts, str.isascii):
        run = list(group)
        if not is_spelled:
            yield Needle("names", "".join(run))
            continue
        yield Needle("initials", "".join(part[0] for part in run))
        for row in syllable_rows(run, parts[-1]):
            yield Needle("syllables", _pieces(row))


def _pieces(parts: list[str]) -> str:
    return PIECE + PIECE.join(parts)


def _weight(needle: Needle) -> int:
    """Tell how much a needle narrows: a character or a syllable more than an initial."""
    signs = needle.text.replace(PIECE, "")
    return len(signs) * (3 if needle.column == "names" else 2 if needle.column == "initials" else 1)
