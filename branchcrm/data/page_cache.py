"""Keeps a walk through a large book from filling the memory with pages it passes once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

WALK_CACHE_KIB = 16 * 1024


@contextmanager
def few_pages(connection: Connection) -> Iterator[None]:
    """Let the connection keep few pages for a time.

    A walk longer than the page cache throws out whatever it held, and so does this.
    """
    kept = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{WALK_CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {kept}")
