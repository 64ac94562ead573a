"""The messages between the reading program and us: length-prefixed JSON.

JSON and not pickle or marshal: what comes out of a program that has just chewed a hostile file
must not be able to run anything here. Both ends are C code, so it costs little.
"""

import json
import struct
from datetime import date, datetime, time, timedelta
from typing import IO, Any, Final

from branchcrm.exchange.cells import Cell, CellError

MAX_FRAME_BYTES: Final = 64 * 1024 * 1024
_LENGTH: Final = struct.Struct(">I")
_SECONDS_PER_HOUR: Final = 3600


class BrokenFrameError(Exception):
    """The other side sent something that is no message."""


def _tag(value: object) -> dict[str, object]:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.toordinal()}
    if isinstance(value, time):
        return {"h": value.isoformat()}
    if isinstance(value, timedelta):
        return {"x": _span_text(value)}
    if isinstance(value, CellError):
        return {"e": value.code}
    raise TypeError(type(value).__name__)


def _span_text(span: timedelta) -> str:
    total = int(span.total_seconds())
    hours, rest = divmod(total, _SECONDS_PER_HOUR)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def _untag(tagged: dict[str, Any]) -> object:
    (kind, value) = next(iter(tagged.items()), ("", None))
    return _UNTAG[kind](value) if kind in _UNTAG and len(tagged) == 1 else tagged


_UNTAG: dict[str, Any] = {
    "d": date.fromordinal,
    "t": datetime.fromisoformat,
    "h": time.fromisoformat,
    "x": str,
    "e": CellError,
}


def write_frame(stream: IO[bytes], message: list[object]) -> None:
    """Send one message."""
    send_body(stream, json.dumps(message, default=_tag, separators=(",", ":")).encode())


def send_body(stream: IO[bytes], body: bytes) -> None:
    """Send the bytes of a message behind their length."""
    stream.write(frame(body))
    stream.flush()


def frame(body: bytes) -> bytes:
    """Put their length before the bytes of a message."""
    return _LENGTH.pack(len(body)) + body


def frame_length(head: bytes) -> int:
    """Tell how many bytes follow a head of four.

    Raises:
        BrokenFrameError: the length is beyond anything we send.
    """
    (length,) = _LENGTH.unpack(head)
    if length > MAX_FRAME_BYTES:
        raise BrokenFrameError
    return int(length)


def parse_frame(body: bytes) -> list[Any]:
    """Read one message.

    Raises:
        BrokenFrameError: it is no message of ours.
    """
    try:
        message = json.loads(body, object_hook=_untag)
    except (ValueError, TypeError, OverflowError, RecursionError) as problem:
        raise BrokenFrameError from problem
    if not isinstance(message, list) or not message:
        raise BrokenFrameError
    return message


def blank_to_none(cells: list[Any]) -> list[Cell]:
    """Make the empty texts of the wire the blanks of the table."""
    return [None if cell == "" else cell for cell in cells]
