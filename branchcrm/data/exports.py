"""Reads whole lists for files that go out, in batches."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, func, select

from branchcrm.data.customer_asking import field_values
from branchcrm.data.tables import customer, customer_transaction, product, staff
from branchcrm.data.tables_book import customer_summary
from branchcrm.data.tables_people import contact_ban
from branchcrm.domain.filter_field import FilterField

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

BATCH: Final = 1000
_NEVER_SHOWN: Final = frozenset(
    {
        *("branch_id", "created_at", "updated_at", "removed_at", "touched_op"),
        *("name_key", "reading", "reading_alternates", "initials", "sort_key"),
    }
)


class ExportRepository:
    """Gives the rows of lists with everything that a file may show."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def customers(
        self, ids: Sequence[int], fields: Sequence[FilterField] = ()
    ) -> Iterator[dict[str, Any]]:
        """Give customers in the order asked, with their summary and account manager.

        The values of fields that a view shows besides come under `more`.
        """
        for start in range(0, len(ids), BATCH):
            wanted = [int(number) for number in ids[start : start + BATCH]]
            own = self._work.own_values.of_many(wanted)
            result = self._connection.execute(_shown(wanted))
            # A dictionary made of a mapping takes three times as long as one of its values.
            names = (*result.keys(), "own")
            place = names.index("id")
            found = {
                int(row[place]): dict(zip(names, (*row, own.get(row[place], {})), strict=True))
                for row in result
            }
            if fields:
                more = field_values(self._work, wanted, fields)
                for number, row in found.items():
                    row["more"] = more[number]
            yield from (found[number] for number in wanted if number in found)

    def transactions(self) -> Iterator[dict[str, Any]]:
        """Give the transactions of living customers, the oldest first."""
        query = (
            select(
                customer_transaction,
                customer.c.code.label("customer_code"),
                customer.c.name.label("customer_name"),
                product.c.name.label("product"),
                product.c.code.label("product_code"),
                product.c.line.label("line"),
                staff.c.name.label("staff"),
            )
            .join(customer, customer.c.id == customer_transaction.c.customer_id)
            .outerjoin(product, product.c.id == customer_transaction.c.product_id)
            .outerjoin(staff, staff.c.id == customer_transaction.c.staff_id)
            .where(customer_transaction.c.removed_at.is_(None), customer.c.removed_at.is_(None))
            .order_by(customer_transaction.c.day, customer_transaction.c.id)
            .execution_options(yield_per=BATCH)
        )
        for row in self._connection.execute(query).mappings():
            yield dict(row)


def _shown(ids: Sequence[int]) -> Select[Any]:
    """Ask for what files show of customers."""
    asked = func.json_each(json.dumps(ids)).table_valued("value")
    return (
        select(
            *[column for column in customer.c if column.name not in _NEVER_SHOWN],
            staff.c.name.label("manager"),
            contact_ban.c.reason.label("barred"),
            customer_summary.c.tier,
            customer_summary.c.score_centi,
            customer_summary.c.amount_12m_cents,
            customer_summary.c.last_seen_on,
            customer_summary.c.next_visit_at,
            customer_summary.c.open_complaints,
        )
        .join(customer_summary, customer_summary.c.customer_id == customer.c.id)
        .outerjoin(staff, staff.c.id == customer.c.manager_id)
        .outerjoin(contact_ban, contact_ban.c.customer_id == customer.c.id)
        .where(customer.c.id.in_(select(asked.c.value)))
    )
