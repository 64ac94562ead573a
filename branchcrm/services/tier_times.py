"""What a user can ask of the past: the tiers of any day, and the way between two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from branchcrm.analysis.book_review import Population, review_population
from branchcrm.analysis.reviews import first_standings
from branchcrm.data.raw_rows import Numbers
from branchcrm.data.reading import Reading
from branchcrm.data.tier_blocks import ReviewColumns, no_columns
from branchcrm.data.tier_inputs import read_inputs
from branchcrm.data.tier_summary import centi_scores, ranks_of
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_outcome import StoredPolicy, TierCount
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_time import Basis, Mover, TierSnapshot, TimePoint, Way
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_comparison import TIERS, UNRANKED, aligned

_NO_SCORE = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Migration:
    """Where everybody in the book stood on two days; the customers stand behind every count."""

    first: TierSnapshot
    second: TierSnapshot
    moves: Mapping[Way, int]
    ids: Numbers
    ranks: tuple[Numbers, Numbers]
    scores: tuple[Numbers, Numbers]

    def places(self, way: Way) -> Numbers:
        """Give the places of those who went that way."""
        before, after = (tier_rank(tier) for tier in way)
        found: Numbers = np.flatnonzero((self.ranks[0] == before) & (self.ranks[1] == after))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """The tiers of a day with everybody's results."""

    snapshot: TierSnapshot
    policy: Policy
    columns: ReviewColumns


class TierTimeService:
    """The use cases of the time machine."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def review_days(self) -> list[date]:
        """Give the days of the reviews that counted, the newest first."""
        with self.context.read() as work:
            return [review.as_of for review in work.tier_past.reviews()]

    @requires(Right.SEE_CUSTOMERS)
    def snapshot(self, point: TimePoint) -> TierSnapshot:
        """Give the tiers of a day."""
        with self.context.read() as work:
            return _standing(work, point, work.tier_past.live()).snapshot

    @requires(Right.SEE_CUSTOMERS)
    def migration(self, first: TimePoint, second: TimePoint) -> Migration:
        """Give how the customers of the book moved between two days."""
        with self.context.read() as work:
            live = work.tier_past.live()
            one = _standing(work, first, live)
            other = _standing(work, second, live)
        ranks = tuple(
            aligned(side.columns.ids, ranks_of(side.policy, side.columns), live, UNRANKED)
            for side in (one, other)
        )
        scores = tuple(
            aligned(side.columns.ids, centi_scores(side.policy, side.columns), live, _NO_SCORE)
            for side in (one, other)
        )
        return Migration(
            first=one.snapshot,
            second=other.snapshot,
            moves=_moves(ranks[0], ranks[1]),
            ids=live,
            ranks=(ranks[0], ranks[1]),
            scores=(scores[0], scores[1]),
        )

    @requires(Right.SEE_CUSTOMERS)
    def movers(self, migration: Migration, way: Way, limit: int | None = None) -> list[Mover]:
        """List those behind one count, the best now first."""
        places = migration.places(way)
        order = np.lexsort((migration.ids[places], -migration.scores[1][places]))
        chosen = places[order][:limit]
        ids = migration.ids[chosen].tolist()
        with self.context.read() as work:
            names = work.tiers.names_of(ids)
        table = zip(
            ids,
            migration.scores[0][chosen].tolist(),
            migration.scores[1][chosen].tolist(),
            strict=True,
        )
        return [
            Mover(
                customer_id=CustomerId(number),
                name=names[number],
                from_tier=way[0],
                to_tier=way[1],
                from_score_centi=None if then == _NO_SCORE else then,
                to_score_centi=None if now == _NO_SCORE else now,
            )
            for number, then, now in table
            if number in names
        ]


def _standing(work: Reading, point: TimePoint, live: Numbers) -> _Standing:
    if point.basis is Basis.RULE_OF_TODAY:
        return _by_rule(work, point, live)
    review = work.tiers.latest_review(point.day)
    if review is None:
        stored = work.tiers.policy_on(point.day)
        return _told(point, None, stored, no_columns(), live)
    stored = work.tiers.policy(review.policy_id)
    columns = work.tier_past.columns_on(review.id, point.day)
    return _told(point, review.as_of, stored, columns, live)


def _by_rule(work: Reading, point: TimePoint, live: Numbers) -> _Standing:
    """Score the figures of a day by the rule of today, without anybody's past."""
    stored = work.tiers.policy_on(work.clock.today())
    window = window_of(point.day, stored.policy.window_months)
    inputs = read_inputs(work.connection, stored.policy, window)
    people = Population(inputs.book, inputs.known, inputs.present)
    reviewed = review_population(stored.policy, people, first_standings(inputs.ids.size))
    nothing = np.zeros(inputs.ids.size, np.int64)
    columns = ReviewColumns(
        ids=inputs.ids,
        inputs=inputs.book,
        values=reviewed.values,
        levels=reviewed.standings.levels,
        misses=nothing,
        previous_levels=nothing,
        previous_misses=nothing,
        events=reviewed.events,
        reported=inputs.reported.astype(np.int64),
    )
    return _told(point, point.day, stored, columns, live)


def _told(
    point: TimePoint,
    as_of: date | None,
    stored: StoredPolicy,
    columns: ReviewColumns,
    live: Numbers,
) -> _Standing:
    ranks = aligned(columns.ids, ranks_of(stored.policy, columns), live, UNRANKED)
    amounts = columns.inputs.get(Measure.AMOUNT, np.zeros_like(columns.ids))
    money = aligned(columns.ids, amounts, live, 0)
    snapshot = TierSnapshot(
        point=point,
        as_of=as_of,
        version=stored.version,
        policy_name=stored.policy.text.name,
        counts=_counts(ranks, money),
    )
    return _Standing(snapshot, stored.policy, columns)


def _counts(ranks: Numbers, money: Numbers) -> dict[Tier, TierCount]:
    return {
        tier: TierCount(
            customers=int((ranks == tier_rank(tier)).sum()),
            amount_cents=int(money[ranks == tier_rank(tier)].sum()),
        )
        for tier in reversed(Tier)
    }


def _moves(then: Numbers, now: Numbers) -> dict[Way, int]:
    size = len(TIERS)
    counted = np.bincount(then * size + now, minlength=size * size).tolist()
    return {
        (TIERS[place // size], TIERS[place % size]): count
        for place, count in enumerate(counted)
        if count
    }
