"""Brings together what the board of tiers shows, from the latest review."""

import numpy as np

from branchcrm.analysis.rfm import fifths
from branchcrm.data.unit_of_work import Reading
from branchcrm.domain.tier_board import BINS, RfmCell, TierBoard
from branchcrm.domain.tier_measure import Measure
from branchcrm.services.tier_overview import overview_of
from branchcrm.services.value_analyses import FEWEST

MOST_MOVES = 500
_NEEDED = frozenset({Measure.RECENCY, Measure.FREQUENCY, Measure.AMOUNT})


def board_of(work: Reading) -> TierBoard:
    """Read the board as the tiers stand."""
    review = work.tiers.latest_review()
    return TierBoard(
        overview=overview_of(work, None),
        moves=() if review is None else tuple(work.tiers.moves_of(review.id, MOST_MOVES)),
        move_counts={} if review is None else work.tiers.move_counts(review.id),
        grid=_grid(work),
    )


def _grid(work: Reading) -> dict[tuple[int, int], RfmCell] | None:
    """Count the grid; None where the rule looks at other figures or too few bought."""
    review = work.tiers.latest_review()
    if review is None:
        return None
    columns = work.tiers.columns(review.id)
    if not set(columns.inputs) >= _NEEDED:
        return None
    bought = np.flatnonzero(columns.inputs[Measure.FREQUENCY] > 0)
    if bought.size < FEWEST:
        return None
    part = columns.take(bought)
    recency = fifths(-part.inputs[Measure.RECENCY])
    frequency = fifths(part.inputs[Measure.FREQUENCY])
    places = (recency - 1) * BINS + frequency - 1
    counts = np.bincount(places, minlength=BINS * BINS)
    order = np.argsort(places, kind="stable")
    ends = np.concatenate([[0], np.cumsum(counts)])
    sums = np.concatenate([[0], np.cumsum(part.inputs[Measure.AMOUNT][order])])
    return {
        (place // BINS + 1, place % BINS + 1): RfmCell(
            customers=int(count),
            average_cents=int((sums[ends[place + 1]] - sums[ends[place]]) // count)
            if count
            else None,
        )
        for place, count in enumerate(counts.tolist())
    }
