"""Figures for a trial without counting every trade again: those that the last review kept."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from branchcrm.analysis.reviews import UNSET, Flags
from branchcrm.data.raw_rows import Numbers
from branchcrm.data.reading import Reading
from branchcrm.data.tier_inputs import NOTHING, BookInputs, read_inputs
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import FACTOR_MEASURES
from branchcrm.domain.tier_policy import Policy
from branchcrm.services.tier_comparison import BookState

_FEW = 10
"""Up to one in so many customers are read afresh; where more changed, all are."""


def reviewed_inputs(
    work: Reading, state: BookState | None, policy: Policy, as_of: date
) -> BookInputs | None:
    """Give what reading the book for a rule would give, from the review of that day.

    Whoever's trades or figures were written since is read afresh. None where the review looked
    at another day, window or set of figures, or where too much was written since.
    """
    if state is None or not _covers(state, policy, as_of):
        return None
    written = work.history.customers_of_figures_since(state.review.operation_id)
    if written is None:
        return None
    columns = state.columns
    live = _living(work, state)
    at = np.minimum(np.searchsorted(columns.ids, live), columns.ids.size - 1)
    there = columns.ids[at] == live
    afresh = np.union1d(live[~there], np.array(written, np.int64))
    if afresh.size * _FEW > live.size:
        return None
    book = {m: _placed(columns.inputs[m], at, there, NOTHING.get(m, 0)) for m in policy.measures}
    known = _placed(columns.levels, at, there, UNSET) != UNSET
    reported = _placed(columns.reported, at, there, 0) == 1
    found = BookInputs(live, book, known, known, reported)
    _lay_over(work, policy, as_of, found, afresh.tolist())
    return found


def _living(work: Reading, state: BookState) -> Numbers:
    """Give who is in the book; where nobody came or went since the review it knew them all."""
    if "customer" in work.history.touched_since(state.review.operation_id):
        return work.tier_past.live()
    return np.asarray(state.columns.ids, np.int64)


def _covers(state: BookState, policy: Policy, as_of: date) -> bool:
    measures, kept = set(policy.measures), set(state.columns.inputs)
    return (
        state.review.as_of == as_of
        and state.policy.window_months == policy.window_months
        and measures <= kept <= set(FACTOR_MEASURES)
    )


def _placed(column: Numbers, at: Numbers, there: Flags, absent: int) -> Numbers:
    found = np.full(at.size, absent, np.int64)
    found[there] = column[at[there]]
    return found


def _lay_over(
    work: Reading, policy: Policy, as_of: date, found: BookInputs, customers: Sequence[int]
) -> None:
    """Put what a few customers' rows say now in the place of what was kept of them."""
    if not customers:
        return
    window = window_of(as_of, policy.window_months)
    fresh = read_inputs(work.connection, policy, window, customers)
    at = np.searchsorted(found.ids, fresh.ids)
    for measure, column in fresh.book.items():
        found.book[measure][at] = column
    found.known[at] = fresh.known
    found.reported[at] = fresh.reported
