"""An encrypted file beside the book that one connection writes into and that does not last."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

_MARK: Final = ".beside-"
_KEY_BYTES: Final = 32
_CACHE_KIB: Final = 16 * 1024


@contextmanager
def side_file(book: Path) -> Iterator[Path]:
    """Give the path of a file beside the book and remove it at the end, and any left behind."""
    for left_over in book.parent.glob(f"{_MARK}*"):
        _remove(left_over)
    path = book.with_name(f"{_MARK}{secrets.token_hex(8)}")
    try:
        yield path
    finally:
        _remove(path)


def attach(connection: Any, path: Path) -> None:  # noqa: ANN401 - driver type
    """Attach the file to a driver connection as `beside`, under a key that nobody keeps."""
    key = secrets.token_bytes(_KEY_BYTES).hex()
    connection.execute(f"ATTACH DATABASE ? AS beside KEY \"x'{key}'\"", (str(path),))
    connection.execute("PRAGMA beside.journal_mode = MEMORY")
    connection.execute("PRAGMA beside.synchronous = OFF")
    connection.execute(f"PRAGMA beside.cache_size = -{_CACHE_KIB}")


def _remove(path: Path) -> None:
    # Windows keeps what another window still works with.
    with suppress(OSError):
        path.unlink(missing_ok=True)
