"""How a review is worked out and written: of the whole book, or of customers who changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from branchcrm.analysis.book_review import Population, Reviewed, held_back, review_population
from branchcrm.analysis.distributions import unpack_distributions
from branchcrm.analysis.reviews import UNSET, Standings, first_standings
from branchcrm.data.raw_rows import Numbers
from branchcrm.data.reading import Reading
from branchcrm.data.tier_blocks import ReviewColumns, pack_rows
from branchcrm.data.tier_inputs import BookInputs, read_inputs
from branchcrm.data.tier_summary import ranks_of
from branchcrm.data.tiers import ReviewDraft
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_outcome import StoredPolicy
from branchcrm.domain.tier_policy import Policy, Rises, ScorePolicy, same_rule
from branchcrm.domain.wording import Sentence, say
from branchcrm.services.tier_comparison import (
    TIERS,
    UNRANKED,
    Before,
    BookState,
    aligned,
    before_of,
    move_columns,
    same_columns,
    taken,
)
from branchcrm.services.tier_days import ALONE, EQUALS, NOBODY

_RENEWING_SHARE = 10
"""An import that touches more than this part of the book renews the distribution."""
_MOVES_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Plan:
    """A review as it would be written, and how it differs from the book as it stands."""

    policy: Policy
    as_of: date
    columns: ReviewColumns
    distribution: bytes
    before: Before
    standing: BookState | None

    @property
    def period(self) -> str:
        """Name the period that the review belongs to."""
        return self.policy.period.label(self.as_of)

    @property
    def ranks(self) -> Numbers:
        """Give the rank of everybody's tier."""
        return ranks_of(self.policy, self.columns)

    def counts(self) -> dict[Tier, int]:
        """Count the customers of each tier."""
        counted = np.bincount(self.ranks, minlength=len(TIERS))
        return {tier: int(counted[tier_rank(tier)]) for tier in reversed(Tier)}

    def up(self) -> int:
        """Count the customers who rise."""
        return int((self._comparable() & (self._now() > self._then())).sum())

    def down(self) -> int:
        """Count the customers who sink."""
        return int((self._comparable() & (self._now() < self._then())).sum())

    def placed(self) -> int:
        """Count the customers who get their first tier."""
        return int(((self.before.ranks == UNRANKED) & (self.ranks != UNRANKED)).sum())

    def gone(self) -> int:
        """Count the customers who had a tier and of whom the rule knows no figure."""
        return int(((self.before.ranks != UNRANKED) & (self.ranks == UNRANKED)).sum())

    def movers(self) -> tuple[int, int]:
        """Count the customers whose tier changes or goes, and those who had one before."""
        moved = (self.before.ranks != UNRANKED) & (self.ranks != self.before.ranks)
        return int(moved.sum()), int((self.before.ranks != UNRANKED).sum())

    def watch(self) -> int:
        """Count the customers whose value is short of their tier now."""
        floors = np.array([np.iinfo(np.int64).min, *self.policy.rule.floors])
        levels = self.columns.levels
        return int(((levels > 0) & (self.columns.values < floors[np.maximum(levels, 0)])).sum())

    def _comparable(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (self.before.ranks != UNRANKED) & (
            self.ranks != UNRANKED
        )
        return found

    def _now(self) -> Numbers:
        return self.columns.levels if self.before.has_same_rule else self.ranks

    def _then(self) -> Numbers:
        return self.before.levels if self.before.has_same_rule else self.before.ranks

    def tells_nobody_apart(self) -> Sentence | None:
        """Say that nobody has a figure, or that relative places had nobody to compare."""
        scored = self.columns.values[self.columns.levels != UNSET]
        if not scored.size:
            return say(NOBODY)
        if not isinstance(self.policy, ScorePolicy):
            return None
        if scored.size == 1:
            return say(ALONE)
        return say(EQUALS) if bool((scored == scored[0]).all()) else None

    def changes_nothing(self) -> bool:
        """Tell whether the book already says all of this."""
        if self.standing is None or self.standing.review.period != self.period:
            return False
        # Other names or reasons are another version, and the review is to name it.
        is_same = self.standing.policy == self.policy
        return is_same and same_columns(self.standing.columns, self.columns)


def plan_review(
    work: Reading,
    policy: Policy,
    as_of: date,
    known: tuple[BookInputs, BookState | None] | None = None,
) -> Plan:
    """Work out a review of the whole book without writing anything.

    `known` are the figures of the window and the standing, where they were read before.
    """
    if known is None:
        window = window_of(as_of, policy.window_months)
        known = read_inputs(work.connection, policy, window), book_state(work)
    inputs, standing = known
    standings = _previous_standings(work, policy, as_of, inputs.ids, standing)
    reviewed = review_population(policy, _population(inputs), standings)
    if policy.rises is Rises.NEXT_PERIOD and _is_within(standing, policy, as_of):
        reviewed = held_back(reviewed, _stood(standing, inputs.ids))
    columns = _columns(inputs, standings, reviewed)
    return Plan(
        policy=policy,
        as_of=as_of,
        columns=columns,
        distribution=reviewed.packed(),
        before=before_of(policy, standing, inputs.ids),
        standing=standing,
    )


def write_review(work: Work, plan: Plan, stored: StoredPolicy) -> None:
    """Write a planned review with the moves that it brings."""
    draft = ReviewDraft(
        policy_id=stored.id,
        period=plan.period,
        as_of=plan.as_of,
        reviewed_at=work.clock.now(),
        counts=plan.counts(),
        distribution=plan.distribution,
    )
    review_id = work.tiers.add_review(draft, plan.columns)
    ranks, before = plan.ranks, plan.before
    moved = np.flatnonzero((before.ranks != UNRANKED) & (before.ranks != ranks))
    for start in range(0, moved.size, _MOVES_AT_ONCE):
        part = moved[start : start + _MOVES_AT_ONCE]
        moves = move_columns(plan.policy, plan.columns.take(part), taken(before, part))
        work.tiers.add_moves(review_id, moves, work.clock.now(), later=False)


def review_changed(work: Work, customers: Sequence[int]) -> bool:
    """Score customers against the last review's frozen book; False where that does not do.

    Their standing is worked out anew from the period before, so that nothing that happens
    within a period advances a watch counter.
    """
    review = work.tiers.latest_review()
    if review is None:
        return False
    policy = work.tiers.policy(review.policy_id).policy
    is_ranked = isinstance(policy, ScorePolicy)
    if is_ranked and len(customers) * _RENEWING_SHARE > sum(review.counts.values()):
        return False
    known = work.tiers.columns(review.id, customers)
    state = BookState(review=review, policy=policy, columns=known)
    end = max(work.clock.today(), state.review.as_of)
    window = window_of(state.review.as_of, state.policy.window_months, end=end)
    inputs = read_inputs(work.connection, state.policy, window, customers)
    if not inputs.ids.size:
        return True
    standings = Standings(
        aligned(state.columns.ids, state.columns.previous_levels, inputs.ids, UNSET),
        aligned(state.columns.ids, state.columns.previous_misses, inputs.ids, 0),
    )
    frozen = unpack_distributions(work.tiers.distribution(state.review.id))
    reviewed = review_population(state.policy, _population(inputs), standings, frozen)
    if policy.rises is Rises.NEXT_PERIOD:
        reviewed = held_back(reviewed, _stood(state, inputs.ids))
    _write_later(work, state, _columns(inputs, standings, reviewed))
    return True


def _write_later(work: Work, state: BookState, columns: ReviewColumns) -> None:
    before = before_of(state.policy, state, columns.ids)
    known = aligned(state.columns.ids, np.ones_like(state.columns.ids), columns.ids, 0)
    differs = (known == 0) & (columns.levels != UNSET)
    for name in ("values", "levels", "misses", "reported"):
        present = aligned(state.columns.ids, getattr(state.columns, name), columns.ids, UNSET)
        differs |= (known == 1) & (present != getattr(columns, name))
    for measure, column in columns.inputs.items():
        present = aligned(
            state.columns.ids, state.columns.inputs.get(measure, state.columns.ids), columns.ids, 0
        )
        differs |= (known == 1) & (present != column)
    changed = np.flatnonzero(differs)
    part = columns.take(changed)
    moves = move_columns(state.policy, part, taken(before, changed), pack_rows(part))
    work.tiers.add_moves(state.review.id, moves, work.clock.now(), later=True)


def _previous_standings(
    work: Reading, policy: Policy, as_of: date, ids: Numbers, standing: BookState | None
) -> Standings:
    """Give where everybody stood after the period before, if that was by the same rule."""
    review = work.tiers.review_before(policy.period.label(as_of))
    if review is None or not same_rule(work.tiers.policy(review.policy_id).policy, policy):
        return first_standings(ids.size)
    is_standing = standing is not None and standing.review.id == review.id
    columns = standing.columns if standing and is_standing else work.tiers.columns(review.id)
    return Standings(
        aligned(columns.ids, columns.levels, ids, UNSET),
        aligned(columns.ids, columns.misses, ids, 0),
    )


def _is_within(standing: BookState | None, policy: Policy, as_of: date) -> bool:
    """Tell whether the rule was applied in this period before."""
    return (
        standing is not None
        and standing.review.period == policy.period.label(as_of)
        and same_rule(standing.policy, policy)
    )


def _stood(state: BookState | None, ids: Numbers) -> Numbers:
    assert state is not None  # noqa: S101 - who asks has a standing
    return aligned(state.columns.ids, state.columns.levels, ids, UNSET)


def _population(inputs: BookInputs) -> Population:
    return Population(inputs.book, inputs.known, inputs.present)


def _columns(inputs: BookInputs, standings: Standings, reviewed: Reviewed) -> ReviewColumns:
    return ReviewColumns(
        ids=inputs.ids,
        inputs=inputs.book,
        values=reviewed.values,
        levels=reviewed.standings.levels,
        misses=reviewed.standings.misses,
        previous_levels=standings.levels,
        previous_misses=standings.misses,
        events=reviewed.events,
        reported=inputs.reported.astype(np.int64),
    )


def book_state(work: Reading, day: date | None = None) -> BookState | None:
    """Give the review that counts, now or as of a day, with its rule and results."""
    review = work.tiers.latest_review(day)
    if review is None:
        return None
    policy = work.tiers.policy(review.policy_id).policy
    return BookState(review=review, policy=policy, columns=work.tiers.columns(review.id))
