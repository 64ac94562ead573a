"""Puts customers into the order of a list: a few by looking at each, the whole book by an index.

Either direction is the exact reverse of the other, but for those without the value, who come last.
"""

import json
from array import array
from collections.abc import Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, Final

from branchcrm.data.customer_tables import (
    BOTH,
    KIND_AND_STAGE,
    by_summary,
    clock_places,
    index_for,
    needs_customer,
    needs_summary,
    of_only_branch,
)
from branchcrm.data.filter_values import is_whole_number, shown_sql
from branchcrm.data.own_values import own_order_sql
from branchcrm.domain.customer import CustomerKind, CustomerOrder, CustomerSort, Stage
from branchcrm.domain.filter_field import FieldGroup, FilterField

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

FEW_SHARE: Final = 25
"""Up to one customer in so many is sorted alone; for more the whole book is walked in order."""

_KIND, _STAGE = (
    f"instr('{' '.join(choice)}', customer.{name})"
    for name, choice in (("kind", CustomerKind), ("stage", Stage))
)
# Sorted as numbers, for which no index is kept.
_NUMBERS: Final = {
    CustomerSort.TIER: (
        "1000000 * customer_summary.tier_rank + ifnull(customer_summary.score_centi, -1)"
    ),
    CustomerSort.SCORE: "customer_summary.score_centi",
    CustomerSort.NEXT_VISIT: "customer_summary.next_visit_at",
    CustomerSort.COMPLAINTS: "customer_summary.open_complaints",
    CustomerSort.KIND: _KIND,
    CustomerSort.STAGE: _STAGE,
}
_MANAGER: Final = "(SELECT x.name FROM staff x WHERE x.id = customer.manager_id)"
_KEYS: Final = {
    **{column: (number,) for column, number in _NUMBERS.items()},
    CustomerSort.NAME: ("customer.sort_key",),
    CustomerSort.CODE: ("customer.code",),
    CustomerSort.PHONE: ("customer.phone",),
    CustomerSort.MANAGER: (_MANAGER, "customer.manager_id"),
    CustomerSort.LAST_SEEN: ("customer_summary.last_seen_on",),
    CustomerSort.AMOUNT: ("customer_summary.amount_12m_cents",),
    CustomerSort.CREATED: ("customer.created_at",),
}
# Walks that an index has in order; `{branch}` keeps to the branch, so that its indexes serve.
_INDEXED: Final = {
    CustomerSort.NAME: (
        "SELECT id FROM customer WHERE removed_at IS NULL{branch} ORDER BY sort_key {way}, id {way}"
    ),
    CustomerSort.CODE: "SELECT id FROM customer ORDER BY code {way}, branch_id {way}",
    CustomerSort.PHONE: "SELECT id FROM customer ORDER BY phone {way} NULLS LAST, id {way}",
    CustomerSort.LAST_SEEN: (
        "SELECT customer_id FROM customer_summary WHERE is_live = 1{branch}"
        " ORDER BY last_seen_on {way} NULLS LAST, customer_id {way}"
    ),
    CustomerSort.AMOUNT: (
        "SELECT customer_id FROM customer_summary WHERE is_live = 1{branch}"
        " ORDER BY amount_12m_cents {way}, customer_id {way}"
    ),
    CustomerSort.CREATED: (
        "SELECT id FROM customer WHERE removed_at IS NULL ORDER BY created_at {way}, id {way}"
    ),
}
_PEOPLE: Final = "SELECT id FROM staff ORDER BY name {way}, id {way}"
_MANAGED: Final = (
    "SELECT id FROM customer INDEXED BY ix_customer_manager"
    " WHERE removed_at IS NULL AND manager_id IS :manager ORDER BY id {way}"
)
_EVERYBODY: Final = (
    "SELECT customer_id FROM customer_summary WHERE is_live = 1 ORDER BY customer_id {way}"
)
_SAME: Final = {
    "code": CustomerSort.CODE,
    "phone": CustomerSort.PHONE,
    "manager": CustomerSort.MANAGER,
    "score": CustomerSort.SCORE,
    "amount_12m": CustomerSort.AMOUNT,
    "last_seen": CustomerSort.LAST_SEEN,
    "open_complaints": CustomerSort.COMPLAINTS,
}
"""Fields that are columns of every list."""


