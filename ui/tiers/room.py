"""What the tiers' room offers to the window: the board, and the review as a command."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room

PAGE = "tiers"


def _open(context: PageContext) -> None:
    context.navigator.open_page(PAGE)


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("分层"),
            icon="ph.stack-simple",
            alt_number=3,
            factory=Later("ui.tiers.tier_page", "TierPage"),
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
    pictures="ui.tiers.pictures",
)
