"""Visits on the calendar: seen, planned, moved by mouse and by key, done, called off."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitState, VisitStatus
from branchcrm.services.use_cases import Services
from ui.kit.month_popup import MonthPopup
from ui.kit.page import PageContext
from ui.kit.questions import Question
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.visits.agenda import MOST_ROWS, AgendaRow
from ui.visits.canvas import Target, VisitCanvas
from ui.visits.room import ROOM
from ui.visits.visit_form import VisitDialog, open_visit
from ui.visits.visits_page import VisitsPage
from ui.visits.visits_reading import MOST_OF_DAY


@pytest.fixture
def customer(services: Services) -> CustomerId:
    draft = CustomerDraft(name="欧阳慧敏", phone="15012347725")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


@pytest.fixture
def page(context: PageContext, qtbot: QtBot) -> VisitsPage:
    shown = VisitsPage(context)
    qtbot.addWidget(shown)
    shown.resize(1240, 820)
    context.changes.changed.connect(shown.on_changes)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.activate(view="month")
    _settle(shown)
    return shown


def _settle(page: VisitsPage) -> None:
    """Let what is read beside the window arrive."""
    while not page.context.tasks.is_idle:
        waiting = QEventLoop()
        page.context.tasks.idle.connect(waiting.quit)
        waiting.exec()


def _visit(services: Services, customer: CustomerId, at: str = "9-18 14:00") -> VisitId:
    draft = VisitDraft(at=at, purpose="家庭账户开立")
    return VisitId(services.visits.add(customer, draft).only_id(Aspect.VISIT))


def _day(services: Services, visit: VisitId) -> date:
    return services.visits.get(visit).day(services.context.clock.zone)


def _centre(canvas: VisitCanvas, visit: VisitId) -> QPoint:
    box = next(box for shown, box in canvas.boxes() if shown.id == visit)
    return box.center().toPoint()


def test_ctrl_with_arrows_moves_a_visit_by_days_and_weeks(
    page: VisitsPage, services: Services, customer: CustomerId, prompts: ScriptedPrompts
) -> None:
    visit = _visit(services, customer)
    page.refresh()
    _settle(page)
    page.month.choose_day(date(2026, 9, 18))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.month, Qt.Key.Key_Down, control)
    assert prompts.asked
    assert _day(services, visit) == date(2026, 9, 24)


@pytest.fixture
def prompts() -> ScriptedPrompts:
    return ScriptedPrompts([True, True])


def test_a_drop_on_a_holiday_asks_for_the_workday_before(
    page: VisitsPage, services: Services, customer: CustomerId, prompts: ScriptedPrompts
) -> None:
    visit = _visit(services, customer)
    page.refresh()
    _settle(page)
    start = _centre(page.month, visit)
    goal = page.month.target_box(Target(date(2026, 9, 25))).center().toPoint()
    QTest.mousePress(page.month, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.month, start + QPoint(20, 20))
    QTest.mouseMove(page.month, goal)
    assert not page.month.grab().isNull()
    QTest.mouseRelease(page.month, Qt.MouseButton.LeftButton, pos=goal)
    [asked] = prompts.asked
    assert isinstance(asked, Question)
    assert asked.title == "9 月 25 日中秋节放假，改到 9 月 24 日？"
    assert _day(services, visit) == date(2026, 9, 24)


def test_stepping_back_from_the_question_leaves_the_visit(
    page: VisitsPage, services: Services, customer: CustomerId, prompts: ScriptedPrompts
) -> None:
    visit = _visit(services, customer, "9-24 14:00")
    prompts.answers = [False]
    page.refresh()
    _settle(page)
    page.month.choose_day(date(2026, 9, 24))
    QTest.keyClick(page.month, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert _day(services, visit) == date(2026, 9, 24)


def test_r_picks_the_day_from_a_month(
    page: VisitsPage, services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer)
    page.refresh()
    _settle(page)
    page.month.choose_day(date(2026, 9, 18))
    QTest.keyClick(page.month, Qt.Key.Key_R)
    [popup] = page.findChildren(MonthPopup)
    popup.grid.set_day(date(2026, 9, 22))
    QTest.keyClick(popup.grid, Qt.Key.Key_Return)
    assert _day(services, visit) == date(2026, 9, 22)


def test_space_does_and_enter_opens(
    page: VisitsPage, services: Services, customer: CustomerId, qtbot: QtBot
) -> None:
    visit = _visit(services, customer, "今天 15:30")
    page.refresh()
    _settle(page)
    page.month.choose_day(date(2026, 9, 17))
    navigator = page.context.navigator
    with qtbot.waitSignal(navigator.page_requested) as asked:  # type: ignore[attr-defined]
        QTest.keyClick(page.month, Qt.Key.Key_Return)
    assert asked.args[0] == "customer"
    QTest.keyClick(page.month, Qt.Key.Key_Space)
    assert services.visits.get(visit).state is VisitState.DONE


def test_arrows_walk_over_days_and_into_the_next_month(page: VisitsPage) -> None:
    page.month.choose_day(date(2026, 10, 4))
    QTest.keyClick(page.month, Qt.Key.Key_Right)
    _settle(page)
    assert page.month.content.first == date(2026, 9, 28)
    QTest.keyClick(page.month, Qt.Key.Key_Period)
    _settle(page)
    assert page.month.day == date(2026, 9, 17)


def test_j_steps_through_the_visits_of_a_day(
    page: VisitsPage, services: Services, customer: CustomerId
) -> None:
    first, second = _visit(services, customer, "9-21 09:30"), _visit(services, customer, "9-21")
    page.refresh()
    _settle(page)
    page.month.choose_day(date(2026, 9, 21))
    assert page.month.current_id == first
    QTest.keyClick(page.month, Qt.Key.Key_J)
    assert page.month.current_id == second
    QTest.keyClick(page.month, Qt.Key.Key_K)
    assert page.month.current_id == first


def test_w_shows_the_week_where_a_drop_sets_the_time(
    page: VisitsPage, services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer)
    QTest.keyClick(page.month, Qt.Key.Key_W)
    _settle(page)
    assert page.view == "week"
    start = _centre(page.week, visit)
    goal = QPoint(start.x(), int(page.week.height() * 0.22))
    QTest.mousePress(page.week, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.week, start - QPoint(0, 20))
    QTest.mouseMove(page.week, goal)
    QTest.mouseRelease(page.week, Qt.MouseButton.LeftButton, pos=goal)
    at = services.visits.get(visit).time(services.context.clock.zone)
    assert at is not None
    assert at.hour < 12
    assert at.minute in (0, 30)
    assert _day(services, visit) == date(2026, 9, 18)


def test_the_list_shows_overdue_due_and_done(
    page: VisitsPage, services: Services, customer: CustomerId, clock: FixedClock
) -> None:
    late = _visit(services, customer, "今天 09:00")
    _visit(services, customer, "9-22")
    clock.moment += timedelta(days=1)
    page.activate(view="list")
    assert page.table.tabs.value() == VisitStatus.OVERDUE
    assert list(page.table.table.rows.ids) == [late]
    page.table.acted.emit("done", services.visits.get(late))
    page.table.tabs.set_value(VisitStatus.DONE)
    page.table.tabs.changed.emit(VisitStatus.DONE)
    assert list(page.table.table.rows.ids) == [late]


def test_all_overdue_visits_move_at_once(
    page: VisitsPage, services: Services, customer: CustomerId, clock: FixedClock
) -> None:
    late = [_visit(services, customer, "今天 09:00"), _visit(services, customer, "今天 10:00")]
    clock.moment += timedelta(days=1)
    page.refresh()
    _settle(page)
    assert len(page.agenda.findChildren(AgendaRow)) >= 2
    page.agenda.all_move_wished.emit()
    popup = page.findChildren(MonthPopup)[-1]
    popup.picked.emit(date(2026, 9, 21))
    assert {_day(services, visit) for visit in late} == {date(2026, 9, 21)}


def test_a_crowded_day_shows_its_first_visits_and_how_many_there_are(
    page: VisitsPage, services: Services, customer: CustomerId, clock: FixedClock
) -> None:
    crowd = MOST_ROWS + 2
    for number in range(crowd):
        _visit(services, customer, f"今天 {15 + number // 60}:{number % 60:02}")
    page.refresh()
    _settle(page)
    content = page.month.content
    today = date(2026, 9, 17)
    assert (len(content.on(today)), content.count_on(today)) == (MOST_OF_DAY, crowd)
    assert not page.month.grab().isNull()
    assert len(page.agenda.findChildren(AgendaRow)) == MOST_ROWS
    clock.moment += timedelta(days=1)
    page.agenda.list_wished.emit()
    assert page.view == "list"


def test_visits_on_a_holiday_are_told_and_moved_before_it(
    page: VisitsPage, services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer, "9-26 10:00")
    page.refresh()
    _settle(page)
    assert "1 次回访建议提前" in page.agenda.holiday_notice.text
    page.agenda.holiday_notice.link.click()
    _settle(page)
    assert _day(services, visit) == date(2026, 9, 24)
    assert page.agenda.holiday_notice.isHidden()


def test_the_manager_looks_at_one_person_or_the_branch(
    page: VisitsPage, services: Services, clerk: Services, customer: CustomerId
) -> None:
    other = _visit(clerk, customer)
    page.refresh()
    _settle(page)
    assert all(shown.id != other for shown, _ in page.month.boxes())
    page.bar.scope_chosen.emit(None)
    _settle(page)
    assert [shown.id for shown, _ in page.month.boxes()] == [other]
    assert page.status_text() == "9 月已完成 0 次，待回访 1 次"
    assert services.visits.get(other).staff == "李浩"


def test_the_view_is_remembered(page: VisitsPage, context: PageContext, qtbot: QtBot) -> None:
    page.bar.views.choose("list")
    again = VisitsPage(context)
    qtbot.addWidget(again)
    assert again.view == "list"


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1000, 800)
    widget.show()
    return widget


def test_the_form_says_what_speaks_against_a_day(
    context: PageContext, host: QWidget, services: Services, customer: CustomerId
) -> None:
    dialog = open_visit(context, host, {"customer_id": int(customer), "day": date(2026, 9, 25)})
    assert isinstance(dialog, VisitDialog)
    assert dialog.concern_notice.text == "9 月 25 日中秋节放假"
    dialog.concern_notice.link.click()
    assert dialog.form.value("day") == date(2026, 9, 24)
    assert dialog.concern_notice.isHidden()
    dialog.save()
    assert dialog.form.widget("purpose").accessibleDescription() == "写明事由后才能保存"
    dialog.form.editor("purpose").set_value("家庭账户开立")
    dialog.save()
    [kept] = services.visit_lists.found(VisitFilter())
    assert (kept.purpose, kept.staff) == ("家庭账户开立", "王敏")


def test_a_planned_visit_is_changed_or_called_off_with_a_reason(
    context: PageContext,
    host: QWidget,
    services: Services,
    customer: CustomerId,
    prompts: ScriptedPrompts,
) -> None:
    visit = _visit(services, customer)
    dialog = open_visit(context, host, {"visit_id": int(visit)})
    assert isinstance(dialog, VisitDialog)
    dialog.form.editor("purpose").set_value("补签授权书")
    dialog.save()
    assert services.visits.get(visit).purpose == "补签授权书"
    prompts.answers = ["客户不便"]
    again = open_visit(context, host, {"visit_id": int(visit)})
    assert isinstance(again, VisitDialog)
    again.call_off()
    assert services.visits.get(visit).result == "客户不便"
    assert open_visit(context, host, {"visit_id": int(visit)}) is None


def test_without_a_customer_or_a_day_the_form_names_them(
    context: PageContext, host: QWidget, customer: CustomerId
) -> None:
    dialog = open_visit(context, host, {})
    assert isinstance(dialog, VisitDialog)
    dialog.save()
    assert dialog.footer_text == "1 项需要修改"
    dialog.form.editor("customer").set_value(int(customer))
    dialog.save()
    assert dialog.footer_text == "2 项需要修改"


def test_the_room_counts_what_waits(
    context: PageContext, services: Services, customer: CustomerId
) -> None:
    _visit(services, customer, "今天")
    assert ROOM.counts is not None
    assert ROOM.counts(context)["visits"].text == "1"
