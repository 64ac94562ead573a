"""What the room of clean-up offers to the window."""

from typing import TYPE_CHECKING

from branchcrm.domain.wording import mark
from ui.cleanup.page import DUPLICATES, MISSING, CleanupPage
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Room
from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "cleanup"


def _open(context: PageContext) -> None:
    context.navigator.open_page(PAGE, tab=DUPLICATES)


def _open_quality(context: PageContext) -> None:
    context.navigator.open_page(PAGE, tab=MISSING)


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": DUPLICATES})


def _show_quality(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": MISSING})


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("数据整理"),
            icon="ph.broom",
            alt_number=0,
            factory=CleanupPage,
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
    screens=(Screen("02e_duplicates", _show), Screen("02f_quality", _show_quality)),
)
