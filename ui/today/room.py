"""What the room of the day offers to the window."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import NavCount, Room
from ui.screenshots import Screen
from ui.today.today_page import TodayPage

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "today"


def _counts(context: PageContext) -> Mapping[str, NavCount]:
    due, late = context.services.today.urgent_count()
    return {PAGE: NavCount(context.formats.count(due), is_urgent=late > 0)}


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {})


ROOM = Room(
    pages=(
        PageSpec(key=PAGE, title=mark("今日"), icon="sun-horizon", alt_number=1, factory=TodayPage),
    ),
    counts=_counts,
    screens=(Screen("01_today", _show),),
)
