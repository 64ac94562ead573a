"""What the complaints offer to the window: page, form, commands, counts, pictures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintTab
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.complaints.intake_dialog import IntakeDialog
from ui.complaints.page import ComplaintPage
from ui.kit.page import PageContext, PageSpec
from ui.room import NavCount, Room
from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "complaints"
ALT_NUMBER = 4


def open_form(context: PageContext, host: QWidget, params: Mapping[str, object]) -> QWidget | None:
    """Show the form that logs a complaint, about a customer where one is given."""
    if not context.services.actor.may(Right.HANDLE_COMPLAINTS):
        return None
    customer_id = params.get("customer_id")
    dialog = IntakeDialog(context, host, customer_id if isinstance(customer_id, int) else None)
    dialog.show_for_input()
    return dialog


def rail_counts(context: PageContext) -> Mapping[str, NavCount]:
    """Count the open complaints; red when one of them is due within a day."""
    counts = context.services.complaints.counts(ComplaintFilter())
    opened = counts[ComplaintTab.OPEN]
    text = context.formats.count(opened) if opened else ""
    return {PAGE: NavCount(text, is_urgent=counts[ComplaintTab.DUE_SOON] > 0)}


def _open_page(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": ComplaintTab.OPEN.value})


def _open_form(window: "MainWindow") -> None:
    _open_page(window)
    if window.workplace is not None:
        window.workplace.open_form("complaint", {"customer_id": None})


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("投诉"),
            icon="ph.megaphone-simple",
            alt_number=ALT_NUMBER,
            factory=ComplaintPage,
        ),
    ),
    forms={"complaint": open_form},
    counts=rail_counts,
    screens=(
        Screen("05_complaints", _open_page),
        Screen("17_complaint_form", _open_form),
    ),
)
