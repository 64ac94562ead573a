"""Readers keep little of a book in memory; a writer has more for as long as it writes."""

import pytest
from sqlalchemy.engine import Connection

from branchcrm.bootstrap import Book
from branchcrm.data import database as database_module
from branchcrm.data.database import LARGE_READING_CACHE_MB, READING_CACHE_MB, SMALL_CACHE_MB


def _cache_mb(connection: Connection) -> int:
    size = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    return int(-size // 1024)


def test_a_writer_gives_the_page_cache_back(book: Book) -> None:
    database = book.unit_of_work.database
    with database.read() as connection:
        assert _cache_mb(connection) == READING_CACHE_MB
    with database.write() as connection:
        assert _cache_mb(connection) == SMALL_CACHE_MB
    with database.read() as connection:
        assert _cache_mb(connection) == READING_CACHE_MB


def test_a_writer_that_fails_gives_it_back_as_well(book: Book) -> None:
    database = book.unit_of_work.database
    with pytest.raises(ZeroDivisionError), database.write():
        raise ZeroDivisionError
    with database.read() as connection:
        assert _cache_mb(connection) == READING_CACHE_MB


def test_readers_of_a_large_book_keep_less(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    database = book.unit_of_work.database
    database.close()
    monkeypatch.setattr(database_module, "LARGE_BOOK_BYTES", 0)
    with database.read() as connection:
        assert _cache_mb(connection) == LARGE_READING_CACHE_MB
