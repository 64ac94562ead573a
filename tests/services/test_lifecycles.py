"""Proposed stages: accepted, declined with a reason, taken back."""

from datetime import timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft, Stage
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.lifecycle import BY_ACCOUNT, LifecycleRule
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.lifecycles import ProposalGoneError
from branchcrm.services.use_cases import Services


def bought(services: Services, name: str, *days: str, stage: Stage = Stage.ACTIVE) -> CustomerId:
    draft = CustomerDraft(name=name, stage=stage.value)
    number = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    for day in days:
        services.transactions.add(number, TransactionDraft(date=day, amount="100"))
    return number


def stage_of(services: Services, number: CustomerId) -> Stage:
    return services.customers.get(number).facts.stage


def test_who_is_silent_for_long_is_proposed_and_moves_when_accepted(services: Services) -> None:
    silent = bought(services, "何秀兰", "2026-05-01")
    bought(services, "周雅琴", "2026-09-01")
    steady = bought(services, "郑凯", "2026-01-01", "2026-05-01")
    bought(services, "林国栋")
    assert [one.customer_id for one in services.lifecycles.proposals()] == [silent]
    changes = services.lifecycles.accept([silent])
    assert changes.summary.text() == "何秀兰：现有 → 沉睡"
    assert stage_of(services, silent) is Stage.DORMANT
    assert stage_of(services, steady) is Stage.ACTIVE
    assert services.lifecycles.proposals() == []
    services.history.undo(changes.operation_id)
    assert stage_of(services, silent) is Stage.ACTIVE
    assert [one.customer_id for one in services.lifecycles.proposals()] == [silent]


def test_what_was_declined_is_proposed_again_after_another_trade_only(
    services: Services, clock: FixedClock
) -> None:
    silent = bought(services, "何秀兰", "2026-05-01")
    with pytest.raises(InvalidDraftError):
        services.lifecycles.decline([silent], " ")
    services.lifecycles.decline([silent], "出国探亲，年底回来")
    assert services.lifecycles.proposals() == []
    assert stage_of(services, silent) is Stage.ACTIVE
    services.transactions.add(silent, TransactionDraft(date="2026-05-02", amount="100"))
    assert [one.to_stage for one in services.lifecycles.proposals()] == [Stage.DORMANT]
    clock.moment += timedelta(days=400)
    assert [one.to_stage for one in services.lifecycles.proposals()] == [Stage.LOST]


def test_many_move_in_one_step_that_says_where(services: Services) -> None:
    silent = [bought(services, name, "2026-05-01") for name in ("何秀兰", "孙佩华")]
    assert services.lifecycles.accept(silent).summary.text() == "2 位客户转为沉睡"
    back = bought(services, "赵永福", "2026-09-16", stage=Stage.LOST)
    lost = bought(services, "叶子涵", "2024-09-16")
    changes = services.lifecycles.accept([back, lost])
    assert changes.summary.text() == "2 位客户的阶段已更新"
    assert (stage_of(services, back), stage_of(services, lost)) == (Stage.ACTIVE, Stage.LOST)


def test_nobody_moves_where_one_is_not_proposed(services: Services) -> None:
    silent = bought(services, "何秀兰", "2026-05-01")
    other = bought(services, "周雅琴", "2026-09-01")
    for asked in ([silent, other], []):
        with pytest.raises(ProposalGoneError):
            services.lifecycles.accept(asked)
    assert stage_of(services, silent) is Stage.ACTIVE


def test_the_rule_is_the_branchs_own(services: Services) -> None:
    bought(services, "何秀兰", "2026-05-01")
    assert services.lifecycles.rule() == LifecycleRule()
    services.lifecycles.set_rule(BY_ACCOUNT)
    assert services.lifecycles.rule() == BY_ACCOUNT
    assert services.lifecycles.proposals() == []
