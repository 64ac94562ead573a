"""A rule that was applied is taken back at once or later, and nobody is left with a stale tier."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_policy_presets import steps_policy
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import add_people

Stand = tuple[Tier, int | None]


@pytest.fixture
def branch(services: Services) -> Services:
    services.demo.fill(200, seed=11, progress=NoProgress())
    services.tiers.retier()
    return services


def stands(services: Services) -> Mapping[int, Stand]:
    rows = services.customers.rows(list(range(1, 205)))
    return {int(row.id): (row.tier, row.score_centi) for row in rows}


def buy(services: Services, number: CustomerId, amount: str) -> None:
    day = services.context.clock.today().isoformat()
    services.transactions.add(number, TransactionDraft(date=day, amount=amount))


def test_undoing_an_applied_rule_keeps_what_was_bought_since(
    branch: Services, clock: FixedClock
) -> None:
    before = stands(branch)
    branch.tier_drafts.save(steps_policy())
    applied = branch.tier_drafts.apply(is_sure=True)
    assert stands(branch) != before
    clock.moment += timedelta(hours=23)
    fresh = CustomerId(branch.customers.add(CustomerDraft(name="新客")).only_id(Aspect.CUSTOMER))
    buy(branch, fresh, "90万")
    buy(branch, CustomerId(50), "900万")
    tried = stands(branch)
    branch.history.undo(applied.operation_id)
    assert branch.tiers.policy().version == 1
    now = stands(branch)
    moved = {number for number in now if now[number] != before.get(number)}
    assert moved == {50, int(fresh)}
    assert now[50][0] is Tier.HIGH
    for number in moved:
        receipt = branch.tiers.receipt(CustomerId(number))
        assert receipt is not None
        assert receipt.policy_name == "综合价值评分"
        sheets = branch.tier_views.sources.sheets(CustomerId(number))
        assert all(sheet.agrees for sheet in sheets)
    branch.history.redo()
    assert stands(branch) == tried
    assert all(check.is_ok for check in branch.history.verify())


def test_a_rule_applied_weeks_ago_is_taken_back_from_the_history(
    branch: Services, clock: FixedClock
) -> None:
    before = stands(branch)
    branch.tier_drafts.save(steps_policy())
    applied = branch.tier_drafts.apply(is_sure=True)
    clock.moment += timedelta(days=12)
    for name in ("甲", "乙"):
        branch.customers.add(CustomerDraft(name=name))
    branch.history.undo(applied.operation_id)
    assert {number: now for number, now in stands(branch).items() if number in before} == before
    draft = branch.tier_drafts.draft()
    assert draft is not None
    assert draft.policy == steps_policy()


def test_taking_the_only_review_back_leaves_nobody_with_a_tier(services: Services) -> None:
    people = add_people(services, {f"客户{place}": [(place, 500)] for place in range(1, 15)})
    number = CustomerId(people["客户1"])
    review = services.tiers.retier()
    assert review.operation_id is not None
    buy(services, number, "6万")
    assert stands(services)[int(number)][0] is Tier.HIGH
    services.history.undo(review.operation_id)
    assert set(stands(services).values()) == {(Tier.NONE, None)}
    assert services.tiers.receipt(number) is None


def test_a_rule_that_a_later_review_stands_on_counts_no_more_and_names_whom_it_left(
    branch: Services, clock: FixedClock
) -> None:
    branch.tier_drafts.save(steps_policy())
    applied = branch.tier_drafts.apply(is_sure=True)
    clock.moment += timedelta(days=14)
    low = next(number for number, stand in stands(branch).items() if stand[0] is Tier.LOW)
    branch.tiers.retier()
    buy(branch, CustomerId(low), "900万")
    later = stands(branch)
    review = branch.tiers.overview()
    changes = branch.history.undo(applied.operation_id)
    assert stands(branch) == later
    name = steps_policy().text.name
    first, *others = changes.kept
    assert first.row == f"{name} v2"
    tiered = sum(count.customers for tier, count in review.counts.items() if tier is not Tier.NONE)
    assert first.why.text() == (
        f"2026-10-01 已按它评审，{tiered} 位客户的层级保留；它不再生效，下次评审起按规则 v1"
    )
    moved = branch.customers.get(CustomerId(low))
    told = {kept.row: kept.why.text() for kept in others}
    tier = "高价值" if later[low][0] is Tier.HIGH else "中价值"
    assert told[f"{moved.name} {moved.code}"] == f"2026-10-01 的评审定为{tier}，保留到下次评审"
    assert branch.tiers.policy().version == 1
    assert [stored.is_withdrawn for stored in branch.tiers.policies()] == [True, False]
    branch.history.redo()
    assert branch.tiers.policy().version == 2
    assert not any(stored.is_withdrawn for stored in branch.tiers.policies())
    branch.history.undo(applied.operation_id)
    branch.tiers.retier()
    receipt = branch.tiers.receipt(CustomerId(low))
    assert receipt is not None
    assert receipt.version == 1
    assert all(check.is_ok for check in branch.history.verify())


def test_a_rule_for_later_that_was_reviewed_by_counts_no_more_when_it_is_taken_back(
    branch: Services, clock: FixedClock
) -> None:
    later = replace(steps_policy(), effective_from=date(2026, 10, 1))
    branch.tier_drafts.save(later)
    applied = branch.tier_drafts.apply(is_sure=True)
    clock.moment += timedelta(days=14)
    branch.tiers.retier()
    kept = branch.history.undo(applied.operation_id).kept
    assert kept[0].row.endswith(" v2")
    assert branch.tiers.policy().version == 1
