"""What a user can do for the safety of the book: back it up, bring it or one customer back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from branchcrm.data.backup import (
    SUFFIX,
    BackupFile,
    NotABackupError,
    bring_back,
    forget_oldest,
    make_backup,
    prove,
    set_aside,
)
from branchcrm.data.database import Database
from branchcrm.data.faults import DamagedBookError
from branchcrm.data.keys import KeyFile, NoPasswordError
from branchcrm.data.place import BookPlace
from branchcrm.data.tables import customer
from branchcrm.data.tables_book import operation
from branchcrm.domain.backup import Backup
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError, NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires

BACKUP = "book.backup"
KEPT_BACKUPS = 30
CUSTOMER_WORD = mark("客户")


class OtherBookError(BranchCrmError):
    """The backup belongs to another book, so its rows do not fit."""

    happened = mark("没有恢复：{path} 是另一个账本的备份")
    remedy = mark("选这个账本自己的备份；整本恢复不受限制")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """One customer who was brought back, and how many rows it took."""

    changes: Changes
    rows: int


class BackupService:
    """The use cases of backups of an open book."""

    def __init__(self, context: Context, place: BookPlace, keys: KeyFile) -> None:
        """Work in the context, on the files of the same book."""
        self.context = context
        self._place = place
        self._keys = keys

    @requires(Right.BACKUP)
    def back_up(self, out: Path | None = None, progress: Progress | None = None) -> Backup:
        """Copy the book into one file and prove it; without a path it goes to the book's folder.

        Raises:
            NoRoomError: the place is too small.
            UnwritablePlaceError: the place cannot be written.
        """
        now = self.context.clock.now()
        local = now.astimezone(self.context.clock.zone)
        name = f"backup-{local:%Y%m%d-%H%M%S}{SUFFIX}"
        path = self._place.backups / name if out is None else out
        if path.is_dir():
            path /= name
        if out is None:
            forget_oldest(self._place.backups, KEPT_BACKUPS - 1)
        database = self.context.unit_of_work.database
        made = make_backup(database, self._keys, path, now, progress or NoProgress())
        summary = say("备份到 {file}", file=made.path.name)
        with self.context.write(BACKUP, summary, is_reversible=False) as work:
            work.commit()
        return made

    @requires(Right.SEE_CUSTOMERS)
    def note_restored(self, file: Path) -> Changes:
        """Write into the restored book from which file it was restored."""
        summary = say("从备份 {file} 恢复了整个账本", file=file.name)
        with self.context.write("book.restore", summary, is_reversible=False) as work:
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def last_at(self) -> datetime | None:
        """Tell when the book was last backed up."""
        query = select(func.max(operation.c.at)).where(operation.c.name == BACKUP)
        with self.context.read() as work:
            found: datetime | None = work.connection.execute(query).scalar()
        return found

    @requires(Right.SEE_CUSTOMERS)
    def size_bytes(self) -> int:
        """Tell how large the book is."""
        files = self._place.folder.glob(f"{self._place.database.name}*")
        return sum(path.stat().st_size for path in files)

    @requires(Right.RESTORE)
    def bring_customer_back(self, file: Path, customer_id: CustomerId) -> Rescue:
        """Write one customer as a backup of this book has them, with all that hangs on them.

        Raises:
            NotABackupError: the file is none, or damaged.
            OtherBookError: it is the backup of another book.
            NotFoundError: the backup does not know the customer.
        """
        key = self.context.unit_of_work.database.key
        with BackupFile.read(file).unpacked() as copied:
            try:
                prove(copied, key)
            except DamagedBookError as error:
                raise OtherBookError(path=file.name) from error
            copy = Database(copied, key)
            try:
                with copy.read() as earlier:
                    return self._rescue(earlier, customer_id, file)
            finally:
                copy.close()

    def _rescue(self, earlier: Connection, customer_id: CustomerId, file: Path) -> Rescue:
        from branchcrm.data.customer_rescue import rescue_customer  # noqa: PLC0415 - rarely needed

        name = earlier.execute(select(customer.c.name).where(customer.c.id == customer_id)).scalar()
        if name is None:
            raise NotFoundError(what=say(CUSTOMER_WORD), key=str(customer_id))
        summary = say("从备份 {file} 恢复{name}", file=file.name, name=name)
        with self.context.write("customer.rescue", summary) as work:
            count = rescue_customer(earlier, work.rows, customer_id)
            work.mention([customer_id])
            return Rescue(changes=work.commit(), rows=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A book that a backup put into its place; the one before lies aside."""

    rows: int
    aside: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSecret:
    """What opens a backup: a person's password, or the recovery key."""

    user: str | None = None
    password: str | None = None
    recovery_key: str | None = None

    def key_of(self, keys: KeyFile) -> bytes:
        """Give the key of the book in the backup.

        Raises:
            NoPasswordError: the backup needs a password.
            UnknownUserError: the person has no password in it.
            WrongPasswordError: the password or recovery key is another one.
        """
        if keys.is_open:
            return keys.open_key()
        if self.recovery_key:
            return keys.recover(self.recovery_key)
        if self.password is None:
            raise NoPasswordError
        users = keys.users
        return keys.unlock(self.user or (users[0] if users else ""), self.password)


def people_of(file: Path) -> tuple[str, ...]:
    """Name the people whose password opens a backup; none where it opens freely.

    Raises:
        NotABackupError: the file is none, or damaged.
    """
    keys = BackupFile.read(file).keys
    return () if keys.is_open else tuple(keys.users)


def restore_book(file: Path, folder: Path, secret: BackupSecret, at: datetime) -> Restored:
    """Put a whole backup into the place of a book, after proving it; the present one moves aside.

    Whoever can open the backup may do this: on a fresh machine there is nothing else to ask.

    Raises:
        NotABackupError: the file is none, or damaged.
        WrongPasswordError: the password does not open the backup.
        NewerBookError: the backup was written by a newer program.
    """
    backup, place = BackupFile.read(file), BookPlace(folder)
    place.require_local()
    key = secret.key_of(backup.keys)
    with backup.unpacked() as copied:
        try:
            rows = prove(copied, key)
        except DamagedBookError as error:
            raise NotABackupError(path=file.name) from error
    aside = set_aside(place, at)
    try:
        backup.install(place)
    except BaseException:
        if aside is not None:
            bring_back(place, aside)
        raise
    return Restored(rows=rows, aside=aside)
