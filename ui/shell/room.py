"""The shell's own room: the screen of an empty book, and commands that work everywhere."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room


def _log_interaction(context: PageContext) -> None:
    context.navigator.log_interaction()


def _schedule_visit(context: PageContext) -> None:
    context.navigator.schedule_visit()


def _log_complaint(context: PageContext) -> None:
    context.navigator.log_complaint()


def _add_customer(context: PageContext) -> None:
    context.navigator.edit_customer()


ROOM = Room(
    pages=(
        PageSpec(
            key="first_run",
            title=mark("客户"),
            icon="users",
            alt_number=0,
            factory=Later("ui.shell.first_run", "FirstRunPage"),
        ),
    ),
    commands=(
        Command(
            text=mark("新建客户"), icon="user-plus", run=_add_customer, words=("xinjian", "new")
        ),
        Command(
            text=mark("记互动"),
            icon="note-pencil",
            run=_log_interaction,
            keys=("Ctrl I",),
            words=("hudong", "log"),
        ),
        Command(
            text=mark("安排回访"), icon="calendar-plus", run=_schedule_visit, words=("huifang",)
        ),
        Command(
            text=mark("登记投诉"),
            icon="megaphone-simple",
            run=_log_complaint,
            keys=("Ctrl Shift T",),
            words=("tousu",),
        ),
    ),
    pictures="ui.shell.pictures",
)
