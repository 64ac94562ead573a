"""What printing offers to the window."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room

PAGE = "paper"


def _print_today(context: PageContext) -> None:
    context.navigator.open_page(PAGE, day=context.clock.today())


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("打印"),
            icon="ph.printer",
            alt_number=0,
            factory=Later("ui.paper.page", "PaperPage"),
        ),
    ),
    commands=(
        Command(
            text=mark("打印今日回访单"),
            icon="ph.printer",
            run=_print_today,
            words=("dayin", "print"),
        ),
    ),
    pictures="ui.paper.pictures",
)
