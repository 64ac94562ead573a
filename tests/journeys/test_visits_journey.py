"""A clerk's day of visits and contacts, through the whole window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitState
from branchcrm.exchange.errors import NotWrittenError
from tests.journeys.driver import Driver
from ui.today.today_page import TodayPage
from ui.visits.interaction_panel import InteractionPanel
from ui.visits.visits_page import VisitsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def customer(demo: Driver) -> CustomerId:
    draft = CustomerDraft(name="顾念慈", phone="19912340987")
    return CustomerId(demo.services.customers.add(draft).only_id(Aspect.CUSTOMER))


def _panel(demo: Driver) -> InteractionPanel:
    panel = demo.place.form
    assert isinstance(panel, InteractionPanel)
    return panel


def test_from_a_phone_fragment_to_a_saved_contact_and_the_next_visit(
    demo: Driver, customer: CustomerId
) -> None:
    demo.press("Ctrl+I")
    panel = _panel(demo)
    line = panel.form.editor("customer").focus_widget
    QTest.keyClicks(line, "12340987")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert panel.form.value("customer") == customer
    panel.form.editor("note").set_value("想了解大额存单，下周再谈")
    choice = panel.form.editor("next_day")
    choice.set_value("7")
    choice.changed.emit()
    panel.form.editor("next_purpose").set_value("大额存单方案")
    demo.press("Ctrl+Return", panel)
    assert demo.notices[-1].startswith("记互动：顾念慈，下次回访")
    assert demo.services.customers.get(customer).next_visit_at is not None
    demo.undo()
    assert demo.services.interactions.of_customer(customer) == []
    assert demo.services.customers.get(customer).next_visit_at is None


def test_a_visit_is_planned_moved_done_and_undone(demo: Driver, customer: CustomerId) -> None:
    demo.open_page("visits", view="month")
    page = demo.page
    assert isinstance(page, VisitsPage)
    demo.press("Ctrl+N", page.month)
    demo.save_form(customer=int(customer), day=demo.services.context.clock.today(), purpose="问候")
    [visit] = demo.services.visit_lists.found(VisitFilter(customer_id=customer))
    page.month.choose_day(demo.services.context.clock.today())
    page.month.current_id = int(visit.id)
    QTest.keyClick(page.month, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    demo.settle()
    zone = demo.services.context.clock.zone
    assert demo.services.visits.get(visit.id).day(zone) == date(2026, 9, 18)
    page.month.choose_day(date(2026, 9, 18))
    page.month.current_id = int(visit.id)
    QTest.keyClick(page.month, Qt.Key.Key_Space)
    demo.settle()
    assert demo.services.visits.get(visit.id).state is VisitState.DONE
    demo.undo()
    assert demo.services.visits.get(visit.id).state is VisitState.PLANNED


def test_today_ticks_a_visit_off(demo: Driver, customer: CustomerId) -> None:
    draft = VisitDraft(at="今天 17:45", purpose="确认到账")
    visit = VisitId(demo.services.visits.add(customer, draft).only_id(Aspect.VISIT))
    demo.open_page("today")
    page = demo.page
    assert isinstance(page, TodayPage)
    page.refresh()
    rows = [line.duty.visit_id if line.duty else None for line in page.card.list.duties.lines]
    page.card.list.setCurrentIndex(page.card.list.duties.index(rows.index(visit)))
    QTest.keyClick(page.card.list, Qt.Key.Key_Space)
    demo.settle()
    assert demo.services.visits.get(visit).state is VisitState.DONE
    assert demo.notices[-1] == "完成顾念慈的回访"


def test_the_visits_that_are_shown_go_out_as_a_calendar_file(
    demo: Driver, customer: CustomerId, tmp_path: Path
) -> None:
    today = demo.services.context.clock.today()
    demo.services.visits.add(customer, VisitDraft(at=f"{today} 16:30", purpose="送资料"))
    demo.open_page("visits", view="week")
    demo.prompts.answers.append(tmp_path / "本周")
    demo.click("export_calendar")
    week = (tmp_path / "本周.ics").read_bytes().decode("utf-8")
    assert "SUMMARY:回访 顾**：送资料" in week
    assert demo.notices[-1].startswith("已导出")
    demo.open_page("visits", view="list")
    demo.prompts.answers.append(tmp_path / "以后.ics")
    demo.click("export_calendar")
    assert "SUMMARY:回访 顾**：送资料" in (tmp_path / "以后.ics").read_bytes().decode("utf-8")
    demo.prompts.answers.append(None)
    demo.click("export_calendar")
    demo.prompts.answers.append(tmp_path / "none" / "以后.ics")
    demo.click("export_calendar")
    assert isinstance(demo.prompts.asked[-1], NotWrittenError)
