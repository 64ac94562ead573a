"""Contacts and visits from the command line."""

import json
from pathlib import Path

import pytest

from branchcrm.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "平安喜乐-2026")
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "book"))
    assert main(["init", "--branch", "人民路网点", "--user", "王敏"]) == 0
    assert main(["add", "customer", "name=周雅琴", "code=C-000318", "phone=13812345678"]) == 0


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert main(["--json", "--today", "2026-09-17", *words]) == code
    out = capsys.readouterr().out
    found: dict[str, object] = json.loads(out) if out else {}
    return found


def _rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    rows = run(capsys, "visits", *words)["rows"]
    assert isinstance(rows, list)
    return rows


def test_a_visit_is_planned_moved_done_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, "visit", "C-000318", "at=2026-09-18 10:00", "purpose=大额存单方案确认")
    number = str(made["id"])
    assert run(capsys, "visit-move", number, "9-22")["state"] == "due"
    [row] = _rows(capsys, "--from", "2026-09-22", "--to", "2026-09-22", "--staff", "王敏")
    assert row["at"] == "2026-09-22T10:00+08:00"
    assert row["phone"] == "138****5678"
    assert run(capsys, "visit-done", number, "result=已确认三年期")["state"] == "done"
    assert [row["id"] for row in _rows(capsys, "--state", "done")] == [made["id"]]
    assert _rows(capsys, "--state", "due,overdue") == []


def test_a_contact_is_logged_with_its_next_visit(capsys: pytest.CaptureFixture[str]) -> None:
    logged = run(
        capsys,
        "log",
        "C-000318",
        "kind=phone",
        "note=倾向 180 天",
        "next_at=明天",
        "next_purpose=办理",
    )
    assert logged["id"] == 1
    [row] = _rows(capsys)
    assert (row["at"], row["purpose"]) == ("2026-09-18", "办理")
    run(capsys, "log", "C-000318", "note=来办理", "kind=到店", f"visit={row['id']}")
    assert [row["state"] for row in _rows(capsys)] == ["done"]


def test_records_are_kept_like_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    visit = run(capsys, "add", "visit", "customer=C-000318", "at=明天", "purpose=办理")
    contact = run(capsys, "add", "interaction", "customer=C-000318", "note=谈妥")
    run(capsys, "edit", "visit", str(visit["id"]), "purpose=补签")
    run(capsys, "edit", "interaction", str(contact["id"]), "note=改过")
    for kind in ("visit", "interaction"):
        run(capsys, "remove", kind, "1")
        run(capsys, "restore-removed", kind, "1")
        run(capsys, "remove", kind, "甲", code=1)
    assert len(_rows(capsys)) == 1


def test_a_rest_day_is_taken_with_a_word_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--today", "2026-09-17", "visit", "C-000318", "at=9-25", "purpose=问候"]) == 0
    assert "中秋" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("visit", "C-000318", "at=昨天", "purpose=问候"), 1),
        (("visit", "C-9", "at=明天", "purpose=问候"), 1),
        (("log", "C-000318", "说=什么"), 1),
        (("visit-done", "99"), 1),
        (("visit-move", "甲", "明天"), 1),
        (("visits", "--state", "someday"), 2),
    ],
)
def test_what_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int
) -> None:
    run(capsys, *words, code=code)


def test_an_unknown_outcome_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "visit", "C-000318", "at=明天", "purpose=问候")
    run(capsys, "visit-done", "1", "outcome=perhaps", code=1)
    run(capsys, "visit-done", "1", "result=没人接", "outcome=no_answer", "effective=否")


def test_a_round_is_looked_at_planned_and_spread(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", "customer", "name=林国栋")
    run(capsys, "add", "customer", "name=何秀兰", "stage=dormant")
    words = ("visit", "customers", "at=2026-09-18", "purpose=年底答谢", "--per-day", "1")
    told = run(capsys, *words, "--where", "stage != dormant", "--dry-run")
    assert told["operation"] is None
    assert (told["total"], told["planned"], told["per_day"], told["people"]) == (2, 2, 1, 1)
    assert (told["first_day"], told["last_day"]) == ("2026-09-18", "2026-09-20")
    assert _rows(capsys) == []
    done = run(capsys, *words, "--where", "stage != dormant")
    assert len(_rows(capsys)) == 2
    again = run(capsys, *words)
    assert again["planned"] == 1
    assert again["refused"] == [
        {"why": "已经安排了回访", "count": 2, "names": ["林国栋", "周雅琴"]}
    ]
    run(capsys, "undo", str(done["operation"]))
    assert len(_rows(capsys)) == 1
    nobody = run(capsys, *words, "--where", "name = 没有", "--dry-run")
    assert (nobody["planned"], nobody["first_day"]) == (0, None)


@pytest.mark.parametrize(
    "option", [("--per-day", "2"), ("--dry-run",), ("--where", "tier = high"), ("--view", "mine")]
)
def test_what_goes_with_many_is_refused_with_one(
    capsys: pytest.CaptureFixture[str], option: tuple[str, ...]
) -> None:
    run(capsys, "visit", "C-000318", "at=明天", "purpose=理财到期", *option, code=1)
    assert _rows(capsys) == []
    if option[0] != "--per-day":
        run(capsys, "edit", "customer", "C-000318", "name=周雅", *option, code=1)
        assert run(capsys, "show", "C-000318")["name"] == "周雅琴"
