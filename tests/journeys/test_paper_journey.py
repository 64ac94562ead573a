"""Cards, lists and day sheets are previewed, masked, and written as PDF through the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.exchange.letters import LetterTemplateError
from branchcrm.services.address_labels import NoLabelsError
from branchcrm.services.exports import ExportRequest
from branchcrm.services.letters import LetterRequest
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.customers.letter_writing import save_sample
from ui.customers.list_page import CustomerListPage
from ui.customers.portrait_header import PortraitHeader
from ui.customers.portrait_page import PortraitPage
from ui.paper.output import NotPrintedError
from ui.paper.page import PaperPage
from ui.paper.pieces import Pairs, Row, Title

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PHONE = "13900000271"
LIN = CustomerId(1)


@pytest.fixture
def driver(program: Program) -> Driver:
    """The window over a book with a customer, a trade and a visit today."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", "correct horse")
    services = driver.services
    draft = CustomerDraft(name="林国栋", phone=PHONE, address="滨江路 16 号")
    added = services.customers.add(draft)
    services.transactions.add(LIN, TransactionDraft(date="2026-09-01", amount="68420"))
    today = services.context.clock.today().isoformat()
    services.visits.add(LIN, VisitDraft(at=f"{today} 16:30", purpose="理财到期"))
    driver.place.context.changes.publish(added)
    driver.settle()
    return driver


def paper(driver: Driver) -> PaperPage:
    driver.settle()
    page = driver.page
    assert isinstance(page, PaperPage)
    return page


def texts(page: PaperPage) -> list[str]:
    assert page.document is not None
    found: list[str] = []
    for sheet in page.document.sheets:
        for _, piece in sheet.pieces:
            if isinstance(piece, Pairs):
                found += [text for _, text in piece.pairs]
            elif isinstance(piece, Row):
                found += piece.cells
    return found


def last(driver: Driver) -> str:
    return driver.services.history.latest(limit=1)[0].summary.text()


def test_a_card_is_previewed_masked_and_written_as_pdf(driver: Driver, tmp_path: Path) -> None:
    driver.place.context.navigator.open_customer(int(LIN))
    driver.settle()
    driver.press("Ctrl+P")
    page = paper(driver)
    assert "139****0271" in texts(page)
    assert PHONE not in texts(page)
    assert not page.print_button.isEnabled()
    target = tmp_path / "卡"
    driver.prompts.answers.append(target)
    driver.click("另存为 PDF")
    assert (tmp_path / "卡.pdf").read_bytes().startswith(b"%PDF")
    assert last(driver) == "打印林国栋的客户卡（脱敏）"
    page.panel.hides.click()
    driver.settle()
    assert PHONE in texts(page)
    driver.prompts.answers.append(tmp_path / "none" / "卡.pdf")
    driver.click("另存为 PDF")
    assert isinstance(driver.prompts.asked[-1], NotPrintedError)
    driver.prompts.answers.append(target)
    driver.click("另存为 PDF")
    assert last(driver) == "打印林国栋的客户卡（完整）"
    driver.press("Escape", page)
    assert isinstance(driver.page, PortraitPage)


def test_parts_paper_colour_and_zoom_are_chosen(driver: Driver) -> None:
    driver.open_page("paper", customer_id=int(LIN))
    page = paper(driver)
    assert page.document is not None
    before = len([piece for sheet in page.document.sheets for piece in sheet.pieces])
    next(iter(page.panel.parts.values())).click()
    assert page.document is not None
    after = len([piece for sheet in page.document.sheets for piece in sheet.pieces])
    assert after < before
    page.panel.paper.setCurrentIndex(1)
    assert len(page.document.sheets) > 1
    page.panel.colour.set_value("grey")
    zoom = page.preview.zoom
    page.preview.set_zoom(zoom + 0.2)
    assert page.preview.zoom == pytest.approx(zoom + 0.2)
    driver.click("整页")
    assert page.preview.zoom != pytest.approx(zoom + 0.2)


def test_the_list_and_the_day_go_onto_paper(driver: Driver) -> None:
    driver.open_page("customers")
    driver.press("Ctrl+P")
    page = paper(driver)
    assert "林**" in texts(page)
    page.panel.hides.click()
    driver.settle()
    assert "林国栋" in texts(page)
    assert last(driver) == "在打印预览中查看完整资料：客户名单 1 位"
    driver.open_page("visits")
    driver.press("Ctrl+P")
    page = paper(driver)
    assert "林**" in texts(page)
    assert "理财到期" in texts(page)
    driver.press("Ctrl+P")
    assert paper(driver) is page


