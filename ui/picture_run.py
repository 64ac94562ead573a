"""`--screenshots`: every screen on invented data, one picture each, on a day that stands still."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.progress import NoProgress
from ui.app import make_window
from ui.book_door import BookDoor
from ui.room import Room
from ui.screenshots import photograph
from ui.shell.options import StartOptions
from ui.shell.preferences import Preferences

PICTURE_DAY = date(2026, 9, 17)


def take_pictures(app: QApplication, options: StartOptions, rooms: Sequence[Room]) -> int:
    """Make a book of invented customers, photograph every screen, and quit."""
    if options.screenshots is None:
        return 1
    with tempfile.TemporaryDirectory(prefix="branchcrm-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        clock = fixed_clock(options.today or PICTURE_DAY)
        window = make_window(app, options, Preferences(home / "preferences.ini"))
        door = BookDoor(home / "book", clock)
        session = door.make_demo(NoProgress())
        window.resize(*options.size)
        window.show()
        window.enter(session)
        screens = [screen for room in rooms for screen in room.screens]
        saved = photograph(window, screens, options.screenshots)
        window.close()
        door.close()
        shutil.rmtree(home, ignore_errors=True)
    for path in saved:
        sys.stdout.write(f"{path}\n")
    return 0
