"""Takes the whole content of a file, and says why where it cannot be had."""

import errno
from pathlib import Path
from typing import Final

from branchcrm.exchange.errors import (
    EmptyFileError,
    FileChangedError,
    FileIsFolderError,
    FileLostError,
    FileMissingError,
    FileRefusedError,
    FileUnreadableError,
)
from branchcrm.exchange.sniff import MAX_FILE_BYTES, too_large
from branchcrm.reference.long_paths import unextended

# What systems say when the place of a file is gone: by errno, and by Windows' own numbers.
_LOST: Final = frozenset(
    getattr(errno, name)
    for name in (
        *("EIO", "ENXIO", "ENODEV", "ESTALE", "ETIMEDOUT", "ENOTCONN", "ECONNRESET"),
        *("EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH"),
    )
    if hasattr(errno, name)
)
_LOST_ON_WINDOWS: Final = frozenset([21, 53, 55, 59, 64, 67, 121, 1231, 1232, 1236])


def content_of(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        FileRefusedError: it is not there, held, lost, too large, empty, or changed meanwhile.
    """
    try:
        before = path.stat()
        if before.st_size > MAX_FILE_BYTES:
            raise too_large(path.name, before.st_size, MAX_FILE_BYTES)
        content = path.read_bytes()
        after = path.stat()
    except OSError as problem:
        raise _named(problem, path) from problem
    if (before.st_mtime_ns, len(content)) != (after.st_mtime_ns, after.st_size):
        raise FileChangedError(file=path.name)
    if not content:
        raise EmptyFileError(file=path.name)
    return content


def _named(problem: OSError, path: Path) -> FileRefusedError:
    if isinstance(problem, FileNotFoundError):
        return FileMissingError(file=unextended(str(path)))
    if isinstance(problem, IsADirectoryError) or path.is_dir():
        return FileIsFolderError(file=path.name)
    if problem.errno in _LOST or getattr(problem, "winerror", None) in _LOST_ON_WINDOWS:
        return FileLostError(file=path.name)
    return FileUnreadableError(file=path.name)
