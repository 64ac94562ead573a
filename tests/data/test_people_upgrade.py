"""A book that had customers before gets the tables of people around them, and uses them."""

import shutil
from pathlib import Path

from branchcrm.bootstrap import open_book
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import ContactPersonDraft

RELEASED = Path(__file__).parents[1] / "databases" / "v1"


def test_customers_of_an_older_book_get_contact_persons(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "book"
    shutil.copytree(RELEASED, folder)
    book = open_book(folder, clock)
    services = book.services(book.actor())
    first = CustomerId(services.customers.ids(CustomerFilter(), CustomerOrder())[0])
    assert services.people.of_customer(first).count == 0
    services.people.add_contact(first, ContactPersonDraft(name="陈静", role="财务"))
    services.attachments.set_tags(first, ["老客户"])
    assert services.people.of_customer(first).contacts[0].name == "陈静"
    assert all(check.is_ok for check in services.history.verify())
    book.close()
