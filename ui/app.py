"""Starts the desktop program: paints first, then loads the rest and opens the book."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from branchcrm.domain.clock import Clock, SystemClock
from branchcrm.domain.progress import Progress
from branchcrm.services.user_places import books_folder, settings_folder, usual_book
from ui.kit.collector import MainThreadCollector, spare_what_is_loaded
from ui.kit.prompts import WindowPrompts
from ui.kit.theme import Theme
from ui.lasting_none import keep_none_alive
from ui.room import Room
from ui.shell.crash_desk import CrashDesk
from ui.shell.gate_parts import app_icon
from ui.shell.language import LanguageSwitch, usual_language
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.options import StartOptions, parse_options
from ui.shell.preferences import Preferences
from ui.shell.single_instance import SingleInstance
from ui.shell.taskbar import join_windows
from ui.shell.version import program_version
from ui.shell.window_place import show_in_sight
from ui.unseen import ask_for_no_screen, bring_collections

ROOM_MODULES = (
    "ui.shell.room",
    "ui.today.room",
    "ui.customers.room",
    "ui.lifecycle.room",
    "ui.cleanup.room",
    "ui.tiers.room",
    "ui.complaints.room",
    "ui.visits.room",
    "ui.exchange.room",
    "ui.paper.room",
    "ui.settings.room",
)
FIRST_PAGE = "ui.today.today_page"
BOOK_VARIABLE = "BRANCHCRM_BOOK"
_A_MOMENT_MS = 300


def main(argv: list[str]) -> int:
    """Run the window and give the exit code of the program."""
    keep_none_alive()
    give_streams()
    options = parse_options(argv)
    app = _application(options)
    MainThreadCollector(app)
    if options.screenshots is not None:
        from ui.picture_run import take_pictures  # noqa: PLC0415 - not needed for a window

        return take_pictures(app, options, load_rooms())
    if options.self_check is not None:
        from ui.self_check import check_itself  # noqa: PLC0415 - not needed for a window

        return check_itself(app, options, load_rooms())
    places = Places.of_user(options)
    instance = SingleInstance(places.book, places.locks)
    if not instance.claim(options.wish):
        return 0
    clock: Clock = SystemClock(acting_day=options.today)
    window = make_window(app, options, Preferences(places.preferences, _spoken_here()))
    desk = CrashDesk(window, places.reports, clock, program_version())
    sys.excepthook = desk.take
    instance.raise_requested.connect(window.come_forward)
    instance.wished.connect(window.file_door.grant)
    window.file_door.grant(options.wish)
    show_in_sight(window)
    QTimer.singleShot(0, partial(_begin, window, places, clock, options))
    code = app.exec()
    instance.release()
    return code


def _begin(window: MainWindow, places: "Places", clock: Clock, options: StartOptions) -> None:
    """Load what opening a book needs, after the window was painted."""
    from ui.book_door import BookDoor  # noqa: PLC0415 - after the first paint
    from ui.shell.desktop import settle_in  # noqa: PLC0415 - after the first paint
    from ui.shell.login_guard import LoginGuard  # noqa: PLC0415 - after the first paint
    from ui.shell.reception import Reception  # noqa: PLC0415 - after the first paint

    spare_what_is_loaded()
    door = BookDoor(places.book, clock)
    reception = Reception(window, door, LoginGuard(places.guard), program_version())
    desk = window.findChild(CrashDesk)
    if desk is not None:
        desk.restart_wanted.connect(reception.begin)
    reception.begin(makes_demo=options.is_demo)
    settle_in(window)
    # While a password is typed or the book is opened, what comes first is loaded beside it.
    first = [*ROOM_MODULES, FIRST_PAGE]
    window.tasks.start(partial(_load, first), on_success=_ready, on_error=_broken)
    _await_quiet(window)


def _await_quiet(window: MainWindow) -> None:
    later = partial(QTimer.singleShot, _A_MOMENT_MS, partial(_load_rest, window))
    window.tasks.idle.connect(later, Qt.ConnectionType.SingleShotConnection)


def _load_rest(window: MainWindow) -> None:
    """Load the other pages beside the first one, so that each opens at once."""
    if not window.tasks.is_idle:
        # Nothing was under way before the workplace came; now its first page is read.
        _await_quiet(window)
        return
    rest = [module for room in load_rooms() for module in room.modules()]
    window.tasks.start(partial(_load, rest), on_success=_ready, on_error=_broken)


def _load(modules: Sequence[str], progress: Progress) -> None:
    for done, name in enumerate(modules):
        progress.report(done, len(modules))
        import_module(name)


def _ready(_nothing: None) -> None:
    """Nothing is left to do: the modules are there."""


def _broken(error: Exception) -> None:
    raise error


class Places:
    """Where the program keeps what on this machine."""

    def __init__(self, book: Path, folder: Path) -> None:
        """Name the book and the folder of everything else."""
        self.book = book
        self.preferences = folder / "preferences.ini"
        self.guard = folder / "attempts.json"
        self.locks = folder / "locks"
        self.reports = folder / "reports"

    @classmethod
    def of_user(cls, options: StartOptions) -> "Places":
        """Give the places of this user, with the book that was asked for."""
        usual = books_folder() / "demo" if options.is_demo else usual_book()
        given = os.environ.get(BOOK_VARIABLE) if not options.is_demo else None
        book = options.book or (Path(given) if given else usual)
        return cls(book, settings_folder())


def make_window(app: QApplication, options: StartOptions, preferences: Preferences) -> MainWindow:
    """Make the window in the look and language that were asked for or remembered."""
    language = LanguageSwitch(app)
    language.use(options.language or preferences.language)
    theme = Theme(
        options.theme or preferences.mode,
        text_scale=preferences.text_scale,
        language=language.language.partition("_")[0],
        motion=not preferences.is_motion_reduced,
    )
    theme.set_density(preferences.density)
    theme.apply(app)
    app.setWindowIcon(app_icon())
    parts = WindowParts(
        preferences=preferences,
        theme=theme,
        language=language,
        prompts=WindowPrompts(),
        rooms=load_rooms,
    )
    return MainWindow(parts)


def load_rooms() -> Sequence[Room]:
    """Load the rooms of the window, when the first person has signed in."""
    return [import_module(name).ROOM for name in ROOM_MODULES]


def _application(options: StartOptions) -> QApplication:
    if options.screenshots is not None or not _has_display():
        ask_for_no_screen()
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    rounding = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(rounding)
    join_windows()
    app = QApplication(sys.argv[:1])
    bring_collections()
    app.setApplicationName("BranchCRM")
    app.setDesktopFileName("branchcrm")
    return app


def give_streams() -> None:
    """Give a window without a console somewhere to print: there, Windows leaves nothing at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - lasts


def _spoken_here() -> str:
    return usual_language(QLocale.system().uiLanguages())


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
