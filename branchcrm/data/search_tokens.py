"""Search tokens of a customer and the query they answer: short names, initials, number parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import add
from typing import NamedTuple

PAIR = 2
TRIPLE = 3
QUAD = 4
SEAM = "0"
LONGEST_SPELLED = 24
MOST_INITIALS = 8
MOST_ALTERNATIVES = 24
_IN_NUMBERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz()+/#")
_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()  # noqa: SIM905 - a word list
_FINALS = (  # noqa: SIM905 - a word list
    "a o e ai ei ao ou an en ang eng ong i ia iao ie iu ian in iang ing iong u ua uo uai ui uan un"
    " uang ue v ve u er ueng"
).split()
_SYLLABLES = frozenset(
    {head + tail for head in _INITIALS for tail in _FINALS}
    | {"a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er", "ng", "m", "n"}
)
LONG_INITIALS = frozenset({"zh", "ch", "sh"})
_STARTS = frozenset(syllable[:size] for syllable in _SYLLABLES for size in range(1, 7))


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
    if searched.alternates:
        found += [spoken(reading) for reading in searched.alternates.split("|")]
        found = list(dict.fromkeys(" ".join(found).split()))
    if searched.phones:
        found += [_number_runs("h", phone) for phone in searched.phones.split()]
    if searched.id_number:
        found.append(_number_runs("d", searched.id_number.lower()))
    if searched.code:
        found.append(_number_runs("c", plain_code(searched.code)))
    return " ".join(found)


def spoken(reading: str) -> str:
    """Give the tokens of one reading of a name.

    They are its syllables and, from each but the last on, what follows, spelled and by initials,
    so that the beginning of that answers a text.
    """
    head, _, rest = reading.partition(" ")
    return _spoken_from(indexed(head), rest)[0]


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


def _number_runs(mark: str, number: str) -> str:
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


def _runs(text: str) -> list[str]:
    return [text[start : start + QUAD] for start in range(len(text) - QUAD + 1)]


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


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """Two queries of the index: one that is sure, and one whose finds need a second look."""

    sure: str
    loose: str

    @property
    def unsure(self) -> str:
        """Give the query for what is loose only."""
        return f"({self.loose}) NOT ({self.sure})" if self.loose and self.sure else self.loose


def query_for(text: str) -> IndexQuery:
    """Give the index queries that find every customer the text may mean; empty for none."""
    sure: list[str] = []
    loose: list[str] = []
    name = indexed(text)
    if name:
        # A sign that the index does not keep must stand in what is found.
        certain = sure if name == text else loose
        (certain if len(name) <= PAIR else loose).append(_all_of("n", name))
        _add_spelled(name, certain, loose)
    if text.isascii():
        number = typed_number(text)
        marks = "hdc" if any(sign.isdigit() for sign in number) else "c"
        parts = [_number_query(mark, number) for mark in marks]
        (sure if len(number) <= QUAD else loose).extend(part for part in parts if part)
    return IndexQuery(" OR ".join(sure), " OR ".join(loose))


def _add_spelled(name: str, sure: list[str], loose: list[str]) -> None:
    """Add the queries of syllables alone and of initials alone, and of both mixed."""
    if not any("a" <= sign <= "z" for sign in name):
        return
    ways = spellings(name)
    fewest = min((len(parts) for parts in ways), default=0)
    for parts in ways:
        if all(len(part) == 1 for part in parts) and len(parts) > 1 and name.isascii():
            (sure if len(parts) <= MOST_INITIALS else loose).append(f'"p{name[:MOST_INITIALS]}"*')
            continue
        if len(parts) > fewest + 1 or not is_natural(parts):
            continue
        if len(parts) == 1:
            sure.append(f'"q{name}"*')
            continue
        if name.isascii() and all(part in _SYLLABLES for part in parts[:-1]):
            spelled = SEAM.join(parts)
            is_whole = len(spelled) <= LONGEST_SPELLED
            (sure if is_whole else loose).append(f'"y{spelled[:LONGEST_SPELLED]}"*')
        if not name.isascii() or any(_is_initial(part) for part in parts[:-1]):
            loose.append("(" + " AND ".join(sorted(set(_spelled_tokens(parts)))) + ")")


def typed_form(folded: str) -> str:
    """Give typed pinyin the form of the index, which writes v for ü; other names keep their ü."""
    if "ü" not in folded:
        return folded
    plain = folded.replace("ü", "v")
    is_pinyin = any(all(part in _SYLLABLES for part in parts) for parts in spellings(plain))
    return plain if is_pinyin else folded


def _is_initial(part: str) -> bool:
    return len(part) == 1 or part in LONG_INITIALS


def is_natural(parts: list[str]) -> bool:
    """Tell whether every part but the last is a character, an initial or a whole syllable."""
    return all(_is_initial(part) or part in _SYLLABLES for part in parts[:-1])


def _number_query(mark: str, text: str) -> str:
    if len(text) < TRIPLE:
        return ""
    if len(text) == TRIPLE:
        return f'"{mark}{text}"*'
    wanted = sorted({f'"{mark}{run}"' for run in _runs(text)})
    return f"({' AND '.join(wanted)})"


def _all_of(mark: str, text: str) -> str:
    if len(text) == 1:
        return f'"{mark}{text}"'
    wanted = sorted({f'"{mark}{a}{b}"' for a, b in pairwise(text)})
    return f"({' AND '.join(wanted)})" if wanted else ""


def _spelled_tokens(parts: list[str]) -> Iterator[str]:
    """Give the tokens that a spelling needs: syllables, runs of initials, characters.

    Inside a spelling a part is an initial or a whole syllable; the last may be begun only.
    """
    for part in parts:
        if not part.isascii():
            yield f'"n{part}"'
        elif len(part) > 1:
            is_begun = part is parts[-1] or part in LONG_INITIALS
            yield f'"q{part}"*' if is_begun else f'"q{part}"'
    for is_spelled, run in groupby(parts, str.isascii):
        initials = "".join(part[0] for part in run)[:MOST_INITIALS]
        if is_spelled:
            yield f'"p{initials}"*' if len(initials) > 1 else f'"q{initials}"*'
    for a, b in pairwise(parts):
        if not a.isascii() and not b.isascii():
            yield f'"n{a}{b}"'


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
