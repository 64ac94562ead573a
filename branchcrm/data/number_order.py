"""Sorts customers by a number of each, for which no index is kept."""

from array import array
from collections.abc import Mapping

import numpy as np
from sqlalchemy.engine import Connection

from branchcrm.data.raw_rows import number_table

_NOTHING = np.iinfo(np.int64)


def number_order(
    connection: Connection, sql: str, places: Mapping[str, object], *, is_descending: bool
) -> "array[int]":
    """Give the ids of a query in the order of the numbers beside them.

    The query gives `:nothing` for those without a number, who come last. Else either direction is
    the reverse of the other, equal numbers standing by id.
    """
    nothing = _NOTHING.min if is_descending else _NOTHING.max
    ids, numbers = number_table(connection, sql, {**places, "nothing": int(nothing)}, 2)
    if bool((ids[1:] < ids[:-1]).any()):
        by_id = ids.argsort()
        ids, numbers = ids[by_id], numbers[by_id]
    order = numbers.argsort(kind="stable")
    found = array("q")
    found.frombytes(ids[order[::-1] if is_descending else order].tobytes())
    return found
