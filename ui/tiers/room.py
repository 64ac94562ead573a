"""What the tiers' room offers to the window: the board, and the review as a command."""

from typing import TYPE_CHECKING

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Room
from ui.screenshots import Screen
from ui.tiers.tier_page import TierPage

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "tiers"


def _open(context: PageContext) -> None:
    context.navigator.open_page(PAGE)


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {})


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE, title=mark("分层"), icon="ph.stack-simple", alt_number=3, factory=TierPage
        ),
    ),
    commands=(
        Command(
            text=mark("查看分层规则"),
            icon="ph.stack-simple",
            run=_open,
            keys=(),
            words=("fenceng", "guize", "tier", "policy"),
        ),
    ),
    screens=(Screen("04_tiers", _show),),
)
