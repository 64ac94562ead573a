"""What the settings offer to the window."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room


def _open_staff(context: PageContext) -> None:
    context.navigator.open_page("settings", section="staff")


def _open_own_fields(context: PageContext) -> None:
    context.navigator.open_page("settings", section="own_fields")


def _open_history(context: PageContext) -> None:
    context.navigator.open_page("settings", section="history")


def _open_backups(context: PageContext) -> None:
    context.navigator.open_page("settings", section="data")


ROOM = Room(
    pages=(
        PageSpec(
            key="settings",
            title=mark("设置"),
            icon="gear-six",
            alt_number=9,
            factory=Later("ui.settings.page", "SettingsPage"),
        ),
    ),
    commands=(
        Command(
            text=mark("管理员工"), icon="users", run=_open_staff, words=("yuangong", "zhanghao")
        ),
        Command(
            text=mark("自定义字段"),
            icon="textbox",
            run=_open_own_fields,
            words=("zidingyi", "ziduan", "fields"),
        ),
        Command(
            text=mark("操作历史与撤销"),
            icon="clock-counter-clockwise",
            run=_open_history,
            words=("lishi", "chexiao"),
        ),
        Command(
            text=mark("备份与恢复"), icon="hard-drive", run=_open_backups, words=("beifen", "huifu")
        ),
    ),
    pictures="ui.settings.pictures",
)
