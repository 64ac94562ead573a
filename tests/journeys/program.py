"""Starts the whole window for a journey: every room, real books, scripted prompts."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from branchcrm.domain.clock import Clock
from tests.journeys.driver import Driver
from ui.app import load_rooms
from ui.book_door import BookDoor
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.theme import Theme
from ui.shell.language import LanguageSwitch
from ui.shell.login_guard import LoginGuard
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.preferences import Preferences
from ui.shell.reception import Reception


@dataclass(slots=True)
class Program:
    """A machine on which the program is started, perhaps more than once."""

    qtbot: QtBot
    app: QApplication
    home: Path
    clock: Clock
    language: LanguageSwitch = field(default_factory=LanguageSwitch)

    @property
    def book(self) -> Path:
        """Where the book lies."""
        return self.home / "book"

    def start(self, *, makes_demo: bool = False) -> Driver:
        """Start it and wait for its first screen."""
        preferences = Preferences(self.home / "preferences.ini")
        self.language.use(preferences.language)
        theme = Theme(
            preferences.mode,
            text_scale=preferences.text_scale,
            language=preferences.language.partition("_")[0],
        )
        theme.set_density(preferences.density)
        theme.apply(self.app)
        prompts = ScriptedPrompts()
        window = MainWindow(
            WindowParts(
                preferences=preferences,
                theme=theme,
                language=self.language,
                prompts=prompts,
                rooms=load_rooms,
            )
        )
        self.qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        door = BookDoor(self.book, self.clock)
        guard = LoginGuard(self.home / "attempts.json")
        Reception(window, door, guard, "0.1.0").begin(makes_demo=makes_demo)
        driver = Driver(window, prompts)
        driver.settle()
        return driver
