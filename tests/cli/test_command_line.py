"""The command: documents on stdout, refusals in words, exit codes as promised."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from branchcrm.cli.main import main
from branchcrm.data import keys

ROOT = Path(__file__).parents[2]
PASSWORD = "春天来了"  # noqa: S105 - of a book that lives for one test


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the password hash quick: its cost has a test of its own."""
    monkeypatch.setattr(keys.HashCost, "__init__", _cheap)
    monkeypatch.setenv("BRANCHCRM_PASSWORD", PASSWORD)


def _cheap(self: keys.HashCost, **_cost: int) -> None:
    for name, value in (("memory_kib", 64), ("iterations", 1), ("lanes", 1)):
        object.__setattr__(self, name, value)


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A book made by `init`."""
    path = tmp_path / "book"
    assert main(["init", "--book", str(path), "--branch", "人民路", "--user", "王敏"]) == 0
    capsys.readouterr()
    return path


class Run:
    """Runs commands on one book and gives their documents."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> Any:  # noqa: ANN401 - any document
        found = main(["--book", str(self.folder), "--json", *words])
        captured = self.capsys.readouterr()
        assert found == code, captured.err
        return json.loads(captured.out) if code == 0 else captured.err


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(folder, capsys)


def test_init_shows_the_recovery_key_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "book")
    assert main(["init", "--book", path, "--user", "王敏", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["user"] == "王敏"
    assert len(document["recovery_key"].split("-")) == 8
    assert main(["init", "--book", path, "--json"]) == 1
    assert len(capsys.readouterr().err.splitlines()) <= 3


def test_a_search_counts_all_although_it_shows_the_first(run: Run) -> None:
    for name in ("王小明", "王大明", "王明"):
        run("add", "customer", f"name={name}")
    found = run("search", "王", "--limit", "1")
    assert (found["total"], len(found["rows"])) == (3, 1)


def test_a_customer_is_added_found_changed_removed_and_brought_back(run: Run) -> None:
    added = run("add", "customer", "name=周雅琴", "phone=13812345678", "manager=王敏")
    assert added["id"] == 1
    found = run("search", "zyq")
    assert found["total"] == 1
    assert found["rows"][0]["phone"] == "138****5678"
    assert found["rows"][0]["matched"] == "name"
    assert found["ms"] > 0
    run("edit", "customer", "C-000001", "address=人民路 88 号")
    shown = run("show", "1")
    assert (shown["address"], shown["phone"]) == ("人民路 88 号", "138****5678")
    run("remove", "customer", "1")
    assert run("customers")["total"] == 0
    run("restore-removed", "customer", "1")
    assert run("customers", "--sort", "name", "--tier", "none")["total"] == 1
    names = [done["name"] for done in run("history", "1")["operations"]]
    assert names[0] == "customer.restore"
    assert run("undo")["kept"] == []
    assert run("customers")["total"] == 0
    run("redo")
    assert run("verify")["ok"]


def test_the_timeline_of_a_customer_can_be_narrowed(run: Run) -> None:
    run("add", "customer", "name=周雅琴")
    for day in ("2026-09-01", "2026-09-02", "2026-09-03"):
        run("transaction", "1", f"date={day}", "amount=100")
    run("log", "1", "note=想比较 180 天产品")
    shown = run("show", "1")
    assert [event["kind"] for event in shown["timeline"]] == ["interaction", *["transaction"] * 3]
    assert shown["timeline_counts"]["transaction"] == 3
    narrowed = run("show", "1", "--kind", "transaction,visit", "--limit", "2")
    assert [event["at"] for event in narrowed["timeline"]] == ["2026-09-03", "2026-09-02"]
    found = run("show", "1", "--text", "180")
    assert [event["text"] for event in found["timeline"]] == ["想比较 180 天产品"]
    assert "动态里没有“loan”" in run("show", "1", "--kind", "loan", code=1)


def test_what_a_customer_holds_is_kept_by_commands(run: Run) -> None:
    run("add", "customer", "name=周雅琴")
    number = run("add", "holding", "customer=1", "product=国债", "amount=5万")["id"]
    run("edit", "holding", str(number), "matures=2027-03-11")
    [held] = run("show", "1")["holdings"]
    assert (held["product"], held["amount"], held["matures"]) == ("国债", "50000.00", "2027-03-11")
    run("remove", "holding", str(number))
    assert run("show", "1")["holdings"] == []
    run("restore-removed", "holding", str(number))
    assert len(run("show", "1")["holdings"]) == 1
    assert "没有找到持有产品 x" in run("remove", "holding", "x", code=1)


def test_a_customer_in_the_bin_is_erased_after_the_code_is_given(run: Run) -> None:
    run("add", "customer", "name=周雅琴")
    run("transaction", "1", "date=2026-09-01", "amount=100")
    assert "不在回收站" in run("purge", "1", code=1)
    run("remove", "customer", "1")
    assert "到 2036-09-01" in run("purge", "1", "--confirm", "C-000001", code=1)
    assert run("retention", "record_years=0") == {"complaint_years": 5, "record_years": 0}
    assert "0 到 30" in run("retention", "record_years=ten", code=1)
    planned = run("purge", "1")
    assert (planned["operation"], planned["refused"]) == (None, [])
    assert planned["rows"]["customer_transaction"] == 1
    assert "C-000001" in run("purge", "1", "--confirm", "C-000002", code=1)
    assert run("purge", "1", "--confirm", "C-000001")["operation"] > 0
    assert "没有找到客户 1" in run("show", "1", code=1)
    assert run("verify")["ok"]
    assert run("retention")["record_years"] == 0


def test_options_stand_before_or_after_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customers", "--book", str(folder), "--json", "--today", "2026-09-17"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 0
    assert main(["--book", str(folder), "customers"]) == 0
    assert "total: 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        (("show", "99"), "没有找到客户 99"),
        (("add", "customer", "name="), "填写姓名"),
        (("add", "customer", "nonsense"), "名称=值"),
        (("add", "unicorn", "name=x"), "unicorn"),
        (("undo",), "没有可以撤销"),
        (("redo",), "没有可以重做"),
    ],
)
def test_refusals_take_at_most_three_lines(run: Run, words: tuple[str, ...], fragment: str) -> None:
    told = run(*words, code=1)
    assert fragment in told
    assert len(told.splitlines()) <= 3
    assert "Traceback" not in told


def test_refusals_speak_english_too(run: Run) -> None:
    assert "was not found" in run("--lang", "en", "show", "99", code=1)


def test_wrong_usage_ends_with_two(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--book", str(folder), "nonsense"]) == 2
    assert main(["--book", str(folder), "customers", "--today", "gestern"]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_wrong_password_is_said_in_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "falsch")
    assert "密码不正确" in run("customers", code=1)
    monkeypatch.delenv("BRANCHCRM_PASSWORD")
    monkeypatch.setattr("sys.stdin", Path(os.devnull).open(encoding="utf-8"))  # noqa: SIM115
    assert "需要密码" in run("customers", code=1)


def test_the_module_runs_as_a_program(folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "branchcrm", "--book", str(folder / "nowhere"), "customers"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "没有账本" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
