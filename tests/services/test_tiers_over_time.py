"""Tiers from month to month: grace, watch counters, and changes between reviews."""

from collections.abc import Iterator
from datetime import date

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain import figure
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_inputs import months_before
from branchcrm.domain.tier_policy_presets import bank_policy
from branchcrm.domain.tier_receipt_parts import Receipt
from branchcrm.domain.tier_review import ReviewEvent
from branchcrm.domain.wording import Sentence, say
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import (
    add_customer,
    add_people,
    add_trades,
    at_day,
    report_figures,
)

_WORDS = {
    "升级": ReviewEvent.UP,
    "关注": ReviewEvent.WATCH,
    "达标": ReviewEvent.HELD,
    "降级": ReviewEvent.DOWN,
}


def _months(first: date) -> Iterator[date]:
    while True:
        yield first
        first = months_before(first, -1)


def _receipt(services: Services, customer: int) -> Receipt:
    receipt = services.tiers.receipt(CustomerId(customer))
    assert receipt is not None
    return receipt


@pytest.mark.parametrize(
    ("start", "series", "words"),
    [
        (30, "52 48 47 51 49 30 18 22", "升级 关注1 关注2 达标 关注1 关注2 降级 升级"),
        (
            51,
            "650 590 580 570 560 550 540 600",
            "升级 关注1 关注2 关注3 关注4 关注5 降级 升级",
        ),
        (51, "49.99 49.99 50 49.99 49.99 49.99", "关注1 关注2 达标 关注1 关注2 降级"),
    ],
)
def test_the_published_traces_come_out_of_a_book_month_by_month(
    book: Book, services: Services, start: int, series: str, words: str
) -> None:
    customer = add_customer(services, "储户")
    months = _months(date(2026, 1, 1))
    for number, wan in enumerate([str(start), *series.split()]):
        month = next(months)
        now = at_day(book, months_before(month, -1))
        report_figures(
            now, customer, {figure.AUM_MONTH_AVERAGE: round(float(wan) * 1_000_000)}, month
        )
        outcome = now.tiers.retier(policy=bank_policy())
        receipt = _receipt(now, customer)
        if number:
            word = words.split()[number - 1]
            assert receipt.event is _WORDS[word[:2]]
            assert receipt.misses == int(word[2:] or 0)
            assert (outcome.up, outcome.down) == (word == "升级", word == "降级")
            assert outcome.watch == int(receipt.misses > 0)
            (line,) = now.customers.rows([customer])
            assert line.is_near_fall is (receipt.misses > 0)
        again = now.tiers.retier(policy=bank_policy())
        assert again.changes is None
        assert _receipt(now, customer).misses == receipt.misses


def test_a_month_without_a_figure_leaves_the_counter_alone(book: Book, services: Services) -> None:
    customer = add_customer(services, "储户")
    for month, wan in ((1, 51), (2, 49), (4, 49)):
        now = at_day(book, date(2026, month + 1, 1))
        figures = {figure.AUM_MONTH_AVERAGE: wan * 1_000_000}
        report_figures(now, customer, figures, date(2026, month, 28))
        now.tiers.retier(policy=bank_policy())
        if month == 2:
            gap = at_day(book, date(2026, 4, 1))
            gap.tiers.retier()
            receipt = _receipt(gap, customer)
            assert receipt.event is ReviewEvent.MISSING
            assert receipt.misses == 1
    receipt = _receipt(now, customer)
    assert receipt.misses == 2
    assert receipt.watch_falls_on == date(2026, 6, 1)


def test_one_without_any_balance_stays_unclassified_by_bands(services: Services) -> None:
    add_people(services, {"甲": [(3, 900)]})
    outcome = services.tiers.retier(policy=bank_policy())
    assert outcome.counts[Tier.NONE] == 1


def test_a_first_review_takes_the_newest_balance_there_is(book: Book, services: Services) -> None:
    customer = add_customer(services, "储户")
    report_figures(services, customer, {figure.AUM_MONTH_AVERAGE: 60_000_000}, date(2026, 3, 31))
    at_day(book, date(2026, 9, 17)).tiers.retier(policy=bank_policy())
    assert _receipt(services, customer).tier is Tier.HIGH


def _crowd(services: Services) -> dict[str, int]:
    return add_people(
        services, {f"客户{number}": [(number * 3, 100 + number * 50)] for number in range(1, 31)}
    )


def _change(services: Services, customer: int, lines: list[tuple[int, int]]) -> None:
    add_trades(services, customer, lines)
    with services.context.write("import.transactions", _summary()) as work:
        work.mention([customer])
        after_changes(work, [customer])
        work.commit()


def _summary() -> Sentence:
    return say("导入交易")


