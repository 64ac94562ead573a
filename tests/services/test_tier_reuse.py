"""A trial takes the figures that the last review kept, and they are those that the book holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from branchcrm.data.tables import product
from branchcrm.data.tier_inputs import BookInputs, read_inputs
from branchcrm.domain import figure
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Factor, Policy
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy, steps_policy
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.wording import say
from branchcrm.services.tier_reuse import reviewed_inputs
from branchcrm.services.tier_reviews import book_state
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import add_customer, add_people, add_trades, report_figures

Step = Callable[[Services, dict[str, int]], object]


@pytest.fixture
def crowd(services: Services) -> dict[str, int]:
    people = {f"客户{place}": [(place * 9, 100 + place * 50)] for place in range(1, 60)}
    found = add_people(services, people)
    report_figures(
        services, found["客户59"], {figure.AMOUNT_12M: 990_000}, services.context.clock.today()
    )
    services.tiers.retier()
    return found


def kept_and_read(services: Services, policy: Policy) -> tuple[BookInputs | None, BookInputs]:
    with services.context.read() as work:
        today = work.clock.today()
        kept = reviewed_inputs(work, book_state(work), policy, today)
        window = window_of(today, policy.window_months)
        return kept, read_inputs(work.connection, policy, window)


def assert_same(kept: BookInputs | None, read: BookInputs) -> None:
    assert kept is not None
    assert np.array_equal(kept.ids, read.ids)
    assert list(kept.book) == list(read.book)
    for measure, column in read.book.items():
        assert np.array_equal(kept.book[measure], column), measure
    for name in ("known", "present", "reported"):
        assert np.array_equal(getattr(kept, name), getattr(read, name)), name


def buys(services: Services, people: dict[str, int]) -> object:
    day = services.context.clock.today().isoformat()
    draft = TransactionDraft(date=day, amount="900", product="定期")
    return services.transactions.add(CustomerId(people["客户3"]), draft)


def comes(services: Services, people: dict[str, int]) -> object:
    add_trades(services, people["客户4"], [(1, 40), (2, -90)])
    return services.customers.add(CustomerDraft(name="新客"))


def reports(services: Services, people: dict[str, int]) -> object:
    number = add_customer(services, "只有年累计")
    day = services.context.clock.today()
    report_figures(services, number, {figure.AMOUNT_12M: 5_000_000}, day)
    return people


def lines(services: Services, _people: dict[str, int]) -> object:
    with services.context.write("product.edit", say("修改产品")) as work:
        work.products.find_or_add("新产品", line="新产品线")
        return work.commit()


@pytest.mark.parametrize("step", [None, buys, comes, reports, lines])
@pytest.mark.parametrize("policy", [default_policy(), steps_policy()])
def test_kept_figures_are_those_of_the_book_whatever_was_written_since(
    services: Services, crowd: dict[str, int], step: Step | None, policy: Policy
) -> None:
    if step is not None:
        step(services, crowd)
    assert_same(*kept_and_read(services, policy))


def test_who_was_removed_or_brought_back_since_is_counted_as_the_book_is(
    services: Services, crowd: dict[str, int]
) -> None:
    gone = services.customers.remove([CustomerId(crowd["客户5"])])
    assert_same(*kept_and_read(services, default_policy()))
    services.tiers.retier()
    services.history.undo(gone.operation_id)
    assert_same(*kept_and_read(services, default_policy()))


def test_an_undo_of_trades_from_before_the_review_is_seen(
    services: Services, crowd: dict[str, int], clock: FixedClock
) -> None:
    day = services.context.clock.today().isoformat()
    bought = services.transactions.add(
        CustomerId(crowd["客户9"]), TransactionDraft(date=day, amount="900", product="产品0")
    )
    clock.moment += timedelta(days=14)
    services.tiers.retier()
    services.history.undo(bought.operation_id)
    assert_same(*kept_and_read(services, default_policy()))


def test_the_book_is_read_where_the_review_saw_something_else(
    services: Services, crowd: dict[str, int], clock: FixedClock
) -> None:
    rule = default_policy()
    longer = replace(rule, window_months=24)
    tenure = replace(rule, factors=(*rule.factors[:-1], Factor(measure=Measure.TENURE, weight=15)))
    for other in (longer, tenure, bank_policy()):
        assert kept_and_read(services, other)[0] is None
    with services.context.write("product.edit", say("修改产品")) as work:
        work.rows.update(product, 1, {"line": "换了产品线"})
        work.commit()
    assert kept_and_read(services, rule)[0] is None
    services.tiers.retier(policy=replace(rule, text=replace(rule.text, name="又一版")))
    assert kept_and_read(services, rule)[0] is not None
    for name in list(crowd)[:8]:
        add_trades(services, crowd[name], [(1, 5)])
    assert kept_and_read(services, rule)[0] is None
    clock.moment += timedelta(days=1)
    assert kept_and_read(services, rule)[0] is None


def test_a_book_without_a_review_or_reviewed_while_empty_is_read(services: Services) -> None:
    assert kept_and_read(services, default_policy())[0] is None
    services.tiers.retier()
    services.customers.add(CustomerDraft(name="第一位"))
    assert kept_and_read(services, default_policy())[0] is None
