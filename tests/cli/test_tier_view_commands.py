"""The commands that look at tiers from other sides, as scripts call them."""

import json
from pathlib import Path
from typing import Any

import pytest

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.main import main
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.layer import CLASS_LABELS, Layer
from tests.services.tier_stories import TODAY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with an invented branch of 300 customers."""
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "book"))
    first = FirstUser(branch="人民路网点", name="王敏")
    book = create_book(tmp_path / "book", first, fixed_clock(TODAY)).book
    book.services(book.actor()).demo.fill(300)
    book.close()
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:  # noqa: ANN401 - any JSON document
    """Run a command as of the day of the book, and give its document."""
    assert main(["--json", "--today", TODAY.isoformat(), *words]) == code
    out = capsys.readouterr().out
    return json.loads(out) if out else None


@pytest.mark.usefixtures("folder")
def test_the_tiers_of_a_day_by_the_rule_of_today(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "tiers", "--as-of", "2025-09-17", "--by-rule")
    assert found["basis"] == "rule_of_today"
    assert sum(found["counts"].values()) == 300
    assert run(capsys, "tiers", "--by-rule")["as_of"] == "2026-09-17"


@pytest.mark.usefixtures("folder")
def test_two_days_are_compared_down_to_the_customers(capsys: pytest.CaptureFixture[str]) -> None:
    days = ("migration", "--from", "2025-09-17", "--to", "2026-09-17", "--by-rule")
    found = run(capsys, *days)
    before, after = next(
        (one, other) for one, ways in found["moves"].items() for other in ways if one != other
    )
    listed = run(capsys, *days, "--way", f"{before},{after}")
    assert len(listed["rows"]) == found["moves"][before][after]
    assert found["retention"]["high"]["of"] == found["from"]["counts"]["high"]
    reviewed = run(capsys, "migration", "--from", "2026-08-31", "--to", "2026-09-17")
    assert reviewed["from"]["as_of"] == "2026-08-31"
    capsys.readouterr()
    assert main([*days, "--way", "high,best"]) == 1
    assert "best" in capsys.readouterr().err
    assert main([*days, "--way", "high"]) == 1


@pytest.mark.usefixtures("folder")
def test_fairness_is_proven_on_the_book(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "fairness")
    assert found["fair"] is True
    assert len(found["tests"]) == 7
    groups = run(capsys, "fairness", "--differences")["groups"]
    assert groups == found["groups"]
    assert {group["trait"] for group in groups} == {"gender", "age"}


@pytest.mark.usefixtures("folder")
def test_other_layers_and_their_members(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "layers")
    assert set(found["layers"]) == set(Layer)
    regions = run(capsys, "layers", "region", "--members", "country")
    count = regions["layers"]["region"]["classes"]["country"]["customers"]
    assert count == len(regions["rows"]) > 0
    assert set(CLASS_LABELS[Layer.REGION]) == set(regions["layers"]["region"]["classes"])
    assert 0 < found["top_20_share"] < 1


@pytest.mark.usefixtures("folder")
def test_classes_are_named_in_any_case_or_in_chinese_and_unknown_ones_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted = run(capsys, "layers", "abc", "--members", "A")["rows"]
    assert wanted
    for word in ("a", " A ", "Ａ", "a类"):
        assert run(capsys, "layers", "ABC", "--members", word)["rows"] == wanted
    assert run(capsys, "layers", "rfm", "--members", "hhh")["rows"]
    assert run(capsys, "layers", "region", "--members", "农村")["rows"]
    for layer in Layer:
        for key in CLASS_LABELS[layer]:
            count = run(capsys, "layers", layer)["layers"][layer]["classes"][key]["customers"]
            assert len(run(capsys, "layers", layer, "--members", key.upper())["rows"]) == count
    assert main(["--lang", "en", "layers", "abc", "--members", "x"]) == 1
    told = capsys.readouterr().err
    assert "x" in told
    assert "A Class A, B Class B, C Class C, none" in told
    assert main(["layers", "--members", "A"]) == 1
    assert "branchcrm layers abc --members A" in capsys.readouterr().err
    days = ("migration", "--from", "2026-08-31", "--to", "2026-09-17")
    ways = [run(capsys, *days, "--way", way)["rows"] for way in ("high,mid", "HIGH, Mid", "高，中")]
    assert ways[0] == ways[1] == ways[2]


@pytest.mark.usefixtures("folder")
def test_a_wallet_is_kept_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    values = ("total=30万", "rival=5万", "source=客户自述")
    assert run(capsys, "wallet", "200", *values)["operation"]
    kept = run(capsys, "wallet", "200")
    assert (kept["total"], kept["rival"], kept["as_of"]) == (300_000, 50_000, "2026-09-17")
    run(capsys, "wallet", "200", "total=-4", code=1)


@pytest.mark.usefixtures("folder")
def test_who_is_near_is_told_and_looked_back_on(capsys: pytest.CaptureFixture[str]) -> None:
    near = run(capsys, "incentive", "--limit", "5")
    assert near["total"] >= 5
    assert all(row["way"] for row in near["rows"])
    number = str(near["rows"][0]["id"])
    assert run(capsys, "incentive", "offer", number, "--note", "再来一次")["offered"] == 1
    again = run(capsys, "incentive", "near", "--limit", "1")
    assert again["rows"][0]["offered_at"].startswith("20")
    outcome = run(capsys, "incentive", "outcome")
    assert outcome["rounds"] == 2
    assert outcome["verdict"]
    run(capsys, "incentive", "offer", "1", "--reach", "99", code=1)


def test_lists_of_tiering_are_printed_and_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = run(capsys, "watch")
    assert watch["as_of"] == "2026-09-17"
    assert watch["total"] == len(watch["rows"]) > 0
    assert all(row["falls_on"] > "2026-09-17" and row["misses"] for row in watch["rows"])
    assert run(capsys, "watch", "--limit", "1")["rows"] == watch["rows"][:1]
    assert run(capsys, "report", "watch", str(folder / "w.xlsx"))["rows"] == watch["total"]
    assert run(capsys, "report", "moves", str(folder / "m.xlsx"))["rows"] > 0
    rule = run(capsys, "policy", "show")
    rule["cuts"]["high"] = 60
    (folder / "rule.json").write_text(json.dumps(rule), encoding="utf-8")
    out = folder / "t.xlsx"
    trial = run(capsys, "policy", "try", str(folder / "rule.json"), "--out", str(out))
    assert len(trial["moves"]) == trial["up"] + trial["down"]
    assert trial["file"] == str(out)
    assert out.exists()
    few = run(capsys, "policy", "try", str(folder / "rule.json"), "--limit", "2")
    assert len(few["moves"]) == 2


@pytest.mark.usefixtures("folder")
def test_a_receipt_opens_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "explain", "5", "--rows")
    assert all(sheet["agrees"] for sheet in found["sources"])
    total = sum(row["amount"] for row in found["sources"][0]["rows"])
    assert round(total, 2) == found["inputs"][0]["value"]
