"""Reviews a whole book by a rule: scores or balances in, standings and events out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from branchcrm.analysis.distributions import (
    Distribution,
    Figures,
    pack_distributions,
)
from branchcrm.analysis.reviews import UNSET, BookVerdict, Flags, Standings, review_book
from branchcrm.analysis.scores import Book, score_book
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import BandsPolicy, Policy
from branchcrm.domain.tier_review import EVENT_CODES, ReviewEvent

Frozen = Mapping[Measure, Distribution]


@dataclass(frozen=True, slots=True, eq=False)
class Reviewed:
    """The results of a review of many customers, and the book that they were measured by."""

    values: Figures
    standings: Standings
    events: Figures
    distributions: Frozen

    def packed(self) -> bytes:
        """Freeze the book's distributions."""
        return pack_distributions(self.distributions)


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """The figures of many customers: who has any at all, and who has one for this review."""

    book: Book
    known: Flags
    present: Flags


def review_population(
    policy: Policy, people: Population, standings: Standings, frozen: Frozen | None = None
) -> Reviewed:
    """Review everybody among themselves, or some against a frozen book."""
    values, distributions = _values(policy, people, frozen)
    present = people.present | (people.known & (standings.levels == UNSET))
    verdict = review_book(policy.rule, standings, values, present)
    return Reviewed(
        values,
        Standings(
            np.where(people.known, verdict.standings.levels, UNSET),
            np.where(people.known, verdict.standings.misses, 0),
        ),
        _events(verdict, standings, present),
        distributions,
    )


def held_back(reviewed: Reviewed, stood: Figures) -> Reviewed:
    """Let nobody stand above a level within its period; `stood` is UNSET for who has none yet."""
    levels, over = reviewed.standings.levels, stood != UNSET
    over &= levels > stood
    return Reviewed(
        reviewed.values,
        Standings(np.where(over, stood, levels), np.where(over, 0, reviewed.standings.misses)),
        np.where(over, EVENT_CODES[ReviewEvent.HELD], reviewed.events),
        reviewed.distributions,
    )


def _values(policy: Policy, people: Population, frozen: Frozen | None) -> tuple[Figures, Frozen]:
    if isinstance(policy, BandsPolicy):
        return people.book[policy.measure], {}
    known = {measure: column[people.known] for measure, column in people.book.items()}
    scored = score_book(policy, known, frozen)
    values = np.zeros(people.known.size, np.int64)
    values[people.known] = scored.scores
    return values, scored.distributions


def _events(verdict: BookVerdict, before: Standings, present: Flags) -> Figures:
    codes = np.full(present.size, EVENT_CODES[ReviewEvent.HELD], np.int64)
    codes[verdict.standings.misses > 0] = EVENT_CODES[ReviewEvent.WATCH]
    codes[verdict.up] = EVENT_CODES[ReviewEvent.UP]
    codes[verdict.down] = EVENT_CODES[ReviewEvent.DOWN]
    codes[before.levels == UNSET] = EVENT_CODES[ReviewEvent.SET]
    codes[~present] = EVENT_CODES[ReviewEvent.MISSING]
    return codes
