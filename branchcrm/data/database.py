"""The encrypted database of one book: connections with the right settings and transactions."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool, QueuePool

from branchcrm.data.faults import faults_named
from branchcrm.data.page_cache import cache_size, page_cache
from branchcrm.data.side_file import attach, side_file
from branchcrm.data.writing_turn import WritingTurn
from branchcrm.domain.wording import Sentence

BUSY_TIMEOUT_MS = 5000
SMALL_CACHE_MB = 64
LARGE_CACHE_MB = 256
READING_CACHE_MB = 24
"""Whoever only reads has this much: it holds what searches and painting touch again and again."""
LARGE_READING_CACHE_MB = 6
"""In a large book that are the inner pages of indexes; those of customers hardly come twice."""
LARGE_BOOK_BYTES = 400 * 1024 * 1024
_POOL_SIZE = 3


class Database:
    """Opens connections with the book's key; one writer at a time, readers beside it."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Name the file and its 256-bit key; nothing is opened before the first use."""
        self.path = path
        self._key = key
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._turn = WritingTurn()

    @property
    def key(self) -> bytes:
        """The 256-bit key, for a backup or another person's slot."""
        return self._key

    @property
    def engine(self) -> Engine:
        """The engine, made at first use."""
        with self._lock:
            if self._engine is None:
                self._engine = self._make_engine()
            return self._engine

    def connect(self, *, page_cache_mb: int | None = None) -> Any:  # noqa: ANN401 - driver type
        """Open a driver connection with the key and every setting in place."""
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - the driver loads with the first book

        connection = dbapi2.connect(
            str(self.path), isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            self._set_up(connection, page_cache_mb or self.writing_cache_mb())
        except dbapi2.Error:
            # On Windows a file that is open cannot be removed.
            connection.close()
            raise
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection in a reading transaction: one snapshot, rolled back at the end."""
        with (
            faults_named(self.path.parent),
            self.engine.connect() as connection,
            connection.begin() as begun,
        ):
            yield connection
            begun.rollback()

    @contextmanager
    def write(self, work: Sentence | None = None) -> Iterator[Connection]:
        """Give a connection in a writing transaction; the caller commits or all is undone.

        Raises:
            WritingError: long work of this program writes; it is named as it called itself.
        """
        with (
            self._turn.take(work),
            faults_named(self.path.parent),
            self.engine.connect().execution_options(begin="IMMEDIATE") as connection,
            page_cache(connection, self.writing_cache_mb()),
            connection.begin() as begun,
        ):
            yield connection
            if begun.is_active:
                begun.rollback()

    @contextmanager
    def rehearse(self) -> Iterator[Connection]:
        """Give a connection in a reading transaction that may write beside the book."""
        with (
            faults_named(self.path.parent),
            side_file(self.path) as beside,
            self._engine_with(beside).connect() as connection,
            connection.begin() as begun,
        ):
            yield connection
            begun.rollback()

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _set_up(self, connection: Any, cache_mb: int) -> None:  # noqa: ANN401 - driver type
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(cache_size(cache_mb))
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    def writing_cache_mb(self) -> int:
        """Tell how much who writes keeps in memory, which depends on the size of the book."""
        return LARGE_CACHE_MB if self._is_large() else SMALL_CACHE_MB

    def _is_large(self) -> bool:
        return self.path.exists() and self.path.stat().st_size > LARGE_BOOK_BYTES

    def _make_engine(self) -> Engine:
        kept_mb = LARGE_READING_CACHE_MB if self._is_large() else READING_CACHE_MB
        return _engine(
            partial(self.connect, page_cache_mb=kept_mb),
            poolclass=QueuePool,
            pool_size=_POOL_SIZE,
            max_overflow=_POOL_SIZE,
            pool_use_lifo=True,
        )

    def _engine_with(self, beside: Path) -> Engine:
        def connect() -> Any:  # noqa: ANN401 - driver type
            connection = self.connect()
            attach(connection, beside)
            return connection

        return _engine(connect, poolclass=NullPool)


def _engine(connect: Callable[[], Any], **pool: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's options
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - the driver loads with the first book

    engine = create_engine("sqlite://", module=dbapi2, creator=connect, **pool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")
