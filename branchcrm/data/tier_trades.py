"""Counts every customer's trades of a window in one pass over the covering index.

SQLite groups slowly, and a row in Python costs more than a dozen in the index. SQLite hands
over the trades of some thousand customers as two texts of numbers instead; numpy counts them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_number
from branchcrm.data.raw_rows import Numbers, numbers_of
from branchcrm.domain.product import OTHER_LINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPAN: Final = 16_384
"""Ids that are read at once: the texts of so many stay small."""
_TRADES: Final = (
    "SELECT group_concat(((customer_id - :first) * :days + day - :start) * :products"
    " + ifnull(product_id, 0)), group_concat(amount_cents) FROM customer_transaction AS t"
    " WHERE removed_at IS NULL AND day BETWEEN :start AND :end AND "
)
_BETWEEN: Final = "customer_id BETWEEN :first AND :last"
_NAMED: Final = "customer_id IN (SELECT value FROM json_each(:ids))"
# Keys below this are sorted as 32-bit numbers, in half the time.
_HALF_WIDTH: Final = 1 << 31
NOT_BOUGHT: Final = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True, eq=False)
class WindowTrades:
    """What customers traded in a window, in their order; `last_day` is of a purchase."""

    traded: "NDArray[np.bool_]"
    amounts: Numbers
    purchase_days: Numbers
    last_day: Numbers
    lines: Numbers


def window_trades(
    connection: Connection, ids: Numbers, start: date, end: date, *, are_all: bool
) -> WindowTrades:
    """Count the trades between two days of customers in ascending order.

    Those who stand between two of them are read as well where they are all who count.
    """
    line_of = _product_lines(connection)
    days = (end - start).days + 1
    places = {
        "start": day_number(start),
        "end": day_number(end),
        "days": days,
        "products": line_of.size,
    }
    found = WindowTrades(
        np.zeros(ids.size, np.bool_), *(np.zeros(ids.size, np.int64) for _ in range(4))
    )
    for which in _parts(ids):
        asked = ids[which]
        first, last = int(asked[0]), int(asked[-1])
        named = "" if are_all else json.dumps(asked.tolist())
        texts = connection.exec_driver_sql(
            _TRADES + (_BETWEEN if are_all else _NAMED),
            {**places, "first": first, "last": last, "ids": named},
        ).one()
        keys, amounts = map(numbers_of, texts)
        # Whoever is not asked for is counted in one more place, which is dropped.
        place = np.full(last - first + 1, asked.size, np.int64)
        place[asked - first] = np.arange(asked.size)
        ids_after, trades = np.divmod(keys, days * line_of.size)
        day, product = np.divmod(trades, line_of.size)
        counted = _counted(place[ids_after], amounts, day, line_of[product], asked.size + 1)
        for name, column in counted.items():
            getattr(found, name)[which] = column[:-1]
    found.last_day[found.last_day != NOT_BOUGHT] += places["start"]
    return found


def product_line_names(connection: Connection) -> dict[int, str]:
    """Give the line of every product; products without one share the line of all others."""
    rows = connection.exec_driver_sql("SELECT id, line FROM product").all()
    return {int(row[0]): str(row[1] or "").strip() or OTHER_LINE for row in rows}


def _parts(ids: Numbers) -> Iterator[slice]:
    """Part ascending ids where they reach too far."""
    at = 0
    while at < ids.size:
        stop = int(np.searchsorted(ids, ids[at] + _SPAN))
        yield slice(at, stop)
        at = stop


def _product_lines(connection: Connection) -> Numbers:
    """Give the place of each product's line by product id; 0 is no product."""
    names = product_line_names(connection)
    places = {name: place for place, name in enumerate(dict.fromkeys(names.values()), 1)}
    found = np.zeros(max(names, default=0) + 1, np.int64)
    for number, name in names.items():
        found[number] = places[name]
    return found


def _counted(
    owners: Numbers, amounts: Numbers, days: Numbers, lines: Numbers, size: int
) -> "dict[str, NDArray[Any]]":
    """Count the trades of so many owners; days begin with the window."""
    traded = np.zeros(size, np.bool_)
    traded[owners] = True
    sums = np.zeros(size, np.int64)
    np.add.at(sums, owners, amounts)
    bought = amounts > 0
    owners, days, lines = owners[bought], days[bought], lines[bought]
    last = np.full(size, NOT_BOUGHT, np.int64)
    np.maximum.at(last, owners, days)
    has_line = lines > 0
    return {
        "traded": traded,
        "amounts": sums,
        "purchase_days": _distinct(owners, days, size),
        "last_day": last,
        "lines": _distinct(owners[has_line], lines[has_line], size),
    }


def _distinct(owners: Numbers, values: Numbers, size: int) -> Numbers:
    """Count the distinct values of each owner."""
    if not owners.size:
        return np.zeros(size, np.int64)
    span = int(np.max(values)) + 1
    kind: Any = np.int32 if size * span < _HALF_WIDTH else np.int64
    keys = np.sort((owners * span + values).astype(kind))
    is_first = np.ones(keys.size, np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    return np.bincount(keys[is_first] // span, minlength=size).astype(np.int64)
