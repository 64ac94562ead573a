"""One review of one customer: up at once, down only after a grace, never for missing figures."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from branchcrm.domain.wording import mark


class ReviewEvent(StrEnum):
    """What a review did to a customer."""

    SET = "set"
    UP = "up"
    HELD = "held"
    WATCH = "watch"
    DOWN = "down"
    MISSING = "missing"


EVENT_CODES = {event: code for code, event in enumerate(ReviewEvent)}
"""Events as small numbers, in the order in which they are declared: stored, never reordered."""

EVENT_LABELS = {
    ReviewEvent.SET: mark("首次定级"),
    ReviewEvent.UP: mark("升"),
    ReviewEvent.HELD: mark("达标"),
    ReviewEvent.WATCH: mark("关注"),
    ReviewEvent.DOWN: mark("降"),
    ReviewEvent.MISSING: mark("缺数据"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """The lines between levels and the patience with those who fall short.

    `floors[i]` is the lowest value of level i + 1, itself included; a value counts as a miss
    below the floor of the level less `margin`; `patience[level]` misses in a row bring it down.
    """

    floors: tuple[int, ...]
    margin: int
    patience: tuple[int, ...]

    def level_of(self, value: int) -> int:
        """Give the level that a value reaches."""
        return bisect_right(self.floors, value)

    def misses(self, level: int, value: int) -> bool:
        """Tell whether a value counts as a miss for one who stands on a level."""
        return level > 0 and value < self.floors[level - 1] - self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a customer stands: the level and the misses in a row so far."""

    level: int
    misses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of a review: where the customer stands now and what happened."""

    standing: Standing | None
    event: ReviewEvent


def review(rule: ReviewRule, standing: Standing | None, value: int | None) -> Verdict:
    """Review one customer: `standing` as the last period left it, None for a first review.

    Source: the rule published by 渤海银行, with a margin for scores.
    """
    if value is None:
        return Verdict(standing=standing, event=ReviewEvent.MISSING)
    reached = rule.level_of(value)
    if standing is None:
        return Verdict(standing=Standing(level=reached), event=ReviewEvent.SET)
    if reached > standing.level:
        return Verdict(standing=Standing(level=reached), event=ReviewEvent.UP)
    if not rule.misses(standing.level, value):
        return Verdict(standing=Standing(level=standing.level), event=ReviewEvent.HELD)
    misses = standing.misses + 1
    if misses >= rule.patience[standing.level]:
        return Verdict(standing=Standing(level=reached), event=ReviewEvent.DOWN)
    return Verdict(standing=Standing(level=standing.level, misses=misses), event=ReviewEvent.WATCH)
