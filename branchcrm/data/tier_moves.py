"""The moves of customers between tiers: those of a review, and those since a moment."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from branchcrm.data.tables import customer
from branchcrm.data.tables_tier import tier_change
from branchcrm.domain.ids import CustomerId, ReviewId, StaffId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.tier_review import ReviewEvent

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

# Few are in the recycle bin: looking them up once is cheaper than asking every customer.
_IS_KEPT = tier_change.c.customer_id.not_in(
    select(customer.c.id).where(customer.c.removed_at.is_not(None))
)
_MOVES = (
    select(tier_change)
    .where(tier_change.c.from_tier != tier_change.c.to_tier, _IS_KEPT)
    .order_by(tier_change.c.at.desc(), tier_change.c.id.desc())
)


class TierMoveRepository:
    """Lists and counts moves; nobody in the recycle bin is among them."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._connection = work.connection

    def of_review(self, review_id: ReviewId, limit: int | None) -> list[TierMove]:
        """List the newest moves, or all, that a review, and changes since, brought."""
        return self._named(_MOVES.where(tier_change.c.review_id == review_id).limit(limit))

    def counts_of_review(self, review_id: ReviewId) -> dict[tuple[Tier, Tier], int]:
        """Count the moves that a review, and changes since, brought to customers in the book."""
        return self._counts(tier_change.c.review_id == review_id)

    def counts_since(
        self, since: datetime, manager_id: StaffId | None
    ) -> dict[tuple[Tier, Tier], int]:
        """Count the moves since a moment of the customers of a person, or of all."""
        return self._counts(*_moved_since(since, manager_id))

    def latest(self, since: datetime, manager_id: StaffId | None, most: int) -> list[TierMove]:
        """List the newest moves from tier to tier since a moment, as `counts_since` counts them."""
        query = _MOVES.where(
            *_moved_since(since, manager_id),
            tier_change.c.from_tier != Tier.NONE.value,
            tier_change.c.to_tier != Tier.NONE.value,
        ).limit(most)
        return self._named(query)

    def _named(self, query: Select[Any]) -> list[TierMove]:
        """Give the moves with names, which are looked up for those alone that are listed."""
        listed = query.subquery()
        named = (
            select(listed, customer.c.name)
            .join(customer, customer.c.id == listed.c.customer_id)
            .order_by(listed.c.at.desc(), listed.c.id.desc())
        )
        return [_move_of(row) for row in self._connection.execute(named).all()]

    def _counts(self, *asked: ColumnElement[bool]) -> dict[tuple[Tier, Tier], int]:
        query = (
            select(tier_change.c.from_tier, tier_change.c.to_tier, func.count())
            .where(*asked, tier_change.c.from_tier != tier_change.c.to_tier, _IS_KEPT)
            .group_by(tier_change.c.from_tier, tier_change.c.to_tier)
        )
        found = self._connection.execute(query).all()
        return {(Tier(row[0]), Tier(row[1])): int(row[2]) for row in found}


def _moved_since(since: datetime, manager_id: StaffId | None) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [tier_change.c.at >= since]
    if manager_id is not None:
        # The index of a person's customers holds those alone who are in the book.
        own = select(customer.c.id).where(
            customer.c.manager_id == manager_id, customer.c.removed_at.is_(None)
        )
        asked.append(tier_change.c.customer_id.in_(own))
    return asked


def _move_of(row: Row[Any]) -> TierMove:
    return TierMove(
        customer_id=CustomerId(row.customer_id),
        name=row.name,
        at=row.at,
        from_tier=Tier(row.from_tier),
        to_tier=Tier(row.to_tier),
        from_score_centi=row.from_score_centi,
        to_score_centi=row.to_score_centi,
        event=ReviewEvent(row.reason),
    )
