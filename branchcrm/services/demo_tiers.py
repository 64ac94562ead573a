"""Gives an invented branch a past of tiers: monthly reviews, offers, and wallets."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_offer import REACH
from branchcrm.domain.wallet import SOURCES, Wallet
from branchcrm.services.tier_offers import near_now, offers_to
from branchcrm.services.tier_reviews import book_state, plan_review, write_review

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

_MONTHS = 5
_TOLD_AFTER = 2
"""After which of the monthly reviews customers were told how close they are."""

_MOST_WALLETS = 40


def review_past(work: "Work", today: date, staff_id: StaffId) -> None:
    """Set the tiers at the end of every month before today, then as of today."""
    rule = work.tiers.policy_on(today)
    for number, day in enumerate(_days(today)):
        write_review(work, plan_review(work, rule.policy, day), rule)
        if number == _TOLD_AFTER:
            _tell_some(work, day, staff_id)
    _keep_wallets(work, today)


def _days(today: date) -> list[date]:
    """Give the ends of the months before, the earliest first, and today."""
    days = [today]
    for _ in range(_MONTHS):
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


def _tell_some(work: "Work", day: date, staff_id: StaffId) -> None:
    """Let every second customer who was close be told so."""
    near = near_now(work, REACH)
    if near is None:
        return
    state, columns = near
    chosen = [CustomerId(number) for number in columns.ids[::2].tolist()]
    at = datetime.combine(day, time(10), work.clock.zone)
    work.tier_offers.add(offers_to(state, columns, chosen, (REACH, "", at)), staff_id)


def _keep_wallets(work: "Work", today: date) -> None:
    """Let some of the best customers say what they spend elsewhere."""
    state = book_state(work)
    if state is None or Measure.AMOUNT not in state.columns.inputs:
        return
    amounts = state.columns.inputs[Measure.AMOUNT]
    for place in np.argsort(-amounts, kind="stable")[:_MOST_WALLETS].tolist():
        number, amount = int(state.columns.ids[place]), int(amounts[place])
        total = amount * (11 + number % 17) // 10
        wallet = Wallet(
            total_cents=total,
            rival_cents=(total - amount) * (1 + number % 3) // 3,
            source=SOURCES[number % 2],
            as_of=today,
        )
        work.wallets.keep(CustomerId(number), wallet)
