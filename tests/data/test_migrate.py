"""The schema that migrations make, and books of every released schema."""

import errno
import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect

from branchcrm.bootstrap import Book, open_book
from branchcrm.data import (
    migrate,
    tables_book,
    tables_complaint,
    tables_lifecycle,
    tables_offer,
    tables_people,
    tables_tier,
    tables_tier_draft,
    tables_view,
)
from branchcrm.data.tables import metadata
from branchcrm.domain.clock import FixedClock

ROOMS_OF_TABLES = (
    tables_book,
    tables_complaint,
    tables_lifecycle,
    tables_offer,
    tables_people,
    tables_tier,
    tables_tier_draft,
    tables_view,
)
RELEASED = Path(__file__).parents[1] / "databases"


def test_migrations_make_exactly_the_tables_of_the_program(book: Book) -> None:
    assert all(room.metadata is metadata for room in ROOMS_OF_TABLES)
    found = inspect(book.database.engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column for column in found.get_columns(table.name)}
        assert list(columns) == [column.name for column in table.columns], table.name
        indexes = {index["name"] for index in found.get_indexes(table.name)}
        wanted = {index.name for index in table.indexes}
        assert wanted <= indexes, table.name
        for column in table.columns:
            assert columns[column.name]["nullable"] == column.nullable, (table.name, column.name)


def test_a_book_of_the_present_schema_is_not_copied(book: Book, clock: FixedClock) -> None:
    book.close()
    open_book(book.place.folder, clock).close()
    assert not book.place.backups.exists()


@pytest.mark.parametrize("name", sorted(path.name for path in RELEASED.iterdir()))
def test_every_released_book_opens_whole(name: str, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "book"
    shutil.copytree(RELEASED / name, folder)
    book = open_book(folder, clock)
    services = book.services(book.actor())
    assert [check.name for check in services.history.verify() if not check.is_ok] == []
    assert services.customers.search("周").total > 0
    with book.unit_of_work.read() as work:
        note = work.connection.exec_driver_sql(
            "SELECT note FROM interaction WHERE length(note) > 3 AND removed_at IS NULL LIMIT 1"
        ).scalar_one()
    assert services.customers.search(note[:4]).total > 0
    book.close()


def test_an_upgrade_that_breaks_links_is_not_taken(
    book: Book, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_links(connection: object) -> None:
        connection.exec_driver_sql(  # type: ignore[attr-defined]
            "INSERT INTO staff (branch_id, name, role, created_at, touched_op)"
            " VALUES (77, '无名', 'clerk', 0, 1)"
        )

    monkeypatch.setattr(migrate, "_run_steps", break_links)
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", migrate.SCHEMA_VERSION + 1)
    book.close()
    with pytest.raises(migrate.BrokenUpgradeError) as refused:
        open_book(book.place.folder, clock)
    copy = Path(str(refused.value.places["copy"]))
    assert copy.exists()
    monkeypatch.undo()
    reopened = open_book(book.place.folder, clock)
    with reopened.unit_of_work.read() as work:
        assert [person.name for person in work.staff.all()] == ["王敏"]
    reopened.close()


@pytest.mark.parametrize("kept", [0.5, 0.999])
def test_a_book_is_not_upgraded_without_a_whole_copy(
    book: Book, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, kept: float
) -> None:
    def copy_badly(source: Path, target: Path) -> None:
        content = bytearray(source.read_bytes())
        content[int(len(content) * kept)] ^= 0xFF
        target.write_bytes(content)

    monkeypatch.setattr(shutil, "copyfile", copy_badly)
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", migrate.SCHEMA_VERSION + 1)
    book.close()
    with pytest.raises(migrate.UnprovenCopyError):
        open_book(book.place.folder, clock)
    monkeypatch.undo()
    reopened = open_book(book.place.folder, clock)
    assert migrate.schema_version(reopened.database) == migrate.SCHEMA_VERSION
    reopened.close()


def test_a_copy_that_is_no_book_stops_the_upgrade(
    book: Book, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "copyfile", lambda _source, target: target.write_bytes(b"x" * 8192))
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", migrate.SCHEMA_VERSION + 1)
    book.close()
    with pytest.raises(migrate.UnprovenCopyError):
        open_book(book.place.folder, clock)


def test_a_full_disk_stops_the_upgrade_and_leaves_no_half_copy(
    book: Book, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(shutil, "copyfile", run_out)
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", migrate.SCHEMA_VERSION + 1)
    book.close()
    with pytest.raises(migrate.UncopiedBookError):
        open_book(book.place.folder, clock)
    assert list(book.place.backups.iterdir()) == []
    monkeypatch.undo()
    open_book(book.place.folder, clock).close()


def test_the_shipped_sqlite_is_new_enough_for_the_search_index(book: Book) -> None:
    with book.unit_of_work.read() as work:
        version = work.connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
        cipher = work.connection.exec_driver_sql("PRAGMA cipher_version").scalar_one()
    assert tuple(int(part) for part in str(version).split(".")) >= (3, 43)
    assert str(cipher).startswith("4.")
