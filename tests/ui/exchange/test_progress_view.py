"""A file that is read or written shows its rows, how fast it goes and how long it still takes."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.wording import say
from ui.exchange.progress_view import ProgressView
from ui.kit.formats import Formats
from ui.kit.tasks import Step

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def view(qtbot: QtBot) -> ProgressView:
    shown = ProgressView(Formats(fixed_clock(date(2026, 9, 17))))
    qtbot.addWidget(shown)
    shown.start("正在导入")
    return shown


def test_rows_rate_and_time_left_are_told(view: ProgressView) -> None:
    reading, taking = say("读取"), say("校验并写入")
    view.show_at(Step(done=500, total=0, note=reading), 100.0)
    assert (view.words.text(), view.pace.text(), view.left.text()) == ("读取  第 500 行", "", "")
    view.show_at(Step(done=90_000, total=0, note=reading), 110.0)
    assert view.pace.text() == "每秒 9,000 行"
    assert view.left.text() == ""
    view.show_at(Step(done=1, total=90_000, note=taking), 111.0)
    assert (view.pace.text(), view.left.text()) == ("", "")
    view.show_at(Step(done=45_000, total=90_000, note=taking), 121.0)
    assert view.words.text() == "校验并写入  第 45,000 行，共 90,000 行"
    assert view.pace.text() == "每秒 4,500 行"
    assert view.left.text().startswith("约剩 10")
    assert (view.bar.value(), view.bar.maximum()) == (500, 1000)


def test_work_without_rows_only_says_what_it_does(view: ProgressView) -> None:
    view.show_at(Step(done=9, total=9, note=None), 100.0)
    assert view.words.text() == "第 9 行，共 9 行"
    view.show_at(Step(done=0, total=0, note=say("更新查找和层级，记入历史")), 101.0)
    assert view.words.text() == "更新查找和层级，记入历史"
    assert view.bar.maximum() == 0


def test_a_cancelled_work_says_no_more_how_far_it_is(view: ProgressView) -> None:
    view.cancel.click()
    view.show_at(Step(done=9, total=9, note=None), 100.0)
    assert view.words.text() == "正在停止并撤回"
