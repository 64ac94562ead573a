"""A rule may let customers rise at once, or only with the review of the next period."""

from dataclasses import replace
from datetime import date

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain import figure
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Policy, Rises
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy, steps_policy
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import add_customer, add_people, at_day, report_figures

LATER = Rises.NEXT_PERIOD


def tier(services: Services, number: int) -> Tier:
    return services.customers.rows([number])[0].tier


def told(services: Services, number: int) -> str:
    receipt = services.tiers.receipt(CustomerId(number))
    assert receipt is not None
    assert receipt.next_tier is not None
    return receipt.next_tier.sentence.text()


@pytest.mark.parametrize("rule", [default_policy(), steps_policy()])
def test_a_score_rises_with_the_review_of_the_next_period(book: Book, rule: Policy) -> None:
    services = at_day(book, date(2026, 9, 17))
    people = add_people(services, {f"客户{n}": [(n * 3 + 50, 100 + n * 50)] for n in range(1, 31)})
    services.tiers.retier(policy=replace(rule, rises=LATER))
    poor = people["客户1"]
    before = tier(services, poor)
    for day in ("2026-09-15", "2026-09-16", "2026-09-17"):
        for product in ("基金", "保险", "理财"):
            draft = TransactionDraft(date=day, amount="90万", product=product)
            services.transactions.add(CustomerId(poor), draft)
    assert tier(services, poor) is before is Tier.LOW
    assert told(services, poor).endswith("的线，2026-10-01 起升级")
    services.tiers.retier()
    assert tier(services, poor) is before
    assert services.tiers.retier().changes is None
    made = services.customers.add(CustomerDraft(name="刚来的客户"))
    fresh = CustomerId(made.only_id(Aspect.CUSTOMER))
    for _ in range(3):
        services.transactions.add(fresh, TransactionDraft(date="2026-09-17", amount="99万"))
    assert tier(services, int(fresh)) is not Tier.NONE
    later = at_day(book, date(2026, 10, 1))
    later.tiers.retier()
    assert tier(later, poor) is Tier.HIGH
    assert later.tiers.policy().policy.rises is LATER


def test_a_balance_rises_with_the_next_month(book: Book) -> None:
    rule = replace(bank_policy(), rises=LATER, measure=Measure.BALANCE)
    services = at_day(book, date(2026, 8, 1))
    number = add_customer(services, "林国栋")
    report_figures(services, number, {figure.BALANCE: 20_000_000}, date(2026, 7, 31))
    services.tiers.retier(policy=rule)
    assert tier(services, number) is Tier.MID
    services = at_day(book, date(2026, 8, 5))
    report_figures(services, number, {figure.BALANCE: 90_000_000}, date(2026, 8, 5))
    assert tier(services, number) is Tier.MID
    assert told(services, number) == "已达到钻石的线，2026-09-01 起升级"
    later = at_day(book, date(2026, 9, 1))
    later.tiers.retier()
    assert tier(later, number) is Tier.HIGH
