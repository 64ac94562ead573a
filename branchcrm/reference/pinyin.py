"""Gives names their reading in pinyin: for search, for sorting and for the letter index."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from branchcrm.domain.names import split_surname
from branchcrm.reference.surname_readings import COMPOUND_READINGS, SURNAME_READINGS

_MOST_ALTERNATES = 12
_TOKENS = re.compile(r"[A-Za-zÀ-ɏ]+|\d+|[^\W\d_]")
# Characters whose reading in a company's name depends on the word around them.
_WORD_DEPENDENT = frozenset(
    "行长長重乐樂厦廈朝都调調发發曾单單车車强強传傳藏降角觉卡乾率省盛参參处處弹彈当當佛还還和会會几间将解空"
    "量落模难宁铺鋪曲少舍数數宿提应應与與载載扎种種转轉六蚌番陂泌铅丽台亳歙莘涡浚荥隰枞柏大地的得区區便查差"
    "冲畜创答担倒斗恶否冠喝横哄吓夹济系假校劲卷壳可露绿论脉闷磨蒙迫漂屏塞色杉扇晟石识似汤挑通吐为尾鲜相"
    "削血要艺饮晕粘正只中仔钻作"
)
_TONE_MARKS = {
    mark: (plain, str(tone))
    for plain, marks in (
        ("a", "āáǎà"),
        ("e", "ēéěè"),
        ("i", "īíǐì"),
        ("o", "ōóǒò"),
        ("u", "ūúǔù"),
        ("v", "ǖǘǚǜ"),
        ("n", "\0ńňǹ"),
        ("m", "\0ḿ\0\0"),
    )
    for tone, mark in enumerate(marks, start=1)
}
_LETTERS_FIRST, _SYMBOLS_AFTER, _EMPTY_LAST = "1", "2", "3"


class NameKind(StrEnum):
    """Whose name is read: a person's surname has its own reading."""

    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReading:
    """How a name is read.

    `spaced` is `wang xiao ming`, `full` the same without spaces, `initials` `wxm`.
    `alternates` are other readings in the form of `spaced`. `sort_key` compares as plain
    text in the order of a Chinese name list.
    """

    full: str
    spaced: str
    initials: str
    alternates: tuple[str, ...]
    sort_key: str

    @property
    def letter(self) -> str:
        """Give the letter under which the name stands in an index, or #."""
        first = self.spaced[:1]
        return first.upper() if "a" <= first <= "z" else "#"


def reading(name: str, kind: NameKind = NameKind.PERSON) -> NameReading:
    """Read a name; surnames by their own table and only at the head."""
    if kind is NameKind.COMPANY:
        return _compose(name, _company_syllables(name), ())
    primary, others = _person_syllables(name)
    return _compose(name, primary, others)


def corrected_reading(name: str, spaced: str) -> NameReading:
    """Take the reading that a user wrote for a name; the usual one stays an alternate."""
    own = tuple(query_form(part) for part in spaced.split())
    usual = reading(name)
    others = tuple(tuple(one.split()) for one in (usual.spaced, *usual.alternates))
    return _compose(name, own, others)


def query_form(text: str) -> str:
    """Give typed pinyin the form of the index: small letters, v for ü, no tone marks."""
    lowered = text.lower().replace("u:", "v").replace("ü", "v")
    return "".join(_TONE_MARKS.get(letter, (letter, ""))[0] for letter in lowered)


def _compose(
    name: str, primary: tuple[str, ...], others: tuple[tuple[str, ...], ...]
) -> NameReading:
    plain = tuple(one.rstrip("01234") or one for one in primary)
    spaced = " ".join(plain)
    return NameReading(
        full="".join(plain),
        spaced=spaced,
        initials="".join(syllable[0] for syllable in plain),
        alternates=_alternates(spaced, plain, others),
        sort_key=_sort_key(name, spaced, primary),
    )


