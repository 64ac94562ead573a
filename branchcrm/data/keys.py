"""The key of a book: random, and wrapped by each person's password and a recovery key."""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from branchcrm.data.atomic import write_atomically
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
RECOVERY_BYTES = 20
RECOVERY_GROUP = 4
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HashCost:
    """How hard a password is to guess: Argon2id parameters (RFC 9106, second choice)."""

    memory_kib: int = 65536
    iterations: int = 3
    lanes: int = 4


class WrongPasswordError(BranchCrmError):
    """The password, or the recovery key, opens no slot."""

    happened = mark("密码不正确")
    kept = mark("账本没有被改动")
    remedy = mark("再试一次；忘记密码可请管理员重设，或用恢复密钥")


class UnknownUserError(BranchCrmError):
    """Nobody of that name can open the book."""

    happened = mark("没有名为“{user}”的用户")
    kept = mark("账本没有被改动")
    remedy = mark("检查用户名，或请管理员建立账号")


class NoPasswordError(BranchCrmError):
    """The book is protected and no password was given."""

    happened = mark("这个账本需要密码")
    kept = mark("账本没有被改动")
    remedy = mark("在终端输入密码，或设置环境变量 BRANCHCRM_PASSWORD")


class DamagedKeyFileError(BranchCrmError):
    """The key file cannot be read."""

    happened = mark("密钥文件 {path} 已损坏，无法打开账本")
    kept = mark("账本没有被改动")
    remedy = mark("从备份中取回 keys.json：每个备份都带有它")


@dataclass(slots=True)
class KeyFile:
    """The key slots of a book; only wrapped keys are stored, except in an open demo book."""

    slots: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> "KeyFile":
        """Read the slots of a book.

        Raises:
            DamagedKeyFileError: the file is not a key file.
        """
        return cls.from_bytes(path.read_bytes(), str(path))

    @classmethod
    def from_bytes(cls, content: bytes, name: str) -> "KeyFile":
        """Read slots from a key file's content.

        Raises:
            DamagedKeyFileError: the content is not a key file.
        """
        try:
            document = json.loads(content)
            slots = list(document["slots"])
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedKeyFileError(path=name) from error
        return cls(slots)

    def to_bytes(self) -> bytes:
        """Give the content of the key file."""
        document = {"format": FORMAT, "slots": self.slots}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    def save(self, path: Path) -> None:
        """Write the slots, all or none."""
        write_atomically(path, self.to_bytes())

    @property
    def is_open(self) -> bool:
        """Tell whether the book opens without asking, as a demo book does."""
        return any(slot["kind"] == "open" for slot in self.slots)

    @property
    def users(self) -> list[str]:
        """The login names that have a password, in the order they were made."""
        return [slot["user"] for slot in self.slots if slot["kind"] == "password"]

    def add_password(self, user: str, password: str, key: bytes, cost: HashCost) -> None:
        """Let a user open the book with a password; an earlier one of theirs stops working."""
        self.remove_password(user)
        salt = os.urandom(SALT_BYTES)
        wrapping = _argon2id(password, salt, cost)
        slot = {
            "kind": "password",
            "user": user,
            "kdf": "argon2id",
            "memory_kib": cost.memory_kib,
            "iterations": cost.iterations,
            "lanes": cost.lanes,
            "salt": _text(salt),
        }
        self.slots.append(slot | _wrapped(wrapping, key, _label("password", user)))

    def remove_password(self, user: str) -> None:
        """Take a user's password away."""
        self.slots = [
            slot for slot in self.slots if not (slot["kind"] == "password" and slot["user"] == user)
        ]

    def add_recovery(self, key: bytes) -> str:
        """Make the recovery key, to be shown once; an earlier one stops working."""
        self.slots = [slot for slot in self.slots if slot["kind"] != "recovery"]
        secret = secrets.token_bytes(RECOVERY_BYTES)
        salt = os.urandom(SALT_BYTES)
        slot = {"kind": "recovery", "kdf": "hkdf-sha256", "salt": _text(salt)}
        wrapping = _hkdf(secret, salt)
        self.slots.append(slot | _wrapped(wrapping, key, _label("recovery", "")))
        letters = base64.b32encode(secret).decode()
        groups = range(0, len(letters), RECOVERY_GROUP)
        return "-".join(letters[start : start + RECOVERY_GROUP] for start in groups)

    def add_open(self, key: bytes) -> None:
        """Let the book open without asking: for invented data only."""
        self.slots.append({"kind": "open", "key": _text(key)})

    def open_key(self) -> bytes:
        """Give the key of a book that opens without asking."""
        for slot in self.slots:
            if slot["kind"] == "open":
                return _bytes(slot["key"])
        raise NoPasswordError

    def unlock(self, user: str, password: str) -> bytes:
        """Give the book's key for a user's password.

        Raises:
            UnknownUserError: the user has no password here.
            WrongPasswordError: the password is another one.
        """
        for slot in self.slots:
            if slot["kind"] == "password" and slot["user"] == user:
                cost = HashCost(
                    memory_kib=slot["memory_kib"],
                    iterations=slot["iterations"],
                    lanes=slot["lanes"],
                )
                wrapping = _argon2id(password, _bytes(slot["salt"]), cost)
                return _unwrapped(wrapping, slot, _label("password", user))
        raise UnknownUserError(user=user)

    def recover(self, recovery_key: str) -> bytes:
        """Give the book's key for the recovery key, typed with or without dashes.

        Raises:
            WrongPasswordError: the recovery key is another one.
        """
        letters = "".join(sign for sign in recovery_key.upper() if sign.isalnum())
        try:
            secret = base64.b32decode(letters)
        except ValueError as error:
            raise WrongPasswordError from error
        for slot in self.slots:
            if slot["kind"] == "recovery":
                wrapping = _hkdf(secret, _bytes(slot["salt"]))
                return _unwrapped(wrapping, slot, _label("recovery", ""))
        raise WrongPasswordError


def make_key() -> bytes:
    """Make the random 256-bit key of a new book."""
    return secrets.token_bytes(KEY_BYTES)


def _argon2id(password: str, salt: bytes, cost: HashCost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - at login

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(password.encode())


def _hkdf(secret: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - at recovery
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - at recovery

    kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"branchcrm recovery")
    return kdf.derive(secret)


def _wrapped(wrapping: bytes, key: bytes, label: bytes) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - at login

    nonce = os.urandom(NONCE_BYTES)
    return {"nonce": _text(nonce), "wrapped": _text(AESGCM(wrapping).encrypt(nonce, key, label))}


def _unwrapped(wrapping: bytes, slot: dict[str, Any], label: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - at login
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - at login

    try:
        return AESGCM(wrapping).decrypt(_bytes(slot["nonce"]), _bytes(slot["wrapped"]), label)
    except InvalidTag as error:
        raise WrongPasswordError from error


def _label(kind: str, user: str) -> bytes:
    return f"branchcrm:{kind}:{user}".encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(content: str) -> bytes:
    return base64.b64decode(content)