def test_a_change_between_reviews_moves_only_the_changed_customer(services: Services) -> None:
    people = _crowd(services)
    services.tiers.retier()
    before = {name: _receipt(services, number) for name, number in people.items()}
    assert before["客户1"].tier is Tier.LOW
    _change(services, people["客户1"], [(0, 90_000), (1, 9_000), (2, 9_000)])
    after = {name: _receipt(services, number) for name, number in people.items()}
    assert after["客户1"].tier is Tier.HIGH
    assert after["客户1"].event is ReviewEvent.SET
    others = set(people) - {"客户1"}
    assert all(after[name] == before[name] for name in others)
    overview = services.tiers.overview()
    assert overview.counts[Tier.HIGH].customers >= 1
    assert [move.name for move in services.tiers.board().moves] == ["客户1"]


def test_undoing_the_change_brings_the_tier_back(services: Services) -> None:
    people = _crowd(services)
    services.tiers.retier()
    before = _receipt(services, people["客户1"])
    counts = services.tiers.overview().counts
    _change(services, people["客户1"], [(0, 90_000), (1, 9_000)])
    assert services.tiers.overview().counts != counts
    services.history.undo()
    after = _receipt(services, people["客户1"])
    assert (after.tier, after.score) == (before.tier, before.score)


def test_a_change_of_a_good_part_of_the_book_renews_the_review(services: Services) -> None:
    people = _crowd(services)
    services.tiers.retier()
    with services.context.write("import.transactions", _summary()) as work:
        after_changes(work, list(people.values()))
        work.commit()
    first = services.tiers.overview()
    for number in people.values():
        add_trades(services, number, [(0, 777)])
    with services.context.write("import.transactions", _summary()) as work:
        after_changes(work, list(people.values()))
        work.commit()
    assert services.tiers.overview() != first


def test_a_customer_who_came_after_the_review_is_placed_by_its_measure(
    services: Services,
) -> None:
    _crowd(services)
    services.tiers.retier()
    newcomer = add_customer(services, "新客户")
    _change(services, newcomer, [(0, 90_000), (1, 9_000), (2, 9_000)])
    assert _receipt(services, newcomer).tier is Tier.HIGH
    assert _receipt(services, newcomer).previous is None
    huge = add_customer(services, "大客户")
    _change(services, huge, [(0, 900_000_000)])
    services.tiers.retier()
    assert _receipt(services, huge).lines[0].value == 90_000_000_000


def test_a_change_that_moves_nobody_still_renews_the_receipt(services: Services) -> None:
    people = _crowd(services)
    services.tiers.retier()
    before = _receipt(services, people["客户30"])
    _change(services, people["客户30"], [(90, 1)])
    after = _receipt(services, people["客户30"])
    assert after.tier is before.tier
    assert after.lines[0].value == before.lines[0].value + 100


def test_the_first_import_of_a_book_reviews_it(services: Services) -> None:
    people = _crowd(services)
    with services.context.write("import.transactions", _summary()) as work:
        assert after_changes(work, list(people.values())) == ()
        assert after_changes(work, []) == ()
        work.commit()
    assert services.tiers.overview().counts[Tier.NONE].customers == 0
    services.history.undo()
    assert services.tiers.overview().counts[Tier.NONE].customers == 30


def test_a_score_falls_only_at_the_second_review_in_a_row(book: Book, services: Services) -> None:
    people = _crowd(services)
    add_trades(services, people["客户1"], [(0, 90_000), (1, 9_000), (2, 9_000)])
    services.tiers.retier()
    for name, number in people.items():
        if name != "客户1":
            add_trades(services, number, [(0, 200_000), (1, 9_000), (2, 90), (3, 90)])
    october = at_day(book, date(2026, 10, 1))
    outcome = october.tiers.retier()
    receipt = _receipt(october, people["客户1"])
    assert (receipt.tier, receipt.misses) == (Tier.HIGH, 1)
    assert receipt.watch is not None
    assert outcome.watch >= 1
    assert october.tiers.retier().watch == outcome.watch
    november = at_day(book, date(2026, 11, 1))
    assert november.tiers.retier().down == 1
    assert _receipt(november, people["客户1"]).tier is not Tier.HIGH


def test_undoing_what_brought_the_review_leaves_no_half_of_it(services: Services) -> None:
    people = _crowd(services)
    with services.context.write("import.transactions", _summary()) as work:
        after_changes(work, list(people.values()))
        work.commit()
    imported = services.history.latest(limit=1)[0].id
    _change(services, people["客户1"], [(0, 90_000), (1, 9_000)])
    changes = services.history.undo(imported)
    assert changes.kept == ()
    overview = services.tiers.overview()
    assert overview.as_of is None
    assert overview.counts[Tier.NONE].customers == 30
    services.history.redo()
    assert _receipt(services, people["客户1"]).lines[0].value >= 9_900_000
