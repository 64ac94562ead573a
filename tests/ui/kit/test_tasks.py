"""Work off the main thread reports, ends and stops."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from branchcrm.domain.progress import Progress
from ui.kit.tasks import Step, TaskRunner


class Listener(QObject):
    """Keeps what it is told and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: set[int] = set()

    def hear(self, told: object) -> None:
        self.told.append(told)
        self.threads.add(threading.get_ident())

    def hear_stop(self) -> None:
        self.hear("stopped")


@pytest.fixture
def runner(qtbot: QtBot) -> TaskRunner:  # noqa: ARG001 - needs the application
    return TaskRunner()


def test_results_and_reports_arrive_on_the_main_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()

    def work(progress: Progress) -> str:
        progress.report(1, 2)
        progress.report(2, 2)
        return "done"

    with qtbot.waitSignal(runner.idle):
        runner.start(
            work, on_success=listener.hear, on_error=listener.hear, on_progress=listener.hear
        )
    assert listener.told[-2:] == [Step(done=2, total=2, note=None), "done"]
    assert listener.threads == {threading.get_ident()}


def test_an_error_reaches_on_error(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()

    def work(_progress: Progress) -> None:
        message = "broken"
        raise ValueError(message)

    with qtbot.waitSignal(runner.idle):
        runner.start(work, on_success=listener.hear, on_error=listener.hear)
    assert isinstance(listener.told[0], ValueError)


def test_cancelled_work_ends_silently_at_its_next_report(runner: TaskRunner, qtbot: QtBot) -> None:
    listener, go = Listener(), threading.Event()

    def work(progress: Progress) -> None:
        go.wait(10)
        progress.report(1, 2)

    with qtbot.waitSignal(runner.idle):
        task = runner.start(
            work,
            on_success=listener.hear,
            on_error=listener.hear,
            on_cancelled=listener.hear_stop,
        )
        task.cancel()
        go.set()
    assert listener.told == ["stopped"]


def test_a_listener_that_is_gone_is_not_called(runner: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()
    told, go = listener.told, threading.Event()

    def work(_progress: Progress) -> None:
        go.wait(10)

    with qtbot.waitSignals([runner.idle, listener.destroyed]):
        runner.start(work, on_success=listener.hear, on_error=listener.hear)
        listener.deleteLater()
        go.set()
    assert told == []


def test_closing_stops_everything(runner: TaskRunner) -> None:
    listener, started = Listener(), threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.report(0, 0)

    runner.start(work, on_success=listener.hear, on_error=listener.hear)
    assert started.wait(10)
    assert runner.stop_all(10_000)


def test_long_work_that_somebody_followed_is_told_as_ended(qtbot: QtBot) -> None:
    seconds = iter([0.0, 9.0, 0.0, 10.0, 0.0, 10.0])
    runner = TaskRunner(seconds=lambda: next(seconds))
    listener, told = Listener(), Listener()
    runner.long_ended.connect(told.hear_stop)

    def followed(progress: Progress) -> None:
        progress.report(2, 2)

    def quiet(_progress: Progress) -> None:
        """Say nothing of how far it is."""

    for work, times in ((followed, 0), (quiet, 0), (followed, 1)):
        with qtbot.waitSignal(runner.idle):
            runner.start(work, on_success=listener.hear, on_error=listener.hear)
        assert len(told.told) == times
