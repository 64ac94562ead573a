"""A clerk's day with customers, through the real window on a real book."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from branchcrm.bootstrap import Book
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft, CustomerFilter
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.ready_view import READY_VIEWS
from branchcrm.domain.reveal import RevealReason
from branchcrm.domain.rights import Role
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.exports import ExportRequest
from branchcrm.services.use_cases import Services
from tests.journeys.customer_desk import CustomerDesk, button, choose
from ui.book_door import session_of
from ui.customers.portrait_header import PortraitHeader
from ui.customers.product_list import ProductDialog, ProductListDialog
from ui.customers.receipt_card import ReceiptCard
from ui.customers.room import ROOM
from ui.customers.secret_line import SecretLine
from ui.kit.choice_editors import SegmentEditor
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.theme import Theme
from ui.paper.page import PaperPage
from ui.paper.room import ROOM as PAPER_ROOM
from ui.room import Room
from ui.shell.language import LanguageSwitch
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.preferences import Preferences

# the offscreen platform says so of every sized window, which no user ever sees
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PEOPLE = (
    ("周雅琴", "13800005678", "68420"),
    ("林国栋", "13900000271", "1286400"),
    ("何秀兰", "13700008812", "731900"),
    ("马晓东", "13600007718", "8260"),
)


@pytest.fixture
def customers(services: Services) -> dict[str, CustomerId]:
    found = {}
    for place, (name, phone, amount) in enumerate(PEOPLE):
        draft = CustomerDraft(name=name, phone=phone, gender="female", birthday="1984-11-03")
        number = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
        deal = TransactionDraft(date=f"2026-09-{place + 10}", amount=amount, product="稳健理财")
        services.transactions.add(number, deal)
        found[name] = number
    services.tiers.retier()
    return found


@pytest.fixture
def prompts() -> ScriptedPrompts:
    return ScriptedPrompts()


@pytest.fixture
def parts(qapp: QApplication, prompts: ScriptedPrompts, tmp_path: Path) -> WindowParts:
    theme = Theme()
    theme.apply(qapp)
    return WindowParts(
        preferences=Preferences(tmp_path / "preferences.ini"),
        theme=theme,
        language=LanguageSwitch(),
        prompts=prompts,
        rooms=lambda: [ROOM, PAPER_ROOM],
    )


@pytest.fixture
def desk(
    parts: WindowParts,
    book: Book,
    services: Services,
    customers: dict[str, CustomerId],
) -> Iterator[CustomerDesk]:
    assert customers
    window = MainWindow(parts)
    window.resize(1440, 900)
    window.show()
    window.enter(session_of(book, services))
    made = CustomerDesk(window)
    made.open_list()
    yield made
    made.settle()
    window.close()
    window.deleteLater()


def test_the_room_offers_its_pages_and_pictures() -> None:
    assert isinstance(ROOM, Room)
    assert [spec.key for spec in ROOM.pages] == ["customers", "customer"]


def test_customers_are_listed_newest_dealing_first_with_counts(desk: CustomerDesk) -> None:
    assert desk.names() == ["马晓东", "何秀兰", "林国栋", "周雅琴"]
    assert desk.tab_labels()[0] == "全部 4"
    assert desk.page.status_text() == "显示 1–4，共 4 位"


def test_search_finds_by_initials_and_phone_and_says_when_nothing_matches(
    desk: CustomerDesk,
) -> None:
    desk.type_search("zyq")
    assert desk.names() == ["周雅琴"]
    desk.page.clear_filters()
    desk.settle()
    assert len(desk.names()) == 4
    desk.type_search("8812")
    assert desk.names() == ["何秀兰"]
    desk.type_search("没有这个人")
    assert desk.names() == []
    texts = [label.text() for label in desk.page.body.empty.findChildren(QLabel)]
    assert "没有符合条件的客户" in texts
    desk.page.body.empty.button.click()
    desk.settle()
    assert len(desk.names()) == 4


def test_an_older_answer_never_replaces_a_newer_one(desk: CustomerDesk) -> None:
    box = desk.page.body.filters.search
    for text in ("z", "zy", "zyq", "l"):
        box.setText(text)
    assert len(desk.names()) == 4, "the list that is shown stays until the answer is there"
    desk.settle()
    assert desk.names() == ["林国栋", "何秀兰"]


def test_any_column_sorts_and_the_current_customer_stays_current(
    desk: CustomerDesk, customers: dict[str, CustomerId]
) -> None:
    table = desk.page.body.table
    table.set_current_id(customers["周雅琴"])
    desk.sort_by("amount")
    assert desk.names() == ["林国栋", "何秀兰", "周雅琴", "马晓东"]
    assert table.current_id() == customers["周雅琴"]
    desk.sort_by("amount")
    assert desk.names()[0] == "马晓东"
    desk.sort_by("name")
    assert desk.names() == ["何秀兰", "林国栋", "马晓东", "周雅琴"]


def test_a_tab_shows_one_tier_and_filters_show_as_chips(
    desk: CustomerDesk, services: Services
) -> None:
    counts = services.customers.counts(CustomerFilter())
    for tier, count in counts.items():
        desk.choose_tab(tier.value)
        assert len(desk.names()) == count
    assert sum(count > 0 for count in counts.values()) > 1
    desk.choose_tab("all")
    body = desk.page.body
    body.set_where(services.filters.read("客户经理 = 本人 且 阶段 = 流失"))
    desk.settle()
    assert body.filters.in_words() == "客户经理 为 我本人，阶段 为 流失"
    body.filters.part_removed.emit(0)
    desk.settle()
    assert body.filters.in_words() == "阶段 为 流失"


def test_the_pane_follows_the_current_row_and_closes_with_escape(
    desk: CustomerDesk, qtbot: QtBot
) -> None:
    desk.press(Qt.Key.Key_Home, Qt.Key.Key_J, Qt.Key.Key_J)
    qtbot.waitUntil(desk.page.pane.isVisible)
    texts = {label.text() for label in desk.page.pane.findChildren(QLabel)}
    assert {"林国栋", "139****0271", "分层得分", "最近动态"} <= texts
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.pane.isHidden()


def test_ticked_customers_go_to_the_recycle_bin_and_come_back(desk: CustomerDesk) -> None:
    desk.press(Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_J, Qt.Key.Key_Space)
    assert desk.page.body.bulk.isVisible()
    button(desk.page.body.bulk, "删除").click()
    desk.settle()
    assert desk.names() == ["林国栋", "周雅琴"]
    assert not desk.page.body.bulk.isVisible()
    desk.choose_view("bin")
    assert sorted(desk.names()) == ["何秀兰", "马晓东"]
    QTest.keyClick(desk.page.body.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    button(desk.page.body.bulk, "恢复").click()
    desk.settle()
    assert desk.names() == []
    desk.choose_view("all")
    assert len(desk.names()) == 4


def test_a_customer_is_added_after_the_wrong_phone_was_mended(
    desk: CustomerDesk, services: Services
) -> None:
    dialog = desk.start_customer()
    dialog.save()
    assert dialog.footer_text == "1 项需要修改"
    desk.fill(dialog.form, {"name": "陈志强", "phone": "1355501440"})
    dialog.save()
    assert dialog.isVisible()
    desk.fill(dialog.form, {"phone": "13555014406", "birthday": "6-14"})
    dialog.save()
    desk.settle()
    assert not dialog.isVisible()
    found = services.customers.search("陈志强").hits
    assert [hit.row.phone for hit in found] == ["135****4406"]
    assert desk.page.body.table.current_id() == found[0].row.id


def test_a_likely_twin_is_shown_and_can_be_dismissed(desk: CustomerDesk) -> None:
    dialog = desk.start_customer()
    desk.fill(dialog.form, {"name": "周雅琴", "phone": "13800005678"})
    texts = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert {"可能已经有这位客户", "姓名相同，电话相同"} <= texts
    button(dialog, "不是同一人").click()
    texts = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert "可能已经有这位客户" not in texts
    dialog.reject()


def test_a_twin_can_be_opened_instead(desk: CustomerDesk, customers: dict[str, CustomerId]) -> None:
    dialog = desk.start_customer()
    desk.fill(dialog.form, {"name": "周雅琴"})
    button(dialog, "打开该客户").click()
    desk.settle()
    assert desk.place.pages.current_key == "customer"
    assert desk.portrait.portrait is not None
    assert desk.portrait.portrait.customer.id == customers["周雅琴"]


def test_a_company_has_its_own_fields_and_a_missing_phone_is_only_a_warning(
    desk: CustomerDesk, services: Services
) -> None:
    dialog = desk.start_customer()
    kind = dialog.form.editor("kind")
    assert isinstance(kind, SegmentEditor)
    kind.segments.choose("enterprise")
    desk.settle()
    assert dialog.form.widget("uscc").isVisible()
    assert not dialog.form.widget("id_number").isVisible()
    button(dialog, "更多资料").click()
    assert dialog.form.widget("address").isVisible()
    desk.fill(dialog.form, {"name": "上海恒泰五金制品有限公司", "phone": ""})
    warnings = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert "没有电话，之后联系不上这位客户" in warnings
    dialog.save()
    desk.settle()
    assert services.customers.search("恒泰").total == 1


def test_what_was_typed_comes_back_after_closing(desk: CustomerDesk) -> None:
    dialog = desk.start_customer()
    desk.fill(dialog.form, {"name": "欧阳慧敏", "opened_on": date(2026, 9, 1)})
    dialog.reject()
    again = desk.start_customer()
    assert again.form.value("name") == "欧阳慧敏"
    assert again.form.value("opened_on") == date(2026, 9, 1)
    again.save()
    desk.settle()
    assert desk.start_customer().form.value("name") == ""


def test_several_customers_are_added_in_a_row(desk: CustomerDesk) -> None:
    dialog = desk.start_customer()
    for name in ("唐婉清", "黄思源"):
        desk.fill(dialog.form, {"name": name})
        button(dialog, "保存并再建一位").click()
        assert dialog.isVisible()
    dialog.reject()
    desk.settle()
    assert {"唐婉清", "黄思源"} <= set(desk.names())


def test_editing_keeps_the_masked_number(
    desk: CustomerDesk, services: Services, customers: dict[str, CustomerId]
) -> None:
    dialog = desk.change_customer(customers["周雅琴"])
    assert dialog.form.value("phone") == "138****5678"
    desk.fill(dialog.form, {"employer": "市第二实验小学"})
    dialog.save()
    desk.settle()
    assert services.customers.search("13800005678").total == 1
    assert services.customers.get(customers["周雅琴"]).facts.employer == "市第二实验小学"


def open_portrait(desk: CustomerDesk, customer_id: CustomerId) -> None:
    desk.page.body.table.set_current_id(customer_id)
    desk.press(Qt.Key.Key_Return)
    assert desk.place.pages.current_key == "customer"


def test_the_portrait_tells_why_and_what_happened(
    desk: CustomerDesk, customers: dict[str, CustomerId]
) -> None:
    open_portrait(desk, customers["林国栋"])
    card = desk.portrait.findChild(ReceiptCard)
    assert card is not None
    assert desk.portrait.status_text() == "林国栋 第 3 位，共 4 位"
    kinds = {entry.kind for entry in desk.portrait.body.timeline.list.lines.entries}
    assert "transaction" in kinds
    desk.portrait.step(1)
    assert desk.portrait.status_text() == "周雅琴 第 4 位，共 4 位"
    desk.portrait.step(1)
    desk.settle()
    button(desk.portrait.header, "上一位").click()
    desk.settle()
    QTest.keyClick(desk.portrait.body.timeline.list, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.place.pages.current_key == "customers"
    assert desk.page.body.table.current_id() == customers["林国栋"]


def test_a_number_is_revealed_for_a_reason_and_hidden_again(
    desk: CustomerDesk, services: Services, customers: dict[str, CustomerId]
) -> None:
    open_portrait(desk, customers["周雅琴"])
    line = desk.portrait.findChildren(SecretLine)[0]
    assert line.reasons()[0] is RevealReason.SERVICE
    line.eye.click()
    choose(line, "核对资料")
    assert line.text.text() == "13800005678"
    line.eye.click()
    assert line.text.text() == "138****5678"
    newest = services.history.latest(limit=1)[0]
    assert newest.summary.text() == "查看周雅琴的完整电话：核对资料"


def test_a_transaction_is_keyed_corrected_and_reversed_on_the_portrait(
    desk: CustomerDesk, services: Services, customers: dict[str, CustomerId]
) -> None:
    number = customers["马晓东"]
    open_portrait(desk, number)
    dialog = desk.start_transaction()
    desk.fill(dialog.form, {"amount": "3万", "product": "国债 3 年"})
    dialog.save()
    desk.settle()
    assert services.customers.get(number).amount_12m_cents == 3_826_000
    shown = desk.portrait.body.timeline.list.lines.entries
    key = next(entry.key for entry in shown if entry.kind == "transaction")
    desk.portrait.body.event_opened.emit(key)
    again = desk.transaction_form()
    assert again.form.value("amount") == "30000.00"
    desk.fill(again.form, {"amount": "20000"})
    again.save()
    assert services.customers.get(number).amount_12m_cents == 2_826_000
    newest = services.transactions.of_customer(number)[0]
    desk.portrait.body.transaction_wished.emit("reverse", int(newest.id))
    assert services.customers.get(number).amount_12m_cents == 826_000
    oldest = services.transactions.of_customer(number)[-1]
    desk.portrait.body.transaction_wished.emit("remove", int(oldest.id))
    assert services.customers.get(number).amount_12m_cents == 0


def test_a_removed_customer_is_left_and_can_be_restored_from_the_portrait(
    desk: CustomerDesk, services: Services, customers: dict[str, CustomerId]
) -> None:
    number = customers["何秀兰"]
    open_portrait(desk, number)
    header = desk.portrait.header
    assert isinstance(header, PortraitHeader)
    menu = header.more_menu()
    assert [action.text() for action in menu.actions()] == [
        "编辑资料…",
        "标签…",
        "登记交易…",
        "打印客户卡…",
        "产品目录…",
        "人工定层级…",
        "修改历史…",
        "删除这位客户",
    ]
    menu.actions()[-1].trigger()
    desk.settle()
    assert "何秀兰" not in desk.names()
    desk.place.context.navigator.open_customer(int(number))
    desk.settle()
    button(desk.portrait.header, "恢复").click()
    assert not services.customers.get(number).is_removed


def test_products_are_added_renamed_and_retired(desk: CustomerDesk, services: Services) -> None:
    dialog = ProductListDialog(desk.place.context, desk.window)
    dialog.open()
    button(dialog, "新建产品").click()
    form = dialog.findChildren(ProductDialog)[-1]
    desk.fill(form.form, {"name": "一年定期存款", "line": "deposit"})
    form.save()
    desk.settle()
    button(dialog, "修改").click()
    form = dialog.findChildren(ProductDialog)[-1]
    desk.fill(form.form, {"code": "DQ-1"})
    form.save()
    desk.settle()
    codes = {kept.name: kept.code for kept in services.products.all()}
    assert codes["一年定期存款"] == "DQ-1"
    button(dialog, "停用").click()
    desk.settle()
    assert "一年定期存款" not in {kept.name for kept in services.products.all()}
    button(dialog, "重新启用").click()
    dialog.accept()


def test_columns_and_sort_are_remembered_for_the_person(
    desk: CustomerDesk, services: Services
) -> None:
    desk.sort_by("amount")
    desk.page.body.table.places.set_shown("code", is_shown=True)
    desk.settle()
    stored = services.settings.preference("list.customers")
    assert stored["sort"] == "amount"
    assert stored["shown"] == {"code": True}


def test_the_list_and_the_ticked_rows_go_out_to_excel(
    desk: CustomerDesk, services: Services, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    target = tmp_path / "名单.xlsx"
    prompts.answers = [target]
    question = desk.page.body.question()
    masked, full, *_ = desk.page.exports.menu(ExportRequest(filter=question.asked)).actions()
    masked.trigger()
    desk.settle()
    assert target.exists()
    newest = services.history.latest(limit=1)[0]
    assert "4" in newest.summary.text()
    prompts.answers = ["数据核对", tmp_path / "所选"]
    full.trigger()
    desk.settle()
    assert (tmp_path / "所选.xlsx").exists()
    prompts.answers = [None]
    full.trigger()
    desk.press(Qt.Key.Key_Home, Qt.Key.Key_Space)
    button(desk.page.body.bulk, "导出所选").click()
    prompts.answers = [tmp_path / "一位.xlsx"]
    choose(desk.page, "导出（号码脱敏）…")
    desk.settle()
    assert (tmp_path / "一位.xlsx").exists()


def test_who_may_only_look_is_offered_nothing_to_change(
    parts: WindowParts, book: Book, services: Services, customers: dict[str, CustomerId]
) -> None:
    actor = replace(services.actor, role=Role.AUDITOR)
    window = MainWindow(parts)
    window.resize(1440, 900)
    window.show()
    window.enter(session_of(book, book.services(actor)))
    desk = CustomerDesk(window)
    desk.open_list(current=int(customers["周雅琴"]))
    assert desk.page.add_button.isHidden()
    assert desk.page.export_button.isHidden()
    assert desk.page.body.table.painter_of_rows.row_actions == ()
    desk.press(Qt.Key.Key_I, Qt.Key.Key_E)
    assert desk.place.form is None
    desk.place.context.navigator.open_customer(int(customers["周雅琴"]))
    desk.settle()
    header = desk.portrait.header
    assert isinstance(header, PortraitHeader)
    assert [action.text() for action in header.more_menu().actions()] == [
        "产品目录…",
        "修改历史…",
    ]
    desk.portrait.print_page()
    desk.settle()
    assert isinstance(desk.place.pages.current_page, PaperPage)
    assert not desk.place.pages.current_page.save_button.isEnabled()
    window.close()
    window.deleteLater()


def test_a_customer_without_figures_is_told_why_there_is_no_tier(
    desk: CustomerDesk, services: Services
) -> None:
    number = services.customers.add(CustomerDraft(name="新客户")).only_id(Aspect.CUSTOMER)
    desk.place.context.navigator.open_customer(number)
    desk.settle()
    texts = {label.text() for label in desk.portrait.findChildren(QLabel) if label.isVisible()}
    assert "为什么未分层" in texts
    assert desk.portrait.findChild(ReceiptCard) is None
    assert desk.portrait.status_text() == "新客户"


def test_every_ready_made_view_opens_from_the_switch(desk: CustomerDesk) -> None:
    desk.open_list()
    everybody = set(desk.names())
    for key in READY_VIEWS:
        desk.choose_view(key)
        assert set(desk.names()) <= everybody
    desk.choose_view("current")
    assert set(desk.names()) == everybody