def _alternates(
    spaced: str, plain: tuple[str, ...], others: tuple[tuple[str, ...], ...]
) -> tuple[str, ...]:
    found = dict.fromkeys(" ".join(s.rstrip("01234") for s in other) for other in others)
    if "v" in spaced:
        for one in [spaced, *found]:
            found[_with_u(one)] = None
    found.pop(spaced, None)
    return tuple(found)[:_MOST_ALTERNATES] if plain else ()


def _with_u(spaced: str) -> str:
    return re.sub(r"(?<=[ln])v", "u", spaced)


def _sort_key(name: str, spaced: str, primary: tuple[str, ...]) -> str:
    if not spaced:
        return f"{_SYMBOLS_AFTER}{name}" if name.strip() else _EMPTY_LAST
    group = _LETTERS_FIRST if "a" <= spaced[0] <= "z" else _SYMBOLS_AFTER
    tones = "".join(one[-1] if one[-1] in "1234" else "0" for one in primary)
    # A tab sorts before the space between syllables, so that a shorter name comes first.
    return f"{group}{spaced}\t{tones}\t{name}"


def _person_syllables(name: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    surname, given = split_surname(name)
    heads = _surname_readings(surname)
    tail = [_character_readings(token) for token in _TOKENS.findall(given)]
    usual = tuple(readings[0] for readings in tail)
    others = [head + usual for head in heads[1:]]
    for place, readings in enumerate(tail):
        others.extend(
            heads[0] + usual[:place] + (other,) + usual[place + 1 :] for other in readings[1:]
        )
    return heads[0] + usual, tuple(others)


@cache
def _surname_readings(surname: str) -> tuple[tuple[str, ...], ...]:
    if surname in COMPOUND_READINGS:
        return COMPOUND_READINGS[surname]
    if len(surname) != 1:
        return (tuple(_character_readings(character)[0] for character in surname),)
    usual = _character_readings(surname)
    own = SURNAME_READINGS.get(surname, usual[:1])
    heard = {_without_tone(one) for one in own}
    # The character's everyday reading is what someone who only sees the name would type.
    rest = [one for one in usual[:1] if _without_tone(one) not in heard]
    return tuple((one,) for one in (*own, *rest))


def _company_syllables(name: str) -> tuple[str, ...]:
    tokens = _TOKENS.findall(name)
    if _WORD_DEPENDENT.isdisjoint(name):
        return tuple(_character_readings(token)[0] for token in tokens)
    return _phrase_syllables(name)


def _phrase_syllables(name: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - slow to import, for companies only

    syllables: list[str] = []
    for run in re.split(r"([\u3400-\u9fff]+)", name):
        if not run or not "\u3400" <= run[0] <= "\u9fff":
            syllables.extend(_character_readings(token)[0] for token in _TOKENS.findall(run))
            continue
        syllables.extend(query_form(one) for one in lazy_pinyin(run, style=Style.TONE3))
    return tuple(syllables)


@cache
def _character_readings(token: str) -> tuple[str, ...]:
    """Give the readings of one token with tone numbers, the usual one first."""
    if len(token) > 1 or token.isascii():
        return (query_form(token),)
    found = _dictionary().get(ord(token), "")
    readings: dict[str, str] = {}
    for marked in filter(None, found.split(",")):
        toned = _tone_at_end(marked)
        readings.setdefault(_without_tone(toned), toned)
    return tuple(readings.values()) or (token,)


@cache
def _dictionary() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - slow to import

    table: dict[int, str] = PINYIN_DICT
    return table


def _tone_at_end(marked: str) -> str:
    tone = ""
    letters: list[str] = []
    for letter in marked.replace("ü", "v").replace("ê", "e"):
        plain, found = _TONE_MARKS.get(letter, (letter, ""))
        letters.append(plain)
        tone = found or tone
    return "".join(letters) + tone


def _without_tone(toned: str) -> str:
    return toned.rstrip("01234")
