"""Tier rules, reviews and moves in the book."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, select

from branchcrm.data.columns import instant_number
from branchcrm.data.tables import customer
from branchcrm.data.tables_tier import tier_block, tier_change, tier_policy, tier_review
from branchcrm.domain.ids import OperationId, PolicyId, ReviewId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_outcome import StoredPolicy, StoredReview
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_json import effective_day, policy_from_json, policy_to_json
from branchcrm.domain.tier_review import ReviewEvent

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.stored import StoredValue
    from branchcrm.data.tier_blocks import ReviewColumns

ACTIVE = "active"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """A review that is about to be written."""

    policy_id: PolicyId
    period: str
    as_of: date
    reviewed_at: datetime
    counts: Mapping[Tier, int]
    distribution: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveColumns:
    """Moves, or results found later, that are about to be written: one entry of each a customer."""

    customer_ids: Sequence[int]
    from_tiers: Sequence[Tier]
    to_tiers: Sequence[Tier]
    from_scores: Sequence[int | None]
    to_scores: Sequence[int | None]
    events: Sequence[ReviewEvent]
    inputs: Sequence[bytes | None]


class TierRepository:
    """Reads and writes what tiering keeps."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def policies(self) -> list[StoredPolicy]:
        """List every version of the rule, the newest first."""
        query = select(tier_policy).order_by(tier_policy.c.version.desc())
        return [_policy_of(row) for row in self._connection.execute(query).all()]

    def policy(self, policy_id: PolicyId) -> StoredPolicy:
        """Give one version of the rule."""
        query = select(tier_policy).where(tier_policy.c.id == policy_id)
        return _policy_of(self._connection.execute(query).one())

    def policy_on(self, day: date) -> StoredPolicy:
        """Give the rule in force on a day; before the first one, that first one."""
        versions = [version for version in self.policies() if not version.is_withdrawn]
        return next((v for v in versions if v.effective_on <= day), versions[-1])

    def add_policy(self, policy: Policy, day: date) -> StoredPolicy:
        """Keep a rule as the next version, in force from its own day or else the given one."""
        highest = self._connection.execute(select(func.max(tier_policy.c.version))).scalar()
        number = self._work.rows.insert(
            tier_policy,
            {
                "version": (highest or 0) + 1,
                "name": policy.text.name,
                "definition": json.dumps(policy_to_json(policy), ensure_ascii=False),
                "state": ACTIVE,
                "effective_on": effective_day(policy, day),
                "created_at": self._work.clock.now(),
            },
        )
        return self.policy(PolicyId(number))

    def brought_by(self, operation_id: OperationId) -> list[StoredPolicy]:
        """Give the versions of the rule that an operation brought and that are still there."""
        query = select(tier_policy).where(tier_policy.c.touched_op == operation_id)
        return [_policy_of(row) for row in self._connection.execute(query).all()]

    def withdraw(self, policy_id: PolicyId) -> None:
        """Let a version that reviews stand on count no more; it stays readable."""
        self._work.rows.update(tier_policy, policy_id, {"state": WITHDRAWN})

    def reviews_by(self, policy_id: PolicyId) -> list[StoredReview]:
        """List the reviews by one version of the rule, the oldest first."""
        query = select(tier_review).where(tier_review.c.policy_id == policy_id)
        rows = self._connection.execute(query.order_by(tier_review.c.id)).all()
        return [_review_of(row) for row in rows]

    def latest_review(self, day: date | None = None) -> StoredReview | None:
        """Give the review that counts, now or as of a day."""
        query = select(tier_review)
        if day is None:
            query = query.order_by(tier_review.c.id.desc())
        else:
            query = query.where(tier_review.c.as_of <= day)
            query = query.order_by(tier_review.c.as_of.desc(), tier_review.c.id.desc())
        return next(map(_review_of, self._connection.execute(query.limit(1))), None)

    def review_before(self, period: str) -> StoredReview | None:
        """Give the last review of an earlier period."""
        query = (
            select(tier_review)
            .where(tier_review.c.period < period)
            .order_by(tier_review.c.period.desc(), tier_review.c.id.desc())
        )
        return next(map(_review_of, self._connection.execute(query.limit(1))), None)

    def distribution(self, review_id: ReviewId) -> bytes:
        """Give the frozen distribution of a review, packed."""
        query = select(tier_review.c.distribution).where(tier_review.c.id == review_id)
        return bytes(self._connection.execute(query).scalar_one())

    def add_review(self, draft: ReviewDraft, columns: "ReviewColumns") -> ReviewId:
        """Write a review with its blocks."""
        review_id = self._work.rows.insert(
            tier_review,
            {
                "policy_id": draft.policy_id,
                "period": draft.period,
                "as_of": draft.as_of,
                "reviewed_at": draft.reviewed_at,
                "counts": json.dumps({str(tier): n for tier, n in draft.counts.items()}),
                "distribution": draft.distribution,
            },
        )
        names = ["review_id", "first_customer_id", "last_customer_id", "content"]
        for block in columns.blocks():
            self._work.rows.insert_many(tier_block, names, [(review_id, *block)])
        return ReviewId(review_id)

    def columns(
        self, review_id: ReviewId, customers: Sequence[int] | None = None
    ) -> "ReviewColumns":
        """Give what is known by a review, later results included, of all or of some."""
        # The page of the day asks for moves at every start, and needs no numpy for them.
        from branchcrm.data.tier_results import review_columns  # noqa: PLC0415 - as said

        return review_columns(self._connection, int(review_id), customers)

    def add_moves(
        self, review_id: ReviewId, moves: MoveColumns, at: datetime, *, later: bool
    ) -> None:
        """Write moves of a review, or results found later than it."""
        count = len(moves.customer_ids)
        if not count:
            return
        columns: dict[str, Sequence[StoredValue]] = {
            "review_id": [review_id] * count,
            "customer_id": moves.customer_ids,
            "at": [instant_number(at)] * count,
            "from_tier": [str(tier) for tier in moves.from_tiers],
            "to_tier": [str(tier) for tier in moves.to_tiers],
            "from_score_centi": moves.from_scores,
            "to_score_centi": moves.to_scores,
            "reason": [str(event) for event in moves.events],
            "is_incremental": [int(later)] * count,
            "inputs": moves.inputs,
        }
        self._work.rows.insert_columns(tier_change, list(columns), list(columns.values()))

    def later_customers(self, review_ids: Sequence[int]) -> list[int]:
        """Give the customers for whom something was found after these reviews, in the book."""
        query = (
            select(tier_change.c.customer_id)
            .join(customer, customer.c.id == tier_change.c.customer_id)
            .where(
                tier_change.c.review_id.in_(review_ids),
                tier_change.c.is_incremental == 1,
                customer.c.removed_at.is_(None),
            )
            .distinct()
            .order_by(tier_change.c.customer_id)
        )
        return [int(number) for number in self._connection.execute(query).scalars()]

    def names_of(self, customers: Sequence[int]) -> dict[int, str]:
        """Give the names of those customers who are not in the recycle bin."""
        return {row.id: row.name for row in self._connection.execute(_present(customers)).all()}

    def captions_of(self, customers: Sequence[int]) -> dict[int, str]:
        """Give name and code of those customers who are not in the recycle bin."""
        rows = self._connection.execute(_present(customers)).all()
        return {row.id: f"{row.name} {row.code}" for row in rows}


def _present(customers: Sequence[int]) -> Select[Any]:
    asked = func.json_each(json.dumps([int(one) for one in customers])).table_valued("value")
    return select(customer.c.id, customer.c.name, customer.c.code).where(
        customer.c.id.in_(select(asked.c.value)), customer.c.removed_at.is_(None)
    )


def _policy_of(row: Row[Any]) -> StoredPolicy:
    return StoredPolicy(
        id=PolicyId(row.id),
        version=row.version,
        policy=policy_from_json(json.loads(row.definition)),
        effective_on=row.effective_on,
        created_at=row.created_at,
        operation_id=OperationId(row.touched_op),
        is_withdrawn=row.state == WITHDRAWN,
    )


def _review_of(row: Row[Any]) -> StoredReview:
    return StoredReview(
        id=ReviewId(row.id),
        policy_id=PolicyId(row.policy_id),
        period=row.period,
        as_of=row.as_of,
        reviewed_at=row.reviewed_at,
        counts={Tier(name): count for name, count in json.loads(row.counts).items()},
        operation_id=OperationId(row.touched_op),
    )
