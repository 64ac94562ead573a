"""Visits for the ticked customers in the window: the preview, the plan, one undo."""

from datetime import date

from branchcrm.domain.visit import VisitDraft, VisitFilter
from tests.journeys.driver import Driver
from tests.journeys.many_desk import add_customers, dialog, enter, list_page
from ui.visits.visit_round import VisitRoundDialog


def test_ticked_customers_are_planned_over_the_days_and_taken_back(driver: Driver) -> None:
    ids = add_customers(driver)
    planned = VisitDraft(at="2026-12-01", purpose="理财到期")
    driver.services.visits.add(ids[0], planned)
    page = list_page(driver)
    page.body.table.rows.check_only([int(one) for one in ids])
    page.bulk.plan_visits()
    driver.settle()
    shown = dialog(VisitRoundDialog)
    assert shown.notice.text.startswith("已选 3 位")
    assert not shown.button.isEnabled()
    first = driver.place.context.clock.today()
    enter(driver, shown, purpose="年底答谢", day=first, per_day="1")
    assert "1 位不安排：已经安排了回访（周雅琴）" in shown.notice.text
    assert shown.button.text() == "安排 2 次"
    shown.button.click()
    driver.settle()
    assert len(driver.services.visit_lists.found(VisitFilter())) == 3
    assert not page.body.table.checked_ids()
    driver.undo()
    assert len(driver.services.visit_lists.found(VisitFilter())) == 1


def test_what_cannot_be_is_said_at_its_field_and_nobody_left_is_said(driver: Driver) -> None:
    ids = add_customers(driver)
    page = list_page(driver)
    page.bulk.plan_visits()
    page.body.table.rows.check_only([int(ids[0])])
    page.bulk.plan_visits()
    driver.settle()
    shown = dialog(VisitRoundDialog)
    enter(driver, shown, purpose="年底答谢", day=date(2020, 1, 6))
    assert shown.form.error_count == 1
    enter(driver, shown, day=driver.place.context.clock.today(), per_day="0")
    assert shown.form.error_count == 1
    driver.services.visits.add(ids[0], VisitDraft(at="2026-12-01", purpose="理财到期"))
    enter(driver, shown, per_day="")
    assert "所选客户都不能排进这一轮" in shown.notice.text
    assert not shown.button.isEnabled()
    shown.apply()
    driver.settle()
    assert "没有安排" in shown.notice.text
    shown.reject()
    driver.settle()
    driver.place.open_form("visit_round", {"customer_ids": []})
