"""The complaint and calendar commands, as scripts call them."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from branchcrm.cli.main import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "平安喜乐-2026")
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "book"))
    assert main(["init", "--branch", "人民路网点", "--user", "王敏"]) == 0
    return tmp_path


class Terminal:
    """Runs commands as on one day and reads their documents."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.today = "2026-01-20"

    def run(self, *words: str, code: int = 0) -> dict[str, object]:
        self.capsys.readouterr()
        assert main(["--json", "--today", self.today, *words]) == code
        self.read = self.capsys.readouterr()
        found: dict[str, object] = json.loads(self.read.out) if self.read.out else {}
        return found


@pytest.fixture
def terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    assert folder.exists()
    return Terminal(capsys)


@pytest.mark.parametrize(
    ("level", "natural", "legal"),
    [
        ("simple", "2026-02-04", "2026-02-04"),
        ("complex", "2026-02-19", "2026-02-24"),
        ("very_complex", "2026-03-21", "2026-03-23"),
    ],
)
def test_the_dates_of_a_logged_complaint_are_those_of_the_rule(
    terminal: Terminal, level: str, natural: str, legal: str
) -> None:
    made = terminal.run("complain", "text=信用卡年费争议", "received=2026-01-20", f"level={level}")
    assert made["number"] == "TS202601200001"
    (row,) = rows_of(terminal.run("complaints"))
    assert (row["due_natural"], row["due_legal"]) == (natural, legal)
    assert row["due_ack"] == "2026-01-21"
    assert row["state"] == "received"
    assert row["first_response_hours"] is None


def rows_of(found: dict[str, object]) -> list[dict[str, object]]:
    rows = found["rows"]
    assert isinstance(rows, list)
    return rows


def test_a_complaint_is_taken_through_its_steps(terminal: Terminal) -> None:
    terminal.run("add", "customer", "name=沈一帆", "code=C-7", "phone=18612343390")
    made = terminal.run(
        "complain",
        "C-7",
        "received=2026-01-20 16:30",
        "category=信用卡",
        "cause=定价收费",
        "text=短信费重复扣两次",
        "severity=重要",
        "demand=退费",
        "amount=4",
        "handler=王敏",
    )
    number = str(made["id"])
    assert made["customer"] == "沈一帆"
    assert made["severity"] == "important"
    terminal.today = "2026-01-21"
    done = terminal.run("complaint", number, "acknowledge", "at=2026-01-21 09:30")
    assert (done["state"], done["first_response_hours"]) == ("acknowledged", 1.0)
    assert terminal.run("complaint", number, "assess", "level=simple")["state"] == "assessed"
    assert terminal.run("complaint", number, "investigate")["state"] == "investigating"
    terminal.run("complaint", number, "close", code=1)
    assert "没有执行“结案”" in terminal.read.err
    answer = ("text=已退回 4 元", "outcome=退款", "liability=属实", "channel=phone")
    assert terminal.run("complaint", number, "answer", *answer)["state"] == "decided"
    closed = terminal.run("complaint", number, "close", "satisfaction=5")
    assert closed["state"] == "closed"
    listed = terminal.run("complaints", "--state", "closed", "--from", "2026-01-01")
    assert (listed["total"], listed["on_time_rate"]) == (1, 1.0)
    again = terminal.run("complaint", number, "reopen", "reason=又被扣了一次")
    assert again["state"] == "reopened"
    terminal.run("undo")
    assert rows_of(terminal.run("complaints"))[0]["state"] == "closed"


def test_an_extension_needs_approver_and_notice(terminal: Terminal) -> None:
    terminal.run("complain", "text=贷款利率争议")
    papers = ["reason=需调取流水", "approver=分行", "approved_at=2026-01-22"]
    terminal.today = "2026-01-23"
    terminal.run("complaint", "1", "extend", "level=very_complex", *papers, code=1)
    assert "告知投诉人" in terminal.read.err
    terminal.run("complaint", "1", "extend", *papers, code=1)
    told = "notified_at=2026-01-23"
    done = terminal.run("complaint", "1", "extend", "level=very_complex", *papers, told)
    assert done["due_legal"] == "2026-03-23"
    terminal.today = "2026-03-24"
    (row,) = rows_of(terminal.run("complaints", "--state", "open"))
    assert row["overdue"] is True
    assert terminal.run("complaints")["on_time_rate"] == 0.0


def test_pause_merge_escalate_and_the_other_detours(terminal: Terminal) -> None:
    for text in ("借记卡被吞", "借记卡被吞，又来电", "理财收益"):
        terminal.run("complain", f"text={text}")
    for action in ("acknowledge", "assess", "investigate"):
        terminal.run("complaint", "1", action)
    terminal.run("complaint", "1", "pause", "reason=送检测", code=1)
    paused = terminal.run("complaint", "1", "pause", "reason=送检测", "notified_at=2026-01-20")
    assert paused["state"] == "paused"
    terminal.today = "2026-01-22"
    assert terminal.run("complaint", "1", "resume")["due_natural"] == "2026-02-06"
    assert terminal.run("complaint", "1", "escalate", "level=L3")["escalation"] == 3
    terminal.run("complaint", "1", "escalate", code=1)
    terminal.run("complaint", "1", "escalate", "level=9", code=1)
    terminal.run("complaint", "1", "escalate", "level=高", code=1)
    assert terminal.run("complaint", "2", "merge", "into=TS202601200001")["state"] == "merged"
    terminal.run("complaint", "3", "merge", code=1)
    assert terminal.run("complaint", "3", "assign", "handler=王敏")["handler"] == "王敏"
    terminal.run("complaint", "3", "assign", code=1)
    terminal.run("complaint", "3", "assign", "handler=无名", code=1)
    moved = terminal.run("complaint", "3", "correct", "received=2026-01-19", "reason=写错")
    assert moved["due_natural"] == "2026-02-03"
    restarted = terminal.run("complaint", "3", "restart", "text=补充合同")
    assert restarted["due_natural"] == "2026-02-06"
    withdrawn = terminal.run("complaint", "3", "withdraw", "at=2026-01-22")
    assert withdrawn["state"] == "withdrawn"


