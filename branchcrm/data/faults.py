"""Database faults as errors that a user can read."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark


class BookBusyError(BranchCrmError):
    """Another program writes in the book and did not finish in time."""

    happened = mark("没有保存：另一个程序正在写这个账本")
    remedy = mark("等它结束后再试一次；内容没有丢失")


class DiskFullError(BranchCrmError):
    """No space is left where the book lies."""

    happened = mark("没有保存：磁盘空间不足")
    remedy = mark("清理磁盘后再试一次")


class DiskFaultError(BranchCrmError):
    """The disk did not take or give what it was asked: full by quota, unplugged, failing."""

    happened = mark("没有保存：读写磁盘时出错")
    remedy = mark(
        "检查磁盘空间是否够用、移动盘是否还连着，再试一次；还不行就换一个磁盘，用备份恢复"
    )


class ReadOnlyBookError(BranchCrmError):
    """The book's folder cannot be written."""

    happened = mark("没有保存：账本所在的文件夹只读")
    remedy = mark("把账本放到可以写入的文件夹，或请管理员开放写权限")


class DamagedBookError(BranchCrmError):
    """The database file is damaged."""

    happened = mark("账本文件已损坏，无法读取")
    kept = mark("账本没有被改动")
    remedy = mark("用最近的备份恢复：设置 › 备份，或 branchcrm restore")


class CannotOpenBookError(BranchCrmError):
    """The database file cannot be opened at all."""

    happened = mark("打不开账本：文件无法访问")
    kept = mark("账本没有被改动")
    remedy = mark("检查文件夹是否存在、是否有读写权限")


DISK_ERROR: Final = "disk I/O error"
_LEAST_ROOM: Final = 1024 * 1024
_FAULTS: Final = (
    ("database is locked", BookBusyError),
    ("database table is locked", BookBusyError),
    ("database or disk is full", DiskFullError),
    ("attempt to write a readonly database", ReadOnlyBookError),
    ("file is not a database", DamagedBookError),
    ("database disk image is malformed", DamagedBookError),
    ("unable to open database file", CannotOpenBookError),
    (DISK_ERROR, DiskFaultError),
)


def named_fault(message: str) -> BranchCrmError | None:
    """Give the readable error for a driver's message, or None where it is a bug of ours."""
    for fragment, error in _FAULTS:
        if fragment in message:
            return error()
    return None


@contextmanager
def faults_named(folder: Path | None = None) -> Iterator[None]:
    """Turn the driver's faults inside the block into readable errors; bugs pass through.

    On a disk without any room the driver only speaks of an I/O error; `folder` tells which disk.
    """
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - the driver loads with the first book

    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        named = named_fault(str(error))
        if isinstance(named, DiskFaultError) and folder is not None and _is_full(folder):
            named = DiskFullError()
        if named is None:
            raise
        raise named from error


def _is_full(folder: Path) -> bool:
    return folder.exists() and shutil.disk_usage(folder).free < _LEAST_ROOM
