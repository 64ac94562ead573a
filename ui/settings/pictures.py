"""The pictures of the settings: how to reach each screen."""

from typing import TYPE_CHECKING

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


SCREENS = (
    Screen("13_settings", _show_settings),
    Screen("13b_own_fields", _show_own_fields),
    Screen("13c_own_field", _show_own_field),
)
