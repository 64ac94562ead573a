"""Key slots: passwords, the recovery key, open books."""

from pathlib import Path

import pytest

from branchcrm.data.keys import (
    DamagedKeyFileError,
    HashCost,
    KeyFile,
    NoPasswordError,
    UnknownUserError,
    WrongPasswordError,
    make_key,
)

CHEAP = HashCost(memory_kib=64, iterations=1, lanes=1)


def test_every_users_password_opens_the_same_key() -> None:
    key, keys = make_key(), KeyFile()
    keys.add_password("王敏", "春天来了", key, CHEAP)
    keys.add_password("李浩", "another", key, CHEAP)
    assert keys.unlock("王敏", "春天来了") == keys.unlock("李浩", "another") == key
    assert keys.users == ["王敏", "李浩"]


def test_a_wrong_password_and_an_unknown_user_are_told_apart() -> None:
    keys = KeyFile()
    keys.add_password("王敏", "right", make_key(), CHEAP)
    with pytest.raises(WrongPasswordError):
        keys.unlock("王敏", "wrong")
    with pytest.raises(UnknownUserError):
        keys.unlock("赵倩", "right")


def test_a_slot_moved_to_another_name_opens_nothing() -> None:
    keys = KeyFile()
    keys.add_password("李浩", "right", make_key(), CHEAP)
    keys.slots[0]["user"] = "王敏"
    with pytest.raises(WrongPasswordError):
        keys.unlock("王敏", "right")


def test_a_reset_password_replaces_the_earlier_one() -> None:
    key, keys = make_key(), KeyFile()
    keys.add_password("王敏", "before", key, CHEAP)
    keys.add_password("王敏", "after", key, CHEAP)
    assert keys.unlock("王敏", "after") == key
    with pytest.raises(WrongPasswordError):
        keys.unlock("王敏", "before")


def test_the_recovery_key_opens_however_it_is_typed() -> None:
    key, keys = make_key(), KeyFile()
    recovery = keys.add_recovery(key)
    assert keys.recover(recovery) == key
    assert keys.recover(recovery.lower().replace("-", " ")) == key
    for wrong in ("AAAA-BBBB", "not base32 !", recovery[:-4] + "AAAA"):
        with pytest.raises(WrongPasswordError):
            keys.recover(wrong)


def test_a_later_recovery_key_ends_the_earlier_one() -> None:
    key, keys = make_key(), KeyFile()
    first = keys.add_recovery(key)
    second = keys.add_recovery(key)
    assert keys.recover(second) == key
    with pytest.raises(WrongPasswordError):
        keys.recover(first)


def test_without_a_recovery_slot_no_recovery_key_opens() -> None:
    with pytest.raises(WrongPasswordError):
        KeyFile().recover("AAAA-BBBB")


def test_only_an_open_book_gives_its_key_freely() -> None:
    key, keys = make_key(), KeyFile()
    with pytest.raises(NoPasswordError):
        keys.open_key()
    keys.add_open(key)
    assert keys.is_open
    assert keys.open_key() == key


def test_slots_survive_the_file_and_damage_is_named(tmp_path: Path) -> None:
    key, keys = make_key(), KeyFile()
    keys.add_password("王敏", "pw", key, CHEAP)
    path = tmp_path / "keys.json"
    keys.save(path)
    assert KeyFile.load(path).unlock("王敏", "pw") == key
    path.write_text("{]", encoding="utf-8")
    with pytest.raises(DamagedKeyFileError):
        KeyFile.load(path)


def test_the_file_holds_neither_key_nor_password() -> None:
    key, keys = make_key(), KeyFile()
    keys.add_password("王敏", "geheim-2026", key, CHEAP)
    recovery = keys.add_recovery(key)
    content = keys.to_bytes()
    assert b"geheim" not in content
    assert key.hex().encode() not in content
    assert recovery.replace("-", "").encode() not in content
