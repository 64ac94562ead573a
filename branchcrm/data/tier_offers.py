"""Offers in the book: what customers close to a tier were told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from branchcrm.data.columns import instant_number
from branchcrm.data.tables_offer import tier_offer
from branchcrm.domain.ids import CustomerId, ReviewId, StaffId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_offer import TierOffer

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_COLUMNS = ("customer_id", "review_id", "target", "reach", "note", "staff_id", "at")


class TierOfferRepository:
    """Reads and writes offers."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work

    def add(self, offers: Sequence[TierOffer], staff_id: StaffId) -> None:
        """Keep offers in a person's name."""
        rows = [
            (
                int(one.customer_id),
                int(one.review_id),
                one.target.value,
                one.reach,
                one.note,
                int(staff_id),
                instant_number(one.at),
            )
            for one in offers
        ]
        self._work.rows.insert_many(tier_offer, _COLUMNS, rows)

    def all(self, review_id: ReviewId | None = None) -> list[TierOffer]:
        """Give every offer, or those made by one review, the newest first."""
        query = select(tier_offer).order_by(tier_offer.c.at.desc(), tier_offer.c.id.desc())
        if review_id is not None:
            query = query.where(tier_offer.c.review_id == review_id)
        return [_offer_of(row) for row in self._work.connection.execute(query).all()]

    def latest_at(self) -> dict[int, int]:
        """Give when each customer was told last, in UTC seconds."""
        query = select(tier_offer.c.customer_id, func.max(tier_offer.c.at)).group_by(
            tier_offer.c.customer_id
        )
        found = self._work.connection.execute(query).all()
        return {int(row[0]): instant_number(row[1]) for row in found}


def _offer_of(row: Row[Any]) -> TierOffer:
    return TierOffer(
        customer_id=CustomerId(row.customer_id),
        review_id=ReviewId(row.review_id),
        target=Tier(row.target),
        reach=row.reach,
        note=row.note,
        at=row.at,
    )