class CustomerOrders:
    """Arranges customers in one snapshot of the book."""

    def __init__(self, work: "Reading") -> None:
        """Read in the given transaction."""
        self._work = work
        self._driver: Any = work.connection.connection.driver_connection

    def arranged(self, ids: Sequence[int], order: CustomerOrder) -> "array[int]":
        """Give some customers who are not removed in order."""
        if len(ids) * FEW_SHARE <= self._highest():
            return self.alone(ids, order)
        members = bytearray(self._highest() + 1)
        for number in ids:
            members[number] = 1
        whole = self._whole(order)
        return array("q", compress(whole, map(members.__getitem__, whole)))

    def everybody(self, order: CustomerOrder, without: set[int]) -> "array[int]":
        """Give the whole book in order, without some."""
        whole = self._whole(order)
        if not without:
            return whole
        return array("q", (number for number in whole if number not in without))

    def alone(self, ids: Sequence[int], order: CustomerOrder) -> "array[int]":
        """Give some customers in order by looking at each, those of the recycle bin too."""
        where = "customer.id IN (SELECT value FROM json_each(:ids))"
        return self._sorted(where, order, {"ids": json.dumps(list(ids))})

    def _whole(self, order: CustomerOrder) -> "array[int]":
        """Give the ids of all customers in order; those of the recycle bin may be among them."""
        column, way = _column(order), _way(order)
        if column in _INDEXED:
            return self._ids(_INDEXED[column].format(way=way, branch=of_only_branch(self._driver)))
        if column is CustomerSort.MANAGER:
            return self._by_manager(way)
        if column is not None:
            return self._by_number(_NUMBERS[column], order)
        if order.by is not None and order.by.group is FieldGroup.OWN:
            return self._by_own(order.by, way)
        if order.by is not None and is_whole_number(order.by):
            return self._by_number(shown_sql(order.by), order)
        return self._sorted("1", order, {})

    def _sorted(self, where: str, order: CustomerOrder, places: dict[str, Any]) -> "array[int]":
        column, way = _column(order), _way(order)
        keys = (
            [shown_sql(order.by)] if column is None and order.by else _KEYS[column or order.column]
        )
        sql = ", ".join([f"{key} {way} NULLS LAST" for key in keys] + [f"customer.id {way}"])
        sql = f"SELECT customer.id FROM {{tables}} WHERE {where} ORDER BY {sql}"  # noqa: S608 - our own
        return self._ids(_on_tables(sql), places)

    def _by_number(self, number: str, order: CustomerOrder) -> "array[int]":
        # The array library stays out of a start, which shows another order.
        from branchcrm.data.number_order import number_order  # noqa: PLC0415 - as said

        sql = f"SELECT customer.id, ifnull({number}, :nothing) FROM {{tables}}"  # noqa: S608 - our own
        return number_order(
            self._work.connection,
            _on_tables(sql),
            clock_places(self._work.clock),
            is_descending=order.is_descending,
        )

    def _by_manager(self, way: str) -> "array[int]":
        people = self._ids(_PEOPLE.format(way=way))
        found = array("q")
        for one in (*people, None):
            found.extend(self._ids(_MANAGED.format(way=way), {"manager": one}))
        return found

    def _by_own(self, field: FilterField, way: str) -> "array[int]":
        """Walk the index of a field's values, then take those who have none."""
        found = self._ids(own_order_sql(field, way))
        has_value = bytearray(self._highest() + 1)
        for number in found:
            has_value[number] = 1
        every = self._ids(_EVERYBODY.format(way=way))
        found.extend(number for number in every if not has_value[number])
        return found

    def _ids(self, sql: str, places: dict[str, Any] | None = None) -> "array[int]":
        rows = self._driver.execute(sql, clock_places(self._work.clock) | (places or {}))
        return array("q", chain.from_iterable(rows))

    def _highest(self) -> int:
        found = self._driver.execute("SELECT ifnull(max(customer_id), 0) FROM customer_summary")
        return int(found.fetchone()[0])


def _column(order: CustomerOrder) -> CustomerSort | None:
    """Give the column of every list that an order is by, or None for another field."""
    return order.column if order.by is None else _SAME.get(order.by.key)


def _way(order: CustomerOrder) -> str:
    return "DESC" if order.is_descending else "ASC"


def _on_tables(sql: str) -> str:
    """Fill in the tables that a query needs."""
    if not needs_customer(sql):
        return by_summary(sql).replace("{tables}", "customer_summary")
    if index_for(sql) == KIND_AND_STAGE:
        return sql.replace("{tables}", f"customer INDEXED BY {KIND_AND_STAGE}")
    return sql.replace("{tables}", BOTH if needs_summary(sql) else "customer")
