"""The commands of duplicates, merges, relations and consents, as scripts call them."""

import json
from pathlib import Path

import pytest

from branchcrm.cli.main import main

pytestmark = pytest.mark.usefixtures("folder")


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


def test_duplicates_are_found_merged_and_parted_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("周雅琴", "周雅芹"):
        run(capsys, "add", "customer", f"name={name}", "phone=13812345678", f"note={name}")
    groups = run(capsys, "duplicates")["groups"]
    assert isinstance(groups, list)
    assert [row["id"] for row in groups[0]["rows"]] == [1, 2]
    assert groups[0]["reasons"] == ["same_sound", "phone"]
    plan = run(capsys, "merge", "1", "2", "--dry-run")
    assert plan["operation"] is None
    assert plan["differs"] == ["name", "note"]
    merged = run(capsys, "merge", "1", "2", "--keep", "name=2", "manager=1")
    assert merged["id"] == 1
    assert run(capsys, "show", "1")["name"] == "周雅芹"
    assert run(capsys, "duplicates")["total"] == 0
    run(capsys, "undo", str(merged["operation"]))
    assert run(capsys, "show", "1")["name"] == "周雅琴"
    run(capsys, "merge", "1", "1", code=1)
    run(capsys, "merge", "1", "2", "--keep", "name", code=1)


def test_relations_and_consents_are_kept_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("周雅琴", "周明轩", "林国栋"):
        run(capsys, "add", "customer", f"name={name}")
    run(capsys, "relate", "1", "household", "2", "--role", "配偶")
    run(capsys, "relate", "1", "referrer", "3")
    run(capsys, "relate", "3", "referrer", "1", code=1)
    run(capsys, "consent", "1", "give", "--evidence", "柜面", "--expires", "2027-01-01")
    run(capsys, "consent", "1", "refuse", "--channel", "sms", "--evidence", "电话中说明")
    shown = run(capsys, "show", "1")
    assert [one["name"] for one in shown["relations"]] == ["林国栋"]  # type: ignore[attr-defined]
    household = shown["groups"][0]  # type: ignore[index]
    assert [one["role"] for one in household["members"]] == ["", "配偶"]
    states = {one["channel"]: one["state"] for one in shown["consents"]}  # type: ignore[attr-defined]
    assert states == {"phone": "given", "sms": "refused"}
    run(capsys, "visit", "1", "at=2026-09-20", "kind=sms", "purpose=续作", code=1)
    run(capsys, "consent", "1", "withdraw")
    run(capsys, "visit", "1", "at=2026-09-20", "purpose=续作", code=1)
    run(capsys, "consent", "1", "ban", "--reason", "明确要求")
    assert "明确要求" in str(run(capsys, "show", "1")["do_not_contact"])
    run(capsys, "consent", "1", "lift")
    assert run(capsys, "show", "1")["do_not_contact"] is None


def test_a_field_has_its_history_and_an_old_value_comes_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "add", "customer", "name=周雅琴", "phone=13812345678")
    run(capsys, "edit", "customer", "1", "phone=13912340000")
    changes = run(capsys, "history", "1", "--field", "phone")["changes"]
    assert [(one["before"], one["after"]) for one in changes] == [  # type: ignore[attr-defined]
        ("138****5678", "139****0000"),
        (None, "138****5678"),
    ]
    run(capsys, "restore-value", "1", "phone")
    assert run(capsys, "show", "1")["phone"] == "138****5678"
    run(capsys, "restore-value", "1", "phone", "--operation", "1", code=1)
    run(capsys, "restore-value", "1", "email", code=1)
    run(capsys, "history", "1", "--field", "shoe_size", code=1)
    run(capsys, "history", "--field", "phone", code=1)


def test_many_customers_are_edited_in_one_operation(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("周雅琴", "林国栋"):
        run(capsys, "add", "customer", f"name={name}", "source=外拓")
    run(capsys, "add", "customer", "name=恒泰有限公司", "kind=enterprise")
    asked = ("edit", "customers", "--where", "kind = person")
    words = (*asked, "manager=王敏", "source=", "tag=甲,乙")
    plan = run(capsys, *words, "--dry-run")
    assert (plan["operation"], plan["changed"], plan["total"]) == (None, 2, 2)
    assert run(capsys, "show", "1")["tags"] == []
    done = run(capsys, *words)
    shown = run(capsys, "show", "1")
    assert (shown["source"], shown["manager"], shown["tags"]) == ("", "王敏", ["甲", "乙"])
    refused = run(capsys, "edit", "customers", "occupation=教师", "untag=甲")["refused"]
    assert refused == [{"why": "企业没有职业", "count": 1, "names": ["恒泰有限公司"]}]
    run(capsys, "undo")
    run(capsys, "undo", str(done["operation"]))
    assert run(capsys, "show", "1")["source"] == "外拓"
    run(capsys, "edit", "customers", "shoe_size=1", code=1)
    run(capsys, "edit", "customer", "1", code=2)


def test_a_second_call_to_a_household_is_warned_of_and_referrals_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("周雅琴", "周明轩"):
        run(capsys, "add", "customer", f"name={name}")
    run(capsys, "relate", "1", "household", "2", "--role", "配偶")
    assert run(capsys, "analyse", "referral")["rate"] == 0
    run(capsys, "relate", "1", "referrer", "2")
    run(capsys, "transaction", "1", "date=2026-09-01", "amount=100")
    run(capsys, "transaction", "2", "date=2026-09-02", "amount=200")
    run(capsys, "log", "2", "note=谈续作", "at=2026-09-17 10:00")
    shown = run(capsys, "show", "1")
    warning = "今天 10:00 王敏已经给同一家庭的周明轩打过电话"
    assert shown["household_calls_today"] == [warning]
    groups = shown["groups"]
    assert isinstance(groups, list)
    assert groups[0]["amount_12m"] == "300.00"
    assert groups[0]["last_contact"].startswith("2026-09-17T10:00")
    capsys.readouterr()
    assert main(["--json", "--today", "2026-09-17", "log", "1", "note=再问一次"]) == 0
    assert warning in capsys.readouterr().err
    assert run(capsys, "show", "2")["referrals"] == {"count": 1, "bought": 1}
    found = run(capsys, "analyse", "referral")
    figures = [found[key] for key in ("rate", "conversion", "referrers", "referred", "bought")]
    assert figures == [0.5, 1.0, 1, 1, 1]


def test_a_customer_is_added_with_referrer_tags_and_consents(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "add", "customer", "name=林国栋")
    words = ("name=陈志强", "referrer=C-000001", "tags=新客户、教育金", "consents=phone,sms,phone")
    run(capsys, "add", "customer", *words, code=1)
    run(capsys, "add", "customer", *words, "consents=counter", "evidence=柜面", code=1)
    run(capsys, "add", "customer", *words, "evidence=柜面签署")
    shown = run(capsys, "show", "2")
    assert [one["name"] for one in shown["relations"]] == ["林国栋"]  # type: ignore[attr-defined]
    assert set(shown["tags"]) == {"新客户", "教育金"}  # type: ignore[call-overload]
    assert len(shown["consents"]) == 2  # type: ignore[arg-type]
