"""What a user can do for customers close to the next tier: see them, tell them, look back."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from branchcrm.analysis.distributions import unpack_distributions
from branchcrm.analysis.reach import gaps_to_next, near_of
from branchcrm.analysis.reviews import Flags
from branchcrm.data.columns import instant_from_number
from branchcrm.data.reading import Reading
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_summary import ranks_of
from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId, ReviewId
from branchcrm.domain.proportion import Proportion
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import tier_rank
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_offer import (
    REACH,
    NearCustomer,
    NearList,
    NotNearError,
    OfferOutcome,
    TierOffer,
    checked_reach,
)
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_receipt import make_receipt
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_comparison import UNRANKED, BookState, aligned
from branchcrm.services.tier_receipts import facts_of
from branchcrm.services.tier_reviews import book_state

MOST_SHOWN = 500


class TierOfferService:
    """The use cases of the way to the next tier."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def near(self, reach: int = REACH, limit: int = MOST_SHOWN) -> NearList:
        """List the customers within reach of a higher tier, the nearest first.

        Raises:
            InvalidDraftError: the reach makes no sense.
        """
        reach = checked_reach(reach)
        with self.context.read() as work:
            near = near_now(work, reach)
            if near is None:
                return NearList(as_of=None, reach=reach, count=0, customers=())
            state, columns = near
            return NearList(
                as_of=state.review.as_of,
                reach=reach,
                count=int(columns.ids.size),
                customers=_described(work, state, columns.take(slice(limit))),
            )

    @requires(Right.LOG_INTERACTIONS)
    def offer(self, customers: Sequence[CustomerId], note: str = "", reach: int = REACH) -> Changes:
        """Write down that customers were told what brings them to the next tier.

        Raises:
            NotNearError: some of them are not within reach; nothing was written.
        """
        chosen = list(dict.fromkeys(customers))
        with self.context.write("tier.offer", _about(len(chosen))) as work:
            near = near_now(work, checked_reach(reach))
            known = set() if near is None else set(near[1].ids.tolist())
            missing = [number for number in chosen if int(number) not in known]
            if missing or not chosen or near is None:
                raise NotNearError(count=len(missing))
            said = (reach, note.strip(), work.clock.now())
            offers = offers_to(*near, chosen, said)
            work.tier_offers.add(offers, self.context.actor.staff_id)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def outcome(self) -> OfferOutcome:
        """Compare those who were told with those who were as close at the same review."""
        with self.context.read() as work:
            offers = work.tier_offers.all()
            state = book_state(work)
            rounds: dict[ReviewId, list[TierOffer]] = {}
            for one in offers:
                rounds.setdefault(one.review_id, []).append(one)
            told, untold = _Tally(), _Tally()
            if state is not None:
                for review_id, made in rounds.items():
                    _count_round(work, state, (review_id, made), (told, untold))
        return OfferOutcome(
            rounds=len(rounds), offered=told.proportion(), others=untold.proportion()
        )


class _Tally:
    """Counts people and those of them who rose."""

    def __init__(self) -> None:
        self._hits = 0
        self._total = 0

    def add(self, rose: Flags) -> None:
        self._hits += int(rose.sum())
        self._total += int(rose.size)

    def proportion(self) -> Proportion:
        return Proportion(self._hits, self._total)


def near_now(work: Reading, reach: int) -> tuple[BookState, ReviewColumns] | None:
    """Give the review that counts and those within reach by it who are not in the bin."""
    state = book_state(work)
    if state is None:
        return None
    found = near_of(state.policy, state.columns.levels, state.columns.values, reach)
    is_live = np.isin(state.columns.ids[found], work.tier_past.live())
    return state, state.columns.take(found[is_live])


def _described(work: Reading, state: BookState, columns: ReviewColumns) -> tuple[NearCustomer, ...]:
    """Say of each how far it is and what the cheapest way is."""
    stored = work.tiers.policy(state.review.policy_id)
    rankings = unpack_distributions(work.tiers.distribution(state.review.id))
    window = window_of(state.review.as_of, stored.policy.window_months)
    told = work.tier_offers.latest_at()
    rows = {int(row.id): row for row in work.customers.rows(columns.ids.tolist())}
    found = []
    for place, number in enumerate(columns.ids.tolist()):
        facts = facts_of(window, columns.take(slice(place, place + 1)), stored.version)
        receipt = make_receipt(stored.policy, facts, rankings)
        following = receipt.next_tier
        assert following is not None  # noqa: S101 - who is near has a next tier
        found.append(
            NearCustomer(
                customer_id=CustomerId(number),
                name=rows[number].name,
                tier=receipt.tier,
                target=following.tier,
                gap=following.sentence,
                way=following.ways[0].sentence if following.ways else None,
                offered_at=instant_from_number(told[number]) if number in told else None,
                next_visit_at=rows[number].next_visit_at,
            )
        )
    return tuple(found)


def offers_to(
    state: BookState,
    columns: ReviewColumns,
    chosen: Sequence[CustomerId],
    said: tuple[int, str, datetime],
) -> list[TierOffer]:
    """Give what customers within reach were told: the reach, a note, the moment."""
    reach, note, at = said
    _, targets = gaps_to_next(state.policy, columns.levels, columns.values)
    by_id = dict(zip(columns.ids.tolist(), targets.tolist(), strict=True))
    return [
        TierOffer(
            customer_id=number,
            review_id=state.review.id,
            target=state.policy.levels[by_id[int(number)]].tier,
            reach=reach,
            note=note,
            at=at,
        )
        for number in chosen
    ]


def _count_round(
    work: Reading,
    state: BookState,
    of: tuple[ReviewId, Sequence[TierOffer]],
    tallies: tuple[_Tally, _Tally],
) -> None:
    """Count one review's near customers by whether they were told, and whether they rose."""
    review_id, made = of
    policy = _policy_then(work, review_id)
    if policy is None:
        return
    ids, ranks = state.columns.ids, ranks_of(state.policy, state.columns)
    targets = {int(one.customer_id): tier_rank(one.target) for one in made}
    offered = np.array(sorted(targets), np.int64)
    wanted = np.array([targets[number] for number in offered.tolist()], np.int64)
    told, untold = tallies
    told.add(aligned(ids, ranks, offered, UNRANKED) >= wanted)
    then = work.tier_past.columns_at(review_id)
    reach = max(one.reach for one in made)
    near = then.take(near_of(policy, then.levels, then.values, reach))
    others = near.take(np.flatnonzero(~np.isin(near.ids, offered)))
    untold.add(aligned(ids, ranks, others.ids, UNRANKED) > ranks_of(policy, others))


def _policy_then(work: Reading, review_id: ReviewId) -> Policy | None:
    review = work.tier_past.review(review_id)
    return None if review is None else work.tiers.policy(review.policy_id).policy


def _about(count: int) -> Sentence:
    return say(mark("告知 {count} 位客户离上一层还差多少"), count=count)
