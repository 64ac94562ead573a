"""Brings together what a receipt needs: the review's result, the frozen book, the trades."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from branchcrm.analysis.distributions import unpack_distributions
from branchcrm.analysis.reviews import UNSET
from branchcrm.data.reading import Reading
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_inputs import trades_of
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_inputs import Trade, Window, window_of
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
    trades = trades_of(work.connection, [customer_id])[customer_id]
    end = _last_day(trades, review.as_of, work.clock.today())
    window = window_of(review.as_of, stored.policy.window_months, end=end)
    facts = facts_of(window, found, stored.version)
    rankings = unpack_distributions(work.tiers.distribution(review.id))
    receipt = make_receipt(stored.policy, facts, rankings, trades)
    return replace(receipt, by_hand=work.tier_drafts.override(customer_id, work.clock.today()))


def _last_day(trades: Sequence[Trade], as_of: date, today: date) -> date:
    """Give the last day that counts: later trades count from the day they are known."""
    return max([as_of, *(trade.day for trade in trades if trade.day <= today)])


def facts_of(window: Window, found: ReviewColumns, version: int) -> ReceiptFacts:
    """Give what a review knows about the one customer of these columns."""
    previous = int(found.previous_levels[0])
    return ReceiptFacts(
        version=version,
        window=window,
        inputs={measure: int(column[0]) for measure, column in found.inputs.items()},
        standing=Standing(level=int(found.levels[0]), misses=int(found.misses[0])),
        previous=(
            None
            if previous == UNSET
            else Standing(level=previous, misses=int(found.previous_misses[0]))
        ),
        event=_EVENTS[int(found.events[0])],
        reported_on=window.as_of if found.reported[0] else None,
    )
