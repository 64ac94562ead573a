"""No customer field lies readable in any file of the book."""

from pathlib import Path

from branchcrm.bootstrap import Book, FirstUser, create_book
from branchcrm.data.keys import HashCost
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft

CHEAP = HashCost(memory_kib=64, iterations=1, lanes=1)
PASSWORD = "春天来了"  # noqa: S105 - of a book that lives for one test
SECRETS = ("周雅琴", "13812345678", "11010519491231002X", "zhouyaqin")


def readable(book: Book) -> set[str]:
    """Give the secrets that stand readable in a file of the book's folder."""
    found: set[str] = set()
    for path in book.place.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found.update(
                secret
                for secret in SECRETS
                if secret.encode() in content or secret.encode("utf-16-le") in content
            )
    return found


def test_nothing_of_a_customer_is_readable_in_database_or_log(
    tmp_path: Path, clock: FixedClock
) -> None:
    first = FirstUser(branch="人民路网点", name="王敏", password=PASSWORD)
    book = create_book(tmp_path / "book", first, clock, CHEAP).book
    services = book.services(book.actor())
    draft = CustomerDraft(name="周雅琴", phone="13812345678", id_number="11010519491231002X")
    services.customers.add(draft)
    assert (book.place.folder / "book.db-wal").exists()
    assert readable(book) == set()
    book.close()
    assert readable(book) == set()
