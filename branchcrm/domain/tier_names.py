"""What a branch calls its tiers: the one place that decides a tier's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from branchcrm.domain.accepted_words import named_choice
from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.tier import (
    CLASSIFIED,
    LEVEL_LABELS,
    POTENTIAL_LABELS,
    POTENTIAL_SHORT_LABELS,
    TIER_LABELS,
    TIER_SHORT_LABELS,
    Tier,
)
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.wording import Sentence, Translate, as_written, in_chinese, say

ROOM = 4
"""How many Han signs of an own name a small mark in a list shows; others take half of one."""

_ENDINGS = ("客户", "价值")
_FIRST_WIDE = "\u2e80"
_KNOWN = frozenset({*LEVEL_LABELS, *POTENTIAL_LABELS})
_SHORT = dict(zip(POTENTIAL_LABELS, POTENTIAL_SHORT_LABELS, strict=True))


def label_said(label: str) -> Sentence:
    """Give the name of a rung as it stands in a sentence; a branch's own as it was written."""
    return say(label) if label in _KNOWN else as_written(label)


@dataclass(frozen=True, slots=True)
class TierNames:
    """The names of the tiers: the rule's own words, else 高价值, 中价值 and 低价值."""

    own: Mapping[Tier, str] = field(default_factory=dict)

    def of(self, tier: Tier) -> Sentence:
        """Name a tier in full."""
        own = self.own.get(tier)
        return label_said(own) if own else say(TIER_LABELS[tier])

    def short(self, tier: Tier) -> Sentence:
        """Name a tier for a small mark: 高, 潜力."""
        own = self.own.get(tier)
        if not own:
            return say(TIER_SHORT_LABELS[tier])
        return say(_SHORT[own]) if own in _SHORT else label_said(_shortened(own))

    def words(self, translate: Translate = in_chinese) -> dict[str, str]:
        """Give the reader's word for every usual name that a rule replaces."""
        return {TIER_LABELS[tier]: self.of(tier).text(translate) for tier in self.own}

    def named(self, word: str, translate: Translate = in_chinese) -> Tier | None:
        """Give the tier that a typed word names: its key, a usual name or the rule's own.

        The rule's own names are known in Chinese and in the reader's language.
        """
        typed = _spelled(word)
        for tier in self.own:
            names = (self.of(tier), self.short(tier))
            if any(typed in {_spelled(n.text()), _spelled(n.text(translate))} for n in names):
                return tier
        return named_choice(word, TIER_SHORT_LABELS) or named_choice(word, TIER_LABELS)


def _spelled(word: str) -> str:
    return without_spaces(plain(word)).lower()


def _shortened(name: str) -> str:
    """Leave out 客户 and 价值 at the end, and what has no room."""
    for ending in _ENDINGS:
        name = name.removesuffix(ending) or name
    if _width(name) <= ROOM:
        return name
    while _width(name) > ROOM - 1:
        name = name[:-1]
    return f"{name.rstrip()}…"


def _width(name: str) -> float:
    return sum(1 if sign >= _FIRST_WIDE else 0.5 for sign in name)


USUAL = TierNames()
"""The names where a rule gives none."""


def names_by(policy: Policy) -> TierNames:
    """Give the names of the tiers by a rule that has one named rung for each of them.

    Where a tier has several rungs their names are parts of it, and the tier keeps its own.
    """
    levels = policy.levels
    tiers = [level.tier for level in levels]
    if sorted(tiers) != sorted(CLASSIFIED) or not all(level.label for level in levels):
        return USUAL
    return TierNames({level.tier: level.label for level in levels})
