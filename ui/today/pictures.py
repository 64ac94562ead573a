"""The pictures of the day: how to reach each screen."""

from typing import TYPE_CHECKING

from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.today.room import PAGE


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {})


SCREENS = (Screen("01_today", _show),)
