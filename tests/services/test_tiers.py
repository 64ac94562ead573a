"""Tiers of a real book: applied, explained, kept up to date, taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain import figure
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError, NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy_json import policy_from_json, policy_to_json
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy, steps_policy
from branchcrm.domain.tier_review import ReviewEvent
from branchcrm.domain.timeline import TimelineAsk
from branchcrm.domain.wording import Sentence
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import (
    add_customer,
    add_people,
    add_trades,
    at_day,
    report_figures,
    stored_day,
)

PEOPLE = {
    "甲": [(3, 90_000), (40, 20_000), (75, 15_000), (110, 9_000)],
    "乙": [(20, 30_000), (61, 8_000)],
    "丙": [(50, 9_000)],
    "丁": [(200, 500)],
    "戊": [(500, 700)],
}


def _tiers(services: Services) -> dict[str, Tier]:
    ids = services.customers.ids(CustomerFilter(), CustomerOrder())
    return {row.name: row.tier for row in services.customers.rows(list(ids))}


def test_a_whole_book_is_sorted_and_shown_in_lists(services: Services) -> None:
    add_people(services, PEOPLE)
    add_customer(services, "无往来")
    outcome = services.tiers.retier()
    assert outcome.counts == {Tier.HIGH: 1, Tier.MID: 1, Tier.LOW: 3, Tier.NONE: 1}
    assert outcome.as_of == date(2026, 9, 17)
    assert outcome.placed == 5
    assert outcome.version == 1
    assert _tiers(services) == {
        "甲": Tier.HIGH,
        "乙": Tier.MID,
        "丙": Tier.LOW,
        "丁": Tier.LOW,
        "戊": Tier.LOW,
        "无往来": Tier.NONE,
    }


def test_running_a_review_again_on_the_same_figures_writes_nothing(services: Services) -> None:
    add_people(services, PEOPLE)
    first = services.tiers.retier()
    before = services.history.latest(limit=1)[0].id
    again = services.tiers.retier()
    assert services.history.latest(limit=1)[0].id == before
    assert again.changes is None
    assert again.operation_id == first.operation_id
    assert (again.up, again.down, again.placed) == (0, 0, 0)
    assert again.counts == first.counts


def test_a_trial_tells_and_writes_nothing(services: Services) -> None:
    add_people(services, PEOPLE)
    outcome = services.tiers.retier(dry_run=True, policy=steps_policy())
    assert outcome.operation_id is None
    assert outcome.version == 2
    assert services.tiers.policy().policy == default_policy()
    assert set(_tiers(services).values()) == {Tier.NONE}


def test_another_rule_becomes_the_next_version_and_is_undone_with_its_review(
    services: Services,
) -> None:
    add_people(services, PEOPLE)
    services.tiers.retier()
    before = _tiers(services)
    outcome = services.tiers.retier(policy=steps_policy())
    assert outcome.version == 2
    assert services.tiers.policy().policy == steps_policy()
    assert _tiers(services) != before
    services.history.undo()
    assert _tiers(services) == before
    assert services.tiers.policy().version == 1
    services.history.redo()
    assert services.tiers.policy().version == 2


def test_a_rule_that_cannot_be_used_changes_nothing(services: Services) -> None:
    with pytest.raises(InvalidDraftError):
        policy_from_json(policy_to_json(default_policy()) | {"cuts": {"mid": 80, "high": 70}})
    assert len(services.tiers.policies()) == 1


def test_setting_a_rule_keeps_the_earlier_ones_readable(services: Services) -> None:
    services.tiers.set_policy(bank_policy())
    assert [stored.version for stored in services.tiers.policies()] == [2, 1]
    assert services.tiers.policy().policy == bank_policy()


def test_a_rule_of_the_future_waits_for_its_day(services: Services) -> None:
    later = policy_from_json(policy_to_json(steps_policy()) | {"effective_from": "2026-12-01"})
    services.tiers.set_policy(later)
    assert services.tiers.policy().version == 1


def test_a_clerk_may_look_but_not_apply(services: Services, clerk: Services) -> None:
    add_people(services, PEOPLE)
    assert clerk.tiers.overview().counts[Tier.NONE].customers == 5
    with pytest.raises(NotAllowedError):
        clerk.tiers.retier()
    with pytest.raises(NotAllowedError):
        clerk.tiers.set_policy(steps_policy())


def test_the_receipt_shows_what_the_review_found(services: Services) -> None:
    people = add_people(services, PEOPLE)
    services.tiers.retier()
    receipt = services.tiers.receipt(CustomerId(people["甲"]))
    assert receipt is not None
    assert receipt.tier is Tier.HIGH
    values = {line.measure: line.value for line in receipt.lines}
    assert values == {
        Measure.AMOUNT: 13_400_000,
        Measure.FREQUENCY: 4,
        Measure.RECENCY: 3,
        Measure.PRODUCTS: 3,
    }
    assert receipt.score == Decimal(80)
    assert receipt.window.end == date(2026, 9, 17)
    assert receipt.event is ReviewEvent.SET
    assert receipt.fall is not None
    assert receipt.fall.day is not None


def test_the_window_of_an_old_book_ends_with_the_day_it_is_judged_by(services: Services) -> None:
    old = {name: [(days + 5_000, yuan) for days, yuan in lines] for name, lines in PEOPLE.items()}
    people = add_people(services, old)
    as_of = services.tiers.retier().as_of
    assert as_of == date(2026, 9, 17) - timedelta(days=5_002)
    for number in people.values():
        receipt = services.tiers.receipt(CustomerId(number))
        if receipt is not None:
            assert (receipt.window.as_of, receipt.window.end) == (as_of, as_of)


def test_one_without_a_tier_has_no_receipt_and_one_unknown_is_named(services: Services) -> None:
    nobody = add_customer(services, "无往来")
    assert services.tiers.receipt(CustomerId(nobody)) is None
    services.tiers.retier()
    assert services.tiers.receipt(CustomerId(nobody)) is None
    with pytest.raises(NotFoundError):
        services.tiers.receipt(CustomerId(999))


def test_an_old_book_is_reviewed_as_of_the_day_after_its_last_trade(services: Services) -> None:
    add_people(services, {"甲": [(800, 100), (900, 50)], "乙": [(850, 10)]})
    outcome = services.tiers.retier()
    last = date(2026, 9, 17) - timedelta(days=800)
    assert outcome.as_of == last + timedelta(days=1)
    assert outcome.notices[0].text() == (
        f"最后一笔交易在 {last}，早于观察期，分层按 {outcome.as_of} 计算"
    )


def test_an_empty_book_and_a_book_of_equals_are_reviewed_without_harm(services: Services) -> None:
    assert services.tiers.retier().counts[Tier.HIGH] == 0
    add_people(services, {"甲": [(5, 100)], "乙": [(5, 100)]})
    outcome = services.tiers.retier()
    assert outcome.counts[Tier.LOW] == 2
    assert "都一样" in outcome.notices[0].text()


def test_a_removed_customer_is_not_counted_in_a_review(services: Services) -> None:
    people = add_people(services, PEOPLE)
    services.customers.remove([CustomerId(people["戊"])])
    assert sum(services.tiers.retier().counts.values()) == 4


def test_a_reversed_purchase_is_no_visit(services: Services) -> None:
    people = add_people(services, PEOPLE)
    customer = CustomerId(people["乙"])
    newest = services.transactions.of_customer(customer)[0]
    services.transactions.reverse(newest.id)
    services.tiers.retier()
    receipt = services.tiers.receipt(customer)
    assert receipt is not None
    values = {line.measure: line.value for line in receipt.lines}
    assert values[Measure.AMOUNT] == 800_000
    assert values[Measure.FREQUENCY] == 1
    assert values[Measure.RECENCY] == 61


def test_reported_figures_count_until_there_are_trades(services: Services) -> None:
    add_people(services, PEOPLE)
    services.tiers.retier()
    reported = add_customer(services, "名单客户")
    traded_on = date(2026, 9, 1)
    report_figures(
        services,
        reported,
        {figure.AMOUNT_12M: 50_000_000, figure.LAST_TRADE_ON: stored_day(traded_on)},
        date(2026, 9, 10),
    )
    receipt = services.tiers.receipt(CustomerId(reported))
    assert receipt is not None
    assert receipt.reported_on is not None
    assert {line.measure: line.value for line in receipt.lines} == {
        Measure.AMOUNT: 50_000_000,
        Measure.FREQUENCY: 1,
        Measure.RECENCY: 16,
        Measure.PRODUCTS: 0,
    }
    add_trades(services, reported, [(1, 100)])
    services.tiers.retier()
    receipt = services.tiers.receipt(CustomerId(reported))
    assert receipt is not None
    assert receipt.reported_on is None
    assert receipt.lines[0].value == 10_000


def test_a_balance_alone_makes_a_customer_low_and_not_unclassified(services: Services) -> None:
    add_people(services, PEOPLE)
    lender = add_customer(services, "储户")
    report_figures(services, lender, {figure.BALANCE: 5_000}, date(2026, 9, 1))
    services.tiers.retier()
    assert _tiers(services)["储户"] is Tier.LOW


def test_the_money_of_each_tier_is_told(services: Services) -> None:
    add_people(services, PEOPLE)
    services.tiers.retier()
    overview = services.tiers.overview()
    assert overview.counts[Tier.HIGH].amount_cents == 13_400_000
    assert overview.as_of == date(2026, 9, 17)
    assert overview.moves == {}


def test_tiers_can_be_asked_as_of_a_past_day(services: Services) -> None:
    add_people(services, PEOPLE)
    services.tiers.retier()
    past = services.tiers.overview(date(2026, 9, 1))
    assert past.counts[Tier.NONE].customers == 5
    present = services.tiers.overview(date(2026, 9, 30))
    assert present.counts[Tier.HIGH].customers == 1
    assert present.counts[Tier.HIGH].amount_cents == 13_400_000


def test_the_next_period_moves_and_tells_the_moves(book: Book, services: Services) -> None:
    people = add_people(services, PEOPLE)
    services.tiers.retier()
    add_trades(services, people["丁"], [(0, 400_000), (1, 300_000), (2, 9_000), (3, 9_000)])
    later = at_day(book, date(2026, 10, 1))
    outcome = later.tiers.retier()
    assert outcome.up >= 1
    overview = later.tiers.overview()
    assert overview.moves[(Tier.LOW, Tier.HIGH)] == 1
    assert overview.previous_as_of == date(2026, 9, 17)
    (move, *_) = [m for m in later.tiers.board().moves if m.name == "丁"]
    assert (move.from_tier, move.to_tier, move.event) == (Tier.LOW, Tier.HIGH, ReviewEvent.UP)
    timeline = later.timelines.page(CustomerId(people["丁"]), TimelineAsk()).events
    assert timeline[0].title.text() == "低价值 → 高价值"
    told = (timeline[0].detail, timeline[0].who)
    assert [words.text() for words in told if isinstance(words, Sentence)] == [
        "升，评分 20.0 → 77.0",
        "规则 v1",
    ]
