"""The key slots of an open book: passwords set and taken away, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from branchcrm.data.keys import HashCost, KeyFile


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Changes who can open the book, in the key file beside it."""

    keys: KeyFile
    path: Path
    key: bytes
    cost: HashCost = field(default_factory=HashCost)

    def has_password(self, user: str) -> bool:
        """Tell whether a user can open the book with a password."""
        return user in self.keys.users

    def check_password(self, user: str, password: str) -> None:
        """Make sure that a password is the user's.

        Raises:
            UnknownUserError: the user has no password here.
            WrongPasswordError: the password is another one.
        """
        self.keys.unlock(user, password)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change slots within the block; if it fails, they are as before."""
        before = list(self.keys.slots)
        try:
            yield
        except BaseException:
            self.keys.slots = before
            self.keys.save(self.path)
            raise

    def set_password(self, user: str, password: str) -> None:
        """Let a user open the book with a password; an earlier one stops working."""
        self.keys.add_password(user, password, self.key, self.cost)
        self.keys.save(self.path)

    def remove_password(self, user: str) -> None:
        """Take a user's password away."""
        self.keys.remove_password(user)
        self.keys.save(self.path)

    def renew_recovery_key(self) -> str:
        """Make another recovery key, to be shown once; the earlier one stops working."""
        recovery_key = self.keys.add_recovery(self.key)
        self.keys.save(self.path)
        return recovery_key
