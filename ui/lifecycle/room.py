"""What the room of stages and the public pool offers to the window."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room

PAGE = "lifecycle"


def _open(context: PageContext) -> None:
    context.navigator.open_page(PAGE)


def _open_pool(context: PageContext) -> None:
    context.navigator.open_page(PAGE, tab="pool")


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("阶段与公海"),
            icon="ph.users",
            alt_number=0,
            factory=Later("ui.lifecycle.page", "LifecyclePage"),
        ),
    ),
    commands=(
        Command(
            text=mark("阶段建议"),
            icon="ph.arrows-down-up",
            run=_open,
            words=("jieduan", "chenshui", "liushi", "stage"),
        ),
        Command(
            text=mark("公海客户"),
            icon="ph.users",
            run=_open_pool,
            words=("gonghai", "lingqu", "pool"),
        ),
    ),
    pictures="ui.lifecycle.pictures",
)
