"""What the room of stages and the public pool offers to the window."""

from typing import TYPE_CHECKING

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.lifecycle.page import LifecyclePage
from ui.room import Command, Room
from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "lifecycle"


def _open(context: PageContext) -> None:
    context.navigator.open_page(PAGE)


def _open_pool(context: PageContext) -> None:
    context.navigator.open_page(PAGE, tab="pool")


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": "stages"})


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("阶段与公海"),
            icon="ph.users",
            alt_number=0,
            factory=LifecyclePage,
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
    screens=(Screen("02d_lifecycle", _show),),
)
