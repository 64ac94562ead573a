"""Counts every customer's trades of a window in one pass over the covering index.

SQLite counts distinct values slowly. It hands over, per customer, the purchases of the window
as signs of a text (day, product) instead, and numpy counts days and product lines in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_number
from branchcrm.data.raw_rows import Numbers, raw_rows
from branchcrm.domain.product import OTHER_LINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Products are written in two signs, so that no sign falls among the surrogates; sign 0 is kept out.
_PRODUCT_BITS: Final = 15
_SIGNS: Final = 3
# Keys below this are sorted as 32-bit numbers, in half the time.
_HALF_WIDTH: Final = 1 << 31
_PURCHASES: Final = (
    "group_concat(CASE WHEN amount_cents > 0 THEN char(1 + day - :start,"
    " 1 + (ifnull(product_id, 0) >> 15), 1 + (ifnull(product_id, 0) & 32767)) ELSE '' END, '')"
)
NOT_BOUGHT: Final = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True, eq=False)
class WindowTrades:
    """What customers traded in a window, one place each; `last_day` is of a purchase."""

    ids: Numbers
    amounts: Numbers
    purchase_days: Numbers
    last_day: Numbers
    lines: Numbers


def window_trades(
    connection: Connection, places: Mapping[str, object], start: date, only: str
) -> WindowTrades:
    """Count the trades of the window between the places `start` and `end`."""
    line_of = _product_lines(connection)
    sql = (
        f"SELECT customer_id, sum(amount_cents), {_PURCHASES} FROM customer_transaction AS t"  # noqa: S608
        f" WHERE removed_at IS NULL AND day BETWEEN :start AND :end {only} GROUP BY customer_id"
    )
    first = day_number(start) - 1
    parts = [_counted(rows, line_of, first) for rows in raw_rows(connection, sql, places)]
    columns = zip(*parts, strict=True) if parts else [[np.zeros(0, np.int64)]] * 5
    return WindowTrades(*(np.concatenate(list(column)) for column in columns))


def product_line_names(connection: Connection) -> dict[int, str]:
    """Give the line of every product; products without one share the line of all others."""
    rows = connection.exec_driver_sql("SELECT id, line FROM product").all()
    return {int(row[0]): str(row[1] or "").strip() or OTHER_LINE for row in rows}


def _product_lines(connection: Connection) -> Numbers:
    """Give the place of each product's line by product id; 0 is no product."""
    names = product_line_names(connection)
    places = {name: place for place, name in enumerate(dict.fromkeys(names.values()), 1)}
    found = np.zeros(max(names, default=0) + 1, np.int64)
    for number, name in names.items():
        found[number] = places[name]
    return found


def _counted(rows: Sequence[tuple[Any, ...]], line_of: Numbers, first: int) -> tuple[Numbers, ...]:
    ids, amounts, texts = zip(*rows, strict=True)
    size = len(rows)
    signs = np.frombuffer("".join(texts).encode("utf-32-le"), np.int32).reshape(-1, _SIGNS)
    counts = np.fromiter(map(len, texts), np.int64, size) // _SIGNS
    owners = np.repeat(np.arange(size), counts)
    days = signs[:, 0]
    lines = line_of[((signs[:, 1] - 1) << _PRODUCT_BITS) | (signs[:, 2] - 1)]
    last = np.full(size, NOT_BOUGHT, np.int64)
    np.maximum.at(last, owners, first + days.astype(np.int64))
    return (
        np.array(ids, np.int64),
        np.array(amounts, np.int64),
        _distinct(owners, days, size),
        last,
        _distinct(owners, lines, size),
    )


def _distinct(owners: Numbers, values: "NDArray[Any]", size: int) -> Numbers:
    """Count the distinct values of each owner; 0 is none."""
    if not owners.size:
        return np.zeros(size, np.int64)
    span = int(values.max()) + 1
    kind: Any = np.int32 if size * span < _HALF_WIDTH else np.int64
    keys: NDArray[Any] = np.sort(owners.astype(kind) * kind(span) + values.astype(kind))
    is_first = np.ones(keys.size, np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    found = keys[is_first]
    return np.bincount(found[found % span != 0] // span, minlength=size).astype(np.int64)
