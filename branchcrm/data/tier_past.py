"""Past reviews: which there are, and what was known by one on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from branchcrm.data.columns import instant_number
from branchcrm.data.raw_rows import Numbers, living_ids
from branchcrm.data.tables_tier import tier_review
from branchcrm.data.tier_results import review_columns
from branchcrm.domain.ids import PolicyId, ReviewId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.tier_blocks import ReviewColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReview:
    """A review as a mark in time."""

    id: ReviewId
    policy_id: PolicyId
    as_of: date


class TierPastRepository:
    """Reads reviews of the past."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def reviews(self) -> list[PastReview]:
        """Give the reviews that counted in their period, the newest first."""
        query = select(
            tier_review.c.id, tier_review.c.policy_id, tier_review.c.period, tier_review.c.as_of
        ).order_by(tier_review.c.as_of.desc(), tier_review.c.id.desc())
        rows = self._connection.execute(query).all()
        last = {row.period: row for row in reversed(rows)}
        kept = {row.id for row in last.values()}
        return [
            PastReview(id=ReviewId(row.id), policy_id=PolicyId(row.policy_id), as_of=row.as_of)
            for row in rows
            if row.id in kept
        ]

    def review(self, review_id: ReviewId) -> PastReview | None:
        """Give a review, or None where it was taken back."""
        query = select(tier_review.c.policy_id, tier_review.c.as_of).where(
            tier_review.c.id == review_id
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return PastReview(id=review_id, policy_id=PolicyId(row.policy_id), as_of=row.as_of)

    def columns_on(self, review_id: ReviewId, day: date) -> "ReviewColumns":
        """Give what was known by a review at the end of a day: not what came later."""
        clock = self._work.clock
        until = datetime.combine(day + timedelta(days=1), time.min, clock.zone)
        return review_columns(self._connection, int(review_id), until=instant_number(until))

    def columns_at(self, review_id: ReviewId) -> "ReviewColumns":
        """Give what a review itself found."""
        return review_columns(self._connection, int(review_id), until=0)

    def live(self) -> Numbers:
        """Give the ids of the customers who are not in the recycle bin, ascending."""
        return living_ids(self._connection)
