"""Writes the content lines of vCard and iCalendar: escaped, folded, ended as the RFCs ask."""

from collections.abc import Iterable
from typing import Final

_LONGEST_LINE: Final = 75
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_UNSEEN: Final = {number: None for number in range(32) if number not in {9, 10}}


def escaped(text: str) -> str:
    """Give a text as a value (RFC 5545 3.3.11, RFC 6350 3.4): one line, marks taken literally."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    return even.translate(_UNSEEN).translate(_ESCAPES)


def joined(lines: Iterable[str]) -> bytes:
    """Give lines as a file: UTF-8, ended by CR LF, none longer than 75 bytes."""
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _folded(line: str) -> Iterable[bytes]:
    part = b""
    for character in line:
        piece = character.encode("utf-8", "replace")
        if len(part) + len(piece) > _LONGEST_LINE:
            yield part
            part = b" "
        part += piece
    yield part
