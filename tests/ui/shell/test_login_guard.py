"""Wrong passwords are counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ui.shell.login_guard import LoginGuard

NOW = datetime(2026, 9, 17, 6, 32, tzinfo=UTC)


def test_after_five_wrong_passwords_the_account_waits(tmp_path: Path) -> None:
    guard = LoginGuard(tmp_path / "guard.json")
    assert [guard.failed("王敏", NOW) for _ in range(5)] == [4, 3, 2, 1, 0]
    assert guard.waiting_minutes("王敏", NOW) == 15
    assert guard.waiting_minutes("王敏", NOW + timedelta(minutes=14, seconds=1)) == 1
    assert guard.waiting_minutes("王敏", NOW + timedelta(minutes=15)) == 0
    assert guard.waiting_minutes("李浩", NOW) == 0


def test_the_wait_holds_over_a_restart_and_then_starts_anew(tmp_path: Path) -> None:
    guard = LoginGuard(tmp_path / "guard.json")
    for _ in range(5):
        guard.failed("王敏", NOW)
    again = LoginGuard(tmp_path / "guard.json")
    assert again.waiting_minutes("王敏", NOW) == 15
    assert again.failed("王敏", NOW + timedelta(minutes=16)) == 4


def test_a_right_password_forgets_the_wrong_ones(tmp_path: Path) -> None:
    guard = LoginGuard(tmp_path / "guard.json")
    guard.failed("王敏", NOW)
    guard.succeeded("王敏")
    assert guard.failed("王敏", NOW) == 4


def test_old_attempts_do_not_count(tmp_path: Path) -> None:
    guard = LoginGuard(tmp_path / "guard.json")
    for _ in range(4):
        guard.failed("王敏", NOW)
    assert guard.failed("王敏", NOW + timedelta(hours=1)) == 4


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "guard.json"
    for content in ("", "[]", '{"王敏": 3}', '{"王敏": []}'):
        path.write_text(content, encoding="utf-8")
        assert LoginGuard(path).waiting_minutes("王敏", NOW) == 0
