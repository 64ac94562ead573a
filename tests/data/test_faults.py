"""Every fault of the file system is one readable error, and the book stays whole."""

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from branchcrm.bootstrap import Book, KeysMissingError, open_book
from branchcrm.data.faults import (
    DISK_ERROR,
    BookBusyError,
    CannotOpenBookError,
    DamagedBookError,
    DiskFaultError,
    DiskFullError,
    ReadOnlyBookError,
    faults_named,
    named_fault,
)
from branchcrm.data.migrate import NewerBookError
from branchcrm.data.place import BookPlace, NetworkDriveError, is_on_network
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.services.use_cases import Services


def test_each_message_of_the_driver_has_its_error() -> None:
    assert isinstance(named_fault("database is locked"), BookBusyError)
    assert isinstance(named_fault("database or disk is full"), DiskFullError)
    assert isinstance(named_fault("attempt to write a readonly database"), ReadOnlyBookError)
    assert isinstance(named_fault("unable to open database file"), CannotOpenBookError)
    assert isinstance(named_fault("disk I/O error"), DiskFaultError)
    assert named_fault("no such column: x") is None


def test_a_bug_in_our_own_sql_is_not_dressed_up(services: Services) -> None:
    with (
        pytest.raises(Exception, match="no such table"),
        faults_named(),
        services.context.read() as work,
    ):
        work.connection.exec_driver_sql("SELECT * FROM nowhere")


def fill(services: Services) -> None:
    """Add customers with long notes until something gives."""
    for number in range(500):
        services.customers.add(CustomerDraft(name=f"客户{number}", note="长" * 5000))


def test_a_full_disk_keeps_everything_before_the_operation(book: Book, services: Services) -> None:
    services.customers.add(CustomerDraft(name="周雅琴"))
    with book.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError):
        fill(services)
    with book.database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    assert all(check.is_ok for check in services.history.verify())
    assert services.customers.search("周雅琴").total == 1


def test_a_damaged_book_is_refused_and_left_alone(book: Book, clock: FixedClock) -> None:
    book.close()
    content = bytearray(book.place.database.read_bytes())
    content[:4096] = b"\x00" * 4096
    book.place.database.write_bytes(content)
    with pytest.raises(DamagedBookError):
        open_book(book.place.folder, clock)
    assert book.place.database.read_bytes() == bytes(content)


def test_a_book_of_a_newer_program_is_refused_untouched(book: Book, clock: FixedClock) -> None:
    with book.database.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
        connection.get_transaction().commit()  # type: ignore[union-attr]
    book.close()
    before = book.place.database.read_bytes()
    with pytest.raises(NewerBookError) as refused:
        open_book(book.place.folder, clock)
    assert "99" in refused.value.lines()[0]
    assert book.place.database.read_bytes() == before


def test_a_second_program_waits_and_then_says_that_the_book_is_busy(
    book: Book, services: Services, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("branchcrm.data.database.BUSY_TIMEOUT_MS", 50)
    other = open_book(book.place.folder, clock)
    with book.database.write(), pytest.raises(BookBusyError):
        other.services(other.actor()).customers.add(CustomerDraft(name="周雅琴"))
    other.services(other.actor()).customers.add(CustomerDraft(name="周雅琴"))
    assert services.customers.search("周").total == 1
    other.close()


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_on_network(tmp_path)
    monkeypatch.setattr("branchcrm.data.place.is_on_network", lambda _folder: True)
    with pytest.raises(NetworkDriveError):
        BookPlace(tmp_path).require_local()


def test_a_copy_of_the_folder_is_a_book(book: Book, services: Services, clock: FixedClock) -> None:
    services.customers.add(CustomerDraft(name="周雅琴"))
    book.close()
    copy = book.place.folder.parent / "copy"
    shutil.copytree(book.place.folder, copy)
    moved = open_book(copy, clock)
    assert moved.services(moved.actor()).customers.search("周").total == 1
    moved.close()


def test_a_disk_error_on_a_full_disk_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with pytest.raises(DiskFullError), faults_named(tmp_path):
        raise dbapi2.OperationalError(DISK_ERROR)
    with pytest.raises(DiskFaultError), faults_named():
        raise dbapi2.OperationalError(DISK_ERROR)


def test_a_book_without_its_keys_says_so(book: Book) -> None:
    book.place.keys.unlink()
    with pytest.raises(KeysMissingError):
        open_book(book.place.folder, book.clock, password="x" * 12)
