"""Reads what is known by a review: its blocks, with later results laid over them."""

import json
from collections.abc import Sequence

import numpy as np
from sqlalchemy.engine import Connection

from branchcrm.data.tier_blocks import (
    ReviewColumns,
    joined,
    no_columns,
    unpack_columns,
    unpack_rows,
    with_later,
)

_BLOCKS = (
    "SELECT content FROM tier_block WHERE review_id = :review {only} ORDER BY first_customer_id"
)
_BLOCKS_OF = (
    " AND EXISTS (SELECT 1 FROM json_each(:ids)"
    " WHERE value BETWEEN first_customer_id AND last_customer_id)"
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
    if customers is not None:
        places["ids"] = json.dumps([int(number) for number in customers])
    before = ""
    if until is not None:
        places["until"] = until
        before = " AND at < :until"
    is_some = customers is not None
    blocks = _BLOCKS.format(only=_BLOCKS_OF if is_some else "")
    later = _LATER.format(only=(_LATER_OF if is_some else "") + before)
    parts = [unpack_columns(row[0]) for row in connection.exec_driver_sql(blocks, places)]
    newest = {row[0]: row[1] for row in connection.exec_driver_sql(later, places)}
    changed = unpack_rows([newest[number] for number in sorted(newest)]) if newest else None
    if not parts:
        return changed or no_columns()
    columns = with_later(joined(parts), changed)
    if customers is None:
        return columns
    return columns.take(np.flatnonzero(np.isin(columns.ids, list(customers))))
