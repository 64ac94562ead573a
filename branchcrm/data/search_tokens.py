"""Search tokens of a customer and the query they answer: short names, initials, number parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

PAIR = 2
TRIPLE = 3
MOST_ALTERNATIVES = 24
_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()  # noqa: SIM905 - a word list
_FINALS = (  # noqa: SIM905 - a word list
    "a o e ai ei ao ou an en ang eng ong i ia iao ie iu ian in iang ing iong u ua uo uai ui uan un"
    " uang ue v ve u er ueng"
).split()
_SYLLABLES = frozenset(
    {head + tail for head in _INITIALS for tail in _FINALS}
    | {"a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er", "ng", "m", "n"}
)
_STARTS = frozenset(syllable[:size] for syllable in _SYLLABLES for size in range(1, 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
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


def tokens_of(searched: Searched) -> set[str]:
    """Give the tokens that stand for a customer in the index."""
    name = indexed(searched.name_key)
    found = {"n" + sign for sign in name}
    found.update(_runs("n", name, PAIR))
    for spaced in (searched.syllables, *searched.alternates.split("|")):
        syllables = spaced.split()
        initials = indexed("".join([syllable[:1] for syllable in syllables]))
        found.update(["y" + syllable for syllable in syllables if syllable.isalnum()])
        found.update(_runs("p", initials, PAIR))
    for phone in searched.phones.split():
        found.update(_runs("h", phone, TRIPLE))
    if searched.id_number:
        found.update(_runs("d", searched.id_number.lower(), TRIPLE))
    if searched.code:
        found.update(_runs("c", plain_code(searched.code), TRIPLE))
    return found


def _runs(mark: str, text: str, size: int) -> list[str]:
    """Give every run of so many characters behind a mark."""
    return [mark + text[start : start + size] for start in range(len(text) - size + 1)]


def indexed(text: str) -> str:
    """Give a text without the signs that the index does not keep."""
    if text.isalnum():
        return text
    return "".join([sign for sign in text if sign.isalnum()])


def triples(text: str) -> Iterator[str]:
    """Give every run of three characters."""
    return (text[start : start + TRIPLE] for start in range(len(text) - TRIPLE + 1))


def plain_code(code: str) -> str:
    """Give a customer code as it is compared: letters and digits in lower case."""
    return indexed(code.lower())


def digits_of(phone: str) -> str:
    """Give the digits of a phone number."""
    if phone.isascii() and phone.isdigit():
        return phone
    return "".join(sign for sign in phone if sign.isdigit())


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """Two queries of the index: one that is sure, and one whose finds need a second look."""

    sure: str
    loose: str


def query_for(text: str) -> IndexQuery:
    """Give the index queries that find every customer the text may mean; empty for none."""
    sure: list[str] = []
    loose: list[str] = []
    name = indexed(text)
    if name:
        (sure if len(name) <= PAIR else loose).append(_all_of("n", name))
        _add_spelled(name, sure, loose)
    if text.isascii():
        number = plain_code(text)
        parts = [_number_query(mark, number) for mark in "hdc"]
        (sure if len(number) <= TRIPLE else loose).extend(part for part in parts if part)
    return IndexQuery(" OR ".join(sure), " OR ".join(loose))


def _add_spelled(name: str, sure: list[str], loose: list[str]) -> None:
    if not any("a" <= sign <= "z" for sign in name):
        return
    ways = spellings(name)
    fewest = min((len(parts) for parts in ways), default=0)
    for parts in ways:
        tokens = sorted(set(_spelled_tokens(parts)))
        if tokens and len(parts) <= fewest + 1 and _is_natural(parts):
            is_sure = len(parts) == 1 or (len(parts) == PAIR == len(name))
            (sure if is_sure else loose).append("(" + " AND ".join(tokens) + ")")


def _number_query(mark: str, text: str) -> str:
    wanted = sorted({f'"{mark}{part}"' for part in triples(text)})
    return f"({' AND '.join(wanted)})" if wanted else ""


def _all_of(mark: str, text: str) -> str:
    if len(text) == 1:
        return f'"{mark}{text}"'
    wanted = sorted({f'"{mark}{a}{b}"' for a, b in pairwise(text)})
    return f"({' AND '.join(wanted)})" if wanted else ""


def _is_natural(parts: list[str]) -> bool:
    """Tell whether every part but the last is a character, an initial or a whole syllable."""
    return all(len(part) == 1 or part in _SYLLABLES for part in parts[:-1])


def _spelled_tokens(parts: list[str]) -> Iterator[str]:
    """Give the tokens that a spelling needs: syllables, pairs of initials, characters.

    Inside a spelling a part is an initial or a whole syllable; the last may be begun only.
    """
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        if not part.isascii():
            yield f'"n{part}"'
        elif len(part) > 1 or len(parts) == 1:
            yield f'"y{part}"*' if is_last else f'"y{part}"'
    for a, b in pairwise(parts):
        if a.isascii() and b.isascii():
            yield f'"p{a[0]}{b[0]}"'


def spellings(text: str) -> list[list[str]]:
    """Give the ways in which a text can be read as syllables, their beginnings and characters."""
    found: list[list[str]] = []
    _spell(text, [], found)
    return found


def _spell(rest: str, parts: list[str], found: list[list[str]]) -> None:
    if len(found) >= MOST_ALTERNATIVES:
        return
    if not rest:
        found.append(parts)
        return
    if not "a" <= rest[0] <= "z":
        _spell(rest[1:], [*parts, rest[0]], found)
        return
    for size in range(min(6, len(rest)), 0, -1):
        if rest[:size] in _STARTS:
            _spell(rest[size:], [*parts, rest[:size]], found)


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
    spans = (
        (start, _taken(text, searched.name_key[start:], syllables[start:]))
        for syllables in searched.readings
        if len(syllables) == len(searched.name_key)
        for start in range(len(syllables))
    )
    return min(((start, taken) for start, taken in spans if taken is not None), default=None)


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
    if not text:
        return 0
    if not syllables or not characters:
        return None
    sizes = [1] if text[0] == characters[0] else []
    syllable = syllables[0]
    sizes += [
        size
        for size in range(min(len(syllable), len(text)), 0, -1)
        if text.startswith(syllable[:size])
    ]
    for size in sizes:
        rest = _taken(text[size:], characters[1:], syllables[1:])
        if rest is not None:
            return rest + 1
    return None


def match(text: str, searched: Searched) -> str | None:
    """Name the field in which a text stands, or None where it stands nowhere."""
    if text.isascii():
        number = plain_code(text)
        if number and any(number in phone for phone in searched.phones.split()):
            return "phone"
        if number and number in searched.id_number.lower():
            return "id_number"
        if number and number in plain_code(searched.code):
            return "code"
    return "name" if name_place(text, searched) is not None else None
