"""A workbook goes out with its keys locked, is edited, and comes back through the real window."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.three_way import Side
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.exchange.page import ExchangePage
from ui.exchange.review_dialog import ReviewDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LIN = CustomerId(1)


@pytest.fixture
def driver(program: Program) -> Driver:
    """The window over a book with two customers."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", "correct horse")
    for name, phone in (("林国栋", "13900000271"), ("周雅琴", "13800005678")):
        driver.services.customers.add(CustomerDraft(name=name, phone=phone))
    return driver


def review(driver: Driver) -> ReviewDialog:
    page = driver.page
    assert isinstance(page, ExchangePage)
    dialog = page.locked_trips.dialog
    assert dialog is not None
    return dialog


def edit(path: Path) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(number for number, cell in enumerate(sheet[1], start=1) if cell.value == "单位")
    sheet.cell(2, place, "滨江商贸")
    sheet.cell(3, place, "市第二实验小学")
    book.save(path)


def test_a_workbook_is_edited_outside_and_its_conflicts_are_decided(
    driver: Driver, tmp_path: Path
) -> None:
    target = tmp_path / "可改.xlsx"
    driver.prompts.answers.extend(["补全资料", target])
    driver.open_page("exchange")
    driver.click("导出可改的工作簿…")
    driver.settle()
    assert target.exists()
    edit(target)
    first = load_workbook(target).worksheets[0]["A2"].value
    clash = driver.services.customers.id_of(str(first))
    driver.services.customers.edit(
        clash, CustomerDraft(name="林国栋", phone="13900000271", employer="市图书馆")
    )
    driver.prompts.answers.append(target)
    driver.click("收回改好的工作簿…")
    driver.settle()
    dialog = review(driver)
    assert driver.sees("改了 1 格，冲突 1 格", dialog)
    driver.click("全部用文件", dialog)
    assert [control.value() for control in dialog.sides.values()] == [Side.FILE]
    driver.press("Ctrl+Return", dialog)
    driver.settle()
    drafts = [driver.services.customers.draft_of(CustomerId(number)) for number in (1, 2)]
    assert {draft.employer for draft in drafts} == {"滨江商贸", "市第二实验小学"}
    driver.undo()
    assert driver.services.customers.draft_of(clash).employer == "市图书馆"


def test_a_dropped_workbook_that_was_handed_out_is_compared_and_left(
    driver: Driver, tmp_path: Path
) -> None:
    target = tmp_path / "可改.xlsx"
    driver.prompts.answers.extend(["补全资料", target])
    driver.open_page("exchange")
    driver.click("导出可改的工作簿…")
    driver.settle()
    driver.open_page("exchange", file=target)
    driver.settle()
    dialog = review(driver)
    assert not dialog.take.isEnabled()
    driver.press("Ctrl+Return", dialog)
    assert dialog.isVisible()
    driver.press("Escape", dialog)
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.locked_trips.dialog is None
