"""Who looks after whom in the book: the pool, claims, and what a person has in hand."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from branchcrm.data.columns import instant_from_number, instant_number
from branchcrm.data.rows import chunked
from branchcrm.data.summary_figures import OPEN_COMPLAINT_STATES
from branchcrm.data.tables import customer, visit
from branchcrm.data.tables_lifecycle import customer_assignment
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.pool import HeldCustomer
from branchcrm.domain.tier import Tier

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

# Since when: the last time somebody was given the customer, else since the book knows them.
_HELD = (
    "SELECT c.id, c.name, s.tier, c.manager_id, t.name,"
    " ifnull((SELECT max(a.at) FROM customer_assignment a WHERE a.customer_id = c.id"
    " AND a.to_staff_id = c.manager_id), c.created_at), s.last_contact_at"
    " FROM customer c JOIN customer_summary s ON s.customer_id = c.id"
    " JOIN staff t ON t.id = c.manager_id"
    " WHERE c.removed_at IS NULL AND c.stage NOT IN ('lost','defeated','closed')"
    " ORDER BY s.tier_rank DESC, s.last_contact_at, c.id"
)
_MANAGERS = (
    "SELECT c.id, c.name, t.name FROM customer c JOIN staff t ON t.id = c.manager_id"
    " WHERE c.id IN (SELECT value FROM json_each(?))"
)


class PoolRepository:
    """Reads who holds which customers, and writes who was given them."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def held(self) -> list[HeldCustomer]:
        """Give the customers in anybody's hands, the most valuable first."""
        zone = self._work.clock.zone
        return [
            HeldCustomer(
                customer_id=CustomerId(row[0]),
                name=row[1],
                tier=Tier(row[2]),
                manager_id=StaffId(row[3]),
                manager=row[4],
                held_since=instant_from_number(row[5]).astimezone(zone).date(),
                last_contact_on=None
                if row[6] is None
                else instant_from_number(row[6]).astimezone(zone).date(),
            )
            for row in self._connection.exec_driver_sql(_HELD)
        ]

    def waiting(self) -> list[CustomerId]:
        """Give the customers of the pool, the most valuable first."""
        rows = self._connection.exec_driver_sql(
            "SELECT c.id FROM customer c JOIN customer_summary s ON s.customer_id = c.id"
            " WHERE c.manager_id IS NULL AND c.removed_at IS NULL"
            " ORDER BY s.tier_rank DESC, s.amount_12m_cents DESC, c.id"
        )
        return [CustomerId(row[0]) for row in rows]

    def managers(self, customers: Sequence[CustomerId]) -> dict[CustomerId, tuple[str, str]]:
        """Give name and account manager of those who have one."""
        asked = json.dumps([int(number) for number in customers])
        rows = self._connection.exec_driver_sql(_MANAGERS, (asked,))
        return {CustomerId(row[0]): (row[1], row[2]) for row in rows}

    def count_held(self, staff_id: StaffId) -> int:
        """Count the customers in a person's hands."""
        return self._count("customer WHERE removed_at IS NULL AND manager_id = ?", staff_id)

    def count_claims(self, staff_id: StaffId, since: datetime) -> int:
        """Count what a person claimed since a moment."""
        where = "customer_assignment WHERE to_staff_id = ? AND cause = 'claim' AND at >= ?"
        return self._count(where, staff_id, instant_number(since))

    def customers_of(self, staff_id: StaffId) -> list[CustomerId]:
        """Give every customer of a person, removed ones too: none may be left behind."""
        return [
            CustomerId(number) for number in self._ids("customer WHERE manager_id = ?", staff_id)
        ]

    def visits_of(self, staff_id: StaffId) -> list[int]:
        """Give the planned visits of a person."""
        return self._ids("visit WHERE staff_id = ? AND state = 'planned'", staff_id)

    def complaints_of(self, staff_id: StaffId) -> list[int]:
        """Give the open complaints that a person handles."""
        where = f"complaint WHERE handler_id = ? AND state IN ({OPEN_COMPLAINT_STATES})"
        return self._ids(where, staff_id)

    def accused_in(self, complaints: Sequence[int], staff_id: StaffId) -> list[str]:
        """Give the numbers of the complaints that are about a person."""
        asked = json.dumps([int(number) for number in complaints])
        rows = self._connection.exec_driver_sql(
            "SELECT number FROM complaint WHERE accused_id = ?"
            " AND id IN (SELECT value FROM json_each(?)) ORDER BY number",
            (int(staff_id), asked),
        )
        return [row[0] for row in rows]

    def give(
        self,
        customers: Sequence[CustomerId],
        to: StaffId | None,
        at: datetime,
        cause: str,
        reason: str = "",
    ) -> int:
        """Put customers into a person's hands, or into the pool with None; keep who and why."""
        names = ["customer_id", "from_staff_id", "to_staff_id", "cause", "reason", "at"]
        moment = instant_number(at)
        former = self._former(customers)
        target = None if to is None else int(to)
        rows = [(int(one), former[one], target, cause, reason, moment) for one in customers]
        self._work.rows.insert_many(customer_assignment, names, rows)
        moved = [(int(one), target) for one in customers]
        return self._work.rows.update_many(customer, ["manager_id"], moved)

    def pass_on_visits(self, visits: Sequence[int], to: StaffId) -> None:
        """Give planned visits to another person."""
        self._work.rows.update_many(visit, ["staff_id"], [(number, int(to)) for number in visits])

    def _former(self, customers: Sequence[CustomerId]) -> dict[CustomerId, int | None]:
        found: dict[CustomerId, int | None] = {}
        for chunk in chunked([int(number) for number in customers]):
            rows = self._connection.exec_driver_sql(
                "SELECT id, manager_id FROM customer WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(chunk),),
            )
            found.update({CustomerId(row[0]): row[1] for row in rows})
        return found

    def _ids(self, where: str, *values: int) -> list[int]:
        found = self._connection.exec_driver_sql(
            f"SELECT id FROM {where} ORDER BY id",  # noqa: S608 - our own conditions
            tuple(values),
        )
        return [row[0] for row in found]

    def _count(self, where: str, *values: int) -> int:
        found = self._connection.exec_driver_sql(
            f"SELECT count(*) FROM {where}",  # noqa: S608 - our own conditions
            tuple(values),
        )
        return int(found.scalar_one())
