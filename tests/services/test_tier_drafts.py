"""A rule in the making: saved, reviewed by a second person, applied, taken back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_draft import (
    DraftChangedError,
    DraftState,
    NoDraftError,
    SecondPersonError,
)
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.staff import StaffDraft
from branchcrm.services.use_cases import Services

RULE = replace(default_policy(), high_cut=Decimal(60))


@pytest.fixture
def colleague(book: Book, services: Services) -> Services:
    draft = StaffDraft(
        name="陈建国",
        role=Role.BRANCH_MANAGER,
        login="陈建国",
        password="平安喜乐-1",  # noqa: S106 - of an invented person
    )
    number = StaffId(services.staff.add(draft).only_id(Aspect.STAFF))
    branch_id = services.actor.branch_id
    actor = Actor(staff_id=number, name="陈建国", role=Role.BRANCH_MANAGER, branch_id=branch_id)
    return book.services(actor)


def bought(services: Services, *amounts: str) -> list[CustomerId]:
    made = []
    for place, amount in enumerate(amounts):
        draft = CustomerDraft(name=f"客户{chr(0x7532 + place)}")
        number = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
        services.transactions.add(number, TransactionDraft(date="2026-09-01", amount=amount))
        made.append(number)
    return made


def tier(services: Services, number: CustomerId) -> Tier:
    return services.customers.rows([number])[0].tier


def test_one_who_is_alone_applies_the_own_rule_in_one_step(services: Services) -> None:
    bought(services, "100", "200", "300")
    services.tiers.retier()
    services.tier_drafts.save(RULE)
    assert services.tier_drafts.may_apply()
    changes = services.tier_drafts.apply()
    assert services.tier_drafts.draft() is None
    assert services.tiers.policy().policy == RULE
    assert services.tiers.overview().version == 2
    services.history.undo(changes.operation_id)
    kept = services.tier_drafts.draft()
    assert kept is not None
    assert kept.policy == RULE
    assert services.tiers.policy().version == 1


def test_a_second_person_reviews_where_there_is_one(
    services: Services, colleague: Services
) -> None:
    services.tier_drafts.save(RULE)
    assert services.tier_drafts.needs_second()
    with pytest.raises(SecondPersonError):
        services.tier_drafts.apply()
    assert not services.tier_drafts.may_apply()
    services.tier_drafts.submit("高价值放宽")
    with pytest.raises(InvalidDraftError):
        colleague.tier_drafts.send_back(" ")
    colleague.tier_drafts.send_back("先看名单")
    kept = colleague.tier_drafts.draft()
    assert kept is not None
    assert (kept.state, kept.note, kept.author) == (DraftState.DRAFT, "先看名单", "王敏")
    services.tier_drafts.submit()
    assert colleague.tier_drafts.may_apply()
    colleague.tier_drafts.apply()
    assert services.tiers.policy().policy == RULE


def test_a_rule_goes_past_the_draft_only_where_nobody_else_could_review_it(
    services: Services, colleague: Services
) -> None:
    for act in (services.tiers.set_policy, lambda rule: services.tiers.retier(policy=rule)):
        with pytest.raises(SecondPersonError, match="王敏"):
            act(RULE)
    assert services.tiers.retier(policy=RULE, dry_run=True).version == 2
    assert services.tiers.retier(policy=default_policy()).version == 1
    assert len(colleague.tiers.policies()) == 1


def test_nobody_overwrites_what_another_saved(services: Services, colleague: Services) -> None:
    services.tier_drafts.save(RULE)
    seen = services.tier_drafts.draft()
    assert seen is not None
    colleague.tier_drafts.save(default_policy(), seen.edit)
    with pytest.raises(DraftChangedError, match="陈建国刚刚改过"):
        services.tier_drafts.save(RULE, seen.edit)
    with pytest.raises(DraftChangedError):
        services.tier_drafts.save(RULE)


def test_a_rule_for_later_waits_for_its_day(services: Services, clock: FixedClock) -> None:
    bought(services, "100", "200")
    services.tiers.retier()
    later = replace(RULE, effective_from=date(2026, 10, 1))
    services.tier_drafts.save(later)
    services.tier_drafts.apply()
    assert services.tiers.policy().version == 1
    clock.moment += timedelta(days=30)
    assert services.tiers.policy().version == 2


def test_a_draft_is_given_up_and_comes_back(services: Services, clerk: Services) -> None:
    for act in (services.tier_drafts.discard, services.tier_drafts.apply):
        with pytest.raises(NoDraftError):
            act()
    assert not services.tier_drafts.may_apply()
    with pytest.raises(NotAllowedError):
        clerk.tier_drafts.save(RULE)
    services.tier_drafts.save(RULE)
    changes = services.tier_drafts.discard()
    assert services.tier_drafts.draft() is None
    services.history.undo(changes.operation_id)
    assert services.tier_drafts.draft() is not None


def test_a_tier_by_hand_goes_before_the_rule_and_ends_by_itself(
    services: Services, clock: FixedClock
) -> None:
    low, *_ = bought(services, "100", "200", "300")
    services.tiers.retier()
    assert tier(services, low) is Tier.LOW
    changes = services.tier_overrides.set(low, Tier.HIGH, "重点企业主", date(2026, 10, 1))
    assert tier(services, low) is Tier.HIGH
    kept = services.tier_overrides.of(low)
    assert kept is not None
    assert (kept.reason, kept.staff, kept.lasts_on(date(2026, 10, 1))) == (
        "重点企业主",
        "王敏",
        True,
    )
    assert services.tier_overrides.all() == [kept]
    services.tiers.retier()
    assert tier(services, low) is Tier.HIGH
    services.history.undo(changes.operation_id)
    assert tier(services, low) is Tier.LOW
    services.history.redo()
    services.today.catch_up()
    clock.moment += timedelta(days=15)
    assert services.today.catch_up()
    assert services.tier_overrides.of(low) is None
    assert tier(services, low) is Tier.LOW
    assert not services.today.catch_up()


def test_a_tier_by_hand_is_replaced_and_lifted(services: Services) -> None:
    low, *_ = bought(services, "100", "200", "300")
    services.tiers.retier()
    services.tier_overrides.set(low, Tier.HIGH, "重点企业主", date(2026, 10, 1))
    services.tier_overrides.set(low, Tier.MID, "复核后调整", date(2026, 12, 1))
    assert [one.reason for one in services.tier_overrides.all()] == ["复核后调整"]
    services.tier_overrides.lift(low)
    assert services.tier_overrides.all() == []
    assert tier(services, low) is Tier.LOW


def test_tiers_by_hand_are_told_per_person_and_on_the_receipt(
    services: Services, clock: FixedClock
) -> None:
    low, other, _ = bought(services, "100", "200", "300")
    services.tiers.retier()
    services.tier_overrides.set(low, Tier.HIGH, "重点企业主", date(2026, 10, 1))
    services.tier_overrides.set(other, Tier.HIGH, "重点", date(2026, 9, 20))
    services.tier_overrides.set(other, Tier.MID, "复核后调整", date(2026, 12, 1))
    receipt = services.tiers.receipt(low)
    assert receipt is not None
    assert (receipt.tier, receipt.counting_tier) == (Tier.LOW, Tier.HIGH)
    assert receipt.by_hand is not None
    assert receipt.by_hand.sentence.text() == "人工定为高价值，到 2026-10-01：重点企业主（王敏）"
    assert [row.is_by_hand for row in services.customers.rows([low, other])] == [True, True]
    clock.moment += timedelta(days=20)
    found, sums = services.tier_overrides.ever()
    assert sorted(one.end(date(2026, 10, 7)) for one in found) == ["expired", "lasting", "lifted"]
    assert [(one.staff, one.total, dict(one.ends)) for one in sums] == [
        ("王敏", 3, {"lasting": 1, "lifted": 1, "expired": 1})
    ]
    assert not services.customers.rows([low])[0].is_by_hand
    receipt = services.tiers.receipt(low)
    assert receipt is not None
    assert receipt.counting_tier is Tier.LOW


def test_a_tier_by_hand_needs_a_reason_and_an_end_within_half_a_year(
    services: Services, clerk: Services
) -> None:
    (number,) = bought(services, "100")
    with pytest.raises(InvalidDraftError) as refused:
        services.tier_overrides.set(number, Tier.NONE, " ", None)
    assert [one.field for one in refused.value.problems] == ["tier", "reason", "ends_on"]
    for day in (date(2026, 9, 16), date(2027, 3, 21)):
        with pytest.raises(InvalidDraftError):
            services.tier_overrides.set(number, Tier.HIGH, "重点", day)
    with pytest.raises(NotAllowedError):
        clerk.tier_overrides.set(number, Tier.HIGH, "重点", date(2026, 10, 1))


def test_a_fresh_period_is_reviewed_once_by_itself(services: Services, clock: FixedClock) -> None:
    bought(services, "100", "200", "300")
    assert services.tiers.retier_if_due() is None
    services.tiers.retier()
    assert services.tiers.retier_if_due() is None
    clock.moment += timedelta(days=14)
    outcome = services.tiers.retier_if_due()
    assert outcome is not None
    assert outcome.as_of == date(2026, 10, 1)
    assert services.tiers.retier_if_due() is None
