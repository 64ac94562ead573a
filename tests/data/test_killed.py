"""A program killed at any moment leaves whole operations or none of them."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from branchcrm.bootstrap import Book, FirstUser, create_book, open_book
from branchcrm.domain.clock import FixedClock

IMPORTED = 600
ROOT = Path(__file__).parents[2]


class SavingProgram:
    """The saving program, from its first saved customers until it is killed."""

    def __init__(self, folder: Path) -> None:
        script = Path(__file__).with_name("saving_child.py")
        self.child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, str(script), str(folder), str(folder.parent)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
        )
        self.wait_for(b"saving")
        self.began = time.monotonic()

    def wait_for(self, word: bytes) -> None:
        stdout = self.child.stdout
        assert stdout is not None
        assert stdout.readline().strip() == word

    def kill(self) -> float:
        """Kill it and tell for how many seconds it had been saving."""
        lasted = time.monotonic() - self.began
        self.child.kill()
        self.child.communicate()
        return lasted


def one_import(folder: Path) -> float:
    """Kill the program after its first import and tell how long that took."""
    program = SavingProgram(folder)
    program.wait_for(b"imported")
    return program.kill()


def kill_after(folder: Path, seconds: float) -> None:
    """Kill the program some seconds after its first saves."""
    program = SavingProgram(folder)
    time.sleep(seconds)
    program.kill()


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
    span = 1.2 * one_import(folder)
    before = (0, 0, 0)
    for _ in range(20):
        kill_after(folder, moments.uniform(0, span))
        book = open_book(folder, clock)
        after = counts(book)
        assert after[0] >= before[0]
        assert after[1] >= before[1]
        assert after[1] % IMPORTED == 0
        assert after[2] == 0
        before = after
        book.close()
    book = open_book(folder, clock)
    services = book.services(book.actor())
    operations = services.history.latest()
    assert len(operations) == 1 + before[0] + before[1] // IMPORTED
    assert [check.name for check in services.history.verify() if not check.is_ok] == []
    book.close()
    assert before[0] > 20
    assert before[1] > 0


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
