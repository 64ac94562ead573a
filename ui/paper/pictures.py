"""The pictures of printing: how to reach each screen."""

from typing import TYPE_CHECKING

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.services.exports import ExportRequest
from ui.paper.room import PAGE
from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PICTURED = "zhouyaqin"


def _show_card(window: "MainWindow") -> None:
    place = window.workplace
    if place is None:
        return
    found = place.context.services.customers.search(PICTURED, 1).hits
    if found:
        place.open_page(PAGE, {"customer_id": int(found[0].row.id)})


def _show_list(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"request": ExportRequest()})


def _show_day(window: "MainWindow") -> None:
    if window.workplace is not None:
        day = window.workplace.context.clock.today()
        window.workplace.open_page(PAGE, {"day": day})


def _show_labels(window: "MainWindow") -> None:
    if window.workplace is not None:
        asked = {"labels": CustomerFilter(), "order": CustomerOrder()}
        window.workplace.open_page(PAGE, asked)


SCREENS = (
    Screen("18_print_preview", _show_card),
    Screen("18c_print_list", _show_list),
    Screen("18d_print_day", _show_day),
    Screen("18e_print_labels", _show_labels),
)
