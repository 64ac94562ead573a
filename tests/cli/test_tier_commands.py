"""The commands around tiers, as scripts call them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.main import main
from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.customer import CustomerDraft
from tests.services.tier_stories import add_trades

PEOPLE = (
    [(3, 90_000), (42, 20_000), (78, 15_000)],
    [(20, 30_000), (62, 8_000)],
    [(50, 9_000)],
    [(200, 500)],
    [(600, 700)],
)


_BANDS = {
    "kind": "bands",
    "measure": "amount",
    "unit": "万元",
    "thresholds": [1, 5],
    "tiers": ["low", "mid", "high"],
    "grace_months": 3,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "book"))
    clock = fixed_clock(date(2026, 9, 17))
    book = create_book(tmp_path / "book", FirstUser(branch="人民路网点", name="王敏"), clock).book
    services = book.services(book.actor())
    for number, trades in enumerate(PEOPLE, start=1):
        draft = CustomerDraft(name="客户", code=f"C-{number}")
        customer = services.customers.add(draft).only_id(Aspect.CUSTOMER)
        add_trades(services, customer, trades)
    book.close()
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:  # noqa: ANN401 - any JSON document
    capsys.readouterr()
    assert main(["--json", "--today", "2026-09-17", *words]) == code
    out = capsys.readouterr().out
    return json.loads(out) if out else {}


def test_a_review_is_tried_applied_counted_and_explained(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    trial = run(capsys, "retier", "--dry-run")
    assert trial["operation"] is None
    done = run(capsys, "retier")
    assert done["counts"] == trial["counts"]
    assert done["as_of"] == "2026-09-17"
    tiers = run(capsys, "tiers")
    assert tiers["counts"] == done["counts"]
    assert sum(tiers["counts"].values()) == 5
    receipt = run(capsys, "explain", "C-1")
    assert receipt["tier"] == "high"
    assert [line["value"] for line in receipt["inputs"]] == [125000.0, 3, 3, 1]
    assert sum(line["points"] for line in receipt["points"]) == pytest.approx(receipt["score"])
    assert [line["at_least"] for line in receipt["thresholds"]] == [35.0, 70.0]
    assert receipt["next_tier"] is None
    assert receipt["fall"]["on"] is not None
    assert run(capsys, "explain", "C-4")["next_tier"]["ways"]
    again = run(capsys, "retier")
    assert (again["up"], again["down"], again["operation"]) == (0, 0, done["operation"])


def test_one_without_any_figure_is_explained_as_unclassified(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    run(capsys, "add", "customer", "name=无往来", "code=C-9")
    run(capsys, "retier")
    receipt = run(capsys, "explain", "C-9")
    assert receipt["tier"] == "none"
    assert receipt["next_tier"] is None
    run(capsys, "explain", "C-404", code=1)


def test_moves_and_notices_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "retier")
    assert main(["--json", "--today", "2028-01-01", "retier"]) == 0
    told = capsys.readouterr()
    assert "最后一笔交易在 2026-09-14" in told.err
    assert json.loads(told.out)["as_of"] == "2026-09-15"
    file = folder / "bands.json"
    file.write_text(json.dumps(_BANDS), encoding="utf-8")
    main(["--json", "--today", "2026-10-01", "retier", "--policy", str(file)])
    moves = run(capsys, "tiers", "--as-of", "2026-10-01")["moves"]
    assert moves["high"] == {"high": 1}


def test_a_rule_is_shown_changed_in_a_file_and_set(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(capsys, "policy", "show")
    assert shown["version"] == 1
    shown["cuts"]["high"] = 60
    file = folder / "rule.json"
    file.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    assert run(capsys, "policy", "set", str(file))["version"] == 2
    assert run(capsys, "policy", "show")["cuts"]["high"] == 60
    assert run(capsys, "policy", "show", "--version", "1")["active"] is False
    run(capsys, "policy", "show", "--version", "7", code=1)


def test_common_options_stand_after_an_action_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["policy", "show", "--json", "--today", "2026-09-17", "--book", str(folder / "book")]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    assert main(["--json", "policy", "list", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 1


def test_a_rule_that_moves_more_than_half_needs_a_yes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in range(12):
        run(capsys, "add", "customer", f"name=客户{place}", f"code=N-{place}")
        run(capsys, "transaction", f"N-{place}", "date=2026-09-01", f"amount={place + 1}")
    run(capsys, "retier")
    shown = run(capsys, "policy", "show")
    shown["cuts"] = {"mid": 4, "high": 5}
    file = folder / "rule.json"
    file.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    assert main(["retier", "--policy", str(file), "--today", "2026-09-17"]) == 1
    assert "--yes" in capsys.readouterr().err
    run(capsys, "policy", "set", str(file), code=1)
    assert run(capsys, "policy", "show")["version"] == 1
    assert run(capsys, "retier", "--policy", str(file), "--yes")["policy"]["version"] == 2


def test_bands_from_the_command_page_are_applied_from_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "bands.json"
    file.write_text(json.dumps(_BANDS), encoding="utf-8")
    done = run(capsys, "retier", "--policy", str(file))
    assert done["counts"] == {"high": 1, "mid": 1, "low": 3, "none": 0}
    receipt = run(capsys, "explain", "C-2")
    assert receipt["score"] is None
    assert receipt["next_tier"]["gap"] == 12000.0
    assert run(capsys, "retier", "--policy", str(file))["operation"] == done["operation"]
    run(capsys, "undo")
    assert run(capsys, "policy", "show")["version"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no json", "打不开或不是 JSON"),
        ("[" * 200_000, "打不开或不是 JSON"),
        ('{"kind": "weighted", "window_months": 1e400}', "“window_months”应是数字"),
        (
            '{"kind": "bands", "measure": "gender", "thresholds": [1], "tiers": ["low", "high"]}',
            "“性别”",
        ),
    ],
)
def test_a_rule_file_that_cannot_be_used_is_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    file = folder / "rule.json"
    file.write_text(content, encoding="utf-8")
    assert main(["--json", "retier", "--policy", str(file)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) <= 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cuts": {"mid": 70, "high": 35}}, "0 < 中价值 < 高价值 ≤ 100"),
        ({"factors": [{"measure": "amount", "weight": 60}]}, "权重合计应为 100，现在是 60"),
        ({"factors": [{"measure": "age", "weight": 100}]}, "“年龄”"),
        ({"factors": [{"measure": "complaints", "weight": 100}]}, "投诉"),
        ({"factors": [{"measure": "shoe_size", "weight": 100}]}, "shoe_size"),
        ({"colour": "red"}, "colour"),
        ({**_BANDS, "thresholds": [5, 1]}, "分档线应从小到大排列"),
        ({**_BANDS, "tiers": ["high", "mid", "low"]}, "层级应从低到高排列"),
    ],
)
def test_a_rule_from_elsewhere_is_refused_with_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], said: str
) -> None:
    document = change if "kind" in change else run(capsys, "policy", "show") | change
    file = folder / "rule.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    for words in (("policy", "set"), ("policy", "try"), ("retier", "--policy")):
        capsys.readouterr()
        assert main([*words, str(file)]) == 1
        error = capsys.readouterr().err
        assert said in error
        assert len(error.splitlines()) <= 3
    assert run(capsys, "policy", "show")["version"] == 1


def test_refunds_beyond_purchases_and_days_to_come_are_judged_and_explained(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", "customer", "name=退货", "code=R-1")
    for values in (("date=2026-08-01", "amount=500"), ("date=2026-09-01", "amount=-900")):
        run(capsys, "transaction", "R-1", *values)
    run(capsys, "retier")
    receipt = run(capsys, "explain", "R-1", "--rows")
    figures = {line["measure"]: line["value"] for line in receipt["inputs"]}
    assert (receipt["tier"], figures["amount"], figures["frequency"]) == ("low", -400.0, 1)
    assert all(sheet["agrees"] for sheet in receipt["sources"])
    assert folder.exists()
    run(capsys, "transaction", "R-1", "date=2027-08-01", "amount=500", code=1)


def test_one_customer_alone_is_told_that_nobody_can_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "small"))
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "平安喜乐-2026")
    run(capsys, "init", "--branch", "人民路网点", "--user", "王敏")
    assert run(capsys, "retier")["counts"] == {"none": 0, "low": 0, "mid": 0, "high": 0}
    run(capsys, "add", "customer", "name=独一位", "code=S-1")
    run(capsys, "transaction", "S-1", "date=2026-09-01", "amount=90000")
    done = run(capsys, "retier")
    assert done["counts"]["low"] == 1
    assert done["notices"] == ["只有一位客户有数字，没有别人可比，按相对位置分不出高低"]
    run(capsys, "add", "customer", "name=另一位", "code=S-2")
    run(capsys, "transaction", "S-2", "date=2026-09-01", "amount=90000")
    equal = run(capsys, "retier")
    assert equal["counts"]["low"] == 2
    assert equal["notices"] == ["所有客户的数字都一样，按相对位置分不出高低"]


def test_a_scheduled_review_is_made_once_in_a_fresh_month(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    assert run(capsys, "retier", "--if-due") == {"operation": None}
    run(capsys, "retier")
    assert run(capsys, "retier", "--if-due") == {"operation": None}
    assert main(["--json", "--today", "2026-10-01", "retier", "--if-due"]) == 0
    october = json.loads(capsys.readouterr().out)
    assert october["operation"]
    assert october["as_of"] == "2026-10-01"
    assert main(["--json", "--today", "2026-10-31", "retier", "--if-due"]) == 0
    assert json.loads(capsys.readouterr().out) == {"operation": None}
    run(capsys, "undo", str(october["operation"]))
    assert run(capsys, "tiers")["as_of"] == "2026-09-17"


def test_the_book_is_analysed_by_rfm_and_pareto(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.exists()
    rfm = run(capsys, "analyse", "rfm", "--window", "all")
    assert rfm["sample_size"] == 5
    assert rfm["reference_day"] == "2026-09-17"
    assert sum(rfm["cells"].values()) == 5
    assert rfm["scores"]["R"] == {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1}
    pareto = run(capsys, "analyse", "pareto", "--window", "all")
    assert pareto["classes"] == {"A": 2, "B": 1, "C": 2}
    assert pareto["top_20_share"] == pytest.approx(125000 / 173200, abs=1e-6)
    assert run(capsys, "analyse", "rfm")["status"] == "not enough rows"
    run(capsys, "analyse", "pareto", "--window", "week", code=2)
