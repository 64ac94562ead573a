"""What a user can do before a rule is in force: try it on the whole book within a second."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np

from branchcrm.analysis.distributions import unpack_distributions
from branchcrm.analysis.scores import Book, factor_parts
from branchcrm.data.raw_rows import Numbers
from branchcrm.data.reading import Reading
from branchcrm.data.tier_inputs import BookInputs, read_inputs
from branchcrm.data.tier_summary import centi_scores, ranks_by_hand
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Policy, Scale, ScorePolicy
from branchcrm.domain.tier_policy_check import check_policy
from branchcrm.domain.tier_score import whole_of
from branchcrm.domain.tier_trial import (
    ANOTHER_KIND,
    BY_HAND_FIRST,
    FIGURES_MOVED,
    GRACE_ANEW,
    NO_FIGURE,
    TierLoad,
    Trial,
    TrialMove,
    factor_words,
    line_words,
)
from branchcrm.domain.wording import Sentence, say
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_comparison import TIERS, UNRANKED, BookState
from branchcrm.services.tier_consent import is_moved_on
from branchcrm.services.tier_days import review_day
from branchcrm.services.tier_reuse import reviewed_inputs
from branchcrm.services.tier_reviews import Plan, book_state, plan_review

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class _Kept:
    """A book read once, for one window and set of figures, as of an operation."""

    operation: int
    key: object
    inputs: BookInputs
    standing: BookState | None


class TierTrialService:
    """Tries rules on the book; what was read stays for the next try."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context
        self._kept: _Kept | None = None
        self._reading = Lock()

    @requires(Right.EDIT_POLICY)
    def warm(self) -> None:
        """Read the figures that the rule in force looks at, so that the first trial is quick."""
        with self.context.read() as work:
            today = work.clock.today()
            rule = work.tiers.policy_on(today).policy
            self._read(work, rule, review_day(work.connection, rule, today)[0])

    @requires(Right.SEE_CUSTOMERS)
    def preview(self, policy: Policy, limit: int | None = MOST_SHOWN) -> Trial:
        """Tell who would move by a rule, without writing anything; None names every one.

        Raises:
            InvalidDraftError: the rule cannot be used.
        """
        begun = time.perf_counter()
        check_policy(policy)
        with self.context.read() as work:
            as_of, _ = review_day(work.connection, policy, work.clock.today())
            kept = self._read(work, policy, as_of)
            plan = plan_review(work, policy, as_of, (kept.inputs, kept.standing))
            return _trial(work, plan, kept, (begun, limit))

    def _read(self, work: Reading, policy: Policy, as_of: date) -> _Kept:
        """Give the figures as they are now; who asks while they are read waits for them."""
        key = (as_of, policy.window_months, frozenset(policy.measures))
        with self._reading:
            kept = self._kept
            if kept is None or kept.key != key or is_moved_on(work, kept.operation):
                standing = book_state(work)
                inputs = reviewed_inputs(work, standing, policy, as_of)
                if inputs is None:
                    window = window_of(as_of, policy.window_months)
                    inputs = read_inputs(work.connection, policy, window)
                kept = _Kept(_last_operation(work), key, inputs, standing)
                self._kept = kept
        return kept


def _last_operation(work: Reading) -> int:
    return int(work.history.latest(limit=1)[0].id)


def _trial(work: Reading, plan: Plan, kept: _Kept, asked: tuple[float, int | None]) -> Trial:
    begun, limit = asked
    ranks, before = plan.ranks, plan.before.ranks
    amounts = plan.columns.inputs.get(Measure.AMOUNT, np.zeros_like(ranks))
    moved = np.flatnonzero((before != UNRANKED) & (before != ranks))
    gone = int((ranks[moved] == UNRANKED).sum())
    rises = ranks[moved] > before[moved]
    order = np.lexsort((plan.columns.ids[moved], -amounts[moved], rises))
    shown = moved[order][:limit]
    return Trial(
        policy=plan.policy,
        as_of=plan.as_of,
        before=_loads(before, amounts),
        after=_loads(ranks, amounts),
        up=int(rises.sum()),
        down=int(moved.size - rises.sum()) - gone,
        placed=plan.placed(),
        gone=gone,
        moves=_moves(work, plan, kept, shown),
        operation=kept.operation,
        seconds=time.perf_counter() - begun,
    )


