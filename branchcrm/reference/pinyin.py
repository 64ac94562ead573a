"""Gives names their reading in pinyin: for search, for sorting and for the letter index."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

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
_AFTER_L_OR_N = re.compile(r"(?<=[ln])v")
_HAN_RUN = re.compile(r"([\u3400-\u9fff]+)")
# Most people's names: without a search for letters, digits or a dot among the characters.
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")
_LETTERS_FIRST, _SYMBOLS_AFTER, _EMPTY_LAST = "1", "2", "3"


class NameKind(StrEnum):
    """Whose name is read: a person's surname has its own reading."""

    PERSON = "person"
    COMPANY = "company"


class NameReading(NamedTuple):
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


class _Syllable(NamedTuple):
    """How one character is read: letters, tone, and other letters."""

    letters: str
    tone: str
    others: tuple[str, ...] = ()


class _Part(NamedTuple):
    """How the head or the rest of a name is read, in the forms of a whole reading."""

    full: str
    spaced: str
    initials: str
    tones: str
    others: tuple[str, ...] = ()


def reading(name: str, kind: NameKind = NameKind.PERSON) -> NameReading:
    """Read a name; surnames by their own table and only at the head.

    A person's name is put together from its two parts, which come again and again.
    """
    if kind is NameKind.COMPANY:
        return _compose(name, _part(_company_syllables(name)), {})
    if _HAN_NAME.fullmatch(name):
        length, heads = _heads_of(name[:2])
        rest = _rest_part(name[length:])
    else:
        surname, given = split_surname(name)
        heads, rest = _head_parts(surname), _rest_part(given)
    head = heads[0]
    spaced = _beside(head.spaced, rest.spaced)
    alternates: tuple[str, ...] = ()
    if len(heads) > 1 or rest.others or "v" in spaced:
        others = dict.fromkeys([_beside(one.spaced, rest.spaced) for one in heads[1:]])
        others |= dict.fromkeys([_beside(head.spaced, other) for other in rest.others])
        alternates = _alternates(spaced, others)
    return NameReading(
        head.full + rest.full,
        spaced,
        head.initials + rest.initials,
        alternates,
        _sort_key(name, spaced, head.tones + rest.tones),
    )


def _beside(head: str, rest: str) -> str:
    return f"{head} {rest}" if head and rest else head or rest


@cache
def _head_parts(surname: str) -> tuple[_Part, ...]:
    return tuple(map(_part, _surname_readings(surname)))


@lru_cache(maxsize=32_768)
def _rest_part(given: str) -> _Part:
    syllables = [_character(token) for token in _TOKENS.findall(given)]
    others: dict[str, None] = {}
    for place, syllable in enumerate(syllables):
        for other in syllable.others:
            letters = [one.letters for one in syllables]
            letters[place] = other
            others[" ".join(letters)] = None
    return _part(syllables, tuple(others))


def _part(syllables: Sequence[_Syllable], others: tuple[str, ...] = ()) -> _Part:
    letters = [one.letters for one in syllables]
    return _Part(
        full="".join(letters),
        spaced=" ".join(letters),
        initials="".join([one[0] for one in letters]),
        tones="".join([one.tone for one in syllables]),
        others=others,
    )


def corrected_reading(name: str, spaced: str) -> NameReading:
    """Take the reading that a user wrote for a name; the usual one stays an alternate."""
    own = [_Syllable(query_form(part), "0") for part in spaced.split()]
    usual = reading(name)
    return _compose(name, _part(own), dict.fromkeys([usual.spaced, *usual.alternates]))


def query_form(text: str) -> str:
    """Give typed pinyin the form of the index: small letters, v for ü, no tone marks."""
    lowered = text.lower().replace("u:", "v").replace("ü", "v")
    if lowered.isascii():
        return lowered
    return "".join(_TONE_MARKS.get(letter, (letter, ""))[0] for letter in lowered)


def _compose(name: str, whole: _Part, others: dict[str, None]) -> NameReading:
    return NameReading(
        full=whole.full,
        spaced=whole.spaced,
        initials=whole.initials,
        alternates=_alternates(whole.spaced, others),
        sort_key=_sort_key(name, whole.spaced, whole.tones),
    )


