"""What the keys of the window do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shell.nav_rail import SETTINGS
from ui.shell.shortcut_sheet import ShortcutSheet
from ui.shell.window_keys import WindowKeys

if TYPE_CHECKING:
    from ui.kit.page import Page
    from ui.shell.main_window import MainWindow
    from ui.shell.workplace import Workplace


class WindowActions(QObject):
    """Carries the keys of the window out on the workplace or the page in front."""

    def __init__(self, window: "MainWindow") -> None:
        """Act on the workplace that the window has at that moment."""
        super().__init__(window)
        self._window = window

    def bind(self, keys: WindowKeys) -> None:
        """Bind every key to its action."""
        for sequence, action in (
            ("Ctrl+K", self.open_palette),
            ("Ctrl+,", self.open_settings),
            ("Alt+9", self.open_settings),
            ("Ctrl+N", self.add_record),
            ("Ctrl+P", self.print_page),
            ("Ctrl+I", self.log_interaction),
            ("Ctrl+Shift+T", self.log_complaint),
            ("Ctrl+L", self._window.lock_requested.emit),
            ("F1", self.show_sheet),
            ("F5", self.refresh),
            ("F6", self.next_region),
            ("Alt+Left", self.go_back),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("/", self.focus_search),
            ("Shift+Esc", self.clear_filters),
        ):
            keys.bind(sequence, action)
        keys.bind_numbers(self.open_number)

    def open_palette(self) -> None:
        """Open the command palette."""
        if (place := self._place()) is not None:
            place.palette_view.open_with()

    def open_settings(self) -> None:
        """Show the settings."""
        if (place := self._place()) is not None:
            place.open_page(SETTINGS, {})

    def open_number(self, number: int) -> None:
        """Show the page with that number."""
        if (place := self._place()) is not None:
            place.open_number(number)

    def go_back(self) -> None:
        """Return to the place before."""
        if (place := self._place()) is not None:
            place.go_back()

    def next_region(self) -> None:
        """Move the focus to the next part of the window."""
        if (place := self._place()) is not None:
            place.next_region()

    def log_interaction(self) -> None:
        """Open the panel that logs an interaction."""
        if (place := self._place()) is not None:
            place.context.navigator.log_interaction()

    def log_complaint(self) -> None:
        """Open the form of a complaint."""
        if (place := self._place()) is not None:
            place.context.navigator.log_complaint()

    def show_sheet(self) -> None:
        """Show every key on one sheet."""
        ShortcutSheet(self._window).open()

    def undo(self) -> None:
        """Take back the last operation of this session."""
        if self._window.undo_keys is not None:
            self._window.undo_keys.undo_last()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        if self._window.undo_keys is not None:
            self._window.undo_keys.redo_last()

    def add_record(self) -> None:
        """Make a fresh record of the page's kind."""
        if (page := self._page()) is not None:
            page.add_record()

    def print_page(self) -> None:
        """Show what is seen as it goes onto paper."""
        if (page := self._page()) is not None:
            page.print_page()

    def refresh(self) -> None:
        """Read the page again, and bring the figures to today where they are behind."""
        if (place := self._place()) is not None and (page := self._page()) is not None:
            page.refresh()
            place.day_turn.catch_up()

    def focus_search(self) -> None:
        """Move the focus into the page's search."""
        if (page := self._page()) is not None:
            page.search_focus()

    def clear_filters(self) -> None:
        """Show everything on the page again."""
        if (page := self._page()) is not None:
            page.clear_filters()

    def _place(self) -> "Workplace | None":
        return self._window.workplace if self._window.is_working else None

    def _page(self) -> "Page | None":
        place = self._place()
        return place.pages.current_page if place is not None else None
