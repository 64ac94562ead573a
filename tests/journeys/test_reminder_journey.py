"""A visit comes near while the window is put away: the system says so, without names."""

from datetime import timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.visit import VisitDraft
from tests.journeys.driver import Driver
from ui.shell.attention import Attention

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class SystemVoice:
    """The system's messages, kept instead of shown."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def notify(self, title: str, text: str) -> None:
        self.said.append(f"{title}: {text}")


def test_a_visit_that_comes_near_is_told_while_the_window_is_put_away(
    demo: Driver, clock: FixedClock
) -> None:
    voice = SystemVoice()
    attention = Attention(demo.window, voice)
    attention.look()
    found = demo.services.customers.add(CustomerDraft(name="顾念慈")).only_id(Aspect.CUSTOMER)
    local = clock.moment.astimezone(clock.zone) + timedelta(minutes=15)
    draft = VisitDraft(at=f"今天 {local:%H:%M}", purpose="大额存单方案")
    demo.services.visits.add(CustomerId(found), draft)
    demo.window.showMinimized()
    for _minute in range(15):
        clock.moment += timedelta(minutes=1)
        attention.look()
        demo.settle()
    assert voice.said == [f"回访提醒: {local:%H:%M} 有一次回访"]


def test_reminders_are_turned_off_in_the_settings(demo: Driver) -> None:
    demo.open_page("settings")
    demo.click("系统提醒")
    assert not demo.window.parts.preferences.are_reminders_shown
