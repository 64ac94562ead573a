"""A list stands in the same order whether its customers are few or the whole book."""

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.data import customer_matches, customer_orders
from branchcrm.data.customer_orders import CustomerOrders
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.customer import (
    CustomerDraft,
    CustomerFilter,
    CustomerKind,
    CustomerOrder,
    CustomerRow,
    CustomerSort,
    Stage,
)
from branchcrm.domain.filter_catalogue import BUILT_IN, built_in
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.services.use_cases import Services
from tests.conftest import TODAY

MANY = 120
ALL = CustomerFilter()
SHOWN: dict[CustomerSort, Callable[[CustomerRow], Any]] = {
    CustomerSort.CODE: lambda row: row.code,
    CustomerSort.TIER: lambda row: (tier_rank(row.tier), row.score_centi or -1),
    CustomerSort.SCORE: lambda row: row.score_centi,
    CustomerSort.MANAGER: lambda row: row.manager or None,
    CustomerSort.LAST_SEEN: lambda row: row.last_seen_on,
    CustomerSort.AMOUNT: lambda row: row.amount_12m_cents,
    CustomerSort.NEXT_VISIT: lambda row: row.next_visit_at,
    CustomerSort.KIND: lambda row: list(CustomerKind).index(row.kind),
    CustomerSort.STAGE: lambda row: list(Stage).index(row.stage),
    CustomerSort.COMPLAINTS: lambda row: row.open_complaints,
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A book with some customers who have nothing, and two in the recycle bin."""
    folder = Path(tmp_path_factory.mktemp("orders")) / "book"
    book = create_book(folder, FirstUser(branch="人民路网点", name="王敏"), fixed_clock(TODAY)).book
    services = book.services(book.actor())
    services.demo.fill(MANY)
    for name in ("赵一", "赵二"):
        services.customers.add(CustomerDraft(name=name))
    services.customers.remove([CustomerId(7), CustomerId(90)])
    yield services
    book.close()


def both_ways(services: Services, order: CustomerOrder) -> tuple[list[int], list[int]]:
    """Give the whole book in order, walked and sorted."""
    with services.context.read() as work:
        live = array("q", services.customers.ids(ALL, CustomerOrder()))
        orders = CustomerOrders(work)
        walked = orders.everybody(order, without={7, 90})
        sorted_alone = orders.alone(live, order)
        assert list(orders.arranged(live, order)) == list(walked)
    return list(walked), list(sorted_alone)


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("column", CustomerSort)
def test_the_whole_book_stands_in_the_order_of_a_column(
    services: Services, column: CustomerSort, *, is_descending: bool
) -> None:
    order = CustomerOrder(column=column, is_descending=is_descending)
    walked, sorted_alone = both_ways(services, order)
    assert walked == sorted_alone
    assert walked == list(services.customers.ids(ALL, order))
    assert len(set(walked)) == MANY
    rows = services.customers.rows(walked)
    if column in SHOWN:
        values = [SHOWN[column](row) for row in rows]
        filled = [value for value in values if value is not None]
        assert values[: len(filled)] == filled == sorted(filled, reverse=is_descending)


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("key", [one.key for one in BUILT_IN if one.is_column])
def test_any_field_orders_the_whole_book_as_it_orders_a_few(
    services: Services, key: str, *, is_descending: bool
) -> None:
    order = CustomerOrder(by=built_in().get(key), is_descending=is_descending)
    walked, sorted_alone = both_ways(services, order)
    assert walked == sorted_alone


def test_a_book_of_two_branches_stands_in_the_same_order(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [CustomerOrder(column=column) for column in CustomerSort]
    before = [list(services.customers.ids(ALL, order)) for order in orders]
    counts = services.customers.counts(ALL)
    monkeypatch.setattr(customer_orders, "of_only_branch", lambda _driver: "")
    monkeypatch.setattr(customer_matches, "of_only_branch", lambda _driver: "")
    assert [list(services.customers.ids(ALL, order)) for order in orders] == before
    assert services.customers.counts(ALL) == counts


def test_the_recycle_bin_is_filtered_and_ordered(services: Services) -> None:
    order = CustomerOrder(column=CustomerSort.CODE, is_descending=False)
    gone = CustomerFilter(is_removed=True)
    assert list(services.customers.ids(gone, order)) == [7, 90]
    for text in ("contacts(30 days) = 0 or contacts(30 days) > 0", "name is not empty"):
        asked = CustomerFilter(is_removed=True, where=services.filters.read(text))
        assert list(services.customers.ids(asked, order)) == [7, 90]
    nobody = CustomerFilter(is_removed=True, where=services.filters.read("tag = 没有"))
    assert list(services.customers.ids(nobody, order)) == []
    assert sum(services.customers.counts(gone).values()) == 2


def test_a_search_keeps_its_order_and_is_narrowed(services: Services) -> None:
    ids = list(services.customers.ids(CustomerFilter(text="王"), CustomerOrder()))
    assert len(ids) > 2
    tiers = frozenset({Tier.HIGH, Tier.LOW})
    where = services.filters.read("contacts(300 days) >= 0 and kind = person")
    asked = CustomerFilter(text="王", tiers=tiers, where=where)
    found = list(services.customers.ids(asked, CustomerOrder()))
    kept = {row.id for row in services.customers.rows(ids) if row.tier in tiers}
    persons = {row.id for row in services.customers.rows(ids) if row.kind is CustomerKind.PERSON}
    assert found == [number for number in ids if number in kept & persons]
    counts = services.customers.counts(CustomerFilter(text="王"))
    assert sum(counts.values()) == len(ids)
    assert sum(services.customers.counts(asked).values()) == len([n for n in ids if n in persons])


def test_one_managers_customers_are_found_with_and_without_a_summary(services: Services) -> None:
    by_manager: dict[str, set[int]] = {}
    for row in services.customers.rows(services.customers.ids(ALL, CustomerOrder())):
        by_manager.setdefault(row.manager, set()).add(row.id)
    with services.context.read() as work:
        people = {person.name: person.id for person in work.staff.all(with_inactive=True)}
    for name, ids in by_manager.items():
        if not name:
            continue
        asked = CustomerFilter(manager_id=people[name])
        assert set(services.customers.ids(asked, CustomerOrder())) == ids
        where = services.filters.read(f"manager = {name} and no_contact >= 0")
        assert set(services.customers.ids(CustomerFilter(where=where), CustomerOrder())) == ids
        either = services.filters.read(f"manager = {name} or manager != {name}")
        everybody = services.customers.ids(CustomerFilter(where=either), CustomerOrder())
        assert len(everybody) == MANY
