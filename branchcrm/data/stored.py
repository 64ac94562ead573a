"""Values in their stored form, and payloads of the journal as compressed text."""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from branchcrm.data.columns import day_number, instant_number

StoredValue = int | str | bytes | None


def stored(value: object) -> StoredValue:
    """Give the stored form of a value: days and seconds as integers, choices as text.

    Raises:
        TypeError: the value is of a kind that the book does not hold, such as a float.
    """
    if value is None or type(value) in (int, str, bytes):
        return value  # type: ignore[return-value]
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, datetime):
        return instant_number(value)
    if isinstance(value, date):
        return day_number(value)
    message = f"{type(value).__name__} has no stored form"
    raise TypeError(message)


def pack(document: object) -> bytes:
    """Compress a payload; bytes inside it are kept."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=_bytes_out)
    return zlib.compress(text.encode(), 6)


def unpack(payload: bytes) -> Any:  # noqa: ANN401 - any JSON document
    """Give the payload back."""
    return json.loads(zlib.decompress(payload), object_hook=_bytes_in)


def canonical(rows: Iterable[Sequence[StoredValue]]) -> bytes:
    """Give the bytes that a digest covers, one line a row."""
    return "\n".join([*map(repr, map(tuple, rows)), ""]).encode()


def _bytes_out(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"~bytes": base64.b64encode(value).decode()}
    message = f"{type(value).__name__} does not belong in the journal"
    raise TypeError(message)


def _bytes_in(document: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    if len(document) == 1 and "~bytes" in document:
        return base64.b64decode(document["~bytes"])
    return document
