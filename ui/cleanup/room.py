"""What the room of clean-up offers to the window."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room

PAGE = "cleanup"
DUPLICATES, MISSING = "duplicates", "missing"


def _open(context: PageContext) -> None:
    context.navigator.open_page(PAGE, tab=DUPLICATES)


def _open_quality(context: PageContext) -> None:
    context.navigator.open_page(PAGE, tab=MISSING)


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("数据整理"),
            icon="ph.broom",
            alt_number=0,
            factory=Later("ui.cleanup.page", "CleanupPage"),
        ),
    ),
    commands=(
        Command(
            text=mark("查找重复客户"),
            icon="ph.users",
            run=_open,
            words=("chongfu", "hebing", "duplicates", "merge"),
        ),
        Command(
            text=mark("资料不全的客户"),
            icon="ph.warning",
            run=_open_quality,
            words=("ziliao", "buquan", "quality"),
        ),
    ),
    pictures="ui.cleanup.pictures",
)
