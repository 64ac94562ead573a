"""The public pool and hand-overs: nobody is left behind, and all of it can be taken back."""

from datetime import timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import ComplaintId, CustomerId, StaffId
from branchcrm.domain.pool import ClaimLimitError, NotInPoolError, PoolRule
from branchcrm.domain.rights import Role
from branchcrm.domain.tier import Tier
from branchcrm.domain.visit import VisitDraft
from branchcrm.services.pools import HandOverError, NothingDueError
from branchcrm.services.staff import StaffDraft
from branchcrm.services.use_cases import Services


def person(services: Services, name: str) -> StaffId:
    draft = StaffDraft(name=name, role=Role.ACCOUNT_MANAGER)
    return StaffId(services.staff.add(draft).only_id(Aspect.STAFF))


def customer(services: Services, name: str, manager: StaffId | None = None) -> CustomerId:
    draft = CustomerDraft(name=name, manager_id=manager)
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def manager_of(services: Services, number: CustomerId) -> StaffId | None:
    return services.customers.get(number).facts.manager_id


def test_a_claim_takes_customers_out_of_the_pool_until_it_is_taken_back(services: Services) -> None:
    free = customer(services, "何秀兰")
    assert services.pools.waiting() == [free]
    changes = services.pools.claim([free])
    assert manager_of(services, free) == services.actor.staff_id
    assert services.pools.waiting() == []
    services.history.undo(changes.operation_id)
    assert services.pools.waiting() == [free]


def test_nobody_claims_what_another_holds_or_more_than_the_rule_allows(services: Services) -> None:
    taken = customer(services, "周雅琴", person(services, "李浩"))
    free = [customer(services, name) for name in ("何秀兰", "郑凯")]
    with pytest.raises(NotInPoolError, match="周雅琴已经由李浩负责"):
        services.pools.claim([free[0], taken])
    services.pools.set_rule(PoolRule(held_limit=1))
    with pytest.raises(ClaimLimitError):
        services.pools.claim(free)
    services.pools.set_rule(PoolRule(monthly_claims=1, protected_days=7))
    assert services.pools.rule() == PoolRule(monthly_claims=1, protected_days=7)
    services.pools.claim(free[:1])
    with pytest.raises(ClaimLimitError, match="本月领取上限 1 位，已有 1 位"):
        services.pools.claim(free[1:])
    assert manager_of(services, free[1]) is None


def test_a_release_needs_its_reason(services: Services) -> None:
    held = customer(services, "何秀兰", services.actor.staff_id)
    with pytest.raises(InvalidDraftError):
        services.pools.release([held], "")
    services.pools.release([held], "搬到外地")
    assert services.pools.waiting() == [held]


def test_who_is_not_looked_after_returns_when_told_to(
    services: Services, clock: FixedClock
) -> None:
    li = person(services, "李浩")
    silent, fresh = customer(services, "何秀兰", li), customer(services, "周雅琴")
    clock.moment += timedelta(days=366)
    services.pools.claim([fresh])
    assert [one.customer_id for one in services.pools.due()] == [silent]
    with pytest.raises(NothingDueError):
        services.pools.return_due([fresh])
    services.pools.return_due([silent, fresh])
    assert services.pools.waiting() == [silent]
    assert services.pools.due() == []
    services.pools.set_rule(PoolRule(return_days=dict.fromkeys(Tier, 0)))
    assert services.pools.due() == []


def test_a_leavers_whole_book_goes_to_a_colleague_and_back(services: Services) -> None:
    li, zhao = person(services, "李浩"), person(services, "赵倩")
    mine = [customer(services, name, li) for name in ("何秀兰", "郑凯")]
    services.customers.remove([mine[1]])
    services.visits.add(mine[0], VisitDraft(at="2026-09-18 10:00", purpose="续存", staff="李浩"))
    plain, accusing = (
        ComplaintId(services.complaints.log(draft).only_id(Aspect.COMPLAINT))
        for draft in (
            ComplaintDraft(customer_id=mine[0], text="排队", category="借记卡", handler_id=li),
            ComplaintDraft(text="态度", category="借记卡", handler_id=li, accused_id=zhao),
        )
    )
    plan = services.pools.plan_hand_over(li, zhao)
    number = services.complaints.get(accusing).complaint.number
    assert (plan.customers, plan.visits, plan.complaints) == (2, 1, 1)
    assert plan.accused_in == (number,)
    changes = services.pools.hand_over(li, zhao)
    assert changes.summary.text() == "李浩的客户移交给赵倩"
    assert manager_of(services, mine[0]) == zhao
    case = services.complaints.get(plain).complaint
    assert (case.handler_id, case.events[-1].detail["to"]) == (zhao, "赵倩")
    assert services.complaints.get(accusing).complaint.handler_id == li
    left = services.pools.plan_hand_over(li, zhao)
    assert (left.customers, left.visits, left.complaints) == (0, 0, 0)
    services.history.undo(changes.operation_id)
    assert services.pools.plan_hand_over(li, zhao) == plan


def test_a_hand_over_needs_somebody_else_who_works_here(services: Services) -> None:
    li, gone = person(services, "李浩"), person(services, "赵倩")
    services.staff.disable(gone)
    with pytest.raises(HandOverError, match="同一位"):
        services.pools.hand_over(li, li)
    with pytest.raises(HandOverError, match="赵倩已停用"):
        services.pools.hand_over(li, gone)
