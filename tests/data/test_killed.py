"""A program killed at any moment leaves whole operations or none of them."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from branchcrm.bootstrap import Book, FirstUser, create_book, open_book
from branchcrm.domain.clock import FixedClock

BULK = 2000
ROOT = Path(__file__).parents[2]


def kill_after(folder: Path, seconds: float) -> None:
    """Start the saving program and kill it after a while."""
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(Path(__file__).with_name("saving_child.py")), str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    stdout = child.stdout
    if stdout is None:
        message = "no pipe"
        raise RuntimeError(message)
    assert stdout.readline().strip() == b"saving"
    time.sleep(seconds)
    child.kill()
    child.wait()
    stdout.close()


def counts(book: Book) -> tuple[int, int, int]:
    """Count customers saved singly, in bulk, and customers missing from list or search."""
    with book.unit_of_work.read() as work:
        scalar = work.connection.exec_driver_sql
        single = scalar("SELECT count(*) FROM customer WHERE name = '单条'").scalar_one()
        bulk = scalar("SELECT count(*) FROM customer WHERE name <> '单条'").scalar_one()
        missing = scalar(
            "SELECT count(*) FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id"
            " LEFT JOIN customer_search f ON f.rowid = c.id"
            " WHERE s.customer_id IS NULL OR f.rowid IS NULL"
        ).scalar_one()
    return int(single), int(bulk), int(missing)


def test_killing_the_program_at_twenty_moments_loses_nothing(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "book"
    create_book(folder, FirstUser(branch="人民路网点", name="王敏"), clock).book.close()
    moments = random.Random(20260917)  # noqa: S311 - moments, not secrets
    before = (0, 0, 0)
    for _ in range(20):
        kill_after(folder, moments.uniform(0, 0.35))
        book = open_book(folder, clock)
        after = counts(book)
        assert after[0] >= before[0]
        assert after[1] >= before[1]
        assert after[1] % BULK == 0
        assert after[2] == 0
        before = after
        book.close()
    book = open_book(folder, clock)
    services = book.services(book.actor())
    operations = services.history.latest()
    assert len(operations) == 1 + before[0] + before[1] // BULK
    assert [check.name for check in services.history.verify() if not check.is_ok] == []
    book.close()
    assert before[0] > 20
    assert before[1] > 0


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
