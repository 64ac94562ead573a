"""Brings a book to the present schema, on a path that a copy protects."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from branchcrm.data.database import Database
from branchcrm.data.faults import faults_named
from branchcrm.data.place import BookPlace
from branchcrm.data.search_index import refill
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark

SCHEMA_VERSION = 7
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


def schema_version(database: Database) -> int:
    """Give the schema version of a book, 0 for an empty file."""
    with database.read() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def create_schema(database: Database) -> None:
    """Give an empty database file every table of the present schema."""
    _upgrade(database, copy=None)


def bring_up_to_date(database: Database, place: BookPlace, at: datetime) -> Path | None:
    """Upgrade an older book after copying it; give the copy, or None where all was present.

    Raises:
        NewerBookError: the book was written by a newer program; it stays untouched.
        BrokenUpgradeError: the upgraded book did not hold together; nothing was kept of it.
    """
    found = schema_version(database)
    if found == SCHEMA_VERSION:
        return None
    if found > SCHEMA_VERSION:
        raise NewerBookError(book=found, program=SCHEMA_VERSION)
    copy = _copy(database, place, at, found)
    _upgrade(database, copy)
    return copy


def _copy(database: Database, place: BookPlace, at: datetime, found: int) -> Path:
    place.backups.mkdir(exist_ok=True)
    copy = place.backups / f"before-upgrade-v{found}-{at:%Y%m%d-%H%M%S}.db"
    driver = database.connect()
    try:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        driver.close()
    shutil.copy2(database.path, copy)
    return copy


def _upgrade(database: Database, copy: Path | None) -> None:
    """Run the steps in one transaction with foreign keys off, then check every link."""
    with faults_named(), database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            message = "the pool gave no connection"
            raise RuntimeError(message)
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            _upgrade_in_one_step(connection, copy)
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _upgrade_in_one_step(connection: Connection, copy: Path | None) -> None:
    with connection.begin():
        _run_steps(connection)
        refill(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenUpgradeError(count=len(broken), copy=str(copy))
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _run_steps(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - only where the schema differs
    from alembic.config import Config  # noqa: PLC0415 - only where the schema differs

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
