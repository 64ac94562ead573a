"""The commands for staff, backups and restoring."""

import json
from pathlib import Path
from typing import Any

import pytest

from branchcrm.cli.main import main
from branchcrm.cli.staff import PASSWORD_OF_THE_OTHER
from branchcrm.data import keys

SECRET, OTHER = "correct horse", "battery staple"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = {"memory_kib": 64, "iterations": 1, "lanes": 1}
    monkeypatch.setattr(keys.HashCost.__init__, "__kwdefaults__", cheap)
    monkeypatch.setenv("BRANCHCRM_PASSWORD", SECRET)
    monkeypatch.setenv(PASSWORD_OF_THE_OTHER, OTHER)


class Run:
    """Runs commands on one book and gives their documents or their refusals."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> Any:  # noqa: ANN401 - any document
        found = main(["--book", str(self.folder), "--json", *words])
        captured = self.capsys.readouterr()
        assert found == code, captured.err
        return json.loads(captured.out) if code == 0 else captured.err


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    run = Run(tmp_path / "book", capsys)
    run("init", "--branch", "人民路网点", "--user", "王敏")
    return run


def test_a_person_is_added_and_can_act(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    added = run("users", "add", "李浩", "--role", "account_manager", "--login", "lihao")
    assert (added["login"], added["role"], added["active"]) == ("lihao", "account_manager", True)
    assert "password" not in added
    monkeypatch.setenv("BRANCHCRM_PASSWORD", OTHER)
    listed = run("users", "list", "--user", "lihao")["users"]
    assert [person["name"] for person in listed] == ["王敏", "李浩"]


def test_a_person_without_a_login_needs_no_password(run: Run) -> None:
    assert run("users", "add", "赵倩", "--no-login")["login"] is None
    made = run("users", "add", "name=孙丽", "role=clerk", "login=sunli", "--user", "王敏")
    assert (made["name"], made["login"], made["role"]) == ("孙丽", "sunli", "clerk")
    run("users", "add", "钱进", "role=king", "--user", "王敏", code=1)


def test_a_script_without_a_password_gets_a_random_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD_OF_THE_OTHER)
    made = run("users", "add", "李浩")["password"]
    monkeypatch.setenv("BRANCHCRM_PASSWORD", made)
    assert run("users", "list", "--user", "李浩")["users"]


def test_a_disabled_person_is_refused_until_reset(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("users", "add", "李浩")
    assert not run("users", "disable", "李浩", "--user", "王敏")["active"]
    monkeypatch.setenv("BRANCHCRM_PASSWORD", OTHER)
    run("users", "list", "--user", "李浩", code=1)
    monkeypatch.setenv("BRANCHCRM_PASSWORD", SECRET)
    assert run("users", "reset", "李浩", "--user", "王敏")["active"]
    monkeypatch.setenv("BRANCHCRM_PASSWORD", OTHER)
    run("users", "list", "--user", "李浩")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("add",), "没有写是哪位员工"),
        (("disable", "某人"), "没有找到员工"),
        (("disable", "王敏"), "不能停用自己"),
        (("add", "王敏"), "已经是王敏的"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], part: str) -> None:
    refusal = run("users", *words, code=1)
    assert part in refusal
    assert len(refusal.splitlines()) <= 3


def test_a_book_is_backed_up_and_restored_elsewhere(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("add", "customer", "name=周雅琴", "phone=13812345678")
    made = run("backup", str(tmp_path / "a.crmbackup"))
    assert made["rows"] > 2
    assert Path(made["file"]).exists()
    other = Run(tmp_path / "other", capsys)
    restored = other("restore", made["file"])
    assert restored["rows"] == made["rows"]
    assert restored["before"] is None
    assert other("customers")["total"] == 1
    assert other("verify")["ok"]


def test_a_restore_sets_the_present_book_aside(run: Run, tmp_path: Path) -> None:
    made = run("backup", str(tmp_path))
    run("add", "customer", "name=周雅琴", "phone=13812345678")
    before = run("restore", made["file"])["before"]
    assert run("customers")["total"] == 0
    assert (Path(before) / "book.db").exists()


def test_one_customer_is_brought_back(run: Run, tmp_path: Path) -> None:
    customer = run("add", "customer", "name=周雅琴", "phone=13812345678")["id"]
    made = run("backup", str(tmp_path / "a.crmbackup"))
    run("edit", "customer", str(customer), "name=周雅芹")
    rescue = run("restore", made["file"], "--customer", str(customer))
    assert rescue["rows"] == 1
    assert run("show", str(customer))["name"] == "周雅琴"
    run("undo", str(rescue["operation"]))
    assert run("show", str(customer))["name"] == "周雅芹"


def test_a_damaged_backup_ends_with_one_and_leaves_the_book_alone(run: Run, tmp_path: Path) -> None:
    made = run("backup", str(tmp_path / "a.crmbackup"))
    content = Path(made["file"]).read_bytes()
    Path(made["file"]).write_bytes(content[: len(content) // 2])
    refusal = run("restore", made["file"], code=1)
    assert "不是完好的备份文件" in refusal
    assert run("customers")["total"] == 0


def test_a_wrong_password_does_not_open_a_backup(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("backup", str(tmp_path / "a.crmbackup"))
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "wrong")
    assert "密码不正确" in run("restore", made["file"], code=1)
