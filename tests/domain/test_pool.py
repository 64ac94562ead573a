"""The public pool: who returns, who is protected, and how many one may claim."""

from datetime import date, timedelta

import pytest

from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.pool import (
    ClaimLimitError,
    HeldCustomer,
    PoolRule,
    check_claim,
    protected_until,
    returns,
)
from branchcrm.domain.tier import Tier

TODAY = date(2026, 9, 17)
RULE = PoolRule()


def held(*, since: int, contact: int | None, tier: Tier = Tier.HIGH) -> HeldCustomer:
    return HeldCustomer(
        customer_id=CustomerId(1),
        name="何秀兰",
        tier=tier,
        manager_id=StaffId(2),
        manager="李浩",
        held_since=TODAY - timedelta(days=since),
        last_contact_on=None if contact is None else TODAY - timedelta(days=contact),
    )


@pytest.mark.parametrize(
    ("since", "contact", "tier", "expected"),
    [
        (400, 60, Tier.HIGH, False),
        (400, 61, Tier.HIGH, True),
        (400, 61, Tier.MID, False),
        (400, 181, Tier.MID, True),
        (400, None, Tier.LOW, True),
        (61, 400, Tier.HIGH, True),
        (60, 400, Tier.HIGH, False),
        (30, 400, Tier.HIGH, False),
    ],
)
def test_a_customer_returns_after_silence_in_the_same_hands(
    since: int, contact: int | None, tier: Tier, *, expected: bool
) -> None:
    assert returns(held(since=since, contact=contact, tier=tier), RULE, TODAY) is expected


def test_a_fresh_claim_is_protected_and_nothing_days_never_return() -> None:
    short = PoolRule(return_days=dict.fromkeys(Tier, 1))
    assert not returns(held(since=30, contact=None), short, TODAY)
    assert returns(held(since=31, contact=None), short, TODAY)
    assert protected_until(held(since=31, contact=None), short) == TODAY - timedelta(days=1)
    never = PoolRule(return_days=dict.fromkeys(Tier, 0))
    assert not returns(held(since=900, contact=None), never, TODAY)


def test_claims_stay_within_what_one_may_hold_and_claim_a_month() -> None:
    check_claim(RULE, held=299, claimed=29, wished=1)
    with pytest.raises(ClaimLimitError, match="名下客户上限 300 位，已有 299 位，这次 2 位"):
        check_claim(RULE, held=299, claimed=0, wished=2)
    with pytest.raises(ClaimLimitError, match="本月领取上限 30 位"):
        check_claim(RULE, held=0, claimed=30, wished=1)


def test_a_rule_of_nothing_or_less_is_refused() -> None:
    assert RULE.checked() is RULE
    with pytest.raises(InvalidDraftError) as refused:
        PoolRule(
            return_days={Tier.HIGH: -1}, held_limit=0, monthly_claims=0, protected_days=-1
        ).checked()
    assert [problem.field for problem in refused.value.problems] == [
        "return_high",
        "held_limit",
        "monthly_claims",
        "protected_days",
    ]
