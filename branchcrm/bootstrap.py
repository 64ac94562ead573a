"""Wires a book, its keys and its services together: the only place that does."""

from dataclasses import dataclass, field
from pathlib import Path

from branchcrm.data.database import Database
from branchcrm.data.key_ring import KeyRing
from branchcrm.data.keys import HashCost, KeyFile, NoPasswordError, make_key
from branchcrm.data.migrate import bring_up_to_date, create_schema
from branchcrm.data.place import BookPlace
from branchcrm.data.ranks import Ranks
from branchcrm.data.unit_of_work import UnitOfWork
from branchcrm.domain.clock import Clock
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import BranchId, StaffId
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.staff import Staff
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.domain.wording import listed, mark, say
from branchcrm.reference.long_paths import unextended
from branchcrm.services.context import Context
from branchcrm.services.use_cases import Services

FIRST_BRANCH_CODE = "001"


class BookExistsError(BranchCrmError):
    """A book lies there already."""

    happened = mark("没有建立账本：{path} 已经有一个账本")
    kept = mark("原来的账本没有被改动")
    remedy = mark("换一个文件夹，或直接打开它")


class NoBookError(BranchCrmError):
    """No book lies there."""

    happened = mark("{path} 没有账本")
    kept = ""
    remedy = mark("用 branchcrm init 建立，或用 --book 指定位置")


class KeysMissingError(BranchCrmError):
    """The database is there, the file with its keys is not."""

    happened = mark("打不开账本：{path} 里缺少密钥文件 keys.json")
    kept = mark("账本没有被改动")
    remedy = mark("把 keys.json 放回这个文件夹；找不到时用备份恢复，备份里有它")


class FolderError(BranchCrmError):
    """The folder of a new book cannot be made or written."""

    happened = mark("没有建立账本：不能写入 {path}")
    kept = mark("没有写入任何内容")
    remedy = mark("换一个可以写入的文件夹")


class WhoError(BranchCrmError):
    """The book has several users and none was named."""

    happened = mark("这个账本有多个用户：{users}")
    kept = ""
    remedy = mark("用 --user 指定由谁操作")


class DisabledUserError(BranchCrmError):
    """The user was disabled by an administrator."""

    happened = mark("用户“{user}”已停用")
    kept = mark("账本没有被改动")
    remedy = mark("请管理员在 设置 › 员工 里重新启用")


@dataclass(slots=True)
class Book:
    """An opened book: its place, its keys, its database."""

    place: BookPlace
    keys: KeyFile
    database: Database
    clock: Clock
    ranks: Ranks = field(default_factory=Ranks)

    @property
    def key_ring(self) -> KeyRing:
        """Changes who can open the book."""
        return KeyRing(self.keys, self.place.keys, self.database.key)

    @property
    def unit_of_work(self) -> UnitOfWork:
        """Opens readings and works on the book."""
        return UnitOfWork(self.database, self.clock, self.ranks)

    def actor(self, login: str | None = None) -> Actor:
        """Give the person who acts: the one of the login, or the first person of an open book.

        Raises:
            DisabledUserError: the person was disabled.
            WhoError: nobody of that login is in the book.
        """
        with self.unit_of_work.read() as work:
            people = work.staff.all(with_inactive=True)
        for person in people:
            if person.login is not None and login in (person.login, None):
                return actor_of(person)
        raise WhoError(users=listed(p.login for p in people if p.login))

    def services(self, actor: Actor) -> Services:
        """Give the use cases in a person's name."""
        return Services(self, Context(self.unit_of_work, actor))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUser:
    """Who a new book begins with."""

    branch: str
    name: str
    password: str | None = None


@dataclass(frozen=True, slots=True)
class CreatedBook:
    """A new book and the recovery key that is shown once."""

    book: Book
    recovery_key: str


