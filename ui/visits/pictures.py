"""The pictures of visits and contacts: how to reach each screen."""

from collections.abc import Mapping
from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.visit import VisitFilter, VisitStatus
from branchcrm.domain.wording import mark
from ui.kit.translation import translate
from ui.screenshots import Screen
from ui.visits.interaction_panel import InteractionPanel
from ui.visits.period_bar import LIST, MONTH, WEEK
from ui.visits.visit_round import VisitRoundDialog

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.visits.room import PAGE


def _show(view: str, window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"view": view})


def _show_panel(window: "MainWindow") -> None:
    place = window.workplace
    if place is not None:
        today = place.context.clock.today()
        asked = VisitFilter(
            first=today,
            last=today,
            statuses=frozenset({VisitStatus.DUE}),
            staff_id=place.context.services.actor.staff_id,
        )
        zone = place.context.clock.zone
        due = place.context.services.visit_lists.found(asked)
        timed = [visit for visit in due if visit.time(zone) is not None] or due
        customer_id = int(timed[0].customer_id) if timed else None
        if customer_id is not None:
            place.context.navigator.open_customer(customer_id)
        place.open_form("interaction", {"customer_id": customer_id})
        if isinstance(place.form, InteractionPanel):
            place.form.restore_draft(_pictured())


def _show_round(window: "MainWindow") -> None:
    place = window.workplace
    if place is not None:
        place.open_page("customers", {})
        ids = place.context.services.customers.ids(CustomerFilter(), CustomerOrder())[:60]
        place.open_form("visit_round", {"customer_ids": list(ids)})
        if isinstance(place.form, VisitRoundDialog):
            place.form.form.set_values({"purpose": translate(mark("年底答谢，了解明年打算"))})
            place.form.renew()


def _pictured() -> Mapping[str, object]:
    """Give what the picture of the panel shows as being typed."""
    return {
        "note": translate(mark("比较 90 天和 180 天产品，倾向 180 天；周五带身份证来办")),
        "next_day": "1",
        "next_time": time(10),
        "next_purpose": translate(mark("到店办理 180 天理财")),
    }


SCREENS = (
    Screen("06_visits_month", partial(_show, MONTH)),
    Screen("06b_visits_week", partial(_show, WEEK)),
    Screen("06c_visits_list", partial(_show, LIST)),
    Screen("06d_visit_round", _show_round),
    Screen("11_log_interaction", _show_panel),
)
