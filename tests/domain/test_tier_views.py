"""Moves between days, groups beside each other, offers looked back on."""

import pytest

from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.fairness import Promise, Trait, group_mixes, judged
from branchcrm.domain.proportion import Proportion
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_offer import OfferOutcome, checked_reach
from branchcrm.domain.tier_time import MoveSums, move_sums, retention
from branchcrm.domain.wording import say

_MOVES = {
    (Tier.HIGH, Tier.HIGH): 9,
    (Tier.HIGH, Tier.MID): 1,
    (Tier.LOW, Tier.MID): 4,
    (Tier.NONE, Tier.LOW): 3,
    (Tier.MID, Tier.NONE): 2,
    (Tier.NONE, Tier.NONE): 5,
}


def test_moves_are_summed_by_what_they_mean() -> None:
    assert move_sums(_MOVES) == MoveSums(up=4, down=1, same=14, came=3, gone=2)


def test_retention_counts_those_who_stayed_in_their_tier() -> None:
    assert retention(_MOVES) == {
        Tier.HIGH: Proportion(9, 10),
        Tier.MID: Proportion(0, 2),
        Tier.LOW: Proportion(0, 4),
    }


def test_a_group_is_told_only_when_it_is_large_enough_and_flagged_only_beyond_chance() -> None:
    counts = {
        (Trait.GENDER, "male", Tier.HIGH): 80,
        (Trait.GENDER, "male", Tier.LOW): 20,
        (Trait.GENDER, "female", Tier.HIGH): 20,
        (Trait.GENDER, "female", Tier.LOW): 80,
        (Trait.AGE, "0", Tier.HIGH): 9,
        (Trait.AGE, "3", Tier.LOW): 191,
        (Trait.AGE, "None", Tier.LOW): 7,
    }
    men, women, young, old = group_mixes(counts)
    assert (men.people, women.people) == (100, 100)
    assert men.tiers[Tier.HIGH] == women.others[Tier.HIGH] == Proportion(80, 100)
    assert men.differs(Tier.HIGH)
    assert women.differs(Tier.HIGH)
    assert not men.differs(Tier.MID)
    assert not young.is_told
    assert not young.differs(Tier.HIGH)
    assert old.is_told


def test_a_broken_promise_says_for_how_many() -> None:
    assert judged(Promise.ORDER, 10, 0).finding.text() == "10 位客户都没有变化"
    broken = judged(Promise.ORDER, 10, 3, say("都好"))
    assert not broken.is_kept
    assert broken.finding.text() == "3 位客户的结果变了"
    assert judged(Promise.ORDER, 10, 0, say("都好")).finding.text() == "都好"


@pytest.mark.parametrize(
    ("offered", "others", "rounds", "words"),
    [
        ((0, 0), (0, 0), 0, "还没有告知"),
        ((5, 9), (5, 50), 1, "人数太少"),
        ((40, 50), (10, 50), 1, "升层更多"),
        ((10, 50), (40, 50), 1, "升层更少"),
        ((10, 50), (11, 50), 1, "只是偶然"),
    ],
)
def test_the_verdict_says_no_more_than_the_figures(
    offered: tuple[int, int], others: tuple[int, int], rounds: int, words: str
) -> None:
    outcome = OfferOutcome(rounds=rounds, offered=Proportion(*offered), others=Proportion(*others))
    assert words in outcome.verdict.text()


@pytest.mark.parametrize("reach", [0, 31, -4])
def test_a_reach_that_makes_no_sense_is_refused(reach: int) -> None:
    with pytest.raises(InvalidDraftError):
        checked_reach(reach)
    assert checked_reach(30) == 30
