"""What the room of the day offers to the window."""

from collections.abc import Mapping

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Later, NavCount, Room

PAGE = "today"


def _counts(context: PageContext) -> Mapping[str, NavCount]:
    due, late = context.services.today.urgent_count()
    return {PAGE: NavCount(context.formats.count(due), is_urgent=late > 0)}


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("今日"),
            icon="sun-horizon",
            alt_number=1,
            factory=Later("ui.today.today_page", "TodayPage"),
        ),
    ),
    counts=_counts,
    pictures="ui.today.pictures",
)
