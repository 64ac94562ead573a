"""Many customers edited at once in the window: the preview, the change, one undo."""

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from tests.journeys.driver import Driver
from tests.journeys.many_desk import PEOPLE, add_customers, dialog, enter, list_page
from ui.customers.bulk_edit import BulkEditDialog
from ui.kit.table_view import Anchor

COMPANY = CustomerDraft(name="恒泰五金有限公司", kind="enterprise")


def customers(driver: Driver) -> list[CustomerId]:
    return add_customers(driver, [*PEOPLE, COMPANY])


def test_ticked_customers_change_together_and_back_in_one_step(driver: Driver) -> None:
    ids = customers(driver)
    page = list_page(driver)
    page.body.table.rows.check_only([int(one) for one in ids])
    driver.click("批量修改")
    shown = dialog(BulkEditDialog)
    assert not shown.button.isEnabled()
    assert shown.notice.text.startswith("已选 4 位")
    enter(driver, shown, stage="dormant", occupation="教师", added_tags=("重点",))
    assert "会修改 3 位" in shown.notice.text
    assert "1 位不能改：企业没有职业（恒泰五金有限公司）" in shown.notice.text
    assert driver.sees("沉睡", shown)
    shown.button.click()
    driver.settle()
    kept = [driver.services.customers.get(one).facts.stage for one in ids]
    assert kept == ["dormant", "dormant", "dormant", "active"]
    assert not page.body.table.checked_ids()
    driver.undo()
    kept = [driver.services.customers.get(one).facts.stage for one in ids]
    assert set(kept) == {"active"}
    assert driver.services.attachments.tags(ids[0]) == []


def test_hidden_rows_stay_as_they_are(driver: Driver) -> None:
    ids = customers(driver)
    page = list_page(driver)
    page.body.table.rows.check_only([int(one) for one in ids])
    page.body.filters.search.setText("周雅琴")
    page.load(Anchor.PLACE)
    driver.settle()
    driver.click("批量修改")
    shown = dialog(BulkEditDialog)
    enter(driver, shown, source="", address="x" * 300)
    assert shown.form.error_count == 1
    enter(driver, shown, address="和平路 2 号")
    shown.apply()
    driver.settle()
    kept = [driver.services.customers.get(one).facts.address for one in ids]
    assert kept == ["和平路 2 号", "", "", ""]


def test_removing_leaves_ticked_rows_out_of_sight_alone(driver: Driver) -> None:
    ids = customers(driver)
    page = list_page(driver)
    page.body.table.rows.check_only([int(one) for one in ids])
    page.body.filters.search.setText("周雅琴")
    page.load(Anchor.PLACE)
    driver.settle()
    driver.click("删除")
    driver.settle()
    kept = [driver.services.customers.get(one).is_removed for one in ids]
    assert kept == [True, False, False, False]


def test_fields_are_emptied_and_nothing_to_do_is_said(driver: Driver) -> None:
    ids = customers(driver)
    page = list_page(driver)
    page.body.table.rows.check_only([int(ids[0])])
    driver.click("批量修改")
    shown = dialog(BulkEditDialog)
    enter(driver, shown, emptied=("source",))
    assert "1 位已经是这样，不用改" in shown.notice.text
    assert not shown.button.isEnabled()
    shown.apply()
    driver.settle()
    assert shown.notice.text.startswith("没有修改：所选客户里没有需要改的")
    shown.reject()


def test_manager_and_tags_have_their_buttons_that_begin_in_their_field(driver: Driver) -> None:
    ids = customers(driver)
    page = list_page(driver)
    page.body.table.rows.check_only([int(one) for one in ids])
    for words, key in (("分配经理", "manager"), ("加标签", "added_tags")):
        driver.click(words)
        shown = dialog(BulkEditDialog)
        assert shown.form.focused_key() == key
        shown.reject()
        driver.settle()
    driver.click("加标签")
    enter(driver, dialog(BulkEditDialog), added_tags=("重点",))
    dialog(BulkEditDialog).apply()
    driver.settle()
    assert [driver.services.attachments.tags(one) for one in ids] == [["重点"]] * 4
