"""What the layers need to know of every customer, in few passes over the book."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from branchcrm.data.columns import day_number
from branchcrm.data.raw_rows import Numbers, number_table, raw_rows
from branchcrm.domain import figure
from branchcrm.domain.layer import CLASS_LABELS, Layer
from branchcrm.domain.region_kind import region_kind

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_QUARTER_DAYS = 91
_QUARTERS = "+".join(
    f"max(day > :end - {_QUARTER_DAYS * (back + 1)} AND day <= :end - {_QUARTER_DAYS * back})"
    for back in range(4)
)
_BOUGHT = (
    f"SELECT customer_id, (min(day) < max(day)) + 1, {_QUARTERS}"  # noqa: S608 - from above
    " FROM customer_transaction WHERE removed_at IS NULL AND amount_cents > 0 AND day <= :end"
    " GROUP BY customer_id"
)
# The plus keeps SQLite off the index of all living customers: their rows lie in order.
_PEOPLE = "SELECT id, kind, address FROM customer WHERE +removed_at IS NULL ORDER BY id"
_FIGURE = (
    "SELECT customer_id, max(as_of), value FROM customer_figure"
    " WHERE measure = :measure AND as_of <= :end GROUP BY customer_id"
)


def purchase_rhythm(connection: "Connection", end: date) -> tuple[Numbers, Numbers, Numbers]:
    """Give buyers, whether on one day or on more (1 or 2), and in how many of four quarters."""
    table = number_table(connection, _BOUGHT, {"end": day_number(end)}, 3)
    return table[0], table[1], table[2]


def kinds_and_regions(connection: "Connection") -> tuple[Numbers, Numbers, Numbers]:
    """Give the living customers with the numbers of their kind and region classes."""
    kinds = {key: place for place, key in enumerate(CLASS_LABELS[Layer.KIND])}
    regions = {key: place for place, key in enumerate(CLASS_LABELS[Layer.REGION])}
    rows = [
        (number, kinds[kind], regions[region_kind(address)])
        for batch in raw_rows(connection, _PEOPLE, {})
        for number, kind, address in batch
    ]
    table = np.array(rows, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def wallets(connection: "Connection", end: date) -> Mapping[str, tuple[Numbers, Numbers]]:
    """Give the newest figures about dealings elsewhere: customers and amounts in 分."""
    found = {}
    for measure in figure.ABOUT_OTHERS:
        places = {"measure": measure, "end": day_number(end)}
        table = number_table(connection, _FIGURE, places, 3)
        found[measure] = (table[0], table[2])
    return found
