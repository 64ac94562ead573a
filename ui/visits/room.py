"""What the room of visits and contacts offers to the window."""

from collections.abc import Mapping
from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from branchcrm.domain.visit import VisitFilter, VisitStatus
from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.kit.translation import translate
from ui.room import Command, NavCount, Room
from ui.screenshots import Screen
from ui.visits.interaction_panel import InteractionPanel, open_interaction
from ui.visits.period_bar import LIST, MONTH, WEEK
from ui.visits.visit_form import open_visit
from ui.visits.visits_page import VisitsPage

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "visits"


def _counts(context: PageContext) -> Mapping[str, NavCount]:
    asked = VisitFilter(
        last=context.clock.today(),
        statuses=frozenset({VisitStatus.DUE, VisitStatus.OVERDUE}),
        staff_id=context.services.actor.staff_id,
    )
    count = len(context.services.visit_lists.ids(asked))
    return {PAGE: NavCount(context.formats.count(count))}


def _log(context: PageContext) -> None:
    context.navigator.log_interaction()


def _plan(context: PageContext) -> None:
    context.navigator.schedule_visit()


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


def _pictured() -> Mapping[str, object]:
    """Give what the picture of the panel shows as being typed."""
    return {
        "note": translate(mark("比较 90 天和 180 天产品，倾向 180 天；周五带身份证来办")),
        "next_day": "1",
        "next_time": time(10),
        "next_purpose": translate(mark("到店办理 180 天理财")),
    }


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE, title=mark("回访"), icon="calendar-check", alt_number=5, factory=VisitsPage
        ),
    ),
    forms={"interaction": open_interaction, "visit": open_visit},
    commands=(
        Command(text=mark("记互动"), icon="note-pencil", run=_log, keys=("Ctrl I",)),
        Command(text=mark("安排回访"), icon="calendar-plus", run=_plan),
    ),
    counts=_counts,
    screens=(
        Screen("06_visits_month", partial(_show, MONTH)),
        Screen("06b_visits_week", partial(_show, WEEK)),
        Screen("06c_visits_list", partial(_show, LIST)),
        Screen("11_log_interaction", _show_panel),
    ),
)
