"""Many numbers out of the book at once, as arrays."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

Numbers = NDArray[np.int64]

_BATCH = 50_000
_LIVING = "SELECT group_concat(id) FROM customer WHERE removed_at IS NULL"


def raw_rows(
    connection: Connection, sql: str, places: Mapping[str, object]
) -> Iterator[list[tuple[Any, ...]]]:
    """Give the rows of a query in batches, straight from the driver."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, dict(places))
        while batch := cursor.fetchmany(_BATCH):
            yield list(batch)
    finally:
        cursor.close()


def number_table(
    connection: Connection, sql: str, places: Mapping[str, object], columns: int
) -> Numbers:
    """Give a query of whole numbers as a table of arrays: one line per column."""
    batches = [
        np.fromiter(chain.from_iterable(batch), np.int64, len(batch) * columns)
        for batch in raw_rows(connection, sql, places)
    ]
    flat = np.concatenate(batches) if batches else np.zeros(0, np.int64)
    return np.ascontiguousarray(flat.reshape(-1, columns).T)


def living_ids(connection: Connection) -> Numbers:
    """Give the ids of the customers who are not in the recycle bin, ascending.

    SQLite hands them over as one text, which takes a third of the time of a million rows.
    """
    # Sorted here: SQLite would build a tree for it.
    return np.sort(numbers_of(connection.exec_driver_sql(_LIVING).scalar()))


def numbers_of(text: str | None) -> Numbers:
    """Give the whole numbers that SQLite put into one text with commas."""
    return np.zeros(0, np.int64) if text is None else np.fromstring(text, np.int64, sep=",")
