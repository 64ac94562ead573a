"""Puts a written file in its place all at once, or leaves what stood there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from branchcrm.exchange.errors import (
    DiskFullError,
    NotWrittenError,
    TargetFolderError,
    TargetLockedError,
    UnsupportedTargetError,
)
from branchcrm.reference.long_paths import reachable

WRITTEN_ENDINGS: Final = frozenset([".xlsx", ".csv", ".pdf"])
_FULL: Final = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EFBIG])


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside the target, which takes its place on success.

    Raises:
        NotWrittenError: the folder, the disk or the program that holds the target refuses.
    """
    target = reachable(target)
    beside = _beside(target)
    try:
        yield beside
        _settle(beside, target)
    except OSError as problem:
        raise _named(problem, target) from problem
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def check_ending(target: Path, allowed: AbstractSet[str] = WRITTEN_ENDINGS) -> str:
    """Give the ending of a target in lower case, one of those that are allowed.

    Raises:
        UnsupportedTargetError: it names a format that we do not write.
    """
    ending = target.suffix.lower()
    if ending not in allowed:
        raise UnsupportedTargetError(format=target.suffix or target.name)
    return ending


def _beside(target: Path) -> Path:
    if target.is_dir():
        raise TargetFolderError(folder=str(target))
    try:
        number, name = tempfile.mkstemp(prefix=".", suffix=target.suffix, dir=target.parent)
    except OSError as problem:
        if problem.errno in _FULL:
            raise DiskFullError(file=target.name) from problem
        raise TargetFolderError(folder=str(target.parent)) from problem
    os.close(number)
    return Path(name)


def _settle(beside: Path, target: Path) -> None:
    with beside.open("rb+") as stream:
        os.fsync(stream.fileno())
    beside.chmod(0o600)
    beside.replace(target)


def _named(problem: OSError, target: Path) -> NotWrittenError:
    if problem.errno in _FULL:
        return DiskFullError(file=target.name)
    return TargetLockedError(file=target.name)
