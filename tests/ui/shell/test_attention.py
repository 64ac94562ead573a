"""Whoever works is called: in the window, or by the system while another program is in front."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from branchcrm.domain.clock import FixedClock, fixed_clock
from branchcrm.domain.reminder import Reminder
from tests.ui.shell.conftest import a_session
from ui.shell.attention import Attention
from ui.shell.main_window import MainWindow

ONE = Reminder(timed=1, first_at=time(10, 30), any_time=0)
MANY = Reminder(timed=2, first_at=time(10, 30), any_time=3)


@dataclass
class Told:
    """A system that only remembers what it was asked to say."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def notify(self, title: str, text: str) -> None:
        self.said.append((title, text))


@dataclass
class Day:
    """Answers a look with what was prepared, and keeps since when it was asked."""

    answer: Reminder | None = None
    asked: list[datetime] = field(default_factory=list)

    def catch_up(self) -> bool:
        return False

    def reminder(self, since: datetime) -> Reminder | None:
        self.asked.append(since)
        return self.answer


@pytest.fixture
def clock() -> FixedClock:
    return fixed_clock(date(2026, 9, 17))


@pytest.fixture
def day(window: MainWindow, clock: FixedClock) -> Day:
    day = Day()
    known = a_session()
    services = SimpleNamespace(**{**vars(known.services), "today": day})
    window.enter(replace(known, services=services, clock=clock))
    return day


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def look(
    window: MainWindow, told: Told, day: Day, clock: FixedClock, qtbot: QtBot
) -> Callable[[Reminder | None], None]:
    attention = Attention(window, told)
    attention.look()

    def later(answer: Reminder | None) -> None:
        day.answer = answer
        clock.moment += timedelta(minutes=1)
        attention.look()
        qtbot.wait_until(lambda: window.tasks.is_idle)

    return later


def put_away(window: MainWindow, qtbot: QtBot) -> None:
    window.showMinimized()
    qtbot.wait_until(window.isMinimized)


def test_a_window_put_away_speaks_through_the_system(
    window: MainWindow, told: Told, look: Callable[..., None], qtbot: QtBot
) -> None:
    put_away(window, qtbot)
    look(None)
    assert told.said == []
    look(ONE)
    look(MANY)
    assert told.said == [
        ("回访提醒", "10:30 有一次回访"),
        ("回访提醒", "2 次回访快到时间，最早 10:30\n今天有 3 次不限时间的回访"),
    ]


def test_a_window_in_front_says_it_itself(
    window: MainWindow, told: Told, look: Callable[..., None], qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.wait_until(window.isActiveWindow)
    look(ONE)
    assert told.said == []
    assert window.workplace is not None
    assert [toast.text for toast in window.workplace.toasts.toasts] == ["10:30 有一次回访"]


def test_reminders_can_be_turned_off(
    window: MainWindow, told: Told, look: Callable[..., None], qtbot: QtBot
) -> None:
    put_away(window, qtbot)
    window.parts.preferences.are_reminders_shown = False
    look(ONE)
    assert told.said == []


def test_each_look_begins_where_the_last_one_ended(
    day: Day, clock: FixedClock, look: Callable[..., None]
) -> None:
    begun = clock.now()
    look(None)
    look(None)
    assert day.asked == [begun, begun + timedelta(minutes=1)]


def test_nothing_is_asked_before_somebody_signs_in(
    window: MainWindow, day: Day, look: Callable[..., None]
) -> None:
    window.leave()
    look(ONE)
    assert day.asked == []


def test_long_work_that_ended_is_told_to_who_looks_elsewhere(
    window: MainWindow, told: Told, look: Callable[..., None], qtbot: QtBot
) -> None:
    look(None)
    window.activateWindow()
    qtbot.wait_until(window.isActiveWindow)
    window.tasks.long_ended.emit()
    assert told.said == []
    put_away(window, qtbot)
    window.tasks.long_ended.emit()
    assert told.said == [("任务已结束", "结果在窗口里")]
