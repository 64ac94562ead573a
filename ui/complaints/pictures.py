"""The pictures of the complaints: how to reach each screen."""

from typing import TYPE_CHECKING

from branchcrm.domain.complaint_kind import Severity
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintTab
from branchcrm.domain.wording import mark
from ui.complaints.intake_dialog import IntakeDialog
from ui.kit.translation import translate
from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.complaints.room import PAGE


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


SCREENS = (
    Screen("05_complaints", _open_page),
    Screen("17_complaint_form", _open_form),
)
