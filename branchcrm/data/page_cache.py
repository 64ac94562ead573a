"""How much of a book a connection keeps in memory, for as long as some work needs it so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.engine import Connection

WALKING_MIB: Final = 16
"""A walk longer than the page cache throws out whatever it held, and so does this."""


def cache_size(mib: int) -> str:
    """Give the statement that sets a connection's page cache."""
    return f"PRAGMA cache_size = -{mib * 1024}"


@contextmanager
def page_cache(connection: Connection, mib: int) -> Iterator[None]:
    """Let a connection keep so much for a time, and as much as before when it ends, in any way.

    The driver is told, so that no transaction begins by it.
    """
    driver: Any = connection.connection.driver_connection
    (kept,) = driver.execute("PRAGMA cache_size").fetchone()
    driver.execute(cache_size(mib))
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size = {kept}")
