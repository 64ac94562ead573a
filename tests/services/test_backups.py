"""Backups: made, proven, brought back whole or for one customer."""
# ruff: noqa: S106 - the passwords are invented

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from branchcrm.bootstrap import Book, FirstUser, create_book, open_book
from branchcrm.data import backup as backup_module
from branchcrm.data.backup import NoRoomError, NotABackupError, UnwritablePlaceError
from branchcrm.data.faults import DiskFullError
from branchcrm.data.keys import HashCost, NoPasswordError, WrongPasswordError
from branchcrm.data.migrate import NewerBookError
from branchcrm.data.place import BookPlace
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import NotAllowedError, NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.backups import (
    BackupSecret,
    OtherBookError,
    people_of,
    restore_book,
)
from branchcrm.services.use_cases import Services

CHEAP = HashCost(memory_kib=64, iterations=1, lanes=1)
NAME, PHONE = "周雅琴", "13812345678"


def add(services: Services, name: str = NAME, phone: str = PHONE) -> CustomerId:
    changes = services.customers.add(CustomerDraft(name=name, phone=phone))
    return CustomerId(next(iter(changes.ids.values()))[0])  # type: ignore[index]  # one customer


def names(services: Services) -> list[str]:
    return [hit.row.name for hit in services.customers.search(NAME).hits]


def test_a_backup_is_whole_and_says_nothing_in_the_clear(
    services: Services, tmp_path: Path
) -> None:
    add(services)
    made = services.backups.back_up(tmp_path / "out" / "a.crmbackup")
    content = made.path.read_bytes()
    assert made.rows > 2
    assert NAME.encode() not in content
    assert PHONE.encode() not in content
    assert list((tmp_path / "out").iterdir()) == [made.path]


