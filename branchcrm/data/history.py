"""History: the operations of the journal, and taking them back or doing them again."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, or_, select, update

from branchcrm.data.journal import sentence_from
from branchcrm.data.reversal import Reversal
from branchcrm.data.tables_book import operation, operation_change, operation_subject
from branchcrm.data.verification import Check, verify
from branchcrm.domain.changes import KeptRow
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId, OperationId, StaffId
from branchcrm.domain.operation import Operation
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work

OPERATION_WORD = mark("操作")
_TOUCHED = (
    "SELECT DISTINCT ifnull(c.table_name, '') FROM operation o"
    " LEFT JOIN operation_change c ON c.operation_id = o.id WHERE o.id > ?"
    " AND NOT (c.id IS NULL AND o.name IN ('export', 'customer.reveal', 'visit.reveal',"
    " 'attachment.save', 'book.backup'))"
)
_FIGURES = frozenset({"customer_transaction", "customer_figure"})
# A product that is only added has no trades yet.
_RELINED = (
    "SELECT 1 FROM operation_change WHERE operation_id > ?"
    " AND table_name = 'product' AND kind <> 'created' LIMIT 1"
)
_WRITTEN = (
    "SELECT DISTINCT customer_id FROM operation_subject WHERE operation_id IN"
    " (SELECT operation_id FROM operation_change WHERE operation_id > ?"
    " AND table_name IN ('customer_transaction', 'customer_figure')) ORDER BY customer_id"
)


class HistoryRepository:
    """Reads the journal and reverses operations."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def get(self, operation_id: OperationId) -> Operation:
        """Give one operation.

        Raises:
            NotFoundError: there is no such operation.
        """
        query = select(operation).where(operation.c.id == operation_id)
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFoundError(what=say(OPERATION_WORD), key=str(operation_id))
        return _operation(row)

    def latest(
        self,
        *,
        limit: int | None = None,
        before: OperationId | None = None,
        staff_id: StaffId | None = None,
        customer_id: CustomerId | None = None,
    ) -> list[Operation]:
        """List operations, newest first."""
        query = select(operation).order_by(operation.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(operation.c.id < before)
        if staff_id is not None:
            query = query.where(operation.c.staff_id == staff_id)
        if customer_id is not None:
            query = self._about(query, customer_id)
        return [_operation(row) for row in self._connection.execute(query).all()]

    def touched_since(self, operation_id: int) -> set[str]:
        """Name the tables written after an operation; one without rows gives an empty name.

        What only looked at the book, and was logged for that, is left out.
        """
        found = self._connection.exec_driver_sql(_TOUCHED, (operation_id,)).scalars()
        return {str(name) for name in found}

    def customers_of_figures_since(self, operation_id: int) -> list[int] | None:
        """Give the customers whose trades or figures were written after an operation.

        None where it cannot be told: an operation named no rows, or a product changed its line.
        """
        written = self.touched_since(operation_id)
        relined = self._connection.exec_driver_sql(_RELINED, (operation_id,)).first()
        if "" in written or relined is not None:
            return None
        if written.isdisjoint(_FIGURES):
            return []
        found = self._connection.exec_driver_sql(_WRITTEN, (operation_id,)).scalars()
        return [int(number) for number in found]

    def last_standing(self, staff_id: StaffId | None = None) -> Operation | None:
        """Give the newest operation that an undo would take back."""
        query = (
            select(operation)
            .where(
                operation.c.reverses_id.is_(None),
                operation.c.reversed_by_id.is_(None),
                operation.c.is_reversible == 1,
                operation.c.row_count > 0,
            )
            .order_by(operation.c.id.desc())
            .limit(1)
        )
        if staff_id is not None:
            query = query.where(operation.c.staff_id == staff_id)
        row = self._connection.execute(query).first()
        return None if row is None else _operation(row)

    def last_undone(self, staff_id: StaffId | None = None) -> Operation | None:
        """Give the newest undo that a redo would take back: nothing else came after it."""
        query = select(operation).where(operation.c.row_count > 0)
        if staff_id is not None:
            query = query.where(operation.c.staff_id == staff_id)
        for row in self._connection.execute(query.order_by(operation.c.id.desc()).limit(200)):
            found = _operation(row)
            if found.reverses_id is None:
                return None
            target = self.get(found.reverses_id)
            if target.reverses_id is None and found.stands:
                return found
        return None

    def reverse(self, target: Operation) -> list[KeptRow]:
        """Take an operation back within this work; give the rows that were left alone."""
        work: Work = self._work  # type: ignore[assignment]
        kept = Reversal(self._connection, work.rows, target.id).run()
        work.kept.extend(kept)
        self._connection.execute(
            update(operation)
            .where(operation.c.id == target.id)
            .values(reversed_by_id=work.operation_id)
        )
        if target.reverses_id is not None:
            self._connection.execute(
                update(operation)
                .where(operation.c.id == target.reverses_id)
                .values(reversed_by_id=None)
            )
        return kept

    def verify(self) -> Iterator[Check]:
        """Check the whole book."""
        from branchcrm.data.unit_of_work import JOURNALED  # noqa: PLC0415 - made of this room

        return verify(self._connection, JOURNALED)

    def _about(self, query: Select[Any], customer_id: CustomerId) -> Select[Any]:
        subjects = select(operation_subject.c.operation_id).where(
            operation_subject.c.customer_id == customer_id
        )
        births = select(operation_change.c.operation_id).where(
            operation_change.c.table_name == "customer",
            operation_change.c.kind == "created",
            operation_change.c.first_id <= customer_id,
            operation_change.c.last_id >= customer_id,
        )
        return query.where(or_(operation.c.id.in_(subjects), operation.c.id.in_(births)))


def _operation(row: Row[Any]) -> Operation:
    def link(value: int | None) -> OperationId | None:
        return None if value is None else OperationId(value)

    return Operation(
        id=OperationId(row.id),
        at=row.at,
        staff_id=StaffId(row.staff_id),
        actor=row.actor,
        name=row.name,
        summary=sentence_from(row.summary, json.loads(row.places)),
        row_count=row.row_count,
        is_reversible=bool(row.is_reversible),
        reverses_id=link(row.reverses_id),
        reversed_by_id=link(row.reversed_by_id),
    )
