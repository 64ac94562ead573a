"""A tier set by hand: with a reason, by somebody answerable, and for a time only."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import CLASSIFIED, TIER_LABELS, Tier
from branchcrm.domain.wording import Sentence, mark, say

LONGEST_DAYS = 184
"""Half a year: nobody keeps a tier by hand for longer without a fresh decision."""


class OverrideEnd(StrEnum):
    """What became of a tier set by hand: it counts, was lifted or replaced, or ended by itself."""

    LASTING = "lasting"
    LIFTED = "lifted"
    EXPIRED = "expired"


OVERRIDE_END_LABELS = {
    OverrideEnd.LASTING: mark("生效中"),
    OverrideEnd.LIFTED: mark("已取消或替换"),
    OverrideEnd.EXPIRED: mark("已到期，自己结束"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TierOverride:
    """A tier that goes before the rule from one day to another."""

    customer_id: CustomerId
    name: str
    tier: Tier
    reason: str
    staff: str
    starts_on: date
    ends_on: date
    lifted_on: date | None = None

    def lasts_on(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return self.lifted_on is None and self.starts_on <= day <= self.ends_on

    @property
    def sentence(self) -> Sentence:
        """Say to what it was set, until when, why and by whom."""
        return say(
            mark("人工定为{tier}，到 {day}：{reason}（{staff}）"),
            tier=say(TIER_LABELS[self.tier]),
            day=self.ends_on.isoformat(),
            reason=self.reason,
            staff=self.staff,
        )

    def end(self, today: date) -> OverrideEnd:
        """Tell whether it still counts, and how it ended if not."""
        if self.lifted_on is not None:
            return OverrideEnd.LIFTED
        return OverrideEnd.EXPIRED if today > self.ends_on else OverrideEnd.LASTING


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideSum:
    """How many tiers one person set by hand, and what became of them."""

    staff: str
    ends: Mapping[OverrideEnd, int]

    @property
    def total(self) -> int:
        """Count them all."""
        return sum(self.ends.values())


def sums_by_person(overrides: Sequence[TierOverride], today: date) -> list[OverrideSum]:
    """Count tiers set by hand per person, those with the most first."""
    counted: dict[str, Counter[OverrideEnd]] = {}
    for one in overrides:
        counted.setdefault(one.staff, Counter())[one.end(today)] += 1
    sums = [
        OverrideSum(staff=staff, ends={end: ends[end] for end in OverrideEnd})
        for staff, ends in counted.items()
    ]
    return sorted(sums, key=lambda one: (-one.total, one.staff))


def check_override(tier: Tier, reason: str, ends_on: date | None, today: date) -> date:
    """Give the last day of a tier set by hand.

    Raises:
        InvalidDraftError: there is no reason, no tier, or no end within half a year.
    """
    problems = []
    if tier is Tier.NONE:
        high, mid, low = (say(TIER_LABELS[one]) for one in CLASSIFIED)
        reason_said = say("选择{high}、{mid}或{low}", high=high, mid=mid, low=low)
        problems.append(FieldError("tier", reason_said))
    if not reason.strip():
        problems.append(FieldError("reason", say("填写理由后才能保存")))
    latest = today + timedelta(days=LONGEST_DAYS)
    if ends_on is None or not today <= ends_on <= latest:
        problems.append(
            FieldError(
                "ends_on",
                say(
                    "到期日应在 {first} 到 {latest} 之间",
                    first=today.isoformat(),
                    latest=latest.isoformat(),
                ),
            )
        )
    if problems or ends_on is None:
        raise InvalidDraftError(problems)
    return ends_on
