"""The one filter language of customer lists: NAME=VALUE conditions, divided by commas."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from branchcrm.cli.command import Session, assignments
from branchcrm.domain.accepted_words import accepted_words, named_choice
from branchcrm.domain.customer import KIND_LABELS, STAGE_LABELS, CustomerFilter
from branchcrm.domain.errors import BranchCrmError, NotFoundError
from branchcrm.domain.tier import TIER_LABELS, TIER_SHORT_LABELS, Tier
from branchcrm.domain.wording import mark, say

C = TypeVar("C", bound=StrEnum)

ALL = "all"
REMOVED = "removed"
WHERE_HELP = "tier=high,manager=NAME; also stage, kind, text"
NAMES = ("tier", "stage", "kind", "manager", "text")
VIEW_WORD = mark("视图")


class BadFilterError(BranchCrmError):
    """A filter with a value that its column does not have."""

    happened = mark("没有列出：{name} 没有“{text}”")
    kept = ""
    remedy = mark("可用：{choices}")


def read_filter(session: Session, where: str) -> CustomerFilter:
    """Read the conditions of `--where`; without any, everybody is meant.

    Raises:
        AssignmentError: a condition without an equals sign, or of an unknown name.
        BadFilterError: a value that its column does not have.
        NotFoundError: nobody has the account manager's name.
    """
    conditions = assignments([part.strip() for part in where.split(",") if part.strip()], NAMES)
    manager = conditions.get("manager")
    return replace(
        of_words(
            tiers=conditions.get("tier", ""),
            stages=conditions.get("stage", ""),
            kinds=conditions.get("kind", ""),
        ),
        text=conditions.get("text", ""),
        manager_id=session.services.customers.manager_of(manager) if manager else None,
    )


def of_words(*, tiers: str = "", stages: str = "", kinds: str = "") -> CustomerFilter:
    """Read values or Chinese labels, several divided by commas.

    Raises:
        BadFilterError: one is unknown.
    """
    return CustomerFilter(
        tiers=frozenset(_tier(word) for word in _words(tiers)),
        stages=frozenset(_choice("stage", word, STAGE_LABELS) for word in _words(stages)),
        kinds=frozenset(_choice("kind", word, KIND_LABELS) for word in _words(kinds)),
    )


def of_view(name: str) -> CustomerFilter:
    """Give what a named view shows: everybody, one tier, or the recycle bin.

    Raises:
        NotFoundError: there is no such view.
    """
    if name in {ALL, REMOVED}:
        return CustomerFilter(is_removed=name == REMOVED)
    if name not in set(Tier):
        raise NotFoundError(what=say(VIEW_WORD), key=name)
    return CustomerFilter(tiers=frozenset([Tier(name)]))


def narrowed(asked: CustomerFilter, other: CustomerFilter) -> CustomerFilter:
    """Keep only those of a filter who are also in a view or in listed tiers and stages."""
    tiers = _both(asked.tiers, other.tiers)
    stages = _both(asked.stages, other.stages)
    is_nobody = tiers is None or stages is None
    return replace(
        asked,
        tiers=tiers or frozenset(),
        stages=stages or frozenset(),
        is_removed=asked.is_removed or other.is_removed,
        ids=() if is_nobody else asked.ids,
    )


def _both(first: frozenset[C], second: frozenset[C]) -> frozenset[C] | None:
    """Give what two restrictions leave; an empty one restricts nothing, None leaves nobody."""
    if not first or not second:
        return first or second
    return first & second or None


def _words(text: str) -> Iterable[str]:
    return (word for word in text.split(",") if word.strip())


def _tier(word: str) -> Tier:
    return named_choice(word, TIER_SHORT_LABELS) or _choice("tier", word, TIER_LABELS)


def _choice(name: str, word: str, labels: Mapping[C, str]) -> C:
    choice = named_choice(word, labels)
    if choice is None:
        raise BadFilterError(name=name, text=word.strip(), choices=accepted_words(labels))
    return choice
