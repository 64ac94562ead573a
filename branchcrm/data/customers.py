"""Customers in the book: records, lists in any order, counts, search."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from branchcrm.data.customer_asking import among, with_fields
from branchcrm.data.customer_lines import list_lines
from branchcrm.data.customer_matches import CustomerMatches
from branchcrm.data.customer_orders import CustomerOrders
from branchcrm.data.customer_records import customer_of, whole_customers
from branchcrm.data.customer_values import columns_of
from branchcrm.data.search_fields import matched_fields, removed_ids
from branchcrm.data.search_first import find_first
from branchcrm.data.search_index import Found, find
from branchcrm.data.search_spelling import typed_form
from branchcrm.data.search_words import with_noted
from branchcrm.data.tables import customer, customer_figure
from branchcrm.domain.customer import (
    Customer,
    CustomerFacts,
    CustomerFilter,
    CustomerOrder,
    CustomerRow,
    Figure,
)
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.names import search_key
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.wording import mark, say
from branchcrm.reference.chinese_script import simplify

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

CUSTOMER_WORD = mark("客户")
CODE_DIGITS = 6


class CustomerRepository:
    """Reads and writes customers."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection
        self._matches = CustomerMatches(work)

    def add(self, facts: CustomerFacts, branch_id: int, now: datetime) -> CustomerId:
        """Create a customer; one without a code gets the next free one."""
        values: dict[str, object] = {
            **columns_of(facts),
            "branch_id": branch_id,
            "code": facts.code or self.next_code(branch_id),
            "created_at": now,
            "updated_at": now,
        }
        customer_id = CustomerId(self._work.rows.insert(customer, values))
        self._work.own_values.put(customer_id, facts.own)
        return customer_id

    def change(self, customer_id: CustomerId, facts: CustomerFacts, now: datetime) -> bool:
        """Write the facts of a customer; tell whether anything was different."""
        rows = self._work.rows
        values = columns_of(facts)
        if facts.code:
            values["code"] = facts.code
        is_own_changed = self._work.own_values.put(customer_id, facts.own)
        if not rows.update(customer, customer_id, values) and not is_own_changed:
            return False
        rows.update(customer, customer_id, {"updated_at": now})
        return True

    def set_removed(self, ids: Sequence[CustomerId], at: datetime | None) -> int:
        """Move customers into the recycle bin, or back with None; give how many moved."""
        moment = int(at.timestamp()) if at else None
        rows = [(int(number), moment) for number in ids]
        return self._work.rows.update_many(customer, ["removed_at"], rows)

    def next_code(self, branch_id: int, ahead: int = 0) -> str:
        """Give the next free code of the form C-000318; `ahead` skips codes given already."""
        highest = _highest_code(self._connection, branch_id, CODE_DIGITS)
        if highest >= 10**CODE_DIGITS - 1:
            highest = max(highest, _highest_code(self._connection, branch_id, CODE_DIGITS + 1))
        return f"C-{highest + 1 + ahead:0{CODE_DIGITS}d}"

    def holder_of(self, code: str, branch_id: int) -> tuple[CustomerId, str] | None:
        """Give the customer that has a code, with the code, or None."""
        if not code:
            return None
        found = self._connection.exec_driver_sql(
            "SELECT id FROM customer WHERE branch_id = ? AND code = ?", (branch_id, code)
        ).scalar()
        return None if found is None else (CustomerId(int(found)), code)

    def get(self, customer_id: CustomerId) -> Customer:
        """Give everything about a customer, numbers in full.

        Raises:
            NotFoundError: there is no such customer.
        """
        row = self._connection.execute(
            whole_customers().where(customer.c.id == customer_id)
        ).mappings()
        found = row.first()
        if found is None:
            raise NotFoundError(what=say(CUSTOMER_WORD), key=str(customer_id))
        own = self._work.own_values.of(customer_id)
        return customer_of({**found, "own": own}, self.figures(customer_id))

    def many(self, ids: Sequence[int]) -> list[Customer]:
        """Give everything about customers but their figures, in the order asked."""
        found = self._connection.execute(whole_customers().where(among(ids))).mappings()
        own = self._work.own_values.of_many(ids)
        by_id = {
            int(row["id"]): customer_of({**row, "own": own.get(row["id"], {})}, ()) for row in found
        }
        return [by_id[int(number)] for number in ids if int(number) in by_id]

    def figures(self, customer_id: CustomerId) -> tuple[Figure, ...]:
        """Give the figures that files reported for a customer, the newest first."""
        query = (
            select(customer_figure)
            .where(customer_figure.c.customer_id == customer_id)
            .order_by(customer_figure.c.as_of.desc(), customer_figure.c.measure)
        )
        return tuple(
            Figure(measure=row.measure, as_of=row.as_of, value=row.value, source=row.source)
            for row in self._connection.execute(query).all()
        )

    def id_of(self, key: str, branch_id: int) -> CustomerId:
        """Give the customer of a code, or of an id.

        Raises:
            NotFoundError: neither a code nor an id.
        """
        found = self._connection.exec_driver_sql(
            "SELECT id FROM customer WHERE branch_id = ? AND code = ?", (branch_id, key)
        ).scalar()
        if found is None and key.isdigit():
            found = self._connection.exec_driver_sql(
                "SELECT id FROM customer WHERE id = ?", (int(key),)
            ).scalar()
        if found is None:
            raise NotFoundError(what=say(CUSTOMER_WORD), key=key)
        return CustomerId(int(found))

    def rows(
        self, ids: Sequence[int], text: str = "", fields: Sequence[FilterField] = ()
    ) -> list[CustomerRow]:
        """Give list lines of customers, in the order asked; those that are gone are left out.

        With a searched text the lines say where it stands in the names; the fields are those
        that a view shows besides what every line has.
        """
        now = self._work.clock.business_now()
        lines = list_lines(self._connection, ids, now, _typed_key(text))
        return with_fields(self._work, lines, fields) if fields else lines

    def ids(self, asked: CustomerFilter, order: CustomerOrder) -> "array[int]":
        """Give the ids of a list in its order; searched lists come best match first."""
        if asked.text.strip():
            return self._searched_ids(asked)
        orders = CustomerOrders(self._work)
        ids = self._matches.ids(asked)
        if ids is None:
            return orders.everybody(order, without=self._matches.removed())
        return orders.alone(ids, order) if asked.is_removed else orders.arranged(ids, order)

    def counts(self, asked: CustomerFilter, known: Sequence[int] | None = None) -> dict[Tier, int]:
        """Count the customers of a list per tier, whatever tiers the filter names.

        Where the ids of just that list are known they are counted, and nobody is looked for.
        """
        everybody = replace(asked, tiers=frozenset())
        if known is not None and asked == everybody != CustomerFilter():
            ids: Sequence[int] | None = known
        elif asked.text.strip():
            ids = self._searched_ids(everybody)
        else:
            ids = self._matches.ids(everybody)
        found = self._matches.tiers(ids)
        return {tier: found.get(tier_rank(tier), 0) for tier in Tier}

    def search(self, text: str, limit: int | None = None) -> Found:
        """Find customers by any field that a clerk may type, best first."""
        folded = _typed_key(text)
        if not folded:
            return Found(ids=array("q"), total=0)
        if limit is None:
            found = find(self._connection, folded, self._work.ranks)
        else:
            found = find_first(self._work, folded, limit)
        return with_noted(self._work, folded, found, limit)

    def matched_fields(self, text: str, ids: Sequence[int]) -> dict[int, str]:
        """Name the field in which each customer matches what was typed."""
        return matched_fields(self._connection, _typed_key(text), ids)

    def _matching(self, asked: CustomerFilter) -> "array[int]":
        if asked.is_removed:
            return removed_ids(self._connection, _typed_key(asked.text))
        return self.search(asked.text).ids

    def _searched_ids(self, asked: CustomerFilter) -> "array[int]":
        ids = self._matching(asked)
        if asked == CustomerFilter(text=asked.text, is_removed=asked.is_removed):
            return ids
        allowed = set(self._matches.ids(asked, ids) or ())
        return array("q", (number for number in ids if number in allowed))


def _highest_code(connection: Connection, branch_id: int, digits: int) -> int:
    """Give the highest number among codes of so many digits, 0 where there is none."""
    found = connection.exec_driver_sql(
        "SELECT code FROM customer WHERE branch_id = ? AND code >= 'C-0' AND code < 'C-:'"
        " AND code GLOB ? ORDER BY code DESC LIMIT 1",
        (branch_id, "C-" + "[0-9]" * digits),
    ).scalar()
    return 0 if found is None else int(found[2:])


def _typed_key(text: str) -> str:
    return typed_form(search_key(text, simplify))
