"""Finding, going, undoing, and what happens when the program is at fault."""

from pathlib import Path

import pytest

from branchcrm.domain.clock import FixedClock
from tests.journeys.driver import Driver
from ui.shell.crash_desk import CrashDesk


def test_a_customer_is_found_by_pinyin_and_opened(demo: Driver) -> None:
    lines = demo.search("zhouyaqin")
    assert lines[:2] == ["客户", "周雅琴"]
    assert "对“周雅琴”" in lines
    demo.choose_found()
    assert demo.page_key == "customer"


def test_commands_are_found_without_customers_after_a_sign(demo: Driver) -> None:
    lines = demo.search(">设置")
    assert lines[0] == "转到"
    demo.choose_found()
    assert demo.page_key == "settings"


def test_the_way_back_leads_through_the_places(demo: Driver) -> None:
    demo.press("Alt+2")
    demo.press("Alt+9")
    demo.press("Alt+Left")
    assert demo.page_key == "customers"


def test_the_sheet_of_keys_opens_and_closes(demo: Driver) -> None:
    demo.press("F1")
    assert demo.sees("下一个区域", demo._tops()[0])
    demo.close_dialogs()


def test_twenty_operations_can_be_undone_in_a_row_and_redone(demo: Driver) -> None:
    navigator = demo.place.context.navigator
    for number in range(3):
        navigator.run(lambda n=number: demo.services.settings.rename_branch(f"第 {n} 网点"))  # type: ignore[misc]  # a bound loop variable
    for expected in ("第 1 网点", "第 0 网点", "人民路网点"):
        demo.undo()
        assert demo.services.settings.branch().name == expected
    demo.undo()
    assert demo.notices[-1] == "没有可以撤销的操作"
    for expected in ("第 0 网点", "第 1 网点", "第 2 网点"):
        demo.redo()
        assert demo.services.settings.branch().name == expected


def test_a_fault_of_the_program_is_reported_without_customers_and_work_goes_on(
    demo: Driver, tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = CrashDesk(demo.window, tmp_path / "reports", clock, "0.1.0")
    desk.take(ValueError, ValueError("周雅琴 13812345678"))
    assert demo.gate == "crash"
    assert demo.sees("账本没有损坏")
    (report,) = (tmp_path / "reports").iterdir()
    assert "周雅琴" not in report.read_text(encoding="utf-8")
    assert "周雅琴" not in capsys.readouterr().err
    demo.click("go_on")
    assert demo.gate == ""
    assert demo.page_key
