"""Opens real books for the window."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from branchcrm import bootstrap
from branchcrm.bootstrap import Book, FirstUser
from branchcrm.domain.clock import Clock
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import ROLE_LABELS
from branchcrm.domain.wording import mark
from branchcrm.services.access import look_at
from branchcrm.services.backups import BackupSecret, people_of, restore_book
from branchcrm.services.use_cases import Services
from ui.kit.translation import translate
from ui.shell.door import BookWish, FirstEntry
from ui.shell.rail_parts import SignedIn
from ui.shell.session import FoundCustomer, Session

DEMO_CUSTOMERS = 240
DEMO_BRANCH = mark("人民路网点")
DEMO_PERSON = mark("王敏")
# What services.demo sets; that module is not loaded at a start.
DEMO_SETTING = "book.demo"
_FOUND = 6


class BookDoor:
    """Opens the book of one folder, and keeps it open from one person to the next."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Name the folder; nothing is opened yet."""
        self.folder = folder
        self.clock = clock
        self._book: Book | None = None

    @property
    def has_book(self) -> bool:
        """Whether a book lies there."""
        return look_at(self.folder).exists

    @property
    def is_open(self) -> bool:
        """Whether it opens without asking."""
        return look_at(self.folder).is_open

    @property
    def people(self) -> list[str]:
        """Who has a password to it."""
        return list(look_at(self.folder).people)

    def enter(self, user: str | None, password: str | None) -> Session:
        """Open the book in a person's name."""
        if self._book is None:
            self._book = bootstrap.open_book(self.folder, self.clock, user=user, password=password)
        elif user is not None and password is not None:
            self._book.key_ring.check_password(user, password)
        return self._session(user)

    def recover(self, recovery_key: str, user: str, password: str) -> Session:
        """Open the book with its recovery key and give a person another password."""
        self.close()
        self._book = bootstrap.open_with_recovery_key(self.folder, self.clock, recovery_key)
        person = self._book.actor(user)
        services = self._book.services(person)
        services.staff.recover_password(password)
        return self._session(user)

    def create(self, wish: BookWish) -> FirstEntry:
        """Make the book."""
        first = FirstUser(branch=wish.branch, name=wish.name, password=wish.password)
        created = bootstrap.create_book(self.folder, first, self.clock)
        self._book = created.book
        return FirstEntry(session=self._session(wish.name), recovery_key=created.recovery_key)

    def make_demo(self, progress: Progress) -> Session:
        """Make a book of invented customers that opens without asking."""
        first = FirstUser(branch=translate(DEMO_BRANCH), name=translate(DEMO_PERSON))
        self._book = bootstrap.create_book(self.folder, first, self.clock).book
        services = self._book.services(self._book.actor())
        services.demo.fill(DEMO_CUSTOMERS, progress=progress)
        return self._session(None)

    def people_of_backup(self, file: Path) -> tuple[str, ...]:
        """Name the people whose password opens a backup."""
        return people_of(file)

    def restore(self, file: Path, user: str | None, password: str | None) -> Session:
        """Put a backup into the place of the book and open it."""
        self.close()
        secret = BackupSecret(user=user, password=password)
        restore_book(file, self.folder, secret, self.clock.now())
        session = self.enter(user, password)
        session.services.backups.note_restored(file)
        return session

    def close(self) -> None:
        """Close the book."""
        if self._book is not None:
            self._book.close()
            self._book = None

    def _session(self, login: str | None) -> Session:
        if self._book is None:
            raise bootstrap.NoBookError(path=str(self.folder))
        return session_of(self._book, self._book.services(self._book.actor(login)))


def session_of(book: Book, services: Services) -> Session:
    """Give what the window works with, for an open book and one person."""
    actor = services.actor
    person = next(p for p in services.staff.people() if p.id == actor.staff_id)
    return Session(
        services=services,
        clock=book.clock,
        user=SignedIn(name=actor.name, role=ROLE_LABELS[actor.role]),
        login=person.login or actor.name,
        branch=services.settings.branch_name(),
        is_demo=partial(_is_demo, services),
        find_customers=partial(_find, services),
        last_backup=partial(_last_backup, services),
        is_empty=partial(_is_empty, services),
    )


def _find(services: Services, text: str) -> Sequence[FoundCustomer]:
    hits = services.customers.search(text, _FOUND).hits
    return [
        FoundCustomer(
            customer_id=int(hit.row.id),
            name=hit.row.name,
            tier=str(hit.row.tier),
            facts=" · ".join(filter(None, (hit.row.phone, hit.row.manager))),
            matched=hit.row.matched,
        )
        for hit in hits
    ]


def _last_backup(services: Services) -> datetime | None:
    return services.backups.last_at()


def _is_demo(services: Services) -> bool:
    return bool(services.settings.get(DEMO_SETTING))


def _is_empty(services: Services) -> bool:
    return not services.head_counts.has_any()
