"""The transactions of the book: records, lists of one customer, reversals."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, select

from branchcrm.data.tables import customer, customer_transaction, product, staff
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId, ProductId, StaffId, TransactionId
from branchcrm.domain.transaction import Transaction, TransactionFacts, TransactionKind
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

TRANSACTION_WORD = mark("交易")
_REVERSAL = customer_transaction.alias("reversal")


class TransactionRepository:
    """Reads and writes transactions."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add(
        self,
        customer_id: CustomerId,
        facts: TransactionFacts,
        product_id: ProductId | None,
        staff_id: StaffId,
        now: datetime,
    ) -> TransactionId:
        """Create a transaction."""
        values = _columns(facts, product_id) | {
            "customer_id": customer_id,
            "staff_id": staff_id,
            "created_at": now,
        }
        return TransactionId(self._work.rows.insert(customer_transaction, values))

    def change(
        self, transaction_id: TransactionId, facts: TransactionFacts, product_id: ProductId | None
    ) -> bool:
        """Correct a transaction; tell whether anything was different."""
        values = _columns(facts, product_id)
        return self._work.rows.update(customer_transaction, transaction_id, values)

    def reverse(self, taken_back: Transaction, staff_id: StaffId, now: datetime) -> TransactionId:
        """Create the opposite of a transaction, on the business day."""
        values = {
            "customer_id": taken_back.customer_id,
            "product_id": taken_back.product_id,
            "day": self._work.clock.today(),
            "amount_cents": -taken_back.amount_cents,
            "kind": TransactionKind.REVERSAL,
            "reverses_id": taken_back.id,
            "staff_id": staff_id,
            "created_at": now,
        }
        if taken_back.quantity_milli is not None:
            values["quantity_milli"] = -taken_back.quantity_milli
        return TransactionId(self._work.rows.insert(customer_transaction, values))

    def set_removed(self, transaction_id: TransactionId, at: datetime | None) -> bool:
        """Move a transaction into the recycle bin, or back with None."""
        values = {"removed_at": at}
        return self._work.rows.update(customer_transaction, transaction_id, values)

    def get(self, transaction_id: TransactionId) -> Transaction:
        """Give one transaction.

        Raises:
            NotFoundError: there is no such transaction.
        """
        query = _lines().where(customer_transaction.c.id == transaction_id)
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFoundError(what=say(TRANSACTION_WORD), key=str(transaction_id))
        return _transaction(row)

    def rows(self, ids: Sequence[int]) -> list[Transaction]:
        """Give transactions in any order; those that are gone are left out."""
        listed = func.json_each(json.dumps(list(ids))).table_valued("value")
        query = _lines().where(customer_transaction.c.id.in_(select(listed.c.value)))
        return [_transaction(row) for row in self._connection.execute(query).all()]

    def of_customer(
        self, customer_id: CustomerId, *, limit: int | None = None
    ) -> list[Transaction]:
        """List a customer's transactions, the newest first."""
        query = (
            _lines()
            .where(
                customer_transaction.c.customer_id == customer_id,
                customer_transaction.c.removed_at.is_(None),
            )
            .order_by(customer_transaction.c.day.desc(), customer_transaction.c.id.desc())
        )
        if limit is not None:
            query = query.limit(limit)
        return [_transaction(row) for row in self._connection.execute(query).all()]


def _columns(facts: TransactionFacts, product_id: ProductId | None) -> dict[str, object]:
    return {
        "product_id": product_id,
        "day": facts.day,
        "amount_cents": facts.amount_cents,
        "kind": facts.kind,
        "quantity_milli": facts.quantity_milli,
        "document_no": facts.document_no or None,
        "note": facts.note or None,
    }


def _lines() -> Select[Any]:
    reversal_id = (
        select(_REVERSAL.c.id)
        .where(
            _REVERSAL.c.reverses_id == customer_transaction.c.id, _REVERSAL.c.removed_at.is_(None)
        )
        .limit(1)
        .scalar_subquery()
    )
    return select(
        customer_transaction,
        customer.c.name.label("customer"),
        product.c.name.label("product"),
        product.c.line.label("line"),
        staff.c.name.label("staff"),
        reversal_id.label("reversed_by_id"),
    ).select_from(
        customer_transaction.join(customer, customer.c.id == customer_transaction.c.customer_id)
        .outerjoin(product, product.c.id == customer_transaction.c.product_id)
        .outerjoin(staff, staff.c.id == customer_transaction.c.staff_id)
    )


def _transaction(row: Row[Any]) -> Transaction:
    return Transaction(
        id=TransactionId(row.id),
        customer_id=CustomerId(row.customer_id),
        customer=row.customer,
        day=row.day,
        at=row.at,
        amount_cents=row.amount_cents,
        kind=TransactionKind(row.kind),
        product_id=None if row.product_id is None else ProductId(row.product_id),
        product=row.product or "",
        line=row.line or "",
        quantity_milli=row.quantity_milli,
        document_no=row.document_no or "",
        note=row.note or "",
        staff=row.staff or "",
        reverses_id=None if row.reverses_id is None else TransactionId(row.reverses_id),
        reversed_by_id=None if row.reversed_by_id is None else TransactionId(row.reversed_by_id),
        removed_at=row.removed_at,
    )
