"""Backups: one file with the encrypted book and its key slots, proven by opening a copy."""

import errno
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from branchcrm.data.database import Database
from branchcrm.data.faults import DamagedBookError, DiskFullError, faults_named
from branchcrm.data.keys import DamagedKeyFileError, KeyFile
from branchcrm.data.migrate import SCHEMA_VERSION, NewerBookError, schema_version
from branchcrm.data.place import BookPlace
from branchcrm.data.verification import check_pages
from branchcrm.domain.backup import Backup
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import mark, say
from branchcrm.reference.long_paths import reachable, unextended

SUFFIX = ".crmbackup"
_BOOK, _KEYS, _LABEL = "book.db", "keys.json", "backup.json"
_PAGES_PER_STEP = 2_000
_SPARE_BYTES = 20 * 1024 * 1024
_MB = 1024 * 1024
COPYING = mark("复制账本")


class NoRoomError(BranchCrmError):
    """The place of the backup is too small."""

    happened = mark("没有备份：{folder} 只剩 {free} MB，需要约 {needed} MB")
    remedy = mark("换一个位置或清理后再备份")


class UnwritablePlaceError(BranchCrmError):
    """The place of the backup cannot be written."""

    happened = mark("没有备份：不能写入 {path}")
    remedy = mark("换一个可以写入的文件夹")


class NotABackupError(BranchCrmError):
    """The file is no backup, or a damaged one."""

    happened = mark("没有恢复：{path} 不是完好的备份文件")
    kept = mark("现在的账本没有被改动")
    remedy = mark("换一个备份文件再试一次")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLabel:
    """What a backup says about itself without being opened."""

    schema: int
    made_at: datetime
    rows: int


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup on disk: its label, its key slots, and the way to its content."""

    path: Path
    label: BackupLabel
    keys: KeyFile

    @classmethod
    def read(cls, path: Path) -> "BackupFile":
        """Read the label and the slots of a backup.

        Raises:
            NotABackupError: the file is none, or damaged.
        """
        path = reachable(path)
        try:
            with zipfile.ZipFile(path) as packed:
                document = json.loads(packed.read(_LABEL))
                label = BackupLabel(
                    schema=int(document["schema"]),
                    made_at=datetime.fromisoformat(document["made_at"]),
                    rows=int(document["rows"]),
                )
                keys = KeyFile.from_bytes(packed.read(_KEYS), path.name)
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, DamagedKeyFileError) as error:
            raise NotABackupError(path=path.name) from error
        return cls(path, label, keys)

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """Give the encrypted book of the backup in a folder that goes away again.

        Raises:
            NotABackupError: the content is damaged.
        """
        with tempfile.TemporaryDirectory(prefix="branchcrm-") as folder:
            try:
                with zipfile.ZipFile(self.path) as packed:
                    yield Path(packed.extract(_BOOK, folder))
            except (zipfile.BadZipFile, KeyError) as error:
                raise NotABackupError(path=self.path.name) from error

    def install(self, place: BookPlace) -> None:
        """Put book and slots of the backup into an empty place."""
        place.folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(self.path) as packed:
            packed.extract(_BOOK, place.folder)
        self.keys.save(place.keys)


def make_backup(
    database: Database, keys: KeyFile, out: Path, at: datetime, progress: Progress
) -> Backup:
    """Copy the open book into one file and prove the copy by opening it.

    Raises:
        NoRoomError: the place is too small.
        UnwritablePlaceError: the place cannot be written.
    """
    out = reachable(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _require_room(database.path, out.parent)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as folder:
            copy = Path(folder) / _BOOK
            _copy_pages(database, copy, progress)
            rows = prove(copy, database.key)
            packed = Path(folder) / out.name
            _pack(packed, copy, keys, BackupLabel(schema=SCHEMA_VERSION, made_at=at, rows=rows))
            packed.replace(out)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError from error
        raise UnwritablePlaceError(path=unextended(str(out))) from error
    return Backup(path=out, rows=rows)


def prove(copy: Path, key: bytes) -> int:
    """Open a copy of a book, read every page, and count its rows.

    Raises:
        DamagedBookError: a page is damaged, or the key is another one.
        NewerBookError: the copy was written by a newer program.
    """
    database = Database(copy, key)
    try:
        found = schema_version(database)
        if found > SCHEMA_VERSION:
            raise NewerBookError(book=found, program=SCHEMA_VERSION)
        with database.read() as connection:
            if not check_pages(connection).is_ok:
                raise DamagedBookError
            return count_rows(connection.exec_driver_sql)
    finally:
        database.close()


def count_rows(execute: Callable[[str], object]) -> int:
    """Count the rows of every journaled table."""
    from branchcrm.data.unit_of_work import JOURNALED  # noqa: PLC0415 - made of this room

    counts = (f'SELECT count(*) AS n FROM "{name}"' for name in sorted(JOURNALED))  # noqa: S608
    result = execute(f"SELECT sum(n) FROM ({' UNION ALL '.join(counts)})")  # noqa: S608
    return int(result.scalar_one())  # type: ignore[attr-defined]  # a cursor result


def forget_oldest(folder: Path, kept: int) -> None:
    """Let the oldest backups of a folder go, so that at most so many stay."""
    made = sorted(folder.glob(f"backup-*{SUFFIX}"))
    for path in made[: max(0, len(made) - kept)]:
        path.unlink(missing_ok=True)


def set_aside(place: BookPlace, at: datetime) -> Path | None:
    """Move a book out of its place, and give the folder where it lies now."""
    files = [path for path in place.folder.glob("book.db*") if path.is_file()]
    files += [place.keys] if place.keys.exists() else []
    if not files:
        return None
    aside = place.backups / f"before-restore-{at:%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True, exist_ok=True)
    for path in files:
        path.replace(aside / path.name)
    return aside


def bring_back(place: BookPlace, aside: Path) -> None:
    """Move a book that was set aside back into its place."""
    for path in place.folder.glob("book.db*"):
        path.unlink()
    for path in aside.iterdir():
        path.replace(place.folder / path.name)
    aside.rmdir()


def _copy_pages(database: Database, copy: Path, progress: Progress) -> None:
    source, target = database.connect(), Database(copy, database.key).connect()

    def tell(_status: int, remaining: int, total: int) -> None:
        progress.report(total - remaining, total, say(COPYING))

    try:
        with faults_named(copy.parent):
            source.backup(target, pages=_PAGES_PER_STEP, progress=tell)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
        source.close()


def _pack(packed: Path, copy: Path, keys: KeyFile, label: BackupLabel) -> None:
    document = {
        "schema": label.schema,
        "made_at": label.made_at.isoformat(),
        "rows": label.rows,
    }
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_LABEL, json.dumps(document))
        archive.writestr(_KEYS, keys.to_bytes())
        archive.write(copy, _BOOK)
    # Windows flushes only what is open for writing.
    with packed.open("rb+") as stream:
        os.fsync(stream.fileno())


def _require_room(book: Path, folder: Path) -> None:
    needed = 2 * book.stat().st_size + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoomError(folder=unextended(str(folder)), free=free // _MB, needed=needed // _MB)
