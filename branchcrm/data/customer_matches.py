"""Finds whom a filter names, reading only the tables and the rows that it needs."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from branchcrm.data.customer_tables import (
    BIRTHDAY,
    BIRTHDAY_KNOWN,
    by_summary,
    index_for,
    needs_customer,
    needs_summary,
    of_only_branch,
    offset_s,
)
from branchcrm.data.filter_sql import FilterSql, Stored
from branchcrm.data.filter_values import is_slow
from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.filter_condition import Node, conditions_of, parts_of
from branchcrm.domain.tier import tier_rank

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

FEW_SHARE: Final = 8
"""Up to one customer in so many is looked at one by one; for more all rows are read in one pass."""

_BY_MANAGER: Final = "(customer.manager_id IN "
_NOT_REMOVED: Final = (
    "customer.id NOT IN (SELECT r.id FROM customer r WHERE r.removed_at IS NOT NULL)"
)
_ALL: Final = -1


@dataclass(slots=True)
class Asked:
    """What is asked of customers, over `customer` and `customer_summary`, with its values."""

    is_removed: bool = False
    parts: list[str] = field(default_factory=list)
    places: dict[str, Stored] = field(default_factory=dict)

    def only(self, ids: Sequence[int]) -> None:
        """Keep to customers with these ids."""
        name = f"ids{len(self.places)}"
        self.places[name] = json.dumps(list(ids))
        self.parts.append(f"customer.id IN (SELECT value FROM json_each(:{name}))")  # noqa: S608 - a place

    def query(self) -> str:
        """Give the query of the ids: of the summaries alone, of the customers alone, or of both."""
        conditions = "".join(f" AND {part}" for part in self.parts)
        is_live = f"customer_summary.is_live = {int(not self.is_removed)}"
        if not needs_customer(conditions):
            conditions = by_summary(conditions)
            return f"SELECT customer_id FROM customer_summary WHERE {is_live}{conditions}"  # noqa: S608
        table, is_kept = self._customers(conditions)
        if needs_summary(conditions):
            is_kept += f" AND {is_live}"
            table += " JOIN customer_summary ON customer_id = customer.id"
        return f"SELECT customer.id FROM {table} WHERE {is_kept}{conditions}"  # noqa: S608

    def _customers(self, conditions: str) -> tuple[str, str]:
        """Name the customers with how to walk them, which SQLite does not guess by itself."""
        if self.is_removed:
            return "customer", "customer.removed_at IS NOT NULL"
        if any(part.startswith(_BY_MANAGER) for part in self.parts):
            return "customer INDEXED BY ix_customer_manager", "customer.removed_at IS NULL"
        index = index_for(conditions)
        is_known = any(part.startswith(BIRTHDAY_KNOWN) for part in self.parts)
        if index is None or (index == BIRTHDAY and not is_known):
            # The plus keeps the walk off the index of all living customers.
            return "customer", "+customer.removed_at IS NULL"
        return f"customer INDEXED BY {index}", _NOT_REMOVED


class CustomerMatches:
    """Finds the customers of filters in one snapshot of the book."""

    def __init__(self, work: "Reading") -> None:
        """Read in the given transaction."""
        self._work = work
        self._driver: Any = work.connection.connection.driver_connection

    def ids(
        self, asked: CustomerFilter, candidates: Sequence[int] | None = None
    ) -> "array[int] | None":
        """Give whom a filter names, in no order; None is everybody who is not removed.

        Its searched text is not looked at; candidates are those who may be named at all.
        """
        found = _plainly_asked(asked, candidates)
        parts = parts_of(asked.where)
        slow = [part for part in parts if any(map(is_slow, conditions_of(part)))]
        self._add(found, [part for part in parts if part not in slow], is_whole=True)
        is_whole = True
        if slow and (found.parts or asked.is_removed):
            most = self._size() // FEW_SHARE
            few = self._read(found, most + 1)
            if len(few) <= most:
                is_whole, found = False, Asked(asked.is_removed)
                found.only(few)
        self._add(found, slow, is_whole=is_whole)
        return self._read(found) if found.parts or asked.is_removed else None

    def removed(self) -> set[int]:
        """Give the customers of the recycle bin."""
        sql = "SELECT id FROM customer WHERE removed_at IS NOT NULL"
        return {row[0] for row in self._driver.execute(sql)}

    def tiers(self, ids: Sequence[int] | None) -> dict[int, int]:
        """Count customers per rank of their tier; None is everybody who is not removed."""
        where, places = f"is_live = 1{of_only_branch(self._driver)}", {}
        if ids is not None:
            where = "customer_id IN (SELECT value FROM json_each(:ids))"
            places = {"ids": json.dumps(list(ids))}
        sql = f"SELECT tier_rank, count(*) FROM customer_summary WHERE {where} GROUP BY tier_rank"  # noqa: S608 - our own
        return dict(self._driver.execute(sql, places).fetchall())

    def _add(self, asked: Asked, nodes: Sequence[Node], *, is_whole: bool) -> None:
        clock = self._work.clock
        writer = FilterSql(
            clock.today(),
            offset_s(clock),
            self._searched,
            self._work.asker,
            is_whole=is_whole,
            places=asked.places,
        )
        asked.parts += [writer.condition(node) for node in nodes]

    def _searched(self, said: str) -> Sequence[int]:
        return list(self._work.customers.search(said).ids)

    def _read(self, asked: Asked, limit: int = _ALL) -> "array[int]":
        rows = self._driver.execute(f"{asked.query()} LIMIT {limit}", asked.places)
        return array("q", chain.from_iterable(rows))

    def _size(self) -> int:
        found = self._driver.execute("SELECT ifnull(max(customer_id), 0) FROM customer_summary")
        return int(found.fetchone()[0])


def _plainly_asked(asked: CustomerFilter, candidates: Sequence[int] | None) -> Asked:
    """Ask for everything but what is written in the filter language."""
    found = Asked(asked.is_removed)
    if asked.tiers:
        ranks = ", ".join(str(tier_rank(tier)) for tier in sorted(asked.tiers))
        found.parts.append(f"customer_summary.tier_rank IN ({ranks})")
    if asked.manager_id is not None:
        found.parts.append(f"{_BY_MANAGER}({int(asked.manager_id)}))")
    for ids in (asked.ids, candidates):
        if ids is not None:
            found.only(ids)
    return found