def test_approval_attempts_review_and_rejection(terminal: Terminal) -> None:
    terminal.run("complain", "text=手续费", "level=complex")
    terminal.run("complain", "text=问个问题")
    for action in ("acknowledge", "assess", "investigate"):
        terminal.run("complaint", "1", action)
    finding = ("text=已说明", "compensation=2000")
    assert terminal.run("complaint", "1", "propose", *finding)["state"] == "proposed"
    assert terminal.run("complaint", "1", "approve")["state"] == "approved"
    for _ in range(3):
        terminal.run("complaint", "1", "attempt", "channel=phone", "reached=否")
    waiting = terminal.run("complaint", "1", "answer", "told=否")
    assert waiting["state"] == "approved"
    assert terminal.run("complaint", "1", "answer")["state"] == "decided"
    assert terminal.run("complaint", "1", "review")["state"] == "review"
    rejected = terminal.run("complaint", "2", "reject", "reason=属于咨询")
    assert rejected["state"] == "rejected"


def test_a_case_solved_on_the_spot_is_closed_at_once(terminal: Terminal) -> None:
    solved = ("on_the_spot=是", "outcome=道歉", "satisfaction=4")
    assert terminal.run("complain", "text=排队", *solved)["state"] == "closed"
    terminal.run("complain", "text=排队", "on_the_spot=是", code=1)


def test_what_cannot_be_read_is_refused_in_words(terminal: Terminal) -> None:
    for wrong in (
        "received=某天",
        "severity=超急",
        "amount=很多",
        "happened=2026-02-30",
        "category=火箭",
        "received=2026-01-21",
        "on_the_spot=也许",
        "colour=red",
    ):
        terminal.run("complain", "text=排队", wrong, code=1)
        assert "Traceback" not in terminal.read.err
        assert 1 <= len(terminal.read.err.strip().splitlines()) <= 3
    terminal.run("complaints", "--state", "elsewhere", code=1)
    terminal.run("complaint", "99", "acknowledge", code=1)
    assert terminal.run("complaints")["total"] == 0


def test_days_can_be_said_as_a_clerk_says_them(terminal: Terminal) -> None:
    made = terminal.run("complain", "text=排队", "received=昨天", "happened=2026-01-18 10:00")
    assert str(made["received"]).startswith("2026-01-19")
    moment = terminal.run("complain", "text=排队", "received=2026-01-19T23:30:00+08:00")
    assert str(moment["received"]).startswith("2026-01-19T23:30")


def test_workdays_are_counted_with_a_notice_for_an_unknown_year(terminal: Terminal) -> None:
    assert terminal.run("calendar", "workday", "2026-09-28", "+3")["date"] == "2026-10-08"
    assert terminal.run("calendar", "workday", "2026-10-08", "-1")["date"] == "2026-09-30"
    later = terminal.run("calendar", "workday", "2026-12-31", "1")
    assert later["date"] == "2027-01-01"
    assert "未导入2027年放假安排" in terminal.read.err
    terminal.run("calendar", "workday", "2026-12-31", "soon", code=1)
    terminal.run("calendar", "workday", "某天", "+1", code=1)
    terminal.run("calendar", "workday", "2026-12-31", "+99999999", code=1)


def test_next_years_holidays_come_from_a_workbook(terminal: Terminal, folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2027年放假安排"],
        ["节日", "放假时间", "调休上班日期"],
        ["元旦", "1月1日至3日", ""],
        ["春节", "2月5日至11日", "2月14日"],
        ["说明", "待定", ""],
    ):
        sheet.append(row)
    book.create_sheet("备注").append(["内部使用"])
    path = folder / "2027.xlsx"
    book.save(path)
    done = terminal.run("calendar", "import", str(path))
    assert (done["days"], done["years"]) == (11, [2027])
    assert "第 5 行没有采用" in terminal.read.err
    answer = terminal.run("calendar", "workday", "2026-12-31", "+1")
    assert (answer["date"], answer["notices"]) == ("2027-01-04", [])
    terminal.run("undo")
    assert terminal.run("calendar", "workday", "2026-12-31", "+1")["date"] == "2027-01-01"
    empty = folder / "empty.csv"
    empty.write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    terminal.run("calendar", "import", str(empty), code=1)
    terminal.run("calendar", "import", str(folder / "none.xlsx"), code=1)


def test_the_register_of_complaints_is_exported(terminal: Terminal, folder: Path) -> None:
    terminal.run("complain", "text=排队")
    out = folder / "register.xlsx"
    done = terminal.run("export", "complaints", str(out))
    assert (done["rows"], done["file"]) == (1, str(out))
    assert out.exists()
