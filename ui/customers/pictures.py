"""The pictures of the customers: how to reach each screen."""

from typing import TYPE_CHECKING

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_measure import Measure
from ui.customers.field_history import open_field_history
from ui.customers.list_page import CustomerListPage
from ui.customers.source_rows import open_source_rows
from ui.screenshots import Screen, settle

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.customers.room import LIST_PAGE

PICTURED = "zhouyaqin"
PICTURED_FILTER = (
    "tier = high|mid and (no_contact >= 30 or birthday in this month or open_complaints > 0)"
    " and not do_not_contact and last_trade in last 12 months"
)
ORDER = CustomerOrder()


def _known(window: "MainWindow") -> int | None:
    """Give the customer of the pictures, or the first of the book."""
    if window.workplace is None:
        return None
    customers = window.workplace.context.services.customers
    found = customers.search(PICTURED, 1).hits
    ids = [int(hit.row.id) for hit in found] or list(customers.ids(CustomerFilter(), ORDER)[:1])
    return int(ids[0]) if ids else None


def _show_list(window: "MainWindow") -> None:
    place = window.workplace
    if place is None:
        return
    place.open_page(LIST_PAGE, {"current": _known(window)})
    page = place.pages.page(LIST_PAGE)
    if isinstance(page, CustomerListPage):
        page.body.table.rows.clear_checked()


def _show_ticked(window: "MainWindow") -> None:
    _show_list(window)
    place = window.workplace
    page = place.pages.page(LIST_PAGE) if place is not None else None
    if place is not None and isinstance(page, CustomerListPage):
        ids = place.context.services.customers.ids(CustomerFilter(), ORDER)
        page.body.table.rows.checked.add([int(number) for number in ids[3:9:2]])


def _list_page(window: "MainWindow") -> CustomerListPage | None:
    _show_list(window)
    page = window.workplace.pages.page(LIST_PAGE) if window.workplace is not None else None
    return page if isinstance(page, CustomerListPage) else None


def _show_chips(window: "MainWindow") -> None:
    page = _list_page(window)
    if page is not None:
        page.views.open_key("all")
        page.body.set_where(page.context.services.filters.read(PICTURED_FILTER))


def _show_builder(window: "MainWindow") -> None:
    page = _list_page(window)
    if page is not None and window.workplace is not None:
        page.views.open_key("all")
        page.body.set_where(page.context.services.filters.read(PICTURED_FILTER))
        window.workplace.form = page.dialogs.build_filter(0)


def _show_columns(window: "MainWindow") -> None:
    page = _list_page(window)
    if page is not None and window.workplace is not None:
        page.views.open_key("all")
        window.workplace.form = page.dialogs.choose_columns()


def _show_desk(window: "MainWindow") -> None:
    page = _list_page(window)
    if page is not None and window.workplace is not None:
        page.views.open_key("all")
        window.workplace.form = page.views.manage()


def _show_portrait(window: "MainWindow") -> None:
    place, known = window.workplace, _known(window)
    if place is not None and known is not None:
        ids = place.context.services.customers.ids(CustomerFilter(), ORDER)
        place.context.navigator.open_customer(known, ids)


def _show_rows(window: "MainWindow") -> None:
    _show_portrait(window)
    place, known = window.workplace, _known(window)
    if place is not None and known is not None:
        open_source_rows(place.context, CustomerId(known), Measure.AMOUNT, window)


def _show_history(window: "MainWindow") -> None:
    _show_portrait(window)
    place, known = window.workplace, _known(window)
    if place is not None and known is not None:
        place.form = open_field_history(place.context, CustomerId(known), "", window)


def _show_bulk_edit(window: "MainWindow") -> None:
    _show_ticked(window)
    place = window.workplace
    page = place.pages.page(LIST_PAGE) if place is not None else None
    if place is not None and isinstance(page, CustomerListPage):
        settle(window)
        place.form = page.bulk.edit()


def _show_form(window: "MainWindow") -> None:
    _show_list(window)
    if window.workplace is not None:
        window.workplace.open_form("customer", {"customer_id": None})


SCREENS = (
    Screen("02_customers", _show_ticked),
    Screen("02h_filtered", _show_chips),
    Screen("02i_filter", _show_builder),
    Screen("02j_columns", _show_columns),
    Screen("02k_views", _show_desk),
    Screen("02g_bulk_edit", _show_bulk_edit),
    Screen("03_customer360", _show_portrait),
    Screen("03c_field_history", _show_history),
    Screen("03b_source_rows", _show_rows),
    Screen("10_new_customer", _show_form),
)
