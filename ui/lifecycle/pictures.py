"""The pictures of stages and the public pool: how to reach each screen."""

from typing import TYPE_CHECKING

from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.lifecycle.room import PAGE


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": "stages"})


SCREENS = (Screen("02d_lifecycle", _show),)
