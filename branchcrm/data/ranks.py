"""How far up a customer stands among equal search hits, kept in memory for a whole book."""

import json
import threading
from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.engine import Connection

if TYPE_CHECKING:
    from branchcrm.data.search_foremost import Foremost

NOT_LISTED = -1
_SMALL: Final = "i"
"""Small numbers are looked up several times as quickly, since more of them lie close at hand."""
TIER_STEP = 1_000_000
MOST_CHANGED = 2000
ID_BITS = 32
ID_MASK = (1 << ID_BITS) - 1
TOP = 10 * TIER_STEP
_RANK = f"CASE WHEN is_live THEN tier_rank * {TIER_STEP} + ifnull(last_seen_on, 0) ELSE -1 END"
_HIGHEST = "SELECT ifnull(max(customer_id), 0) FROM customer_summary"
_BATCH = 50_000
_BATCH_OF_RANKS = (  # as text, since a million rows of their own take several times as long
    f"SELECT json_group_array(customer_id), json_group_array({_RANK}) FROM customer_summary"  # noqa: S608
    " WHERE customer_id BETWEEN ? AND ?"
)


class Ranks:
    """Tier and recency of every customer as one number; follows the journal of the book."""

    def __init__(self) -> None:
        """Start empty; the first search fills it."""
        self._values: array[int] = array(_SMALL)
        self._foremost: Foremost | None = None
        self._operation = -1
        self._lock = threading.Lock()

    def read(self, connection: Connection) -> "array[int]":
        """Give the ranks by customer id, as the connection's snapshot of the book has them."""
        with self._lock:
            self._catch_up(connection)
            return self._values

    def foremost(self, connection: Connection) -> "Foremost":
        """Give the customers that stand foremost, to be looked through."""
        from branchcrm.data.search_foremost import read_foremost  # noqa: PLC0415 - only here

        with self._lock:
            self._catch_up(connection)
            if self._foremost is None:
                self._foremost = read_foremost(connection, self._values)
            return self._foremost

    def _catch_up(self, connection: Connection) -> None:
        latest = int(
            connection.exec_driver_sql("SELECT ifnull(max(id), 0) FROM operation").scalar_one()
        )
        if latest != self._operation:
            self._follow(connection, latest)
            self._operation = latest

    def _follow(self, connection: Connection, latest: int) -> None:
        changed = self._changed_since(connection) if 0 <= self._operation < latest else None
        if changed is None:
            self._load(connection)
            return
        rows = connection.exec_driver_sql(
            f"SELECT customer_id, {_RANK} FROM customer_summary"  # noqa: S608
            " WHERE customer_id IN (SELECT value FROM json_each(?))",
            (json.dumps(changed),),
        ).all()
        self._reserve(max(changed, default=0))
        for number in changed:
            self._values[number] = NOT_LISTED
        for number, rank in rows:
            self._values[number] = rank
        if self._foremost is not None:
            self._foremost = self._foremost.followed(connection, self._values, changed)

    def _changed_since(self, connection: Connection) -> list[int] | None:
        """Give the customers that later operations touched, or None where a reload is cheaper."""
        done = connection.exec_driver_sql(
            "SELECT max(table_name LIKE 'tier_%'), sum(CASE WHEN table_name = 'customer'"
            " THEN row_count ELSE 0 END) FROM operation_change WHERE operation_id > ?",
            (self._operation,),
        ).one()
        if done[0] or (done[1] or 0) > MOST_CHANGED:
            return None
        subjects = _numbers(
            connection.exec_driver_sql(
                "SELECT customer_id FROM operation_subject WHERE operation_id > ? LIMIT ?",
                (self._operation, MOST_CHANGED + 1),
            ).all()
        )
        created = connection.exec_driver_sql(
            "SELECT first_id, last_id FROM operation_change WHERE operation_id > ?"
            " AND table_name = 'customer' AND kind = 'created'",
            (self._operation,),
        ).all()
        found = set(subjects)
        for first, last in created:
            found.update(range(first, last + 1))
        return None if len(found) > MOST_CHANGED else sorted(found)

    def _load(self, connection: Connection) -> None:
        self._values = array(_SMALL)
        self._foremost = None
        driver: Any = connection.connection.driver_connection
        (highest,) = driver.execute(_HIGHEST).fetchone()
        self._reserve(highest)
        for first in range(0, highest + 1, _BATCH):
            ids, ranks = driver.execute(_BATCH_OF_RANKS, (first, first + _BATCH - 1)).fetchone()
            for number, rank in zip(json.loads(ids), json.loads(ranks), strict=True):
                self._values[number] = rank

    def _reserve(self, highest: int) -> None:
        missing = highest + 1 - len(self._values)
        if missing > 0:
            self._values.extend(array(_SMALL, [NOT_LISTED]) * missing)


def _numbers(rows: Iterable[tuple[int, ...]]) -> list[int]:
    return [int(row[0]) for row in rows]


def place_of(number: int, rank: int) -> int:
    """Give one number that sorts by the rank downwards, then by the id; the unlisted are last."""
    return (TOP - rank << ID_BITS) + number
