"""A clerk's day with complaints, through the real window on a real book."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from branchcrm.bootstrap import Book
from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft, Finding
from branchcrm.domain.complaint_guard import AccusedHandlerError
from branchcrm.domain.complaint_kind import (
    ComplaintAction,
    ComplaintState,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintFilter
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import ComplaintId, CustomerId
from branchcrm.domain.rights import Role
from branchcrm.services.complaint_drafts import AnswerDraft, AssessDraft, StepDraft
from branchcrm.services.use_cases import Services
from tests.journeys.complaint_desk import ComplaintDesk, fill, type_name
from ui.book_door import session_of
from ui.complaints.intake_dialog import open_intake
from ui.complaints.room import ROOM, rail_counts
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.theme import Theme
from ui.screenshots import settle
from ui.shell.language import LanguageSwitch
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.preferences import Preferences

ZONE = ZoneInfo("Asia/Shanghai")
QUEUE = ComplaintDraft(
    subject="网点排队超过 1 小时",
    text="取号后等待 70 分钟，只开 2 个窗口。",
    severity=Severity.URGENT,
    category="借记卡",
)
FINDING = Finding(
    answer="已致歉并预约专窗",
    answer_channel="phone",
    liability=Liability.JUSTIFIED,
    outcome=Outcome.APOLOGY,
)


@pytest.fixture
def customer(services: Services) -> CustomerId:
    draft = CustomerDraft(name="沈一帆", phone="18612343390", code="C-000318")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


@pytest.fixture
def prompts() -> ScriptedPrompts:
    return ScriptedPrompts()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, prompts: ScriptedPrompts, tmp_path: Path
) -> Iterator[MainWindow]:
    theme = Theme("light")
    theme.apply(qapp)
    parts = WindowParts(
        preferences=Preferences(tmp_path / "preferences.ini"),
        theme=theme,
        language=LanguageSwitch(),
        prompts=prompts,
        rooms=lambda: [ROOM],
    )
    made = MainWindow(parts)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    settle(made)
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def desk(window: MainWindow, book: Book, services: Services) -> ComplaintDesk:
    window.enter(session_of(book, services))
    made = ComplaintDesk(window)
    made.open_page()
    return made


def log(services: Services, draft: ComplaintDraft = QUEUE) -> ComplaintId:
    return ComplaintId(services.complaints.log(draft).only_id(Aspect.COMPLAINT))


def investigating(services: Services, draft: ComplaintDraft = QUEUE) -> ComplaintId:
    number = log(services, draft)
    services.complaint_steps.accept(number, AssessDraft())
    services.complaint_steps.investigate(number, StepDraft())
    return number


def test_a_complaint_is_logged_from_anywhere_and_taken_to_its_closing(
    desk: ComplaintDesk, services: Services, customer: CustomerId
) -> None:
    form = desk.start_complaint(customer)
    assert "答复截止 9 月 23 日 周三 17:00" in form.outlook.text
    fill(
        form.form,
        {
            "text": "8 月和 9 月各扣了两笔 2 元。要求退回。",
            "severity": "important",
            "demand": "refund",
        },
    )
    assert form.outlook.text.startswith("答复截止 9 月 21 日 周一 17:00")
    assert "周日 9 月 20 日为调休上班日，已计入" in form.outlook.text
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.subjects() == ["8 月和 9 月各扣了两笔 2 元"]
    assert desk.page.tabs.tab("open").accessibleName() == "处理中 1"  # type: ignore[union-attr]
    assert "受理确认截止" in desk.case.banner.text
    desk.take_step({"category": "credit_card", "note": "已电话告知"})
    desk.take_step({"note": "调取短信记录"})
    assert desk.case.steps.accessibleName().startswith("调查")
    desk.step.action_button.click()
    assert desk.step._foot.text == "3 项需要修改"
    desk.take_step({"answer": "已退回多扣的 4 元", "liability": "justified", "outcome": "refund"})
    assert desk.case.portrait.complaint.state is ComplaintState.DECIDED
    assert services.customers.get(customer).next_visit_at is not None
    desk.choose_tab("callback")
    desk.take_step({"satisfaction": 5})
    assert desk.subjects() == []
    desk.choose_tab("closed")
    assert desk.case.form is None
    assert [entry.accessibleName()[:2] for entry in desk.case.log.entries][-1] == "结案"


def test_undo_takes_a_step_back_on_the_screen(desk: ComplaintDesk, services: Services) -> None:
    log(services)
    desk.page.refresh()
    desk.settle()
    desk.take_step({})
    assert str(desk.case.portrait.complaint.state) == "assessed"
    desk.place.context.navigator.run(services.history.undo)
    desk.settle()
    assert str(desk.case.portrait.complaint.state) == "received"


def test_what_is_typed_comes_back_after_another_row_was_looked_at(
    desk: ComplaintDesk, services: Services
) -> None:
    number = investigating(services)
    investigating(services, ComplaintDraft(text="自助设备吞卡", severity=Severity.GENERAL))
    desk.open_page(complaint_id=int(number))
    fill(desk.step.form, {"answer": "正在核实"})
    desk.step.drafts.save_now()
    desk.settle()
    assert desk.step.kept_text == "草稿 14:32 已自动保存"
    desk.press(Qt.Key.Key_Down)
    assert desk.case.portrait.complaint.subject == "自助设备吞卡"
    desk.press(Qt.Key.Key_Up)
    assert desk.step.form.value("answer") == "正在核实"
    QTest.keyClick(desk.page.side.list, Qt.Key.Key_Return)
    desk.settle()
    assert desk.window.focusWidget() is desk.step.form.widget("answer")


def test_the_intake_form_keeps_its_draft_and_knows_strangers(
    desk: ComplaintDesk, services: Services
) -> None:
    form = desk.start_complaint()
    type_name(form, "路过的张先生")
    fill(form.form, {"text": "门口地滑", "phone": "13800001234"})
    form.drafts.save_now()
    form.reject()
    desk.settle()
    form = desk.start_complaint()
    assert form.form.value("text") == "门口地滑"
    type_name(form, "路过的张先生")
    form.save()
    desk.settle()
    (row,) = services.complaints.rows(services.complaints.ids(ComplaintFilter()))
    assert row.complainant == "路过的张先生"
    assert row.customer_id is None
    assert desk.case.portrait.complaint.complainant_phone == "138****1234"
    assert desk.start_complaint().form.value("text") == ""
    desk.place.close_form()


def test_a_customer_is_found_while_typing(desk: ComplaintDesk, customer: CustomerId) -> None:
    form = desk.start_complaint()
    QTest.keyClicks(form.customer.line, "syf")
    assert form.customer.completer.completionModel().rowCount() == 1
    form.customer.completer.activated.emit("沈一帆  186****3390  C-000318")
    assert form.form.value("customer") == customer
    assert form.customer.typed_name == ""
    form.customer.chosen.clear_button.click()
    assert form.form.value("customer") is None
    type_name(form, "没有这个人")
    assert form.customer.typed_name == "没有这个人"
    form.reject()


def test_a_repeated_complaint_is_added_to_the_one_that_is_open(
    desk: ComplaintDesk, services: Services, customer: CustomerId
) -> None:
    draft = ComplaintDraft(subject="短信费", text="扣了两次", customer_id=customer)
    number = log(services, draft)
    form = desk.start_complaint(customer)
    assert form.similar.text.startswith("这位客户 30 天内已有 1 件投诉：TS202609170001 短信费")
    fill(form.form, {"text": "七月也扣了"})
    form.append_button.click()
    desk.settle()
    assert desk.case.portrait.complaint.id == number
    assert desk.case.portrait.complaint.text.endswith("七月也扣了")


def test_more_fields_open_at_a_wish_and_a_case_solved_on_the_spot_closes(
    desk: ComplaintDesk, services: Services
) -> None:
    form = desk.start_complaint()
    assert not form.form.widget("accused").isVisible()
    form.more_button.click()
    assert form.form.widget("accused").isVisible()
    assert not form.form.widget("outcome").isVisible()
    fill(form.form, {"text": "排队", "on_the_spot": True, "outcome": "apology", "satisfaction": 4})
    assert form.form.widget("outcome").isVisible()
    form.save()
    desk.settle()
    desk.choose_tab("closed")
    assert desk.subjects() == ["排队"]
    assert services.complaints.on_time_rate() == 1.0


def test_the_accused_cannot_be_chosen_to_handle_the_case(
    desk: ComplaintDesk, services: Services
) -> None:
    me = int(services.actor.staff_id)
    form = desk.start_complaint()
    form.show_further()
    fill(form.form, {"text": "态度差", "handler": me, "accused": me})
    form.save()
    assert AccusedHandlerError.happened in form.notice.text
    form.reject()


def test_a_day_that_moves_on_leaves_forms_and_dialogs_as_they_are(
    desk: ComplaintDesk, services: Services
) -> None:
    desk.open_page(complaint_id=int(investigating(services)))
    fill(desk.step.form, {"answer": "正在核实"})
    dialog = desk.detour(ComplaintAction.EXTEND)
    desk.place.context.changes.renew()
    desk.settle()
    desk.finish(dialog, {"level": "complex", "reason": "需外部机构配合"})
    assert desk.case.portrait.complaint.level is Level.COMPLEX
    assert desk.step.form.values()["answer"] == "正在核实"


def test_an_extension_without_its_papers_stays_open_with_the_reasons(
    desk: ComplaintDesk, services: Services
) -> None:
    number = investigating(services)
    desk.open_page(complaint_id=int(number))
    dialog = desk.detour(ComplaintAction.EXTEND)
    desk.finish(dialog, {"level": "very_complex"})
    assert dialog.footer_text == "4 项需要修改"
    told = services.context.clock.business_now()
    papers = {
        "reason": "需外部机构配合",
        "approver": "分行副行长",
        "approved_at": services.context.clock.today(),
        "notified_at": told,
    }
    desk.finish(dialog, papers)
    assert desk.case.portrait.complaint.level is Level.VERY_COMPLEX
    assert desk.case.portrait.deadlines.due_approval is None


def test_the_clock_is_paused_and_runs_again(desk: ComplaintDesk, services: Services) -> None:
    desk.open_page(complaint_id=int(investigating(services)))
    now = services.context.clock.business_now()
    desk.finish(desk.detour(ComplaintAction.PAUSE), {"reason": "检测", "notified_at": now})
    assert desk.case.banner.text.startswith("计时已暂停")
    desk.take_step({"note": "结论已出"})
    assert desk.case.portrait.complaint.state is ComplaintState.INVESTIGATING


@pytest.mark.parametrize(
    ("action", "values", "state"),
    [
        (ComplaintAction.RESTART, {"text": "又多扣一笔"}, ComplaintState.INVESTIGATING),
        (ComplaintAction.ESCALATE, {"level": 3}, ComplaintState.INVESTIGATING),
        (ComplaintAction.WITHDRAW, {"note": "客户来电"}, ComplaintState.WITHDRAWN),
        (ComplaintAction.REJECT, {"reason": "属于咨询"}, ComplaintState.REJECTED),
        (ComplaintAction.ASSIGN, {"note": "由我跟进"}, ComplaintState.INVESTIGATING),
        (ComplaintAction.CORRECT, {"reason": "写错日期"}, ComplaintState.INVESTIGATING),
    ],
)
def test_every_detour_has_its_dialog(
    desk: ComplaintDesk,
    services: Services,
    action: ComplaintAction,
    values: dict[str, object],
    state: ComplaintState,
) -> None:
    number = investigating(services)
    desk.open_page(complaint_id=int(number))
    entries = {entry.data() for entry in desk.case.head.menu().actions()}
    assert action in entries or action is ComplaintAction.ASSIGN
    desk.finish(desk.detour(action), values)
    assert services.complaints.get(number).complaint.state is state


def test_two_complaints_of_a_customer_are_merged_by_number(
    desk: ComplaintDesk, services: Services, customer: CustomerId
) -> None:
    draft = ComplaintDraft(text="短信费", customer_id=customer)
    first, repeat = log(services, draft), log(services, draft)
    desk.open_page(complaint_id=int(repeat))
    dialog = desk.detour(ComplaintAction.MERGE)
    desk.finish(dialog, {"into": "TS209901010001"})
    assert "没有找到投诉" in dialog.notice.text
    desk.finish(dialog, {"into": "TS202609170001"})
    assert services.complaints.get(repeat).complaint.merged_into_id == first


def test_an_answered_case_goes_to_review_and_a_closed_one_opens_again(
    desk: ComplaintDesk, services: Services
) -> None:
    number = investigating(services)
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    desk.open_page(complaint_id=int(number))
    desk.finish(desk.detour(ComplaintAction.REVIEW), {"note": "申请核查"})
    assert desk.case.portrait.complaint.state is ComplaintState.REVIEW
    desk.take_step({"answer": "维持", "liability": "partly", "outcome": "explanation"})
    desk.take_step({"ending": "remedies_told", "root_cause": "窗口不足"})
    desk.open_page(complaint_id=int(number))
    assert desk.page.tabs.value() == "closed"
    assert desk.case.head.reopen_button.isVisible()
    desk.case.head.reopen_button.click()
    dialog = desk.case.dialog
    assert dialog is not None
    desk.finish(dialog, {"reason": "没有说明原因"})
    assert services.complaints.get(number).complaint.reopen_count == 1
    desk.choose_tab("reopened")
    assert "第 2 次打开" in desk.page.side.list.rows.columns[0].spoken_text(
        desk.page.side.list.rows.row_at(0)
    )


def test_three_vain_attempts_allow_to_close(desk: ComplaintDesk, services: Services) -> None:
    number = investigating(services)
    services.complaint_steps.propose(number, FINDING)
    desk.open_page(complaint_id=int(number))
    for _ in range(3):
        assert [button.text() for button in desk.step.other_buttons] == ["没有联系上"]
        desk.step.other_buttons[0].click()
        desk.settle()
    desk.step.other_buttons[-1].click()
    desk.settle()
    assert services.complaints.get(number).complaint.state is ComplaintState.CLOSED


def test_a_clerk_waits_for_the_approval_that_a_manager_gives(
    window: MainWindow, book: Book, services: Services, clerk: Services
) -> None:
    number = investigating(services, ComplaintDraft(text="理财亏损", level=Level.COMPLEX))
    window.enter(session_of(book, clerk))
    at_clerk = ComplaintDesk(window)
    at_clerk.open_page(complaint_id=int(number))
    assert at_clerk.step.action_button.text() == "提交审批"
    at_clerk.take_step({"answer": "补偿", "liability": "partly", "outcome": "compensation"})
    assert not at_clerk.step.action_button.isEnabled()
    assert "等待审批" in at_clerk.step.action_button.toolTip()
    at_clerk.step.save()
    assert services.complaints.get(number).complaint.state is ComplaintState.PROPOSED
    window.enter(session_of(book, services))
    at_manager = ComplaintDesk(window)
    at_manager.open_page(complaint_id=int(number))
    at_manager.step.other_buttons[0].click()
    at_manager.settle()
    assert services.complaints.get(number).complaint.state is ComplaintState.APPROVED
    at_manager.take_step({"channel": "counter"})
    assert services.complaints.get(number).complaint.finding.answer_channel == "counter"


def test_the_list_is_searched_sorted_and_says_when_it_is_empty(
    desk: ComplaintDesk, services: Services
) -> None:
    assert desk.page.case is None
    log(services, ComplaintDraft(subject="自助设备吞卡", text="吞卡"))
    log(services)
    desk.page.refresh()
    desk.settle()
    assert desk.subjects() == ["网点排队超过 1 小时", "自助设备吞卡"]
    desk.search("吞卡")
    assert desk.subjects() == ["自助设备吞卡"]
    desk.search("没有这样的")
    assert desk.subjects() == []
    assert desk.page.case is None
    desk.page.side.empty.button.click()
    desk.page.side._typed.finish()
    desk.settle()
    assert len(desk.subjects()) == 2
    menu = desk.page.side.sort_button.menu_of_orders()
    next(action for action in menu.actions() if action.data() == "number").trigger()
    desk.settle()
    assert desk.page.side.sort_button.text() == "编号"
    desk.page.search_focus()
    assert desk.window.focusWidget() is desk.page.side.search
    assert desk.page.regions()[0] is desk.page.side.list
    assert desk.page.status_text().startswith("处理中 2 件")


def test_the_register_goes_out_as_seen(
    desk: ComplaintDesk, services: Services, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    log(services)
    prompts.answers.append(None)
    desk.page.export_button.click()
    assert not list(tmp_path.glob("*.xlsx"))
    prompts.answers.append(tmp_path / "台账")
    desk.page.export_button.click()
    desk.settle()
    assert (tmp_path / "台账.xlsx").exists()
    prompts.answers.append(tmp_path / "没有这个文件夹" / "台账.xlsx")
    desk.page.export_button.click()
    desk.settle()
    assert "没有" in str(prompts.asked[-1])


def test_the_rail_counts_open_complaints_and_warns_of_those_due_soon(
    desk: ComplaintDesk, services: Services, clock: FixedClock
) -> None:
    assert rail_counts(desk.place.context)["complaints"].text == ""
    log(services)
    count = rail_counts(desk.place.context)["complaints"]
    assert (count.text, count.is_urgent) == ("1", False)
    clock.moment += timedelta(hours=4)
    assert rail_counts(desk.place.context)["complaints"].is_urgent


def test_a_late_case_is_shown_in_red_with_words(
    desk: ComplaintDesk, services: Services, clock: FixedClock
) -> None:
    number = investigating(services)
    clock.moment = datetime(2026, 10, 9, 9, 30, tzinfo=ZONE)
    desk.open_page(complaint_id=int(number))
    assert desk.case.banner.text.startswith("逾期")
    desk.finish(desk.detour(ComplaintAction.ESCALATE), {"level": 1})
    assert desk.case.portrait.complaint.is_overdue


def test_the_accessible_words_follow_the_language_and_the_width(
    desk: ComplaintDesk, services: Services
) -> None:
    desk.open_page(complaint_id=int(investigating(services)))
    desk.window.resize(1100, 700)
    desk.settle()
    assert desk.page.side.width() < 400
    assert desk.case.steps.accessibleName().startswith("调查")
    assert desk.case.log.entries[0].heightForWidth(240) > 0


def test_an_auditor_looks_but_finds_no_form(
    window: MainWindow, book: Book, services: Services
) -> None:
    number = investigating(services)
    auditor = book.services(replace(services.actor, role=Role.AUDITOR))
    window.enter(session_of(book, auditor))
    desk = ComplaintDesk(window)
    desk.open_page(complaint_id=int(number))
    assert desk.case.form is None
    assert not desk.case.head.more_button.isVisible()
    assert not desk.page.add_button.isVisible()
    assert open_intake(desk.place.context, desk.page, {}) is None


def test_the_pictures_of_the_room_can_be_taken(desk: ComplaintDesk, services: Services) -> None:
    log(services)
    for screen in ROOM.screens:
        screen.open(desk.window)
        desk.settle()
    assert desk.place.form is not None
    desk.place.close_form()
