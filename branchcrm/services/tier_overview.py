"""The tiers at a glance: counts, money, and the moves since the period before."""

from datetime import date

import numpy as np

from branchcrm.data.raw_rows import Numbers, number_table
from branchcrm.data.reading import Reading
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_summary import ranks_of
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_outcome import StoredReview, TierCount, TierOverview
from branchcrm.services.tier_comparison import TIERS, moves_between

_STANDING = (
    "SELECT tier_rank, count(*), ifnull(sum(amount_12m_cents), 0)"
    " FROM customer_summary WHERE is_live = 1 GROUP BY tier_rank"
)


def overview_of(work: Reading, as_of: date | None) -> TierOverview:
    """Count the tiers as they stand, or as a past review found them."""
    review = work.tiers.latest_review(as_of)
    stored = (
        work.tiers.policy(review.policy_id)
        if review
        else work.tiers.policy_on(as_of or work.clock.today())
    )
    counts = _standing(work) if as_of is None or review is None else _on_day(work, review, as_of)
    if review is None and as_of is not None:
        counts = _nobody(counts)
    before = work.tiers.review_before(review.period) if review else None
    return TierOverview(
        version=stored.version,
        policy=stored.policy,
        effective_on=stored.effective_on,
        as_of=review.as_of if review else None,
        counts=counts,
        moves=_moves(work, before, review) if before and review else {},
        previous_as_of=before.as_of if before else None,
    )


def _standing(work: Reading) -> dict[Tier, TierCount]:
    table = number_table(work.connection, _STANDING, {}, 3)
    return _counts(*table)


def _on_day(work: Reading, review: StoredReview, day: date) -> dict[Tier, TierCount]:
    """Count what was known by a review at the end of a day."""
    columns = _living(work, work.tier_past.columns_on(review.id, day))
    ranks = ranks_of(work.tiers.policy(review.policy_id).policy, columns)
    amounts = columns.inputs.get(Measure.AMOUNT, np.zeros_like(ranks))
    held = np.unique(ranks)
    customers = np.array([int((ranks == rank).sum()) for rank in held], np.int64)
    sums = np.array([int(amounts[ranks == rank].sum()) for rank in held], np.int64)
    return _counts(held, customers, sums)


def _counts(ranks: Numbers, customers: Numbers, amounts: Numbers) -> dict[Tier, TierCount]:
    empty = {tier: TierCount(customers=0, amount_cents=0) for tier in reversed(Tier)}
    rows = zip(ranks.tolist(), customers.tolist(), amounts.tolist(), strict=True)
    return empty | {
        TIERS[rank]: TierCount(customers=count, amount_cents=amount) for rank, count, amount in rows
    }


def _nobody(counts: dict[Tier, TierCount]) -> dict[Tier, TierCount]:
    """Before the first review everybody is without a tier."""
    everybody = sum(count.customers for count in counts.values())
    return _counts(np.array([tier_rank(Tier.NONE)]), np.array([everybody]), np.zeros(1, np.int64))


def _living(work: Reading, columns: ReviewColumns) -> ReviewColumns:
    """Leave out who lies in the recycle bin."""
    return columns.take(np.flatnonzero(np.isin(columns.ids, work.tier_past.live())))


def _moves(
    work: Reading, before: StoredReview, review: StoredReview
) -> dict[tuple[Tier, Tier], int]:
    one = _living(work, work.tiers.columns(before.id))
    other = work.tiers.columns(review.id)
    rules = (work.tiers.policy(r.policy_id).policy for r in (before, review))
    first, second = rules
    found = moves_between((first, one), (second, other))
    return {way: count for way, count in found.items() if Tier.NONE not in way}
