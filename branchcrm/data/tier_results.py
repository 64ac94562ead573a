"""Reads what is known by a review: its blocks, with later results laid over them."""

import json
from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy.engine import Connection

from branchcrm.data.raw_rows import Numbers
from branchcrm.data.tier_blocks import (
    ReviewColumns,
    joined,
    no_columns,
    unpack_columns,
    unpack_rows,
    with_later,
)

_BLOCKS = "SELECT content FROM tier_block WHERE review_id = :review ORDER BY first_customer_id"
_SPANS = (
    "SELECT id, first_customer_id, last_customer_id FROM tier_block WHERE review_id = :review"
    " ORDER BY first_customer_id"
)
_SOME_BLOCKS = (
    "SELECT content FROM tier_block WHERE id IN (SELECT value FROM json_each(:blocks))"
    " ORDER BY first_customer_id"
)
_LATER = (
    "SELECT customer_id, inputs FROM tier_change"
    " WHERE review_id = :review AND is_incremental = 1 {only} ORDER BY id"
)
_LATER_OF = " AND customer_id IN (SELECT value FROM json_each(:ids))"


def review_columns(
    connection: Connection,
    review_id: int,
    customers: Sequence[int] | None = None,
    *,
    until: int | None = None,
) -> ReviewColumns:
    """Give what is known by a review of all customers, or of some; nobody where it is none.

    Results that were found at the second `until`, or later, are left out.
    """
    places: dict[str, object] = {"review": review_id}
    before = ""
    if until is not None:
        places["until"] = until
        before = " AND at < :until"
    if customers is not None:
        return _columns_of(connection, places, before, np.unique(np.array(customers, np.int64)))
    blocks = connection.exec_driver_sql(_BLOCKS, places)
    parts = [unpack_columns(row[0]) for row in blocks]
    changed = _later(connection, places, before)
    if not parts:
        return changed or no_columns()
    return with_later(joined(parts), changed)


def _columns_of(
    connection: Connection, places: dict[str, object], before: str, customers: Numbers
) -> ReviewColumns:
    """Give what is known of some customers; blocks are opened for those with no later result."""
    changed = _later(connection, places | {"ids": _listed(customers)}, before + _LATER_OF)
    missing = customers if changed is None else np.setdiff1d(customers, changed.ids)
    known = list(_parts(connection, places, missing))
    if not known:
        return changed or no_columns()
    return with_later(joined(known), changed)


def _later(connection: Connection, places: dict[str, object], only: str) -> ReviewColumns | None:
    """Give the newest later result of each customer who has one."""
    rows = connection.exec_driver_sql(_LATER.format(only=only), places)
    newest = {row[0]: row[1] for row in rows}
    return unpack_rows([newest[number] for number in sorted(newest)]) if newest else None


def _parts(
    connection: Connection, places: dict[str, object], customers: Numbers
) -> Iterator[ReviewColumns]:
    """Give what the blocks of a review hold about some customers, block by block."""
    spans = connection.exec_driver_sql(_SPANS, places).all()
    blocks = [
        number
        for number, first, last in spans
        if np.searchsorted(customers, first) < np.searchsorted(customers, last, "right")
    ]
    if not blocks:
        return
    for (content,) in connection.exec_driver_sql(_SOME_BLOCKS, {"blocks": json.dumps(blocks)}):
        block = unpack_columns(content)
        wanted = customers[slice(*np.searchsorted(customers, (block.ids[0], block.ids[-1] + 1)))]
        at = np.minimum(np.searchsorted(block.ids, wanted), block.ids.size - 1)
        found = block.take(at[block.ids[at] == wanted])
        if found.ids.size:
            yield found


def _listed(customers: Numbers) -> str:
    return json.dumps(customers.tolist())
