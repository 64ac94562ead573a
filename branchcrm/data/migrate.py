"""Brings a book to the present schema, on a path that a copy protects."""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from branchcrm.data.database import Database
from branchcrm.data.faults import faults_named
from branchcrm.data.page_cache import page_cache
from branchcrm.data.place import BookPlace
from branchcrm.data.search_index import refill
from branchcrm.data.verification import check_pages
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark

SCHEMA_VERSION = 14
SUMMARY_HAS_MISSES = 8
_MIGRATIONS = Path(__file__).parent / "migrations"


class NewerBookError(BranchCrmError):
    """The book was written by a newer program."""

    happened = mark("打不开账本：它是更新的程序写的（账本版本 {book}，本程序版本 {program}）")
    kept = mark("账本没有被改动")
    remedy = mark("安装新版程序后再打开")


class BrokenUpgradeError(BranchCrmError):
    """The upgrade left rows that point nowhere, so it was not taken."""

    happened = mark("没有升级账本：升级后有 {count} 行对不上")
    kept = mark("账本保持原样，升级前的副本在 {copy}")
    remedy = mark("请把副本交给技术支持")


class UnprovenCopyError(BranchCrmError):
    """The copy that was to protect the upgrade is not whole, so nothing was upgraded."""

    happened = mark("没有升级账本：升级前的副本 {copy} 校验没有通过")
    kept = mark("账本保持原样")
    remedy = mark("检查磁盘是否有空间、有没有坏，再打开一次；或先用旧版程序备份")


class UncopiedBookError(BranchCrmError):
    """The copy that was to protect the upgrade could not be written."""

    happened = mark("没有升级账本：不能先把它复制到 {folder}")
    kept = mark("账本保持原样")
    remedy = mark("磁盘上要有账本两倍大小的空间、文件夹要能写入，然后再打开一次")


def schema_version(database: Database) -> int:
    """Give the schema version of a book, 0 for an empty file."""
    with database.read() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def create_schema(database: Database) -> None:
    """Give an empty database file every table of the present schema."""
    _upgrade(database, copy=None)


def bring_up_to_date(database: Database, place: BookPlace, at: datetime) -> Path | None:
    """Upgrade an older book after a proven copy; give it, or None where all was present.

    Raises:
        UncopiedBookError: no copy could be written; the book stays untouched.
        UnprovenCopyError: the copy is not whole; the book stays untouched.
        NewerBookError: the book was written by a newer program; it stays untouched.
        BrokenUpgradeError: the upgraded book did not hold together; nothing was kept of it.
    """
    found = schema_version(database)
    if found == SCHEMA_VERSION:
        return None
    if found > SCHEMA_VERSION:
        raise NewerBookError(book=found, program=SCHEMA_VERSION)
    copy = _copy(database, place, at, found)
    _prove(Database(copy, database.key), found)
    _upgrade(database, copy)
    return copy


def _copy(database: Database, place: BookPlace, at: datetime, found: int) -> Path:
    copy = place.backups / f"before-upgrade-v{found}-{at:%Y%m%d-%H%M%S}.db"
    driver = database.connect()
    try:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        driver.close()
    try:
        place.backups.mkdir(exist_ok=True)
        shutil.copyfile(database.path, copy)
    except OSError as error:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise UncopiedBookError(folder=str(place.backups)) from error
    return copy


def _prove(copy: Database, schema: int) -> None:
    """Open the copy with the book's key and read every page of it."""
    try:
        with faults_named(), copy.read() as connection:
            found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            is_whole = found == schema and check_pages(connection).is_ok
    except BranchCrmError as error:
        raise UnprovenCopyError(copy=str(copy.path)) from error
    finally:
        copy.close()
    if not is_whole:
        raise UnprovenCopyError(copy=str(copy.path))


def _upgrade(database: Database, copy: Path | None) -> None:
    """Run the steps in one transaction with foreign keys off, then check every link."""
    with faults_named(), database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            message = "the pool gave no connection"
            raise RuntimeError(message)
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with page_cache(connection, database.writing_cache_mb()):
                _upgrade_in_one_step(connection, copy)
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _upgrade_in_one_step(connection: Connection, copy: Path | None) -> None:
    with connection.begin():
        found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        _run_steps(connection)
        refill(connection)
        if 0 < found < SUMMARY_HAS_MISSES:
            _refill_misses(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenUpgradeError(count=len(broken), copy=str(copy))
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _refill_misses(connection: Connection) -> None:
    # The tiers' array library stays out of a start.
    from branchcrm.data.tier_summary import refill_misses  # noqa: PLC0415 - as said

    refill_misses(connection)


def _run_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - only where the schema differs
    from alembic.config import Config  # noqa: PLC0415 - only where the schema differs

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
