"""What the complaints offer to the window: page, form, commands, counts, pictures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from branchcrm.domain.complaint_kind import Severity
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintTab
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.complaints.intake_dialog import IntakeDialog
from ui.complaints.page import ComplaintPage
from ui.kit.page import PageContext, PageSpec
from ui.kit.translation import translate
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
        place = window.workplace
        complaints = place.context.services.complaints
        rows = complaints.rows([int(n) for n in complaints.ids(ComplaintFilter())[:20]])
        known = [row.customer_id for row in rows if row.customer_id is not None]
        place.open_form("complaint", {"customer_id": int(known[0]) if known else None})
        if isinstance(place.form, IntakeDialog):
            place.form.form.set_draft(
                {
                    "subject": translate(mark("短信服务费连续两个月重复扣费")),
                    "text": translate(
                        mark("8 月和 9 月各扣了两笔 2 元。客户要求退回多扣费用，并说明原因。")
                    ),
                    "severity": Severity.IMPORTANT.value,
                }
            )
            place.form.form.changed.emit("severity")


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
