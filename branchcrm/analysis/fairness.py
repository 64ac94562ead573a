"""Tries a rule on a whole book: what must not matter, and what must never hurt."""

from dataclasses import dataclass

import numpy as np

from branchcrm.analysis.book_review import Population, Reviewed, review_population
from branchcrm.analysis.distributions import Figures
from branchcrm.analysis.reviews import first_standings
from branchcrm.domain.tier_measure import MONEY_MEASURES, NEVER_DAYS, Measure
from branchcrm.domain.tier_policy import POINT, Policy

_FULL = 100
_STEP_CENTS = 10_000
_WORK = 40_000_000
"""Customers that may be scored again while single ones are taken away."""
_MOST_REMOVED = 200
_FEWEST_REMOVED = 3


@dataclass(frozen=True, slots=True)
class Removal:
    """How far the removal of one customer moved anybody else, in ten-thousandths of a point."""

    removed: int
    farthest: int
    allowed: int


def reviewed_afresh(policy: Policy, people: Population) -> Reviewed:
    """Review everybody as if for the first time."""
    return review_population(policy, people, first_standings(people.known.size))


def changed_by_order(policy: Policy, people: Population, seed: int) -> int:
    """Count the customers whose result depends on where they stand in the list."""
    order = np.random.default_rng(seed).permutation(people.known.size)
    straight = reviewed_afresh(policy, people)
    mixed = reviewed_afresh(policy, _taken(people, order))
    differs = (straight.values[order] != mixed.values) | (
        straight.standings.levels[order] != mixed.standings.levels
    )
    return int(differs.sum())


def unequal_equals(policy: Policy, people: Population) -> tuple[int, int]:
    """Count the customers who share all figures with another, and those of them who differ."""
    known = np.flatnonzero(people.known & people.present)
    reviewed = reviewed_afresh(policy, people)
    table = np.stack([people.book[measure][known] for measure in policy.measures])
    if not known.size:
        return 0, 0
    order = np.lexsort(table)
    ranked = table[:, order]
    same = (ranked[:, 1:] == ranked[:, :-1]).all(axis=0)
    values, levels = reviewed.values[known][order], reviewed.standings.levels[known][order]
    differs = same & ((values[1:] != values[:-1]) | (levels[1:] != levels[:-1]))
    has_twin = np.zeros(known.size, np.bool_)
    has_twin[1:] |= same
    has_twin[:-1] |= same
    return int(has_twin.sum()), int(differs.sum())


def worse_when_better(policy: Policy, people: Population) -> int:
    """Count the customers whom a better figure would hurt, against the book as it is."""
    straight = reviewed_afresh(policy, people)
    hurt = np.zeros(people.known.size, np.bool_)
    for measure in policy.measures:
        book = dict(people.book)
        book[measure] = _better(measure, people.book[measure])
        better = review_population(
            policy,
            Population(book, people.known, people.present),
            first_standings(people.known.size),
            straight.distributions,
        )
        hurt |= people.known & (better.values < straight.values)
    return int(hurt.sum())


def removal(policy: Policy, people: Population, seed: int) -> Removal:
    """Take single customers away and see how far anybody else moves.

    A share of strictly worse customers moves by one part in n - 1 at most, and there are 100
    points: that, and one unit of rounding, is allowed.
    """
    known = np.flatnonzero(people.known)
    if known.size < 2:  # noqa: PLR2004 - one customer and the others
        return Removal(0, 0, 0)
    straight = reviewed_afresh(policy, people)
    count = min(known.size, _MOST_REMOVED, max(_FEWEST_REMOVED, _WORK // known.size))
    farthest = 0
    for gone in np.random.default_rng(seed).choice(known, count, replace=False):
        rest = np.delete(np.arange(people.known.size), gone)
        without = reviewed_afresh(policy, _taken(people, rest))
        moved = np.abs(without.values - straight.values[rest])[people.known[rest]]
        farthest = max(farthest, int(moved.max(initial=0)))
    return Removal(count, farthest, _FULL * POINT // (known.size - 1) + 1)


def _taken(people: Population, which: Figures) -> Population:
    book = {measure: column[which] for measure, column in people.book.items()}
    return Population(book, people.known[which], people.present[which])


def _better(measure: Measure, values: Figures) -> Figures:
    """Give every figure a step better."""
    if measure is Measure.RECENCY:
        return np.where(values == NEVER_DAYS, 0, np.maximum(0, values - 1))
    return values + (_STEP_CENTS if measure in MONEY_MEASURES else 1)
