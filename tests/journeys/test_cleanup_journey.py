"""Duplicates found, merged with choices, parted, undone; records to complete: in the window."""

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.transaction import TransactionDraft
from tests.journeys.driver import Driver
from ui.cleanup import page as cleanup
from ui.cleanup.merge_dialog import MergeDialog, open_merge
from ui.cleanup.page import CleanupPage


def customer(driver: Driver, draft: CustomerDraft) -> CustomerId:
    return CustomerId(driver.services.customers.add(draft).only_id(Aspect.CUSTOMER))


def desk(driver: Driver, tab: str) -> CleanupPage:
    driver.open_page("cleanup", tab=tab)
    page = driver.page
    assert isinstance(page, CleanupPage)
    return page


def pair(driver: Driver) -> tuple[CustomerId, CustomerId]:
    one = customer(driver, CustomerDraft(name="周雅琴", phone="13812345678", note="甲"))
    two = customer(driver, CustomerDraft(name="周雅芹", phone="13812345678", note="乙"))
    driver.services.transactions.add(two, TransactionDraft(date="2026-09-01", amount="100"))
    return one, two


def test_a_group_is_merged_field_by_field_and_taken_back(driver: Driver) -> None:
    one, two = pair(driver)
    page = desk(driver, "duplicates")
    table = page.shown.table
    assert list(table.rows.ids) == [two]
    table.opened.emit(int(two))
    driver.settle()
    dialog = driver.dialog
    assert isinstance(dialog, MergeDialog)
    assert dialog.moving.text() == "没有要移动的记录"
    driver.fill(dialog.form, {"survivor": str(int(one))})
    dialog.form.changed.emit("survivor")
    assert "交易 1" in dialog.moving.text()
    driver.save_form(name=str(int(two)))
    kept = driver.services.customers.get(one)
    assert (kept.name, kept.facts.note) == ("周雅芹", "甲\n乙")
    assert driver.services.customers.get(two).is_removed
    assert list(page.shown.table.rows.ids) == []
    driver.undo()
    assert driver.services.customers.get(one).name == "周雅琴"
    assert list(page.shown.table.rows.ids) == [two]


def test_different_customers_are_kept_apart(driver: Driver) -> None:
    pair(driver)
    page = desk(driver, "duplicates")
    page.shown.table.rows.check_only(list(page.shown.table.rows.ids))
    driver.click("不是同一人")
    assert list(page.shown.table.rows.ids) == []


def test_what_can_never_be_one_is_said(driver: Driver) -> None:
    one, _two = pair(driver)
    firm = customer(driver, CustomerDraft(name="恒泰", kind=CustomerKind.ENTERPRISE))
    assert open_merge(driver.place.context, [one, firm], driver.window) is None
    assert "企业" in str(driver.prompts.asked[-1])
    page = desk(driver, "duplicates")
    page.shown.table.rows.check_only([])
    page.findings = None
    assert page.merge() is None


def test_incomplete_records_are_listed_and_opened(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair(driver)
    page = desk(driver, "missing")
    assert set(page.shown.table.rows.ids) == {one, two}
    assert "完整度 20%" in page.status_text()
    monkeypatch.setattr(cleanup, "SMALL_BOOK", 0)
    driver.place.context.navigator.run(lambda: driver.services.customers.remove([one]))
    driver.settle()
    assert page.findings is not None
    assert page.findings.groups == []
    page.shown.table.opened.emit(int(two))
    driver.settle()
    assert driver.page_key == "customer"
    driver.place.context.navigator.run(lambda: driver.services.customers.restore([one]))
    assert page.findings is None
