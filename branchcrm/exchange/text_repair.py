"""Recognises text that was decoded wrongly, or that a web page polluted, before it came to us."""

import re
from typing import Final

from branchcrm.domain.characters import is_han
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import say

_LOST: Final = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
# What the commonest characters turn into when UTF-8 is read as GBK.
_MOJIBAKE_SIGNS: Final = frozenset(
    "鏂鐨閿涓鍙璇缁鎴绗浠鏄鍦杩鎿瀹鐢鍚鎵鑰姝鏃鍗锛銆鈥脳鈶浜鍒鏉鐞鍏犳憳鍖椾含甯傛捣娣€寮犱笁"
)
_FEWEST_SIGNS: Final = 4
_SHORTEST: Final = 3
_SAMPLED: Final = 20_000
_SHORTEST_SAMPLE: Final = 12
_MOST_SOUND: Final = 0.4
_PINYIN: Final = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}[)）]")


def _mojibake_starts() -> str:
    """Give every character that the first bytes of a Chinese one become when read as GBK."""
    pairs = (bytes((lead, trail)) for lead in range(0xE3, 0xEA) for trail in range(0x80, 0xC0))
    found = (pair.decode("gb18030", "ignore") for pair in pairs)
    return "".join(letter for letter in found if len(letter) == 1)


_SUSPECT: Final = re.compile(f"[*(（\ufffd{re.escape(_mojibake_starts())}]|锟斤拷|烫烫烫|屯屯屯")


def is_sound(text: str) -> bool:
    """Tell at one glance that a text cannot be broken, polluted or masked."""
    return _SUSPECT.search(text) is None


def check_text(text: str) -> Outcome[str]:
    """Judge a text: broken beyond repair, repairable, polluted, or sound."""
    if text.isascii():
        return accepted(text)
    if any(sign in text for sign in _LOST):
        return refused("text_lost", say("“{text}”里的字已经损坏，按原件重新录入", text=text[:20]))
    repaired = repaired_mojibake(text)
    if repaired:
        reason = say("文字编码错乱，是否为“{meant}”？", meant=repaired)
        return refused("text_mojibake", reason)
    if sum(letter in _MOJIBAKE_SIGNS for letter in text) >= max(_FEWEST_SIGNS, len(text) // 2):
        return refused("text_lost", say("“{text}”里的字已经损坏，按原件重新录入", text=text[:20]))
    return _without_pinyin(text)


def repaired_mojibake(text: str) -> str:
    """Give the text that was meant where UTF-8 was read as GBK, or nothing.

    Chinese text in GBK hardly ever happens to be UTF-8 for Chinese characters.
    """
    if len(text) < _SHORTEST:
        return ""
    try:
        meant = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return ""
    is_chinese = all(
        letter.isascii() or is_han(letter) or letter in "，。、（）：；" for letter in meant
    )
    return meant if is_chinese and len(meant) < len(text) else ""


def repaired_whole(text: str) -> str:
    """Give what a whole text meant that was garbled without a loss, or nothing."""
    if text.isascii():
        return ""
    try:
        meant = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return ""
    return meant if len(meant) < len(text) and any(map(is_han, meant)) else ""


def is_mostly_mojibake(text: str) -> bool:
    """Tell whether most Chinese characters of a text are those that garbling gives."""
    sample = [letter for letter in text[:_SAMPLED] if not letter.isascii()]
    signs = sum(letter in _MOJIBAKE_SIGNS or letter == "\ufffd" for letter in sample)
    return len(sample) >= _SHORTEST_SAMPLE and signs > len(sample) * _MOST_SOUND


def _without_pinyin(text: str) -> Outcome[str]:
    if ("(" not in text and "（" not in text) or not _PINYIN.search(text):
        return accepted(text)
    clean = _PINYIN.sub("", text)
    reason = say("夹着注音，是否为“{meant}”？", meant=clean)
    return doubted(text, "text_pinyin", reason)
