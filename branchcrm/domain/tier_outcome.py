"""What tiering tells: counts, moves between tiers, and the outcome of a review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId, OperationId, PolicyId, ReviewId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_review import ReviewEvent
from branchcrm.domain.wording import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPolicy:
    """A version of the tier rule as the book keeps it, and the operation that brought it.

    One that was taken back after a later review stood on it stays readable and counts no more.
    """

    id: PolicyId
    version: int
    policy: Policy
    effective_on: date
    created_at: datetime
    operation_id: OperationId
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReview:
    """A review as the book keeps it: when, by which rule, as of which day."""

    id: ReviewId
    policy_id: PolicyId
    period: str
    as_of: date
    reviewed_at: datetime
    counts: Mapping[Tier, int]
    operation_id: OperationId

    @property
    def tiered(self) -> int:
        """Give the number of customers who got a tier."""
        return sum(count for tier, count in self.counts.items() if tier is not Tier.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCount:
    """How many customers a tier holds and what they brought in twelve months."""

    customers: int
    amount_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierOverview:
    """The tiers as they stand, by which rule, and the moves since the period before."""

    version: int
    policy: Policy
    effective_on: date
    as_of: date | None
    counts: Mapping[Tier, TierCount]
    moves: Mapping[tuple[Tier, Tier], int] = field(default_factory=dict)
    previous_as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """One customer's way from one tier to another."""

    customer_id: CustomerId
    name: str
    at: datetime
    from_tier: Tier
    to_tier: Tier
    from_score_centi: int | None
    to_score_centi: int | None
    event: ReviewEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RetierOutcome:
    """What a review did, or would do.

    `operation_id` is None for a trial; where the book already said all of it, it is the
    operation of the review that stands, and `changes` is None.
    """

    operation_id: OperationId | None
    version: int
    policy_name: str
    as_of: date
    counts: Mapping[Tier, int]
    up: int
    down: int
    placed: int
    gone: int
    watch: int
    unchanged: int
    seconds: float
    notices: tuple[Sentence, ...] = ()
    changes: Changes | None = None
