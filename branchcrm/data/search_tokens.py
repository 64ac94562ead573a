"""Search tokens of a customer and the query they answer: short names, initials, number parts."""

from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

PAIR = 2
TRIPLE = 3
QUAD = 4
SEAM = "0"
LONGEST_SPELLED = 24
MOST_INITIALS = 8
_IN_NUMBERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz()+/#")


class Searched(NamedTuple):
    """The fields of a customer that searches look at, in the form that is compared."""

    name_key: str
    syllables: str
    alternates: str
    phones: str
    id_number: str
    code: str

    @property
    def readings(self) -> list[list[str]]:
        """Every reading of the name as syllables, the primary one first."""
        spaced = [self.syllables, *self.alternates.split("|")]
        return [reading.split() for reading in spaced if reading]


def token_text(searched: Searched) -> str:
    """Give the tokens that stand for a customer in the index, as one text; some come twice."""
    name = indexed(searched.name_key)
    found = [" n".join(["", *name, *map(add, name, name[1:])]), spoken(searched.syllables)]
    found += [joints(searched.name_key, searched.syllables), signs_of(searched.name_key)]
    if searched.alternates:
        for reading in searched.alternates.split("|"):
            found += [spoken(reading), joints(searched.name_key, reading)]
        found = list(dict.fromkeys(" ".join(found).split()))
    if searched.phones:
        found += [number_tokens("h", phone) for phone in searched.phones.split()]
    if searched.id_number:
        found.append(number_tokens("d", searched.id_number.lower()))
    if searched.code:
        found.append(number_tokens("c", plain_code(searched.code)))
    return " ".join(found)


def spoken(reading: str) -> str:
    """Give the tokens of one reading of a name.

    They are its syllables and, from each but the last on, what follows, spelled and by initials,
    so that the beginning of that answers a text.
    """
    head, _, rest = reading.partition(" ")
    return _spoken_from(indexed(head), rest)[0]


def joints(name: str, reading: str) -> str:
    """Give the tokens of each character with the initial of the one behind it, as one text.

    By them a character and a letter, of which either alone stands for much, find little.
    """
    sounds = reading.split()
    if len(sounds) != len(name):
        return ""
    pairs = [sign + said[0] for sign, said in zip(name, sounds[1:], strict=False)]
    return " ".join([f"m{pair}" for pair in pairs if pair.isalnum() and not pair[0].isascii()])


def signs_of(name: str) -> str:
    """Give the tokens of emoji and the like, which the index takes for blanks, by their numbers."""
    if name.isalnum():
        return ""
    return " ".join([f"e{ord(sign):x}" for sign in name if not sign.isalnum()])


@lru_cache(maxsize=32_768)
def _spoken_rest(reading: str) -> tuple[str, str, str]:
    """Give the tokens of the rest of a name, which comes again with others before it."""
    head, _, rest = reading.partition(" ")
    return _spoken_from(indexed(head), rest)


def _spoken_from(head: str, rest: str) -> tuple[str, str, str]:
    """Give the tokens from a syllable on, and how it goes on from there: spelled, by initials."""
    text, spelled, initials = _spoken_rest(rest) if rest else ("", "", "")
    if not head:
        return text, spelled, initials
    if not spelled:
        return f" q{head}", head, head[0]
    spelled, initials = f"{head}{SEAM}{spelled}", head[0] + initials
    sounds = f" y{spelled[:LONGEST_SPELLED]} p{initials[:MOST_INITIALS]}"
    return f" q{head}{sounds}{text}", spelled, initials


def number_tokens(mark: str, number: str) -> str:
    """Give every run of four signs, and the last three, which begin no run."""
    places = number_places(len(number))
    return mark + f" {mark}".join(map(number.__getitem__, places)) if places else ""


@cache
def name_places(length: int) -> tuple[slice, ...]:
    """Give the places of every sign, and of every two, in a name of a length."""
    signs = [slice(start, start + 1) for start in range(length)]
    return (*signs, *[slice(start, start + PAIR) for start in range(length - 1)])


@cache
def number_places(length: int) -> tuple[slice, ...]:
    """Give the places of these runs in a number of a length: they are cut out by the million."""
    runs = [slice(start, start + QUAD) for start in range(length - QUAD + 1)]
    return (*runs, slice(length - TRIPLE, length)) if length >= TRIPLE else ()


def indexed(text: str) -> str:
    """Give a text without the signs that the index does not keep."""
    if text.isalnum():
        return text
    return "".join([sign for sign in text if sign.isalnum()])


def plain_code(code: str) -> str:
    """Give a customer code as it is compared: letters and digits in lower case."""
    return indexed(code.lower())


def typed_number(text: str) -> str:
    """Give the number that a text means, empty where it cannot be one.

    Brackets and the like are written in numbers; one or two signs stand for themselves only.
    """
    plain = plain_code(text)
    if plain == text:
        return plain
    is_number = len(plain) >= TRIPLE and _IN_NUMBERS.issuperset(text)
    return plain if is_number else ""


def digits_of(phone: str) -> str:
    """Give the digits of a phone number."""
    plain = phone.replace("-", "")
    if plain.isascii() and plain.isdigit():
        return plain
    return "".join(sign for sign in phone if sign.isdigit())
