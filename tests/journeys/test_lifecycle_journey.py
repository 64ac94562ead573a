"""Stages decided, customers claimed and returned, a leaver's book handed over: in the window."""

from datetime import timedelta

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft, Stage
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.rights import Role
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.staff import StaffDraft
from tests.journeys.driver import Driver
from ui.lifecycle.page import LifecyclePage


def customer(driver: Driver, name: str, bought: str = "", manager: StaffId | None = None) -> int:
    draft = CustomerDraft(name=name, manager_id=manager)
    number = CustomerId(driver.services.customers.add(draft).only_id(Aspect.CUSTOMER))
    if bought:
        driver.services.transactions.add(number, TransactionDraft(date=bought, amount="100"))
    return int(number)


def desk(driver: Driver, tab: str) -> LifecyclePage:
    driver.open_page("lifecycle", tab=tab)
    page = driver.page
    assert isinstance(page, LifecyclePage)
    return page


def stage(driver: Driver, number: int) -> Stage:
    return driver.services.customers.get(CustomerId(number)).facts.stage


def test_proposed_stages_are_accepted_declined_and_taken_back(driver: Driver) -> None:
    silent = customer(driver, "何秀兰", "2026-05-01")
    away = customer(driver, "郑凯", "2024-05-01")
    page = desk(driver, "stages")
    assert set(page.shown.table.rows.ids) == {away, silent}
    page.shown.table.rows.check_only([away])
    driver.click("接受")
    assert stage(driver, away) is Stage.LOST
    assert list(page.shown.table.rows.ids) == [silent]
    driver.undo()
    assert stage(driver, away) is Stage.ACTIVE
    page.shown.table.rows.check_only([silent])
    driver.prompts.answers.append("已联系，近期会再来")
    driver.click("不变动…")
    assert list(page.shown.table.rows.ids) == [away]
    driver.click("规则…")
    driver.save_form(dormant_days="九十")
    assert driver.sees("填写整数", driver.dialog)
    driver.save_form(dormant_days="180", gap_factor="0", lost_days="1000")
    assert stage(driver, silent) is Stage.ACTIVE
    assert [one.to_stage for one in driver.services.lifecycles.proposals()] == [Stage.DORMANT]


def test_customers_go_out_of_the_pool_and_back(driver: Driver, clock: FixedClock) -> None:
    free = customer(driver, "何秀兰")
    page = desk(driver, "pool")
    page.shown.table.rows.check_only([free])
    driver.click("领取")
    assert list(page.shown.table.rows.ids) == []
    driver.click("规则…")
    driver.save_form(return_low="400")
    clock.moment += timedelta(days=366)
    desk(driver, "due")
    driver.press("F5")
    page.shown.table.rows.check_only([free])
    driver.click("退回公海")
    assert driver.services.pools.waiting() == [free]


def test_a_leavers_book_goes_to_a_colleague(driver: Driver) -> None:
    drafts = [StaffDraft(name=name, role=Role.ACCOUNT_MANAGER) for name in ("李浩", "赵倩")]
    li, zhao = (StaffId(driver.services.staff.add(d).only_id(Aspect.STAFF)) for d in drafts)
    number = customer(driver, "何秀兰", manager=li)
    desk(driver, "pool")
    driver.click("移交客户…")
    dialog = driver.dialog
    driver.fill(dialog.form, {"leaver": str(int(li)), "receiver": str(int(zhao))})
    dialog.form.editor("receiver").changed.emit()
    assert driver.sees("移交 1 位客户、0 次待回访、0 件处理中的投诉，可以撤销", dialog)
    driver.save_form()
    assert driver.services.customers.get(CustomerId(number)).facts.manager_id == zhao
    driver.undo()
    assert driver.services.customers.get(CustomerId(number)).facts.manager_id == li
