"""The page of the day: every line one key from its action."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.today import DutyKind, DutySection
from branchcrm.domain.visit import VisitDraft, VisitState
from branchcrm.services.use_cases import Services
from ui.kit.month_popup import MonthPopup
from ui.kit.page import PageContext
from ui.kit.theme import Theme
from ui.shell.navigator import WindowNavigator
from ui.today.room import ROOM
from ui.today.today_page import TodayPage


def _customer(services: Services, name: str, birthday: str = "") -> CustomerId:
    draft = CustomerDraft(
        name=name,
        phone="13712348812",
        birthday=birthday,
        manager_id=services.context.actor.staff_id,
    )
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def _visit(services: Services, customer: CustomerId, at: str) -> VisitId:
    draft = VisitDraft(at=at, purpose="定期到期转出，了解去向")
    return VisitId(services.visits.add(customer, draft).only_id(Aspect.VISIT))


@pytest.fixture
def late(services: Services, clock: FixedClock) -> VisitId:
    """A visit that is a day late."""
    visit = _visit(services, _customer(services, "何秀兰"), "今天 10:00")
    clock.moment += timedelta(days=1)
    return visit


@pytest.fixture
def page(context: PageContext, late: VisitId, qtbot: QtBot) -> TodayPage:
    assert late
    shown = TodayPage(context)
    qtbot.addWidget(shown)
    shown.resize(1240, 820)
    context.changes.changed.connect(shown.on_changes)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.activate()
    _settle(shown, qtbot)
    return shown


def _settle(page: TodayPage, qtbot: QtBot) -> None:
    """Let what is read beside the window arrive."""
    qtbot.waitUntil(lambda: page.context.tasks.is_idle)


def _navigator(page: TodayPage) -> WindowNavigator:
    navigator = page.context.navigator
    assert isinstance(navigator, WindowNavigator)
    return navigator


def _press(page: TodayPage, key: Qt.Key) -> None:
    QTest.keyClick(page.card.list, key)


def test_space_does_a_visit_and_the_day_is_done(
    page: TodayPage, services: Services, late: VisitId, qtbot: QtBot
) -> None:
    assert page.status_text() == "今天已完成 0 项，剩 1 项"
    _press(page, Qt.Key.Key_Space)
    assert services.visits.get(late).state is VisitState.DONE
    _settle(page, qtbot)
    assert page.card.list.duties.rowCount() == 0
    assert page.card.list.current is None


def test_i_logs_and_enter_opens(page: TodayPage, late: VisitId, qtbot: QtBot) -> None:
    with qtbot.waitSignal(_navigator(page).form_requested) as form:
        _press(page, Qt.Key.Key_I)
    assert form.args is not None
    assert form.args[0] == "interaction"
    assert form.args[1]["visit_id"] == late
    with qtbot.waitSignal(_navigator(page).page_requested) as opened:
        _press(page, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0] == "customer"


def test_r_moves_to_a_day_that_is_picked(
    page: TodayPage, services: Services, late: VisitId
) -> None:
    _press(page, Qt.Key.Key_R)
    [popup] = page.findChildren(MonthPopup)
    popup.picked.emit(date(2026, 9, 21))
    assert services.visits.get(late).day(services.context.clock.zone) == date(2026, 9, 21)


def test_all_overdue_visits_move_from_their_heading(
    page: TodayPage, services: Services, late: VisitId
) -> None:
    box = page.card.list.visualRect(page.card.list.duties.index(0))
    place = page.card.list.painter_of_lines.link_box(box).center()
    QTest.mouseClick(page.card.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    [popup] = page.findChildren(MonthPopup)
    popup.picked.emit(date(2026, 9, 18))
    assert services.visits.get(late).day(services.context.clock.zone) == date(2026, 9, 18)


def test_the_circle_and_the_actions_take_the_mouse(
    page: TodayPage, services: Services, late: VisitId, qtbot: QtBot
) -> None:
    box = page.card.list.visualRect(page.card.list.duties.index(1))
    words = page.card.list.duties.lines[1].words
    assert words is not None
    log = page.card.list.painter_of_lines.action_boxes(box, words)[2].center()
    viewport = page.card.list.viewport()
    QTest.mouseMove(viewport, log)
    with qtbot.waitSignal(_navigator(page).form_requested):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=log)
    circle = QPoint(box.x() + 20, box.center().y())
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=circle)
    assert services.visits.get(late).state is VisitState.DONE


def test_j_and_k_skip_the_headings(page: TodayPage, services: Services, qtbot: QtBot) -> None:
    _visit(services, _customer(services, "郑凯"), "今天 15:30")
    page.refresh()
    _settle(page, qtbot)
    names = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_End):
        _press(page, key)
        current = page.card.list.current
        assert current is not None
        names.append(current.customer)
    assert names == ["何秀兰", "郑凯", "郑凯", "何秀兰", "郑凯"]


def test_birthdays_and_deadlines_are_lines_too(
    page: TodayPage, services: Services, clock: FixedClock, qtbot: QtBot
) -> None:
    _customer(services, "唐婉清", "1981-10-20")
    draft = ComplaintDraft(
        text="取号后等待 70 分钟",
        customer_id=_customer(services, "陈志强"),
        handler_id=services.context.actor.staff_id,
    )
    services.complaints.log(draft)
    clock.moment = clock.moment.replace(month=10, day=20)
    page.refresh()
    _settle(page, qtbot)
    page.card.kinds.choose(DutyKind.BIRTHDAY.value)
    assert [duty.customer for duty in page.card.shown] == ["唐婉清"]
    with qtbot.waitSignal(_navigator(page).form_requested):
        _press(page, Qt.Key.Key_Space)
    page.card.kinds.choose(DutyKind.COMPLAINT.value)
    [duty] = page.card.shown
    assert duty.section is DutySection.OVERDUE
    with qtbot.waitSignal(_navigator(page).page_requested) as asked:
        _press(page, Qt.Key.Key_Space)
    assert asked.args is not None
    assert asked.args[0] == "complaints"
    assert [line.words.name for line in page.side.birthdays.lines] == ["唐婉清"]
    assert [line.words.name for line in page.side.complaints.lines] == ["陈志强"]
    with qtbot.waitSignal(_navigator(page).page_requested):
        page.side.complaints.lines[0].click()
    page.card.list.duties.refresh_words()


def test_figures_lead_to_their_lists(page: TodayPage, qtbot: QtBot) -> None:
    for key in ("visits", "complaints", "tiers", "customers"):
        cell = page.figures.cell(key)
        assert cell is not None
        with qtbot.waitSignal(_navigator(page).page_requested) as asked:
            cell.click()
        assert asked.args is not None
        assert asked.args[0] == key


def test_numbers_are_shown_for_calling_and_hidden_again(
    page: TodayPage, services: Services, qtbot: QtBot
) -> None:
    page.card.numbers_button.click()
    _settle(page, qtbot)
    words = page.card.list.duties.lines[1].words
    assert words is not None
    assert words.right.text == "13712348812"
    assert "完整电话" in services.history.latest(limit=1)[0].summary.text()
    page.card.numbers_button.click()
    _settle(page, qtbot)
    hidden = page.card.list.duties.lines[1].words
    assert hidden is not None
    assert hidden.right.text == "137****8812"


def test_the_manager_sees_the_branch_by_person(
    page: TodayPage, services: Services, clerk: Services, qtbot: QtBot
) -> None:
    _visit(clerk, _customer(services, "郑凯"), "今天")
    page.card.scope_chosen.emit(None)
    _settle(page, qtbot)
    assert [line.words.name for line in page.side.people.lines] == ["李浩", "王敏"]
    page.side.person_chosen.emit(int(clerk.context.actor.staff_id))
    _settle(page, qtbot)
    assert [duty.customer for duty in page.card.shown] == ["郑凯"]
    assert page.card.scope_button.text() == "只看 李浩"


def test_every_look_and_size_paints(page: TodayPage, theme: Theme) -> None:
    theme.set_mode("dark")
    page.resize(900, 560)
    assert not page.grab().isNull()
    assert page.figures.height() < 60
    theme.set_mode("light")


def test_the_room_counts_what_is_due(context: PageContext, late: VisitId) -> None:
    assert late
    assert ROOM.counts is not None
    counted = ROOM.counts(context)["today"]
    assert (counted.text, counted.is_urgent) == ("1", True)
