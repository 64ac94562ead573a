"""Evens out what keyboards, Excel and web pages do to characters."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFC], None
)
_DASHES = dict.fromkeys(
    [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63, 0x30FC], "-"
)
_SPACES = re.compile(r"\s+")
_LOST_FRACTION = re.compile(r"^(\d+)\.0+$")
# Basic block, extension A, extensions B and later, compatibility characters, zero.
_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff\uf900-\ufaff\u3007]")
_ALL_HAN = re.compile(f"{_HAN.pattern}+")
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?\d+$", re.IGNORECASE)


def without_invisible(text: str) -> str:
    """Drop characters that take no room, which NFKC keeps (zero-width space, BOM)."""
    return text.translate(_INVISIBLE)


def plain(text: str) -> str:
    """Give a code, number or date in half-width characters with one kind of dash.

    A leading apostrophe, Excel's mark of a text cell, is dropped. Names do not come here:
    NFKC changes characters that may be meant.
    """
    even = unicodedata.normalize("NFKC", without_invisible(text)).translate(_DASHES)
    return _SPACES.sub(" ", even).strip().removeprefix("'").strip()


def without_spaces(text: str) -> str:
    """Join what spaces separate."""
    return _SPACES.sub("", text)


def without_float_tail(text: str) -> str:
    """Undo the `.0` that a numeric column puts behind a code."""
    found = _LOST_FRACTION.match(text)
    return found[1] if found else text


def is_scientific(text: str) -> bool:
    """Tell whether a number was shortened to `1.38E+10`, whose digits are lost."""
    return bool(_SCIENTIFIC.match(text))


def is_han(character: str) -> bool:
    """Tell whether a character is a Chinese character, rare ones included."""
    return bool(_HAN.match(character))


def is_all_han(text: str) -> bool:
    """Tell whether a text is made of Chinese characters alone, at least one."""
    return bool(_ALL_HAN.fullmatch(text))


def is_private_use(character: str) -> bool:
    """Tell whether a character exists in one font or old code page only."""
    return unicodedata.category(character) == "Co"
