"""A book from before own fields gets their tables, keeps its rows, and takes a field at once."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from branchcrm.bootstrap import open_book
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnFieldDraft

DATABASES = Path(__file__).parents[1] / "databases"


@pytest.mark.parametrize("released", sorted(path.name for path in DATABASES.iterdir()))
def test_an_older_book_takes_own_fields(tmp_path: Path, clock: FixedClock, released: str) -> None:
    folder = tmp_path / "book"
    shutil.copytree(DATABASES / released, folder)
    book = open_book(folder, clock)
    services = book.services(book.actor())
    assert services.own_fields.all() == ()
    ids = services.customers.ids(CustomerFilter(), CustomerOrder())
    count, number = len(ids), CustomerId(ids[0])
    services.own_fields.add(OwnFieldDraft(name="喜欢的茶"))
    draft = services.customers.draft_of(number)
    services.customers.edit(number, replace(draft, phone="13812345678", own={"own.1": "龙井"}))
    where = services.filters.read("喜欢的茶 = 龙井")
    assert list(services.customers.ids(CustomerFilter(where=where), CustomerOrder())) == [number]
    assert services.head_counts.count() == count
    assert all(check.is_ok for check in services.history.verify())
    book.close()
