"""What a fair rule promises, and what was found when it was tried on a book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.proportion import Proportion, difference
from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.wording import Sentence, mark, say

FEWEST_SHOWN = 10
"""Groups of fewer people are not told: they would say more about persons than about the rule."""


class Promise(StrEnum):
    """One thing that must not, or must, change a tier."""

    PERSONAL = "personal"
    COMPLAINTS = "complaints"
    ORDER = "order"
    EQUALS = "equals"
    MONOTONE = "monotone"
    REPEATABLE = "repeatable"
    OTHERS = "others"


PROMISE_LABELS = {
    Promise.PERSONAL: mark("打乱姓名、性别、生日、证件、住址和备注，层级不变"),
    Promise.COMPLAINTS: mark("把投诉换到别人名下，层级不变"),
    Promise.ORDER: mark("打乱客户的顺序和编号，层级不变"),
    Promise.EQUALS: mark("数字相同，结果相同"),
    Promise.MONOTONE: mark("任何一项变好，结果不会变差"),
    Promise.REPEATABLE: mark("同样的数据再算一次，结果逐字节相同"),
    Promise.OTHERS: mark("去掉一位客户，别人的结果只动一点点"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseResult:
    """What was found about one promise: on how many customers, with which figure."""

    promise: Promise
    is_kept: bool
    checked: int
    finding: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessReport:
    """All promises, tried on a book by the rule in force."""

    version: int
    policy_name: str
    as_of: date
    customers: int
    results: Sequence[PromiseResult]

    @property
    def is_fair(self) -> bool:
        """Tell whether every promise was kept."""
        return all(result.is_kept for result in self.results)


class Trait(StrEnum):
    """What people are grouped by in the report of differences; never an input."""

    GENDER = "gender"
    AGE = "age"


TRAIT_LABELS = {Trait.GENDER: mark("性别"), Trait.AGE: mark("年龄段")}

GROUP_LABELS = {
    (Trait.GENDER, "male"): mark("男"),
    (Trait.GENDER, "female"): mark("女"),
    (Trait.AGE, "0"): mark("30 岁以下"),
    (Trait.AGE, "1"): mark("30–44 岁"),
    (Trait.AGE, "2"): mark("45–59 岁"),
    (Trait.AGE, "3"): mark("60 岁及以上"),
}
"""The groups that are told; those whose trait is not known are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMix:
    """How one group of people divides over the tiers, beside everybody else."""

    trait: Trait
    key: str
    people: int
    tiers: Mapping[Tier, Proportion]
    others: Mapping[Tier, Proportion]

    @property
    def is_told(self) -> bool:
        """Tell whether the group is large enough to be told."""
        return self.people >= FEWEST_SHOWN

    def differs(self, tier: Tier) -> bool:
        """Tell whether the share of a tier differs by more than chance from everybody else's."""
        low, high = difference(self.tiers[tier], self.others[tier])
        return self.is_told and (low > 0 or high < 0)


def group_mixes(counts: Mapping[tuple[Trait, str, Tier], int]) -> list[GroupMix]:
    """Put each group beside the others of its trait, from people per group and tier."""
    found = []
    for trait, key in GROUP_LABELS:
        own = {tier: counts.get((trait, key, tier), 0) for tier in CLASSIFIED}
        rest = {
            tier: sum(
                counts.get((trait, other, tier), 0)
                for its, other in GROUP_LABELS
                if its is trait and other != key
            )
            for tier in CLASSIFIED
        }
        people, others = sum(own.values()), sum(rest.values())
        if people:
            found.append(
                GroupMix(
                    trait=trait,
                    key=key,
                    people=people,
                    tiers={tier: Proportion(own[tier], people) for tier in CLASSIFIED},
                    others={tier: Proportion(rest[tier], others) for tier in CLASSIFIED},
                )
            )
    return found


def judged(
    promise: Promise, checked: int, wrong: int, finding: Sentence | None = None
) -> PromiseResult:
    """Say whether a promise was kept, and what was found: how many changed, where it was not."""
    words = finding or say(mark("{count} 位客户都没有变化"), count=checked)
    if wrong:
        words = say(mark("{count} 位客户的结果变了"), count=wrong)
    return PromiseResult(promise=promise, is_kept=not wrong, checked=checked, finding=words)
