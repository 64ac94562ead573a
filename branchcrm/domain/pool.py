"""The public pool 公海: who returns to it, who may claim, and for how long a claim is protected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import mark, say

# Twice the contact cadence of each tier.
RETURN_DAYS: Mapping[Tier, int] = {Tier.HIGH: 60, Tier.MID: 180, Tier.LOW: 365, Tier.NONE: 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRule:
    """When customers return, and how many a person may claim.

    `return_days` are days without an effective contact, per tier; 0 never returns.
    """

    return_days: Mapping[Tier, int] = field(default_factory=lambda: dict(RETURN_DAYS))
    held_limit: int = 300
    monthly_claims: int = 30
    protected_days: int = 30

    def checked(self) -> "PoolRule":
        """Give the rule back.

        Raises:
            InvalidDraftError: a number is negative or a limit is nothing.
        """
        problems = [
            FieldError(f"return_{tier.value}", say("天数不能小于 0"))
            for tier, days in self.return_days.items()
            if days < 0
        ]
        if self.held_limit < 1:
            problems.append(FieldError("held_limit", say("上限至少为 1")))
        if self.monthly_claims < 1:
            problems.append(FieldError("monthly_claims", say("上限至少为 1")))
        if self.protected_days < 0:
            problems.append(FieldError("protected_days", say("天数不能小于 0")))
        if problems:
            raise InvalidDraftError(problems)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCustomer:
    """A customer in somebody's hands: since when, and the last effective contact."""

    customer_id: CustomerId
    name: str
    tier: Tier
    manager_id: StaffId
    manager: str
    held_since: date
    last_contact_on: date | None

    def silent_days(self, today: date) -> int:
        """Count the days without contact, from the day the person took over where that is later."""
        return (today - max(self.held_since, self.last_contact_on or self.held_since)).days


def protected_until(held: HeldCustomer, rule: PoolRule) -> date:
    """Give the last day on which a customer stays whatever happens."""
    return held.held_since + timedelta(days=rule.protected_days)


def returns(held: HeldCustomer, rule: PoolRule, today: date) -> bool:
    """Tell whether a customer is due to return to the pool."""
    allowed = rule.return_days[held.tier]
    if not allowed or today <= protected_until(held, rule):
        return False
    return held.silent_days(today) > allowed


class ClaimLimitError(BranchCrmError):
    """The person holds or claimed as many customers as the rule allows."""

    happened = mark("没有领取：{what}上限 {limit} 位，已有 {count} 位，这次 {wished} 位")
    remedy = mark("少选几位，或由网点负责人调整公海规则")


class NotInPoolError(BranchCrmError):
    """The customer has an account manager already."""

    happened = mark("没有领取：{name}已经由{manager}负责")
    remedy = mark("刷新公海名单后再选")


def check_claim(rule: PoolRule, *, held: int, claimed: int, wished: int) -> None:
    """Refuse a claim beyond the limits.

    Args:
        rule: the limits.
        held: customers in the person's hands now.
        claimed: claims of the person in this calendar month.
        wished: customers wished for.

    Raises:
        ClaimLimitError: with the limit that is passed.
    """
    if held + wished > rule.held_limit:
        what = say("名下客户")
        raise ClaimLimitError(what=what, limit=rule.held_limit, count=held, wished=wished)
    if claimed + wished > rule.monthly_claims:
        what = say("本月领取")
        raise ClaimLimitError(what=what, limit=rule.monthly_claims, count=claimed, wished=wished)
