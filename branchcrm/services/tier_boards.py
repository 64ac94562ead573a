"""Brings together what the board of tiers shows, from the latest review."""

import numpy as np

from branchcrm.analysis.rfm import fifths
from branchcrm.data.reading import Reading
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_summary import centi_scores, ranks_by_hand
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_board import BINS, RfmCell, TierBoard, WatchedCustomer, WatchList
from branchcrm.domain.tier_fall import watch_falls_on
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_review import Standing
from branchcrm.services.tier_comparison import BookState
from branchcrm.services.tier_overview import overview_of
from branchcrm.services.tier_reviews import book_state
from branchcrm.services.value_analyses import FEWEST

MOST_SHOWN = 500
_NEEDED = frozenset({Measure.RECENCY, Measure.FREQUENCY, Measure.AMOUNT})


def board_of(work: Reading) -> TierBoard:
    """Read the board as the tiers stand."""
    overview = overview_of(work, None)
    state = book_state(work)
    if state is None:
        return TierBoard(
            overview=overview, moves=(), move_counts={}, watched=(), watched_count=0, grid=None
        )
    watched = watch_list(work, state, MOST_SHOWN)
    return TierBoard(
        overview=overview,
        moves=tuple(work.tier_moves.of_review(state.review.id, MOST_SHOWN)),
        move_counts=work.tier_moves.counts_of_review(state.review.id),
        watched=watched.customers,
        watched_count=watched.total,
        grid=_grid(state.columns),
    )


def watch_list(work: Reading, state: BookState, limit: int | None) -> WatchList:
    """Give those who would fall next: by the misses that are left, then by the lowest value.

    Who lies in the recycle bin, or has a tier by hand that the rule cannot take, is left out.
    """
    falling = state.columns.take(np.flatnonzero(state.columns.misses > 0))
    names = work.tiers.names_of(falling.ids.tolist())
    held = ranks_by_hand(work.connection, work.clock.today())
    free = np.setdiff1d(np.array(list(names), np.int64), held[0])
    columns = falling.take(np.flatnonzero(np.isin(falling.ids, free)))
    patience = np.array(state.policy.rule.patience, np.int64)
    left = patience[columns.levels] - columns.misses
    part = columns.take(np.lexsort((columns.ids, columns.values, left))[:limit])
    scores = centi_scores(state.policy, part).tolist()
    table = zip(part.ids.tolist(), part.levels.tolist(), part.misses.tolist(), scores, strict=True)
    customers = tuple(
        WatchedCustomer(
            customer_id=CustomerId(number),
            name=names[number],
            tier=state.policy.levels[level].tier,
            score_centi=None if score < 0 else score,
            misses=misses,
            falls_on=watch_falls_on(
                state.policy, Standing(level=level, misses=misses), state.review.as_of
            ),
        )
        for number, level, misses, score in table
    )
    return WatchList(as_of=state.review.as_of, total=int(columns.ids.size), customers=customers)


def _grid(columns: ReviewColumns) -> dict[tuple[int, int], RfmCell] | None:
    """Count the grid; None where the rule looks at other figures or too few bought."""
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
