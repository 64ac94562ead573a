"""How typed letters spell names: by syllables, by initials, or by both and characters mixed."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Final

MOST_ALTERNATIVES = 24
SPOKEN: Final = " "
"""Stands before every character of a name with its syllable."""
_REST: Final = f"[^{SPOKEN}]*"
_END: Final = f"(?={SPOKEN}|$)"
_NEVER: Final = "(?!)"
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


class Spelled(Enum):
    """How a text spells a name: by initials, by syllables, or by both and characters mixed."""

    INITIALS = "initials"
    SYLLABLES = "syllables"
    MIXED = "mixed"


def spelled_ways(name: str) -> Iterator[tuple[Spelled, list[str]]]:
    """Give the ways in which a text with letters may spell a name, with the parts of each.

    Of a text that is read as syllables those with many more parts are left out.
    """
    if not any("a" <= sign <= "z" for sign in name):
        return
    ways = spellings(name)
    fewest = min((len(parts) for parts in ways), default=0)
    for parts in ways:
        if all(len(part) == 1 for part in parts) and len(parts) > 1 and name.isascii():
            yield Spelled.INITIALS, parts
            continue
        if len(parts) > fewest + 1 or not is_natural(parts):
            continue
        is_mixed = not name.isascii() or any(is_initial(part) for part in parts[:-1])
        if name.isascii() and all(is_syllable(part) for part in parts[:-1]):
            yield Spelled.SYLLABLES, parts
        if is_mixed and len(parts) > 1:
            yield Spelled.MIXED, parts


def typed_form(folded: str) -> str:
    """Give typed pinyin the form of the index, which writes v for ü; other names keep their ü."""
    if "ü" not in folded:
        return folded
    plain = folded.replace("ü", "v")
    is_pinyin = any(all(part in _SYLLABLES for part in parts) for parts in spellings(plain))
    return plain if is_pinyin else folded


@lru_cache(maxsize=64)
def spelled_pattern(text: str) -> re.Pattern[str] | None:
    """Give the pattern of every way in which a text may stand in the spoken line of a name.

    Ways that take whole syllables come first. None where the ways are too many to be known all, or
    a sign of the text may stand for a character as well as for a sound.
    """
    if any(sign.isascii() and not "a" <= sign <= "z" for sign in text):
        return None
    ways = spellings(text)
    if len(ways) >= MOST_ALTERNATIVES:
        return None
    return re.compile("|".join(_unit_by_unit(way) for way in ways if is_natural(way)) or _NEVER)


def spoken_line(name: str, syllables: list[str]) -> str:
    """Give the characters of a name, each with its syllable behind it."""
    return "".join([f"{SPOKEN}{sign}{said}" for sign, said in zip(name, syllables, strict=True)])


def _unit_by_unit(way: list[str]) -> str:
    units = [_said(part) + (_REST if is_initial(part) else _END) for part in way[:-1]]
    return "".join([*units, _said(way[-1]) + _REST])


def _said(part: str) -> str:
    return f"{SPOKEN}.{part}" if part.isascii() else SPOKEN + re.escape(part)


def is_syllable(part: str) -> bool:
    """Tell whether a part is a whole syllable."""
    return part in _SYLLABLES


def is_initial(part: str) -> bool:
    """Tell whether a part stands for the beginning of a syllable: one sign, zh, ch, sh."""
    return len(part) == 1 or part in LONG_INITIALS


def is_natural(parts: list[str]) -> bool:
    """Tell whether every part but the last is a character, an initial or a whole syllable."""
    return all(is_initial(part) or part in _SYLLABLES for part in parts[:-1])


def syllable_rows(run: list[str], last: str) -> Iterator[list[str]]:
    """Give the rows of whole syllables in spelled parts, each with what follows it begun.

    The last part of a text may be begun only, too. A lone initial is no row.
    """
    row: list[str] = []
    for part in run:
        row.append(part)
        if part is last or is_initial(part) or not is_syllable(part):
            if len(row) > 1 or len(part) > 1:
                yield row
            row = []
    if row:
        yield row


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
