"""The commands around transactions and products, as scripts call them."""

import json
from pathlib import Path

import pytest

from branchcrm.cli.main import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "平安喜乐-2026")
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "book"))
    assert main(["init", "--branch", "人民路网点", "--user", "王敏"]) == 0
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert main(["--json", "--today", "2026-09-17", *words]) == code
    out = capsys.readouterr().out
    found: dict[str, object] = json.loads(out) if out else {}
    return found


def test_a_transaction_is_keyed_corrected_reversed_and_removed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    run(capsys, "add", "customer", "name=周雅琴", "code=C-000318")
    made = run(capsys, "transaction", "C-000318", "date=2026-09-12", "amount=300", "product=活期")
    number = str(made["id"])
    run(capsys, "edit", "transaction", number, "amount=500")
    assert _amount(capsys) == "500.00"
    run(capsys, "transaction", "C-000318", "--reverse", number)
    assert _amount(capsys) == "0.00"
    run(capsys, "transaction", "C-000318", "--reverse", number, code=1)
    second = run(capsys, "add", "transaction", "customer=C-000318", "date=9-1", "amount=20")
    run(capsys, "remove", "transaction", str(second["id"]))
    assert _amount(capsys) == "0.00"
    run(capsys, "restore-removed", "transaction", str(second["id"]))
    assert _amount(capsys) == "20.00"
    run(capsys, "edit", "transaction", "甲", "amount=1", code=1)
    run(capsys, "add", "customer", "name=林国栋", "code=C-2")
    run(capsys, "transaction", "C-2", "--reverse", str(second["id"]), code=1)


def _amount(capsys: pytest.CaptureFixture[str]) -> str:
    rows = run(capsys, "customers")["rows"]
    assert isinstance(rows, list)
    return str(rows[-1]["amount_12m"])


def test_products_are_listed_added_renamed_and_retired(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    made = run(capsys, "products", "add", "name=稳健理财", "line=理财", "code=LC-1")
    run(capsys, "products", "edit", "LC-1", "name=稳健理财 2 号")
    run(capsys, "products", "retire", str(made["id"]))
    listed = run(capsys, "products")
    assert listed["rows"] == [
        {
            "id": made["id"],
            "code": "LC-1",
            "name": "稳健理财 2 号",
            "line": "wealth",
            "active": False,
            "transactions": 0,
        }
    ]
    run(capsys, "products", "offer", "LC-1")
    run(capsys, "remove", "product", "稳健理财 2 号")
    run(capsys, "products", "retire", "没有的", code=1)
