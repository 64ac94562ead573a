"""What journeys through changes to many customers share."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from tests.journeys.driver import Driver
from ui.customers.list_page import CustomerListPage
from ui.kit.many_dialog import ManyDialog

D = TypeVar("D", bound=ManyDialog)
PEOPLE = tuple(CustomerDraft(name=name) for name in ("周雅琴", "林国栋", "何秀兰"))


def add_customers(driver: Driver, drafts: Sequence[CustomerDraft] = PEOPLE) -> list[CustomerId]:
    """Add customers of whom the window hears."""
    added = [driver.services.customers.add(draft) for draft in drafts]
    for one in added:
        driver.place.context.changes.publish(one)
    driver.settle()
    return [CustomerId(one.only_id(Aspect.CUSTOMER)) for one in added]


def list_page(driver: Driver) -> CustomerListPage:
    """Open the list of customers."""
    driver.open_page("customers")
    page = driver.page
    assert isinstance(page, CustomerListPage)
    return page


def dialog(kind: type[D]) -> D:
    """Give the dialog that is open."""
    return next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, kind) and widget.isVisible()
    )


def enter(driver: Driver, shown: ManyDialog, **values: object) -> None:
    """Fill the form, and wait for what that would do."""
    driver.fill(shown.form, values)
    shown.form.changed.emit("")
    driver.settle()
