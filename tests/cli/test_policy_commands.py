"""The commands of rules in the making and tiers set by hand, as scripts call them."""

import json
from pathlib import Path

import pytest

from branchcrm.cli.main import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "平安喜乐-2026")
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "book"))
    assert main(["demo", "--customers", "120", "--seed", "3", "--today", "2026-09-17"]) == 0
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert main(["--json", "--today", "2026-09-17", *words]) == code
    out = capsys.readouterr().out
    found: dict[str, object] = json.loads(out) if out else {}
    return found


def test_a_rule_is_tried_saved_applied_and_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = run(capsys, "policy", "show")
    cuts = rule["cuts"]
    assert isinstance(cuts, dict)
    cuts["high"] = 60
    file = folder / "rule.json"
    file.write_text(json.dumps(rule), encoding="utf-8")
    trial = run(capsys, "policy", "try", str(file))
    assert trial["up"]
    assert run(capsys, "policy", "draft") == {"draft": None}
    run(capsys, "policy", "save", str(file))
    run(capsys, "policy", "save", str(file))
    run(capsys, "policy", "submit")
    assert run(capsys, "policy", "draft")["state"] == "submitted"
    run(capsys, "policy", "return", "--reason", "先看名单")
    run(capsys, "policy", "discard")
    run(capsys, "policy", "apply", code=1)
    run(capsys, "undo")
    run(capsys, "policy", "apply")
    after, counts = trial["after"], run(capsys, "tiers")["counts"]
    assert isinstance(after, dict)
    assert isinstance(counts, dict)
    assert {tier: load["customers"] for tier, load in after.items()} == counts
    listed = run(capsys, "policy", "list")["rows"]
    assert isinstance(listed, list)
    assert [row["active"] for row in listed] == [True, False]


@pytest.mark.usefixtures("folder")
def test_a_tier_is_set_by_hand_and_lifted(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "override", "set", "5", "--tier", "high", "--reason", "重点", code=1)
    run(
        capsys,
        *("override", "set", "5", "--tier", "high", "--reason", "重点", "--until", "2026-12-01"),
    )
    assert run(capsys, "show", "5")["tier"] == "high"
    explained = run(capsys, "explain", "5")
    kept = explained["override"]
    assert isinstance(kept, dict)
    assert (explained["tier"], kept["tier"], kept["reason"]) == ("high", "high", "重点")
    assert (kept["expires"], kept["approver"] != "") == ("2026-12-01", True)
    told = run(capsys, "override", "report")
    assert isinstance(told["people"], list)
    assert [one["lasting"] for one in told["people"]] == [1]
    listed = run(capsys, "override")
    assert listed["total"] == 1
    run(capsys, "override", "lift", "5")
    assert run(capsys, "override")["total"] == 0


def test_a_tier_is_named_as_the_rule_names_it_or_as_usual(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = run(capsys, "policy", "show") | {"labels": ["低价值", "潜力客户", "黑金贵宾"]}
    file = folder / "rule.json"
    file.write_text(json.dumps(rule), encoding="utf-8")
    run(capsys, "retier", "--policy", str(file))
    for word, tier in (("黑金贵宾", "high"), ("潜力", "mid"), ("mid", "mid"), ("高", "high")):
        options = ("--reason", "重点", "--until", "2026-12-01")
        run(capsys, "override", "set", "5", "--tier", word, *options)
        assert run(capsys, "show", "5")["tier"] == tier
        run(capsys, "override", "lift", "5")
    days = ("migration", "--from", "2026-08-31", "--to", "2026-09-17")
    by_key = run(capsys, *days, "--way", "mid,high")["rows"]
    assert run(capsys, *days, "--way", "潜力客户，黑金贵宾")["rows"] == by_key
    english = ["--lang", "en", *days, "--way"]
    assert main([*english, "potential,黑金贵宾"]) == 0
    assert main([*english, "gold,high"]) == 1
    assert "mid Potential" in capsys.readouterr().err
    assert main(["override", "set", "5", "--tier", "gold"]) == 1
    assert "high 黑金贵宾" in capsys.readouterr().err
