"""Tiers count product lines and days with a purchase, as the list of customers does."""

from datetime import date

import numpy as np
import pytest

from branchcrm.data import tier_trades
from branchcrm.data.columns import day_number
from branchcrm.data.tables import customer_transaction
from branchcrm.data.tier_inputs import read_inputs
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import TODAY, add_customer

_PRODUCTS = {"股票基金": "fund", "债券基金": "fund", "年金险": "insurance", "甲": "", "乙": ""}
Bought = tuple[date, int, str | None]


def _buy(services: Services, customer: int, bought: list[Bought]) -> list[int]:
    """Keep purchases given as day, cents and product; give their ids."""
    with services.context.write("transaction.add", say("登记交易")) as work:
        products = {
            name: work.products.find_or_add(name, line=line) for name, line in _PRODUCTS.items()
        }
        rows = [
            (customer, products[name] if name else None, day_number(day), cents, 0)
            for day, cents, name in bought
        ]
        columns = ["customer_id", "product_id", "day", "amount_cents", "created_at"]
        first = work.rows.insert_many(customer_transaction, columns, rows)
        work.commit()
    return list(range(first, first + len(rows)))


def _figures(services: Services, customer: int) -> dict[Measure, int]:
    with services.context.read() as work:
        found = read_inputs(work.connection, default_policy(), window_of(TODAY, 12))
    place = found.ids.tolist().index(customer)
    return {measure: int(column[place]) for measure, column in found.book.items()}


def test_products_of_one_line_count_once_and_those_without_a_line_together(
    services: Services,
) -> None:
    customer = add_customer(services, "周雅琴")
    day = date(2026, 9, 1)
    _buy(services, customer, [(day, 100, "股票基金"), (day, 100, "债券基金")])
    assert _figures(services, customer)[Measure.PRODUCTS] == 1
    _buy(services, customer, [(day, 100, "年金险"), (day, 100, "甲"), (day, 100, "乙")])
    assert _figures(services, customer)[Measure.PRODUCTS] == 3
    _buy(services, customer, [(day, 100, None)])
    assert _figures(services, customer)[Measure.PRODUCTS] == 3


def test_a_receipt_shows_the_lines_that_the_review_counted(services: Services) -> None:
    customer = add_customer(services, "周雅琴")
    other = add_customer(services, "何秀兰")
    day = date(2026, 9, 1)
    _buy(services, customer, [(day, 100, "股票基金"), (day, 100, "债券基金")])
    _buy(services, other, [(day, 100, "年金险"), (day, 100, "甲")])
    services.tiers.retier()
    _buy(services, customer, [(day, 100, "年金险")])
    services.tiers.retier()
    receipt = services.tiers.receipt(CustomerId(customer))
    assert receipt is not None
    assert {line.measure: line.value for line in receipt.lines}[Measure.PRODUCTS] == 2


def test_the_list_and_the_review_count_the_same_purchase_days(services: Services) -> None:
    customer = add_customer(services, "周雅琴")
    days = [date(2026, 9, 1), date(2026, 8, 1), date(2026, 7, 1), date(2026, 6, 1)]
    made = _buy(
        services,
        customer,
        [
            (days[0], 100, None),
            (days[0], 200, None),
            (days[1], 0, "甲"),
            (days[2], -100, None),
            (days[3], 300, None),
        ],
    )
    with services.context.read() as work:
        mistaken = work.transactions.get(work.transactions.of_customer(CustomerId(customer))[-1].id)
    assert int(mistaken.id) == made[-1]
    services.transactions.reverse(mistaken.id)
    with services.context.read() as work:
        listed = work.connection.exec_driver_sql(
            "SELECT trades_12m FROM customer_summary WHERE customer_id = ?", (customer,)
        ).scalar_one()
    assert listed == _figures(services, customer)[Measure.FREQUENCY] == 1


def test_who_only_gave_back_in_the_window_last_bought_before_it(services: Services) -> None:
    customer = add_customer(services, "周雅琴")
    _buy(services, customer, [(date(2025, 6, 1), 500, None), (date(2026, 6, 1), -100, None)])
    figures = _figures(services, customer)
    assert figures[Measure.RECENCY] == (TODAY - date(2025, 6, 1)).days
    assert figures[Measure.AMOUNT] == -100


def test_customers_are_counted_alike_however_many_are_read_at_once(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [add_customer(services, f"客户{place}") for place in range(9)]
    for place, customer in enumerate(people):
        day = date(2026, 9, 1 + place % 3)
        _buy(services, customer, [(day, 100 + place, "年金险"), (day, -place, None)])
    services.customers.remove([CustomerId(people[4])])
    window = window_of(TODAY, 12)
    with services.context.read() as work:
        whole = read_inputs(work.connection, default_policy(), window)
        monkeypatch.setattr(tier_trades, "_SPAN", 2)
        parted = read_inputs(work.connection, default_policy(), window)
        named = read_inputs(work.connection, default_policy(), window, people[::-2])
    assert people[4] not in whole.ids.tolist()
    assert whole.book[Measure.AMOUNT].tolist() == [100] * 8
    wanted = np.isin(whole.ids, people[::-2])
    for measure, column in whole.book.items():
        assert np.array_equal(parted.book[measure], column), measure
        assert np.array_equal(named.book[measure], column[wanted]), measure


def test_reading_everybody_leaves_the_page_cache_as_large_as_it_was(services: Services) -> None:
    add_customer(services, "周雅琴")
    with services.context.read() as work:
        before = work.connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        read_inputs(work.connection, default_policy(), window_of(TODAY, 12))
        assert work.connection.exec_driver_sql("PRAGMA cache_size").scalar_one() == before