def test_a_printed_list_has_the_columns_the_order_and_the_name_of_its_view(
    driver: Driver, tmp_path: Path
) -> None:
    for name in ("安心", "周雅琴"):
        own = driver.services.context.actor.staff_id
        driver.services.customers.add(CustomerDraft(name=name, phone=PHONE, manager_id=own))
    driver.open_page("customers", view="mine")
    page = driver.page
    assert isinstance(page, CustomerListPage)
    page.body.table.places.choose(["name", "phone", "stage"])
    page.body.table.sort_wished.emit("name", False)  # noqa: FBT003 - a signal
    driver.settle()
    driver.press("Ctrl+P")
    shown = paper(driver)
    assert shown.document is not None
    assert not shown.document.is_wide
    assert [text for text in texts(shown) if text.endswith("*")] == ["安*", "周**"]
    assert texts(shown)[:4] == ["客户编号", "姓名", "手机", "阶段"]
    title = shown.document.sheets[0].pieces[0][1]
    assert isinstance(title, Title)
    assert title.line == "我的客户 · 2 位"
    driver.open_page("customers")
    keys = [one.key for one in page.body.table.rows.columns if one.key != "check"]
    page.body.table.places.choose(keys)
    driver.press("Ctrl+P")
    shown = paper(driver)
    assert shown.document is not None
    assert shown.document.is_wide
    driver.prompts.answers.append(tmp_path / "名单.pdf")
    driver.click("另存为 PDF")
    assert (tmp_path / "名单.pdf").read_bytes().startswith(b"%PDF")


def test_the_portrait_offers_the_card_in_its_menu(driver: Driver) -> None:
    driver.place.context.navigator.open_customer(int(LIN))
    driver.settle()
    page = driver.page
    assert isinstance(page, PortraitPage)
    assert isinstance(page.header, PortraitHeader)
    menu = page.header.more_menu()
    (action,) = [one for one in menu.actions() if one.text() == "打印客户卡…"]
    action.trigger()
    assert "139****0271" in texts(paper(driver))


def test_a_customer_that_is_gone_leads_back(driver: Driver) -> None:
    driver.open_page("paper", customer_id=99)
    driver.settle()
    assert isinstance(driver.prompts.asked[-1], NotFoundError)


def test_letters_are_written_to_ticked_customers(driver: Driver, tmp_path: Path) -> None:
    sample, target = tmp_path / "模板", tmp_path / "信"
    driver.prompts.answers.append(sample)
    save_sample(driver.place.context)
    driver.open_page("customers")
    driver.settle()
    page = driver.page
    assert isinstance(page, CustomerListPage)
    page.body.table.rows.toggle_checked(0)
    driver.settle()
    driver.prompts.answers.extend([sample.with_suffix(".docx"), target])
    full = page.bulk.letters.menu(CustomerFilter(ids=(1,)), CustomerOrder()).actions()[-1]
    full.trigger()
    driver.settle()
    assert target.with_suffix(".docx").exists()
    assert any("已生成 1 封信" in notice for notice in driver.notices)
    assert last(driver) == "按模板 模板.docx 生成 1 封信到 信.docx（完整）"
    driver.click("写信")
    menus = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu)]
    (menu,) = [one for one in menus if one.isVisible()]
    menu.close()
    driver.prompts.answers.extend([tmp_path / "none.docx", target])
    page.bulk.letters.write(LetterRequest(filter=CustomerFilter(), order=CustomerOrder()))
    driver.settle()
    assert isinstance(driver.prompts.asked[-1], LetterTemplateError)


def test_address_labels_are_previewed_laid_out_and_written_as_pdf(
    driver: Driver, tmp_path: Path
) -> None:
    services = driver.services
    for name, address in (("周雅琴", "人民路 88 号锦苑小区" * 6), ("沈一帆", "")):
        services.customers.add(CustomerDraft(name=name, address=address))
    services.customers.add(CustomerDraft(name="顾晨", address="二号"))
    services.consents.ban(CustomerId(4), "本人要求")
    driver.open_page("customers")
    page = driver.page
    assert isinstance(page, CustomerListPage)
    question = page.body.question()
    page.exports.menu(ExportRequest(filter=question.asked)).actions()[-1].trigger()
    labels = paper(driver)
    assert labels.document is not None
    assert len(labels.document.sheets) == 1
    assert driver.sees("1 位要求不再联系，没有标签；1 位没有地址，没有标签")
    choice = labels.panel.labels
    choice.rows.setValue(1)
    choice.columns.setValue(1)
    driver.settle()
    assert len(labels.document.sheets) == 2
    choice.rows.setValue(8)
    choice.columns.setValue(2)
    choice.skipped.setValue(15)
    driver.settle()
    assert len(labels.document.sheets) == 2
    choice.skipped.setValue(0)
    choice.rows.setValue(15)
    choice.gap.setValue(10)
    driver.settle()
    assert driver.sees("写不下地址：减少行数或列数")
    choice.gap.setValue(0)
    driver.settle()
    assert not driver.sees("写不下地址：减少行数或列数")
    driver.prompts.answers.append(tmp_path / "标签.pdf")
    driver.click("另存为 PDF")
    assert (tmp_path / "标签.pdf").read_bytes().startswith(b"%PDF")
    assert last(driver) == "打印地址标签 2 张（完整）"


def test_labels_for_nobody_are_refused_and_the_page_is_left(driver: Driver) -> None:
    driver.services.consents.ban(LIN, "本人要求")
    driver.open_page("customers")
    driver.open_page("paper", labels=CustomerFilter(), order=CustomerOrder())
    driver.settle()
    assert isinstance(driver.prompts.asked[-1], NoLabelsError)
    assert isinstance(driver.page, CustomerListPage)
