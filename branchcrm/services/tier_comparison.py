"""How reviews compare: who stood where, who moves, and what stayed exactly the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from branchcrm.analysis.reviews import UNSET
from branchcrm.data.raw_rows import Numbers
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_summary import centi_scores, ranks_of
from branchcrm.data.tiers import MoveColumns
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_outcome import StoredReview
from branchcrm.domain.tier_policy import Policy, same_rule
from branchcrm.domain.tier_review import ReviewEvent

TIERS = {tier_rank(tier): tier for tier in Tier}
UNRANKED = tier_rank(Tier.NONE)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Before:
    """Where the customers of a review stand in the book before it."""

    levels: Numbers
    ranks: Numbers
    scores: Numbers
    has_same_rule: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BookState:
    """The review that counts now, with what was found since, and its rule."""

    review: StoredReview
    policy: Policy
    columns: ReviewColumns


def same_columns(one: ReviewColumns, other: ReviewColumns) -> bool:
    """Tell whether two reviews by one rule found exactly the same."""
    names = ("ids", "values", "levels", "misses", "previous_levels", "previous_misses", "events")
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    if not np.array_equal(one.ids, other.ids) or not one.ids.size:
        return one.ids.size == other.ids.size == 0
    pairs += [(one.inputs[measure], column) for measure, column in other.inputs.items()]
    return all(np.array_equal(left, right) for left, right in pairs)


def aligned(ids: Numbers, values: Numbers, wanted: Numbers, absent: int) -> Numbers:
    """Give the values of the wanted customers, or a stand-in for those who are not there."""
    if np.array_equal(ids, wanted):
        return values.astype(np.int64)
    found = np.full(wanted.size, absent, np.int64)
    if ids.size:
        at = np.minimum(np.searchsorted(ids, wanted), ids.size - 1)
        there = ids[at] == wanted
        found[there] = values[at[there]]
    return found


def before_of(policy: Policy, state: BookState | None, ids: Numbers) -> Before:
    """Give where the customers of a review stand in the book as it is."""
    if state is None:
        nobody = np.full(ids.size, UNSET, np.int64)
        return Before(levels=nobody, ranks=np.zeros_like(ids), scores=nobody, has_same_rule=False)
    columns = state.columns
    return Before(
        levels=aligned(columns.ids, columns.levels, ids, UNSET),
        ranks=aligned(columns.ids, ranks_of(state.policy, columns), ids, UNRANKED),
        scores=aligned(columns.ids, centi_scores(state.policy, columns), ids, -1),
        has_same_rule=same_rule(state.policy, policy),
    )


def taken(before: Before, which: Numbers) -> Before:
    """Give where some of the customers stand."""
    return Before(
        levels=before.levels[which],
        ranks=before.ranks[which],
        scores=before.scores[which],
        has_same_rule=before.has_same_rule,
    )


def move_columns(
    policy: Policy, columns: ReviewColumns, before: Before, inputs: Sequence[bytes] | None = None
) -> MoveColumns:
    """Write down who moves from where to where, with what a later result found."""
    then, now = before.ranks.tolist(), ranks_of(policy, columns).tolist()
    return MoveColumns(
        customer_ids=columns.ids.tolist(),
        from_tiers=[TIERS[rank] for rank in then],
        to_tiers=[TIERS[rank] for rank in now],
        from_scores=_scores(before.scores),
        to_scores=_scores(centi_scores(policy, columns)),
        events=[_event(*pair) for pair in zip(then, now, strict=True)],
        inputs=[None] * len(now) if inputs is None else inputs,
    )


def _scores(centi: Numbers) -> list[int | None]:
    return [None if score < 0 else score for score in centi.tolist()]


def _event(then: int, now: int) -> ReviewEvent:
    if then == now:
        return ReviewEvent.HELD
    if then == UNRANKED:
        return ReviewEvent.SET
    return ReviewEvent.UP if now > then else ReviewEvent.DOWN


def moves_between(
    one: tuple[Policy, ReviewColumns], other: tuple[Policy, ReviewColumns]
) -> Mapping[tuple[Tier, Tier], int]:
    """Count the ways between tiers of customers who are in both reviews."""
    ids = np.intersect1d(one[1].ids, other[1].ids, assume_unique=True)
    then = aligned(one[1].ids, ranks_of(*one), ids, UNRANKED)
    now = aligned(other[1].ids, ranks_of(*other), ids, UNRANKED)
    size = len(TIERS)
    counted = np.bincount(then * size + now, minlength=size * size).reshape(size, size)
    return {
        (TIERS[row], TIERS[column]): int(counted[row, column])
        for row in range(size)
        for column in range(size)
        if counted[row, column]
    }
