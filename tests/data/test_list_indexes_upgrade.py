"""The indexes of lists come into an older book, and lists read nothing else."""

import shutil
from pathlib import Path

import pytest

from branchcrm.bootstrap import open_book
from branchcrm.data.customer_matches import CustomerMatches
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.services.use_cases import Services

RELEASED = Path(__file__).parents[1] / "databases" / "v1"
WANTED = {
    "ix_interaction_customer": ["customer_id", "at", "is_effective", "channel", "removed_at"],
    "ix_customer_birthday": ["birth_calendar", "birth_month", "birth_day", "birth_leap"],
    "ix_customer_stage": ["stage", "kind"],
    "ix_customer_named": ["name_key", "birth_year", "birth_month", "birth_day"],
    "ix_customer_name_key": [],
}


def test_an_older_book_gets_the_indexes_and_lists_the_same(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "book"
    shutil.copytree(RELEASED, folder)
    book = open_book(folder, clock)
    with book.unit_of_work.read() as work:
        for name, columns in WANTED.items():
            rows = work.connection.exec_driver_sql(f"PRAGMA index_info({name})").all()
            assert [row[2] for row in rows] == columns
    services = book.services(book.actor())
    everybody = set(services.customers.ids(CustomerFilter(), CustomerOrder()))
    assert everybody == set(listed(services, "kind = person or kind != person"))
    assert len(listed(services, "birthday in this year")) > 0
    book.close()


@pytest.mark.parametrize(
    ("text", "walked"),
    [
        ("kind = enterprise", "ix_customer_stage"),
        ("stage != lost and kind = person", "ix_customer_stage"),
        ("birthday in this month", "ix_customer_birthday"),
        ("manager = me and kind = person", "ix_customer_manager"),
        ("birthday is empty", "SCAN customer"),
        ("birthday in this month and name contains 王", "ix_customer_birthday"),
        ("contacts(30 days) = 0", "ix_interaction_customer"),
        ("contact_channel(30 days) = phone", "ix_interaction_customer"),
        ("amount_fell(3 months) >= 20%", "ix_customer_transaction_value"),
    ],
)
def test_a_filter_walks_what_holds_all_it_asks(services: Services, text: str, walked: str) -> None:
    services.demo.fill(60)
    plans: list[str] = []
    with services.context.read() as work:
        driver = work.connection.connection.driver_connection
        assert driver is not None
        matches = CustomerMatches(work)
        read = matches._read

        def explained(asked: object, limit: int = -1) -> object:
            sql = f"EXPLAIN QUERY PLAN {asked.query()}"  # type: ignore[attr-defined]
            rows = driver.execute(sql, asked.places).fetchall()  # type: ignore[attr-defined]
            plans.extend(row[3] for row in rows)
            return read(asked, limit)  # type: ignore[arg-type]

        matches._read = explained  # type: ignore[method-assign, assignment]
        found = matches.ids(CustomerFilter(where=services.filters.read(text)))
    assert found is not None
    assert set(found) == set(listed(services, text))
    assert any(walked in plan for plan in plans), plans


def listed(services: Services, text: str) -> list[int]:
    """Give whom a filter names."""
    asked = CustomerFilter(where=services.filters.read(text))
    return list(services.customers.ids(asked, CustomerOrder()))
