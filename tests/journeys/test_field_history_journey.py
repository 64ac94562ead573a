"""What a customer's fields held before, seen and brought back in the window."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from tests.journeys.driver import Driver
from ui.customers.customer_form import CustomerDialog
from ui.customers.field_history import FieldHistoryDialog


def changed_customer(driver: Driver) -> CustomerId:
    customers = driver.services.customers
    draft = CustomerDraft(name="周雅琴", phone="13812345678", address="人民路 88 号")
    number = CustomerId(customers.add(draft).only_id(Aspect.CUSTOMER))
    for address in ("和平路 2 号", "解放路 3 号"):
        customers.edit(number, replace(customers.draft_of(number), address=address))
    return number


def dialog() -> FieldHistoryDialog:
    found = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, FieldHistoryDialog) and widget.isVisible()
    ]
    return found[-1]


def test_an_old_address_comes_back_from_the_portrait(driver: Driver) -> None:
    number = changed_customer(driver)
    driver.place.context.navigator.open_customer(int(number))
    driver.settle()
    driver.press("H")
    shown = dialog()
    rows = [shown.table.rows.row_at(place)[1] for place in range(len(shown.table.rows.ids))]
    assert [(row.field, row.after) for row in rows[:2]] == [
        ("address", "解放路 3 号"),
        ("address", "和平路 2 号"),
    ]
    shown.form.set_values({"field": "address"})
    shown.table.go_to(1)
    driver.settle()
    driver.click("恢复为“人民路 88 号”", shown)
    assert driver.services.customers.draft_of(number).address == "人民路 88 号"
    shown.reject()
    driver.undo()
    assert driver.services.customers.draft_of(number).address == "解放路 3 号"


def test_a_form_leads_to_the_history_of_its_field(driver: Driver) -> None:
    number = changed_customer(driver)
    driver.place.context.navigator.edit_customer(int(number))
    driver.settle()
    form = driver.dialog
    assert isinstance(form, CustomerDialog)
    driver.type_into("field_email", "zhou@example.com", form)
    form.form.widget("address").setFocus()
    form.history.open_history()
    driver.settle()
    shown = dialog()
    assert shown.form.value("field") == "address"
    shown.table.go_to(0)
    shown.restore_current()
    driver.settle()
    shown.reject()
    assert form.form.value("address") == "和平路 2 号"
    assert form.form.value("email") == "zhou@example.com"
    driver.save_form()
    kept = driver.services.customers.draft_of(number)
    assert (kept.address, kept.email) == ("和平路 2 号", "zhou@example.com")