def create_book(
    folder: Path, first: FirstUser, clock: Clock, cost: HashCost | None = None
) -> CreatedBook:
    """Make a book with its branch and its administrator; without a password it opens freely.

    Raises:
        BookExistsError: a book lies there already.
        NetworkDriveError: the folder lies on a network drive.
        FolderError: the folder cannot be written.
    """
    place = BookPlace(folder)
    if place.exists() or place.database.exists():
        raise BookExistsError(path=str(folder))
    place.require_local()
    _make_folder(place.folder)
    key = make_key()
    keys = KeyFile()
    if first.password is None:
        keys.add_open(key)
    else:
        keys.add_password(first.name, first.password, key, cost or HashCost())
    recovery_key = keys.add_recovery(key)
    database = Database(place.database, key)
    try:
        create_schema(database)
        book = Book(place, keys, database, clock)
        _add_first_user(book, first)
        keys.save(place.keys)
    except BaseException:
        database.close()
        for path in place.folder.glob("book.db*"):
            path.unlink(missing_ok=True)
        raise
    return CreatedBook(book, recovery_key)


def open_book(
    folder: Path, clock: Clock, *, user: str | None = None, password: str | None = None
) -> Book:
    """Open a book with a user's password, or freely where it is a demo book.

    Raises:
        NoBookError: no book lies there.
        NoPasswordError: it needs a password.
        WhoError: it has several users and none was named.
        UnknownUserError: the user has no password here.
        WrongPasswordError: the password is another one.
        NewerBookError: the book was written by a newer program.
    """
    place, keys = _keys_of(folder)
    if keys.is_open:
        key = keys.open_key()
    else:
        if password is None:
            raise NoPasswordError
        key = keys.unlock(user or only_user(keys), password)
    return _opened(place, keys, key, clock)


def open_with_recovery_key(folder: Path, clock: Clock, recovery_key: str) -> Book:
    """Open a book with its recovery key, to set a password anew.

    Raises:
        NoBookError: no book lies there.
        WrongPasswordError: the recovery key is another one.
    """
    place, keys = _keys_of(folder)
    return _opened(place, keys, keys.recover(recovery_key), clock)


def only_user(keys: KeyFile) -> str:
    """Give the only user of a book.

    Raises:
        WhoError: there are several.
    """
    if len(keys.users) != 1:
        raise WhoError(users=listed(keys.users))
    return keys.users[0]


def actor_of(person: Staff) -> Actor:
    """Give a person as the one who acts.

    Raises:
        DisabledUserError: the person was disabled.
    """
    if not person.is_active:
        raise DisabledUserError(user=person.login or person.name)
    return Actor(staff_id=person.id, name=person.name, role=person.role, branch_id=person.branch_id)


def _keys_of(folder: Path) -> tuple[BookPlace, KeyFile]:
    place = BookPlace(folder)
    if place.database.exists() and not place.keys.exists():
        raise KeysMissingError(path=str(folder))
    if not place.exists():
        raise NoBookError(path=str(folder))
    place.require_local()
    return place, KeyFile.load(place.keys)


def _opened(place: BookPlace, keys: KeyFile, key: bytes, clock: Clock) -> Book:
    database = Database(place.database, key)
    try:
        bring_up_to_date(database, place, clock.now())
    except BaseException:
        database.close()
        raise
    return Book(place, keys, database, clock)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".write-trial"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise FolderError(path=unextended(str(folder))) from error


def _add_first_user(book: Book, first: FirstUser) -> None:
    """Write branch and administrator, who is the actor of that very operation."""
    founder = Actor(
        staff_id=StaffId(1), name=first.name, role=Role.ADMINISTRATOR, branch_id=BranchId(1)
    )
    summary = say("建立账本{branch}", branch=first.branch)
    with book.unit_of_work.write("book.create", summary, founder, is_reversible=False) as work:
        branch_id = work.staff.add_branch(first.branch, FIRST_BRANCH_CODE)
        work.staff.add(
            branch_id=branch_id,
            name=first.name,
            role=Role.ADMINISTRATOR,
            login=first.name,
            now=work.clock.now(),
        )
        work.tiers.add_policy(default_policy(), work.clock.today())
        work.commit()