def _loads(ranks: Numbers, amounts: Numbers) -> dict[Tier, TierLoad]:
    return {
        tier: TierLoad(
            customers=int((ranks == tier_rank(tier)).sum()),
            amount_cents=int(amounts[ranks == tier_rank(tier)].sum()),
        )
        for tier in Tier
    }


def _moves(work: Reading, plan: Plan, kept: _Kept, which: Numbers) -> tuple[TrialMove, ...]:
    ids = plan.columns.ids[which].tolist()
    names = work.tiers.names_of(ids)
    former = kept.standing.policy if kept.standing else plan.policy
    held = ranks_by_hand(work.connection, work.clock.today())
    by_hand = set(held[0].tolist()) if held.size else set()
    ranks = plan.ranks[which].tolist()
    table = zip(
        ids,
        plan.before.ranks[which].tolist(),
        ranks,
        plan.before.scores[which].tolist(),
        centi_scores(plan.policy, plan.columns)[which].tolist(),
        [
            say(NO_FIGURE) if rank == UNRANKED else reason
            for rank, reason in zip(ranks, _reasons(former, plan, which), strict=True)
        ],
        strict=True,
    )
    return tuple(
        TrialMove(
            customer_id=CustomerId(number),
            name=names.get(number, ""),
            from_tier=TIERS[then],
            to_tier=TIERS[now],
            from_score_centi=None if score_then < 0 else score_then,
            to_score_centi=None if score_now < 0 else score_now,
            reason=say(BY_HAND_FIRST) if number in by_hand else reason,
        )
        for number, then, now, score_then, score_now, reason in table
    )


def _reasons(former: Policy, plan: Plan, which: Numbers) -> Sequence[Sentence]:
    """Say of each mover what moved most: the weight of a factor, else a line, else the figures."""
    now, then = plan.ranks[which].tolist(), plan.before.ranks[which].tolist()
    otherwise = say(FIGURES_MOVED if plan.before.has_same_rule else GRACE_ANEW)
    lines = {
        tier: line_words(former, plan.policy, TIERS[tier]) or otherwise
        for tier in set(now) | set(then)
    }
    by_line = [lines[max(a, b)] for a, b in zip(now, then, strict=True)]
    later = plan.policy
    if not isinstance(former, ScorePolicy) or not isinstance(later, ScorePolicy):
        same_kind = type(former) is type(later)
        return by_line if same_kind else [say(ANOTHER_KIND)] * which.size
    if set(former.measures) != set(later.measures):
        return [say(ANOTHER_KIND)] * which.size
    parts = _gains(former, later, plan, which)
    sign = np.where(plan.ranks[which] > plan.before.ranks[which], 1, -1)
    best = np.argmax(parts * sign, axis=0)
    gained = (parts * sign)[best, np.arange(which.size)] > 0
    words = [factor_words(former, later, factor.measure) for factor in later.factors]
    return [
        words[place] if is_gain else line
        for place, is_gain, line in zip(best.tolist(), gained.tolist(), by_line, strict=True)
    ]


def _gains(former: ScorePolicy, later: ScorePolicy, plan: Plan, which: Numbers) -> Numbers:
    """Give what each factor of the tried rule gives more than the same of the rule in force."""
    book: Book = {m: column[which] for m, column in plan.columns.inputs.items()}
    distributions = unpack_distributions(plan.distribution)
    whole = whole_of(distributions)
    kept = {factor.measure: factor for factor in former.factors}
    rows = []
    for factor in later.factors:
        values = book[factor.measure]
        present = factor_parts(factor, values, distributions, whole)
        before = kept[factor.measure]
        can_count = before.scale is Scale.STEPS or before.measure in distributions
        past = factor_parts(before, values, distributions, whole) if can_count else present
        rows.append(present - past)
    return np.stack(rows)
