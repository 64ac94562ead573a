"""The pictures of clean-up: how to reach each screen."""

from typing import TYPE_CHECKING

from ui.cleanup.room import DUPLICATES, MISSING
from ui.screenshots import Screen

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.cleanup.room import PAGE


def _show(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": DUPLICATES})


def _show_quality(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page(PAGE, {"tab": MISSING})


SCREENS = (Screen("02e_duplicates", _show), Screen("02f_quality", _show_quality))
