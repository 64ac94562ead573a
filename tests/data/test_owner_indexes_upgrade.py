"""Whatever hangs on a customer or a complaint is found by an index, in older books too."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from branchcrm.bootstrap import Book, open_book
from branchcrm.data.merges import OWNER
from branchcrm.data.tables import customer
from branchcrm.data.tables_complaint import complaint
from branchcrm.domain.clock import FixedClock

RELEASED = Path(__file__).parents[1] / "databases"
PARENTS = (customer, complaint)


def scanned(connection: Connection) -> list[str]:
    """Name the columns whose table SQLite reads whole to find what hangs on one record."""
    links = [
        (table.name, key.parent.name)
        for table in customer.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table in PARENTS
    ]
    assert ("customer_transaction", OWNER) in links
    found = []
    for table, column in links:
        sql = f"EXPLAIN QUERY PLAN SELECT {column} FROM {table} WHERE {column} = 1"  # noqa: S608
        plan = connection.exec_driver_sql(sql).all()
        if not all(step[3].startswith("SEARCH") for step in plan):
            found.append(f"{table}.{column}")
    return found


def test_nothing_that_hangs_on_a_record_is_looked_for_in_a_whole_table(book: Book) -> None:
    with book.unit_of_work.read() as work:
        assert scanned(work.connection) == []


@pytest.mark.parametrize("version", ["v1", "v7", "v8"])
def test_an_older_book_gets_these_indexes(tmp_path: Path, clock: FixedClock, version: str) -> None:
    folder = tmp_path / "book"
    shutil.copytree(RELEASED / version, folder)
    book = open_book(folder, clock)
    with book.unit_of_work.read() as work:
        assert scanned(work.connection) == []
    book.close()