def _alternates(spaced: str, others: dict[str, None]) -> tuple[str, ...]:
    """Give the other readings, with those that a ü written as u makes."""
    others.pop(spaced, None)
    if "v" in spaced:
        for one in [spaced, *others]:
            others[_AFTER_L_OR_N.sub("u", one)] = None
        others.pop(spaced, None)
    return tuple(others)[:_MOST_ALTERNATES]


def _sort_key(name: str, spaced: str, tones: str) -> str:
    if not spaced:
        return f"{_SYMBOLS_AFTER}{name}" if name.strip() else _EMPTY_LAST
    group = _LETTERS_FIRST if "a" <= spaced[0] <= "z" else _SYMBOLS_AFTER
    # A tab sorts before the space between syllables, so that a shorter name comes first.
    return f"{group}{spaced}\t{tones}\t{name}"


@cache
def _heads_of(characters: str) -> tuple[int, tuple[_Part, ...]]:
    """Give how long the surname of a name is, and how it is read, by its first two characters."""
    surname = split_surname(characters)[0]
    return len(surname), _head_parts(surname)


@cache
def _surname_readings(surname: str) -> tuple[tuple[_Syllable, ...], ...]:
    if surname in COMPOUND_READINGS:
        return tuple(tuple(map(_toned, head)) for head in COMPOUND_READINGS[surname])
    usual = tuple(_character(character) for character in surname)
    if len(surname) != 1 or surname not in SURNAME_READINGS:
        return (tuple(one._replace(others=()) for one in usual),)
    own = [_toned(one) for one in SURNAME_READINGS[surname]]
    # The character's everyday reading is what someone who only sees the name would type.
    if usual[0].letters not in {one.letters for one in own}:
        own.append(usual[0])
    return tuple((one,) for one in own)


def _company_syllables(name: str) -> list[_Syllable]:
    if _WORD_DEPENDENT.isdisjoint(name):
        return [_character(token) for token in _TOKENS.findall(name)]
    return _phrase_syllables(name)


def _phrase_syllables(name: str) -> list[_Syllable]:
    from pypinyin.seg.mmseg import seg  # noqa: PLC0415 - slow to import, for companies only

    syllables: list[_Syllable] = []
    for run in _HAN_RUN.split(name):
        if not run or not "\u3400" <= run[0] <= "\u9fff":
            syllables.extend(_character(token) for token in _TOKENS.findall(run))
            continue
        for word in seg.cut(run):
            syllables += _word(word)
    return syllables


@lru_cache(maxsize=8192)
def _word(word: str) -> tuple[_Syllable, ...]:
    """Read one word of a company's name; they come again and again."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - as above

    return tuple(_marked(one) for one in lazy_pinyin([word], style=Style.TONE))


@cache
def _character(token: str) -> _Syllable:
    """Give the readings of one token, the usual one first."""
    if len(token) > 1 or token.isascii():
        return _Syllable(query_form(token), "0")
    found = [
        _toned(_tone_at_end(one)) for one in _dictionary().get(ord(token), "").split(",") if one
    ]
    if not found:
        return _Syllable(token, "0")
    others = dict.fromkeys(one.letters for one in found[1:])
    others.pop(found[0].letters, None)
    return found[0]._replace(others=tuple(others))


@cache
def _dictionary() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - slow to import

    table: dict[int, str] = PINYIN_DICT
    return table


@cache
def _marked(text: str) -> _Syllable:
    """Take one reading with its tone mark apart; there are some thirteen hundred of them."""
    return _toned(query_form(_tone_at_end(text)))


def _toned(text: str) -> _Syllable:
    """Take letters with a tone number behind them apart."""
    if len(text) > 1 and text[-1] in "01234":
        return _Syllable(text[:-1], text[-1])
    return _Syllable(text, "0")


def _tone_at_end(marked: str) -> str:
    tone = ""
    letters: list[str] = []
    for letter in marked.replace("ü", "v").replace("ê", "e"):
        plain, found = _TONE_MARKS.get(letter, (letter, ""))
        letters.append(plain)
        tone = found or tone
    return "".join(letters) + tone
