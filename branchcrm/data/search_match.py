"""Whether and where a searched text stands in a customer's fields, looked at by hand."""

import re
from collections.abc import Iterator
from typing import Final

from branchcrm.data.search_spelling import LONG_INITIALS, SPOKEN, spelled_pattern, spoken_line
from branchcrm.data.search_tokens import TRIPLE, Searched, plain_code, typed_number

_LATIN: Final = re.compile("[a-z]")


def name_place(text: str, searched: Searched) -> int | None:
    """Give at which character of the name the text begins to match, or None."""
    span = name_span(text, searched)
    return _loose_place(text, searched) if span is None else span[0]


def name_span(text: str, searched: Searched) -> tuple[int, int] | None:
    """Give which characters of the name the text stands for, as the first and their number.

    Characters match themselves, letters match the beginning of a syllable of one reading. A name
    whose characters and syllables do not pair, such as a Latin one, matches by characters only.
    """
    direct = searched.name_key.find(text)
    if direct >= 0:
        return direct, len(text)
    if not any("a" <= sign <= "z" for sign in text):
        return None
    best: tuple[int, int] | None = None
    pattern = None if _LATIN.search(searched.name_key) else spelled_pattern(text)
    for syllables in searched.readings:
        if len(syllables) == len(searched.name_key):
            if pattern is None:
                span = _first_span(text, searched.name_key, syllables)
            else:
                span = _pattern_span(pattern, searched.name_key, syllables)
            best = span if best is None or (span is not None and span < best) else best
            if best is not None and best[0] == 0:
                break
    return best


def _pattern_span(
    pattern: re.Pattern[str], name_key: str, syllables: list[str]
) -> tuple[int, int] | None:
    found = pattern.search(spoken_line(name_key, syllables))
    if found is None:
        return None
    return found.string.count(SPOKEN, 0, found.start()), found.group().count(SPOKEN)


def _first_span(text: str, name_key: str, syllables: list[str]) -> tuple[int, int] | None:
    for start in _possible_starts(text[0], name_key, syllables):
        taken = _taken(text, name_key[start:], syllables[start:])
        if taken is not None:
            return start, taken
    return None


def _possible_starts(first: str, name_key: str, syllables: list[str]) -> Iterator[int]:
    """Give the characters at which a text with that first sign may begin."""
    for start, syllable in enumerate(syllables):
        if syllable[:1] == first or name_key[start] == first:
            yield start


def _loose_place(text: str, searched: Searched) -> int | None:
    """Match names whose characters and syllables do not pair, such as Latin ones."""
    if not any("a" <= sign <= "z" for sign in text):
        return None
    for syllables in searched.readings:
        for start in range(len(syllables)):
            if _taken(text, [""] * len(syllables), syllables[start:]) is not None:
                return start
    return None


def _taken(text: str, characters: str | list[str], syllables: list[str]) -> int | None:
    """Give how many characters a text stands for from here on, or None where it does not fit."""
    return _taken_from(0, text, list(zip(characters, syllables, strict=False)), {})


def _taken_from(
    place: int, text: str, rest: list[tuple[str, str]], known: dict[tuple[int, int], int | None]
) -> int | None:
    """Follow a text through characters and their syllables; what was tried once is known."""
    if not text:
        return 0
    if place == len(rest):
        return None
    tried = (place, len(text))
    if tried not in known:
        known[tried] = None
        for size in _sizes(text, *rest[place]):
            taken = _taken_from(place + 1, text[size:], rest, known)
            if taken is not None:
                known[tried] = taken + 1
                break
    return known[tried]


def _sizes(text: str, character: str, syllable: str) -> list[int]:
    """Give how many signs of a text may stand for a character that is spoken so, best first."""
    shared = _shared(syllable, text)
    if shared == len(text):
        return [shared]
    wanted = (len(syllable), 2, 1) if syllable[:2] in LONG_INITIALS else (len(syllable), 1)
    sizes = [size for size in wanted if size <= shared]
    if text[0] == character:
        sizes.insert(0, 1)
    return sizes


def _shared(one: str, other: str) -> int:
    """Count the letters with which both begin."""
    if other.startswith(one):
        return len(one)
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _holds(kept: str, number: str) -> bool:
    """Tell whether a number holds a typed one; one or two signs only where it begins with them."""
    if len(number) >= TRIPLE:
        return number in kept
    return any(sign.isdigit() for sign in number) and kept.startswith(number)


def match(text: str, searched: Searched) -> str | None:
    """Name the field in which a text stands, or None where it stands nowhere."""
    number = typed_number(text) if text.isascii() else ""
    if number:
        if any(_holds(phone, number) for phone in searched.phones.split()):
            return "phone"
        if _holds(searched.id_number.lower(), number):
            return "id_number"
        begins = number.isdigit() and searched.code.startswith(f"C-{number}")
        if begins or _holds(plain_code(searched.code), number):
            return "code"
    return "name" if name_place(text, searched) is not None else None
