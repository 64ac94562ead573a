"""A tier set by hand: with a reason, by somebody answerable, and for a time only."""

from dataclasses import dataclass
from datetime import date, timedelta

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import say

LONGEST_DAYS = 184
"""Half a year: nobody keeps a tier by hand for longer without a fresh decision."""


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

    def lasts_on(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return self.starts_on <= day <= self.ends_on


def check_override(tier: Tier, reason: str, ends_on: date | None, today: date) -> date:
    """Give the last day of a tier set by hand.

    Raises:
        InvalidDraftError: there is no reason, no tier, or no end within half a year.
    """
    problems = []
    if tier is Tier.NONE:
        problems.append(FieldError("tier", say("选择高、中或低价值")))
    if not reason.strip():
        problems.append(FieldError("reason", say("填写理由后才能保存")))
    latest = today + timedelta(days=LONGEST_DAYS)
    if ends_on is None or not today <= ends_on <= latest:
        problems.append(
            FieldError("ends_on", say("到期日应在 {latest} 之前", latest=latest.isoformat()))
        )
    if problems or ends_on is None:
        raise InvalidDraftError(problems)
    return ends_on
