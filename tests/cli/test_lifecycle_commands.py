"""The commands of stages, the public pool and hand-overs, as scripts call them."""

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


@pytest.mark.usefixtures("folder")
def test_proposed_stages_are_listed_accepted_and_declined(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, day in (("何秀兰", "2026-05-01"), ("郑凯", "2024-05-01")):
        made = run(capsys, "add", "customer", f"name={name}")
        run(capsys, "transaction", str(made["id"]), f"date={day}", "amount=100")
    listed = run(capsys, "stages")
    rows = listed["rows"]
    assert isinstance(rows, list)
    assert {(row["name"], row["to"], row["reason"]) for row in rows} == {
        ("郑凯", "lost", "long_silent"),
        ("何秀兰", "dormant", "silent"),
    }
    run(capsys, "stages", "decline", "1", code=1)
    run(capsys, "stages", "decline", "1", "--reason", "出国探亲")
    assert run(capsys, "stages", "accept", "--all")["customers"] == 1
    assert run(capsys, "show", "2")["stage"] == "lost"
    assert run(capsys, "stages")["total"] == 0
    run(capsys, "stages", "accept", code=1)
    assert run(capsys, "stages", "rule")["dormant_days"] == 90


@pytest.mark.usefixtures("folder")
def test_customers_are_claimed_released_returned_and_handed_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "users", "add", "李浩", "--no-login")
    run(capsys, "add", "customer", "name=何秀兰")
    assert run(capsys, "pool")["total"] == 1
    run(capsys, "pool", "claim", "1")
    assert run(capsys, "pool")["total"] == 0
    assert run(capsys, "show", "1")["manager"] == "王敏"
    planned = run(capsys, "hand-over", "王敏", "李浩", "--dry-run")
    assert (planned["operation"], planned["customers"], planned["kept"]) == (None, 1, [])
    run(capsys, "hand-over", "王敏", "李浩")
    assert run(capsys, "show", "1")["manager"] == "李浩"
    run(capsys, "pool", "release", "1", "--reason", "搬走了")
    assert run(capsys, "pool", "due") == {"total": 0, "rows": []}
    run(capsys, "pool", "return", "--all", code=1)
    run(capsys, "hand-over", "王敏", "无此人", code=1)
