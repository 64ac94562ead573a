"""Takes contact cards (vCard 2.1 to 4.0) apart into the columns of a customer table."""

import quopri
import re
from collections.abc import Iterator
from typing import Final

from branchcrm.exchange.joined_text import whole_address, whole_name

HEADINGS: Final = ("姓名", "手机", "其他电话", "邮箱", "单位", "职务", "地址", "生日", "备注")
_LINE: Final = re.compile(r"^(?:[\w-]+\.)?([\w-]+)((?:;[^:]*)?):(.*)$", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([\\,;nN])")
_MOBILE: Final = re.compile(r"(?:\+?86)?[\s-]*1[3-9][\d\s-]{9,}$")
_COMPACT_DAY: Final = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})")
_JOINED: Final = {"EMAIL": 3, "ORG": 4, "TITLE": 5, "ADR": 6, "NOTE": 8}


def read_cards(text: str) -> Iterator[list[str]]:
    """Give one row of texts per card, in the order of the headings."""
    row: list[str] | None = None
    for name, options, value in _properties(text):
        if name == "BEGIN":
            row = [""] * len(HEADINGS)
        elif name == "END" and row is not None:
            yield row
            row = None
        elif row is not None:
            _take(row, name, options, value)


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    for line in _unfolded(text):
        found = _LINE.match(line)
        if found is None:
            continue
        options = found[2].upper()
        value = found[3]
        if "QUOTED-PRINTABLE" in options:
            charset = re.search(r"CHARSET=([\w-]+)", options)
            raw = quopri.decodestring(value.encode("utf-8", "replace"))
            value = _decoded(raw, charset[1] if charset else "utf-8")
        yield found[1].upper(), options, value


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode("gb18030" if charset.upper() in {"GBK", "GB2312"} else charset)
    except (UnicodeDecodeError, LookupError):
        return raw.decode("gb18030", "replace")


def _unfolded(text: str) -> Iterator[str]:
    """Join the lines that a card broke: by a leading blank, or by = at the end."""
    whole = ""
    for line in text.splitlines():
        if line[:1] in {" ", "\t"} and whole:
            whole += line[1:]
        elif whole.endswith("=") and "QUOTED-PRINTABLE" in whole.upper():
            whole = whole[:-1] + line
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _take(row: list[str], name: str, options: str, value: str) -> None:
    if name == "FN" and not row[0]:
        row[0] = _plain(value)
    elif name == "N" and value.strip("; "):
        row[0] = _whole_name(value)
    elif name == "TEL":
        _take_phone(row, options, _plain(value.removeprefix("tel:")))
    elif name == "BDAY":
        day = _COMPACT_DAY.match(value)
        row[7] = "-".join(day.groups()) if day else value
    elif name in _JOINED:
        place = _JOINED[name]
        parts = [_plain(part) for part in re.split(r"(?<!\\);", value)]
        text = _address(parts) if name == "ADR" else " ".join(filter(None, parts))
        row[place] = (
            f"{row[place]}\n{text}" if name == "NOTE" and row[place] else row[place] or text
        )


def _take_phone(row: list[str], options: str, number: str) -> None:
    is_mobile = "CELL" in options or _MOBILE.match(number) is not None
    if is_mobile and not row[1]:
        row[1] = number
    else:
        row[2] = "、".join(filter(None, (row[2], number)))


def _whole_name(value: str) -> str:
    parts = [_plain(part) for part in re.split(r"(?<!\\);", value)]
    family, given, middle, _, suffix = (parts + [""] * 4)[:5]
    return whole_name(family, given, middle, suffix)


def _address(parts: list[str]) -> str:
    box, extension, street, city, region, postcode, country = (parts + [""] * 6)[:7]
    return whole_address((street, extension, box, city, region, postcode, country))


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
