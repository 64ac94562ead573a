"""How far up a customer stands among equal search hits, kept in memory for a whole book."""

import json
import threading
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from sqlalchemy.engine import Connection

NOT_LISTED = -1
TIER_STEP = 1_000_000
MOST_CHANGED = 2000
FIRST_PART, LARGEST_PART = 512, 4096
ID_BITS = 32
ID_MASK = (1 << ID_BITS) - 1
TOP = 10 * TIER_STEP
_RANK = f"CASE WHEN is_live THEN tier_rank * {TIER_STEP} + ifnull(last_seen_on, 0) ELSE -1 END"


class Ranks:
    """Tier and recency of every customer as one number; follows the journal of the book."""

    def __init__(self) -> None:
        """Start empty; the first search fills it."""
        self._values: array[int] = array("q")
        self._order: array[int] | None = None
        self._operation = -1
        self._lock = threading.Lock()

    def read(self, connection: Connection) -> "array[int]":
        """Give the ranks by customer id, as the connection's snapshot of the book has them."""
        with self._lock:
            latest = int(
                connection.exec_driver_sql("SELECT ifnull(max(id), 0) FROM operation").scalar_one()
            )
            if latest != self._operation:
                self._follow(connection, latest)
                self._operation = latest
            return self._values

    def best_first(self, connection: Connection) -> Iterator[list[int]]:
        """Give the ids of the listed customers in parts, the highest first, equal ones by id."""
        self.read(connection)
        start, size = 0, FIRST_PART
        while part := self._part(start, start + size):
            yield part
            start, size = start + size, min(2 * size, LARGEST_PART)

    def _part(self, start: int, stop: int) -> list[int]:
        with self._lock:
            if self._order is None:
                listed = enumerate(self._values)
                self._order = array("q", sorted(_place(n, rank) for n, rank in listed if rank >= 0))
            return [place & ID_MASK for place in self._order[start:stop]]

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
            self._set(number, NOT_LISTED)
        for number, rank in rows:
            self._set(number, rank)

    def _set(self, number: int, rank: int) -> None:
        former, self._values[number] = self._values[number], rank
        if self._order is None or former == rank:
            return
        if former >= 0:
            self._order.pop(bisect_left(self._order, _place(number, former)))
        if rank >= 0:
            insort(self._order, _place(number, rank))

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
        self._values = array("q")
        self._order = None
        rows = connection.exec_driver_sql(
            f"SELECT customer_id, {_RANK} FROM customer_summary ORDER BY customer_id DESC"  # noqa: S608
        )
        for number, rank in rows:
            if number >= len(self._values):
                self._reserve(number)
            self._values[number] = rank

    def _reserve(self, highest: int) -> None:
        missing = highest + 1 - len(self._values)
        if missing > 0:
            self._values.extend(array("q", [NOT_LISTED]) * missing)


def _place(number: int, rank: int) -> int:
    """Give one number that sorts by the rank downwards, then by the id."""
    return (TOP - rank << ID_BITS) + number


def _numbers(rows: Iterable[tuple[int, ...]]) -> list[int]:
    return [int(row[0]) for row in rows]
