"""What customers hold with the branch, in the book."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from branchcrm.data.tables import customer, product
from branchcrm.data.tables_holding import holding
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.holding import Holding, HoldingFacts
from branchcrm.domain.ids import CustomerId, HoldingId, ProductId, StaffId
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

HOLDING_WORD = mark("持有产品")


class HoldingRepository:
    """Reads and writes holdings."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add(
        self,
        customer_id: CustomerId,
        facts: HoldingFacts,
        product_id: ProductId,
        staff_id: StaffId,
        now: datetime,
    ) -> HoldingId:
        """Keep a holding."""
        values = _columns(facts, product_id) | {
            "customer_id": customer_id,
            "staff_id": staff_id,
            "created_at": now,
        }
        return HoldingId(self._work.rows.insert(holding, values))

    def change(self, holding_id: HoldingId, facts: HoldingFacts, product_id: ProductId) -> bool:
        """Correct a holding; tell whether anything was different."""
        return self._work.rows.update(holding, holding_id, _columns(facts, product_id))

    def set_removed(self, holding_id: HoldingId, at: datetime | None) -> bool:
        """Take a holding off the card, or put it back with None."""
        return self._work.rows.update(holding, holding_id, {"removed_at": at})

    def get(self, holding_id: HoldingId) -> Holding:
        """Give one holding.

        Raises:
            NotFoundError: there is no such holding.
        """
        row = self._connection.execute(_lines().where(holding.c.id == holding_id)).first()
        if row is None:
            raise NotFoundError(what=say(HOLDING_WORD), key=str(holding_id))
        return _holding(row)

    def of_customer(self, customer_id: CustomerId) -> Sequence[Holding]:
        """List what a customer holds, the first to mature first."""
        query = (
            _lines()
            .where(holding.c.customer_id == customer_id, holding.c.removed_at.is_(None))
            .order_by(holding.c.matures_on.is_(None), holding.c.matures_on, holding.c.id)
        )
        return [_holding(row) for row in self._connection.execute(query).all()]


def _columns(facts: HoldingFacts, product_id: ProductId) -> dict[str, object]:
    return {
        "product_id": product_id,
        "amount_cents": facts.amount_cents,
        "since": facts.since,
        "matures_on": facts.matures_on,
        "note": facts.note,
    }


def _lines() -> Select[Any]:
    return select(
        holding,
        customer.c.name.label("customer"),
        product.c.name.label("product"),
        product.c.line.label("line"),
    ).select_from(
        holding.join(customer, customer.c.id == holding.c.customer_id).join(
            product, product.c.id == holding.c.product_id
        )
    )


def _holding(row: Row[Any]) -> Holding:
    return Holding(
        id=HoldingId(row.id),
        customer_id=CustomerId(row.customer_id),
        customer=row.customer,
        line=row.line,
        is_removed=row.removed_at is not None,
        facts=HoldingFacts(
            product=row.product,
            amount_cents=row.amount_cents,
            since=row.since,
            matures_on=row.matures_on,
            note=row.note,
        ),
    )