def test_a_backup_is_flushed_where_only_files_open_for_writing_can_be(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_on_windows(descriptor: int) -> None:
        os.write(descriptor, b"")

    monkeypatch.setattr(os, "fsync", as_on_windows)
    assert services.backups.back_up(tmp_path / "a.crmbackup").path.exists()


def test_without_a_path_backups_lie_beside_the_book(services: Services) -> None:
    assert services.backups.last_at() is None
    made = services.backups.back_up()
    assert made.path.parent == services.book.place.backups
    assert services.backups.last_at() == services.context.clock.now()
    assert services.backups.size_bytes() > 0


def test_the_thirty_newest_backups_beside_the_book_are_kept(services: Services) -> None:
    folder = services.book.place.backups
    folder.mkdir()
    for minute in range(40):
        (folder / f"backup-20260101-00{minute:02d}00.crmbackup").touch()
    (folder / "mine.crmbackup").touch()
    made = services.backups.back_up()
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == 31
    assert made.path.name in kept


def test_a_folder_gets_a_dated_file(services: Services, tmp_path: Path) -> None:
    made = services.backups.back_up(tmp_path)
    assert made.path.name == "backup-20260917-143200.crmbackup"


def test_a_whole_book_comes_back_on_a_fresh_machine(
    services: Services, tmp_path: Path, clock: FixedClock
) -> None:
    add(services)
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    restored = restore_book(made.path, tmp_path / "pc", BackupSecret(), clock.now())
    assert (restored.rows, restored.aside) == (made.rows, None)
    opened = open_book(tmp_path / "pc", clock)
    fresh = opened.services(opened.actor())
    assert names(fresh) == [NAME]
    fresh.backups.note_restored(made.path)
    assert fresh.history.latest()[0].name == "book.restore"
    assert all(check.is_ok for check in fresh.history.verify())
    opened.close()


def test_the_present_book_is_set_aside(
    services: Services, book: Book, tmp_path: Path, clock: FixedClock
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    add(services)
    book.close()
    restored = restore_book(made.path, book.place.folder, BackupSecret(), clock.now())
    assert restored.aside is not None
    opened = open_book(book.place.folder, clock)
    assert names(opened.services(opened.actor())) == []
    opened.close()
    before = open_book(restored.aside, clock)
    assert names(before.services(before.actor())) == [NAME]
    before.close()


def test_a_failed_restore_leaves_the_book_alone(
    services: Services,
    book: Book,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(services)
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    book.close()

    def no_room(*_arguments: object) -> None:
        raise OSError(28, "full")

    def half(_backup: object, place: BookPlace) -> None:
        place.database.write_bytes(b"half")
        no_room()

    monkeypatch.setattr(backup_module.BackupFile, "install", half)
    with pytest.raises(OSError, match="full"):
        restore_book(made.path, book.place.folder, BackupSecret(), clock.now())
    opened = open_book(book.place.folder, clock)
    assert names(opened.services(opened.actor())) == [NAME]
    opened.close()


def test_a_failed_restore_on_a_fresh_machine_leaves_nothing(
    services: Services, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")

    def no_room(*_arguments: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(backup_module.BackupFile, "install", no_room)
    with pytest.raises(OSError, match="full"):
        restore_book(made.path, tmp_path / "pc", BackupSecret(), clock.now())
    assert not (tmp_path / "pc").exists()


def test_a_protected_backup_asks_for_a_password_or_the_recovery_key(
    tmp_path: Path, clock: FixedClock
) -> None:
    first = FirstUser(branch="人民路网点", name="王敏", password="correct horse")
    created = create_book(tmp_path / "closed", first, clock, CHEAP)
    services = created.book.services(created.book.actor())
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    created.book.close()
    assert people_of(made.path) == ("王敏",)
    now = clock.now()
    with pytest.raises(NoPasswordError):
        restore_book(made.path, tmp_path / "b", BackupSecret(), now)
    with pytest.raises(WrongPasswordError):
        restore_book(made.path, tmp_path / "b", BackupSecret(password="wrong"), now)
    assert not (tmp_path / "b").exists()
    restore_book(made.path, tmp_path / "b", BackupSecret(password="correct horse"), now)
    key = BackupSecret(recovery_key=created.recovery_key)
    restore_book(made.path, tmp_path / "c", key, now)


def test_an_open_backup_names_nobody(services: Services, tmp_path: Path) -> None:
    assert people_of(services.backups.back_up(tmp_path / "a.crmbackup").path) == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no zip at all"])
def test_what_is_no_backup_is_refused(tmp_path: Path, clock: FixedClock, content: bytes) -> None:
    file = tmp_path / "a.crmbackup"
    file.write_bytes(content)
    with pytest.raises(NotABackupError):
        restore_book(file, tmp_path / "b", BackupSecret(), clock.now())


def test_a_damaged_page_is_found_before_anything_is_touched(
    services: Services, tmp_path: Path, clock: FixedClock
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    content = bytearray(made.path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    made.path.write_bytes(bytes(content))
    with pytest.raises(NotABackupError):
        restore_book(made.path, tmp_path / "b", BackupSecret(), clock.now())


def test_a_repacked_page_that_is_damaged_is_found(
    services: Services, tmp_path: Path, clock: FixedClock
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    broken = tmp_path / "b.crmbackup"
    with zipfile.ZipFile(made.path) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = bytearray(source.read(name))
            if name == "book.db":
                content[9000:9064] = bytes(64)
            target.writestr(name, bytes(content))
    with pytest.raises(NotABackupError):
        restore_book(broken, tmp_path / "b", BackupSecret(), clock.now())


def test_a_backup_without_its_book_is_refused(
    services: Services, tmp_path: Path, clock: FixedClock
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    broken = tmp_path / "b.crmbackup"
    with zipfile.ZipFile(made.path) as source, zipfile.ZipFile(broken, "w") as target:
        for name in ("backup.json", "keys.json"):
            target.writestr(name, source.read(name))
    with pytest.raises(NotABackupError):
        restore_book(broken, tmp_path / "b", BackupSecret(), clock.now())


def test_a_backup_of_a_newer_program_is_refused(
    services: Services, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    monkeypatch.setattr(backup_module, "SCHEMA_VERSION", 0)
    with pytest.raises(NewerBookError):
        restore_book(made.path, tmp_path / "b", BackupSecret(), clock.now())


def test_one_customer_comes_back_as_they_were(services: Services, tmp_path: Path) -> None:
    customer_id = add(services)
    add(services, "何秀兰", "13912345678")
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    services.customers.edit(customer_id, CustomerDraft(name="周雅芹", phone="13700001111"))
    services.customers.remove([customer_id])
    rescue = services.backups.bring_customer_back(made.path, customer_id)
    assert rescue.rows == 1
    assert names(services) == [NAME]
    services.history.undo(rescue.changes.operation_id)
    assert names(services) == []


def test_a_customer_of_whom_nothing_is_left_comes_back(services: Services, tmp_path: Path) -> None:
    changes = services.customers.add(CustomerDraft(name=NAME, phone=PHONE))
    customer_id = CustomerId(next(iter(changes.ids.values()))[0])  # type: ignore[index]  # one
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    services.history.undo(changes.operation_id)
    services.backups.bring_customer_back(made.path, customer_id)
    assert names(services) == [NAME]


def test_transactions_come_back_even_where_their_product_is_gone(
    services: Services, tmp_path: Path
) -> None:
    customer_id = add(services)
    for product in ("稳健理财", "定期存款"):
        deal = TransactionDraft(date="2026-09-10", amount="100", product=product)
        last = services.transactions.add(customer_id, deal)
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    services.history.undo(last.operation_id)
    rescue = services.backups.bring_customer_back(made.path, customer_id)
    assert rescue.rows == 1
    assert len(services.transactions.of_customer(customer_id)) == 2


def test_a_customer_whom_the_backup_does_not_know_is_named(
    services: Services, tmp_path: Path
) -> None:
    made = services.backups.back_up(tmp_path / "a.crmbackup")
    with pytest.raises(NotFoundError):
        services.backups.bring_customer_back(made.path, CustomerId(7))


def test_a_customer_of_another_book_is_refused(
    services: Services, tmp_path: Path, clock: FixedClock
) -> None:
    other = create_book(tmp_path / "other", FirstUser(branch="别的网点", name="李浩"), clock).book
    made = other.services(other.actor()).backups.back_up(tmp_path / "a.crmbackup")
    other.close()
    with pytest.raises(OtherBookError):
        services.backups.bring_customer_back(made.path, CustomerId(1))


def test_too_little_room_is_said_before_anything_is_written(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(NoRoomError):
        services.backups.back_up(tmp_path / "a.crmbackup")
    assert not (tmp_path / "a.crmbackup").exists()


@pytest.mark.parametrize(("number", "error"), [(28, DiskFullError), (13, UnwritablePlaceError)])
def test_a_disk_that_fails_is_named(
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: type[Exception],
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(backup_module, "_pack", fail)
    with pytest.raises(error):
        services.backups.back_up(tmp_path / "a.crmbackup")


def test_a_clerk_may_back_up_but_not_restore(
    services: Services, clerk: Services, tmp_path: Path
) -> None:
    customer_id = add(services)
    made = clerk.backups.back_up(tmp_path / "a.crmbackup")
    with pytest.raises(NotAllowedError):
        clerk.backups.bring_customer_back(made.path, customer_id)
