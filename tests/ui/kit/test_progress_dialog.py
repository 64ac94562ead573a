"""A long piece of work shows how far it is, and can be stopped or left to itself."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import say
from ui.kit.formats import Formats
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.tasks import Step, TaskRunner
from ui.kit.toasts import ToastStack

pytestmark = pytest.mark.usefixtures("theme")


class Work:
    """Work that waits until it may end."""

    def __init__(self) -> None:
        self.may_end = threading.Event()

    def run(self, progress: Progress) -> None:
        self.may_end.wait(10)
        progress.report(1, 1)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    return shown


def _dialog(window: QWidget, runner: TaskRunner, work: Work) -> ProgressDialog:
    def ignore(_result: object) -> None:
        """Take no note of the end."""

    task = runner.start(work.run, on_success=ignore, on_error=ignore)
    formats = Formats(fixed_clock(date(2026, 9, 17)))
    return ProgressDialog("正在导入客户", "取消后会全部撤回", task, formats, window)  # type: ignore[arg-type]  # a task of any result


def test_it_tells_rows_pace_and_time_left(window: QWidget, qtbot: QtBot) -> None:
    runner, work = TaskRunner(), Work()
    dialog = _dialog(window, runner, work)
    start = dialog.begun_at
    dialog.show_step(Step(done=742, total=1231, note=say("导入客户")), start + 10)
    assert dialog.count_label.text() == "第 742 行，共 1,231 行  每秒 74 行"
    assert dialog.left_label.text() == "约剩 7 秒"
    assert dialog.note_label.text() == "导入客户"
    assert dialog.bar.value() == 602
    with qtbot.waitSignal(runner.idle):
        work.may_end.set()


def test_cancelling_stops_the_work(window: QWidget, qtbot: QtBot) -> None:
    runner, work = TaskRunner(), Work()
    dialog = _dialog(window, runner, work)
    dialog.open()
    with qtbot.waitSignal(runner.idle):
        dialog.cancel_button.click()
        work.may_end.set()
    assert not dialog.isVisible()


def test_escape_sends_it_to_the_background(window: QWidget, qtbot: QtBot) -> None:
    runner, work = TaskRunner(), Work()
    dialog = _dialog(window, runner, work)
    dialog.open()
    with qtbot.waitSignal(dialog.sent_to_background):
        dialog.reject()
    assert not runner.is_idle
    with qtbot.waitSignal(runner.idle):
        work.may_end.set()


def test_a_message_stays_while_it_is_looked_at(window: QWidget) -> None:
    stack = ToastStack(window)
    toast = stack.show_toast("已改期到 9 月 22 日 周二")
    assert not toast.is_paused
    place = toast.rect().center().toPointF()
    toast.enterEvent(QEnterEvent(place, place, place))
    assert toast.is_paused
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not toast.is_paused
