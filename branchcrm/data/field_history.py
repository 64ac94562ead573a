"""What a customer's own fields held after each operation, read backwards from the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from branchcrm.data.columns import day_from_number
from branchcrm.data.customer_values import facts_of
from branchcrm.data.own_values_past import PastOwnValues
from branchcrm.data.stored import unpack
from branchcrm.data.tables import customer
from branchcrm.data.tables_book import operation_change
from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.operation import Operation

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.rows import Row

COLUMNS = [column.name for column in customer.columns]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A customer before and after one operation; `before` is None where it made the record."""

    operation: Operation
    before: CustomerFacts | None
    after: CustomerFacts


class FieldHistoryRepository:
    """Reads what a customer's fields held in the past."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def turns(self, customer_id: CustomerId) -> Iterator[Turn]:
        """Give the operations that wrote the record, newest first, back to its creation."""
        stored = self._present(customer_id)
        if stored is None:
            return
        own = PastOwnValues(self._connection, customer_id)
        for done in self._work.history.latest(customer_id=customer_id):
            after = facts_of(_typed(stored) | {"own": own.values()})
            was_made = self._step_back(done, customer_id, stored)
            own.step_back(done.id)
            before = None if was_made else facts_of(_typed(stored) | {"own": own.values()})
            if before != after:
                yield Turn(operation=done, before=before, after=after)
            if was_made:
                return

    def _present(self, customer_id: CustomerId) -> dict[str, Any] | None:
        row: Row | None = self._connection.exec_driver_sql(
            f"SELECT {','.join(COLUMNS)} FROM customer WHERE id = ?",  # noqa: S608 - our own names
            (int(customer_id),),
        ).first()
        return None if row is None else dict(zip(COLUMNS, row, strict=True))

    def _step_back(self, done: Operation, customer_id: CustomerId, stored: dict[str, Any]) -> bool:
        """Put back what the operation changed; tell whether it made the record."""
        query = (
            select(operation_change.c.kind, operation_change.c.payload)
            .where(
                operation_change.c.operation_id == int(done.id),
                operation_change.c.table_name == customer.name,
                operation_change.c.kind.in_(("created", "changed")),
                operation_change.c.first_id <= int(customer_id),
                operation_change.c.last_id >= int(customer_id),
            )
            .order_by(operation_change.c.id.desc())
        )
        for kind, payload in self._connection.execute(query).all():
            if kind == "created":
                return True
            document = unpack(payload)
            for row_id, before, _after in document["rows"]:
                if row_id == int(customer_id):
                    _put_back(stored, document["columns"], before)
        return False


def _put_back(stored: dict[str, Any], columns: Sequence[str], before: Sequence[object]) -> None:
    stored.update(zip(columns, before, strict=True))


def _typed(stored: dict[str, Any]) -> dict[str, Any]:
    opened = stored["opened_on"]
    return stored | {"opened_on": None if opened is None else day_from_number(opened)}
