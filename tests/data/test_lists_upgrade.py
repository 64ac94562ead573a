"""A book from before the lists showed who is near a lower tier learns it when it is upgraded."""

import shutil
from pathlib import Path

from branchcrm.bootstrap import Book, open_book
from branchcrm.data.tier_summary import refill_misses
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.tier_policy_presets import bank_policy
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import TODAY, add_customer, at_day, report_figures

RELEASED = Path(__file__).parents[1] / "databases" / "v1"


def test_an_older_book_opens_with_the_column_of_misses(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "book"
    shutil.copytree(RELEASED, folder)
    book = open_book(folder, clock)
    with book.unit_of_work.read() as work:
        least = work.connection.exec_driver_sql("SELECT min(tier_misses) FROM customer_summary")
        assert least.scalar_one() == 0
    assert all(check.is_ok for check in book.services(book.actor()).history.verify())
    book.close()


def test_misses_are_written_again_from_the_latest_review(book: Book, services: Services) -> None:
    customer = add_customer(services, "储户")
    measure = "aum_month_average"
    for month, cents in ((9, 60_000_000), (10, 40_000_000)):
        now = at_day(book, TODAY.replace(month=month + 1, day=1))
        report_figures(now, customer, {measure: cents}, TODAY.replace(month=month, day=1))
        now.tiers.retier(policy=bank_policy())
    with book.database.write() as connection:
        assert now.customers.rows([customer])[0].is_near_fall
        connection.exec_driver_sql("UPDATE customer_summary SET tier_misses = 0")
        refill_misses(connection)
        found = connection.exec_driver_sql("SELECT tier_misses FROM customer_summary").scalar_one()
    assert found == 1
