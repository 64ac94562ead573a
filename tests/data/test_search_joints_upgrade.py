"""An older book's search finds characters with initials behind them after the upgrade."""

import shutil
from pathlib import Path

import pytest

from branchcrm.bootstrap import open_book
from branchcrm.data.search_index import matching_ids
from branchcrm.domain.clock import FixedClock

RELEASED = Path(__file__).parents[1] / "databases"


@pytest.mark.parametrize("version", ["v1", "v7", "v8"])
def test_an_older_book_learns_its_joints(tmp_path: Path, clock: FixedClock, version: str) -> None:
    folder = tmp_path / "book"
    shutil.copytree(RELEASED / version, folder)
    book = open_book(folder, clock)
    with book.unit_of_work.read() as work:
        parts = "SELECT count(DISTINCT segid) FROM customer_search_idx"
        assert work.connection.exec_driver_sql(parts).scalar() == 1
        rows = work.connection.exec_driver_sql(
            "SELECT id, name_key, syllables FROM customer WHERE removed_at IS NULL"
        ).all()
        paired = [
            (number, name[0] + said.split()[1][0])
            for number, name, said in rows
            if len(name) == len(said.split()) > 1 and not name.isascii()
        ]
        assert paired
        for number, joint in paired:
            assert number in matching_ids(work.connection, f'"m{joint}"')
            assert number in work.customers.search(joint).ids
    book.close()
