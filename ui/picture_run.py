"""`--screenshots`: every screen on invented data, one picture each, on a day that stands still."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType

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
_HOME = "BranchCRM"


class FaultList:
    """Notes every fault, so that no picture of a broken screen passes for a good one."""

    def __init__(self) -> None:
        """Start without any."""
        self.kinds: list[str] = []

    def note(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Note one and show it; fits `sys.excepthook`."""
        self.kinds.append(kind.__name__)
        sys.__excepthook__(kind, fault, trace)


def take_pictures(app: QApplication, options: StartOptions, rooms: Sequence[Room]) -> int:
    """Make a book of invented customers, photograph every screen, and quit."""
    if options.screenshots is None:
        return 1
    faults = FaultList()
    sys.excepthook = faults.note
    with tempfile.TemporaryDirectory(prefix="branchcrm-", ignore_cleanup_errors=True) as folder:
        home = _usual_home(Path(folder))
        saved = _pictures_in(home, app, options, rooms)
        _clear(home)
    for path in saved:
        sys.stdout.write(f"{path}\n")
    return 1 if faults.kinds or not saved else 0


def _pictures_in(
    home: Path, app: QApplication, options: StartOptions, rooms: Sequence[Room]
) -> list[Path]:
    clock = fixed_clock(options.today or PICTURE_DAY)
    window = make_window(app, options, Preferences(home / "preferences.ini"))
    door = BookDoor(home / "book", clock)
    try:
        session = door.make_demo(NoProgress())
        window.resize(*options.size)
        window.show()
        window.activateWindow()
        window.enter(session)
        screens = [screen for room in rooms for screen in room.screens]
        return photograph(window, screens, options.screenshots or home)
    finally:
        window.close()
        window.parts.language.release()
        door.close()


def _usual_home(private: Path) -> Path:
    """Give a folder of the same name every time, so that pictures show the same path.

    Where it is taken, perhaps by another run at the same time, the private folder serves.
    """
    usual = Path(tempfile.gettempdir()) / _HOME
    try:
        usual.mkdir()
    except OSError:
        return private
    return usual


def _clear(home: Path) -> None:
    for path in sorted(home.rglob("*"), reverse=True):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
    with suppress(OSError):
        home.rmdir()
