"""Brings together what a receipt needs: the review's result, the frozen book, the trades."""

from typing import TYPE_CHECKING

from branchcrm.analysis.distributions import unpack_distributions
from branchcrm.analysis.reviews import UNSET
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_inputs import trades_of
from branchcrm.data.unit_of_work import Reading
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_outcome import StoredReview
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_receipt import make_receipt
from branchcrm.domain.tier_receipt_parts import ReceiptFacts
from branchcrm.domain.tier_review import EVENT_CODES, Standing

if TYPE_CHECKING:
    from branchcrm.domain.tier_receipt_parts import Receipt

_EVENTS = {code: event for event, code in EVENT_CODES.items()}


def receipt_of(work: Reading, customer_id: CustomerId) -> "Receipt | None":
    """Write the receipt of a customer's present tier."""
    review = work.tiers.latest_review()
    if review is None:
        return None
    found = work.tiers.columns(review.id, [customer_id])
    if not found.ids.size or int(found.levels[0]) == UNSET:
        return None
    stored = work.tiers.policy(review.policy_id)
    facts = _facts(work, review, stored.policy, found, stored.version)
    rankings = unpack_distributions(work.tiers.distribution(review.id))
    trades = trades_of(work.connection, [customer_id])[customer_id]
    return make_receipt(stored.policy, facts, rankings, trades)


def _facts(
    work: Reading, review: StoredReview, policy: Policy, found: ReviewColumns, version: int
) -> ReceiptFacts:
    previous = int(found.previous_levels[0])
    is_reported = bool(found.reported[0])
    end = max(work.clock.today(), review.as_of)
    return ReceiptFacts(
        version=version,
        window=window_of(review.as_of, policy.window_months, end=end),
        inputs={measure: int(column[0]) for measure, column in found.inputs.items()},
        standing=Standing(level=int(found.levels[0]), misses=int(found.misses[0])),
        previous=(
            None
            if previous == UNSET
            else Standing(level=previous, misses=int(found.previous_misses[0]))
        ),
        event=_EVENTS[int(found.events[0])],
        reported_on=review.as_of if is_reported else None,
    )
