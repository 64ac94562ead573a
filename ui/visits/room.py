"""What the room of visits and contacts offers to the window."""

from collections.abc import Mapping

from branchcrm.domain.visit import VisitFilter, VisitStatus
from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, NavCount, Room

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


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("回访"),
            icon="calendar-check",
            alt_number=5,
            factory=Later("ui.visits.visits_page", "VisitsPage"),
        ),
    ),
    forms={
        "interaction": Later("ui.visits.interaction_panel", "open_interaction"),
        "visit": Later("ui.visits.visit_form", "open_visit"),
        "visit_round": Later("ui.visits.visit_round", "open_visit_round"),
    },
    commands=(
        Command(text=mark("记互动"), icon="note-pencil", run=_log, keys=("Ctrl I",)),
        Command(text=mark("安排回访"), icon="calendar-plus", run=_plan),
    ),
    counts=_counts,
    pictures="ui.visits.pictures",
)
