"""What the settings offer to the window."""

from typing import TYPE_CHECKING

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Room
from ui.screenshots import Screen
from ui.settings.own_fields import OwnFieldSection
from ui.settings.page import SettingsPage

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def _show_settings(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page("settings", {"section": "appearance"})


def _own_fields(window: "MainWindow") -> OwnFieldSection | None:
    if window.workplace is None:
        return None
    window.workplace.open_page("settings", {"section": "own_fields"})
    page = window.workplace.pages.page("settings")
    section = page.section("own_fields") if isinstance(page, SettingsPage) else None
    return section if isinstance(section, OwnFieldSection) else None


def _show_own_fields(window: "MainWindow") -> None:
    _own_fields(window)


def _show_own_field(window: "MainWindow") -> None:
    section = _own_fields(window)
    if section is not None:
        fields = section.context.services.own_fields.in_use()
        section.open_form(next(iter(fields), None))


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
            key="settings", title=mark("设置"), icon="gear-six", alt_number=9, factory=SettingsPage
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
    screens=(
        Screen("13_settings", _show_settings),
        Screen("13b_own_fields", _show_own_fields),
        Screen("13c_own_field", _show_own_field),
    ),
)
