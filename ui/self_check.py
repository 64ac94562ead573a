"""`--self-check`: the installed program tries itself on a book of its own and says how it went."""

import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from branchcrm.domain.clock import Clock, fixed_clock
from branchcrm.domain.progress import NoProgress
from branchcrm.services.exports import ExportRequest
from branchcrm.services.import_terms import ImportRequest
from ui.book_door import DEMO_BRANCH, DEMO_CUSTOMERS, DEMO_PERSON, BookDoor
from ui.picture_run import PICTURE_DAY, take_pictures
from ui.room import Room
from ui.shell.door import BookWish
from ui.shell.language import CHINESE, LanguageSwitch, usual_language
from ui.shell.options import StartOptions

REPORT = "self-check.txt"
PACKAGES = ("branchcrm", "ui")
# Importing these would run them.
RUN_WHEN_IMPORTED = ("__main__", "migrations.")
# A folder as many users have it: Chinese, with a space.
FOLDER = f"{DEMO_BRANCH} {DEMO_PERSON}"
PERSON = DEMO_PERSON
TRIAL_WORD = "Branch-2026-trial"


class FailedCheckError(Exception):
    """Something of the program does not do what it should."""


class SelfCheck:
    """Goes through what a branch does on its first day; every step says what it saw."""

    def __init__(
        self, app: QApplication, options: StartOptions, rooms: Sequence[Room], folder: Path
    ) -> None:
        """Work in a folder; the books of the trial lie below it and are removed with it."""
        self._app = app
        self._options = options
        self._rooms = rooms
        self._folder = folder
        self._clock: Clock = fixed_clock(options.today or PICTURE_DAY)
        self._workbook = folder / f"{FOLDER}.xlsx"

    def steps(self) -> Sequence[Callable[[], str]]:
        """Give the steps in their order."""
        return (
            self.load_modules,
            self.find_translations,
            self.make_book,
            self.import_workbook,
            self.look_at_screens,
        )

    def load_modules(self) -> str:
        """Import every module, so that nothing is found missing by a user."""
        names = [name for package in PACKAGES for name in _modules(package)]
        for name in names:
            import_module(name)
        return f"{len(names)} modules"

    def find_translations(self) -> str:
        """Have Qt's own dialogs speak Chinese, in letters that this machine has."""
        switch = LanguageSwitch()
        switch.use(CHINESE)
        word = QCoreApplication.translate("QPlatformTheme", "Cancel")
        switch.release()
        _require(not word.isascii(), f"Qt's own dialogs say {word}")
        families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        _require(bool(families), "no font for Chinese")
        spoken = usual_language(QLocale.system().uiLanguages())
        return f"{word}, {len(families)} fonts for Chinese, the system speaks {spoken}"

    def make_book(self) -> str:
        """Make a book of invented customers, sort them, write them into a workbook."""
        door = BookDoor(self._folder / FOLDER, self._clock)
        try:
            session = door.make_demo(NoProgress())
            services = session.services
            sorted_in = services.tiers.retier(NoProgress()).counts
            done = services.exports.export(
                self._workbook, ExportRequest(is_full=True, purpose=REPORT), NoProgress()
            )
            broken = [check for check in services.history.verify() if not check.is_ok]
        finally:
            door.close()
        _require(done.rows == DEMO_CUSTOMERS, f"{done.rows} of {DEMO_CUSTOMERS} exported")
        _require(not broken, f"not whole: {broken}")
        return f"{done.rows} customers exported, {len(sorted_in)} tiers"

    def import_workbook(self) -> str:
        """Make a book with a password, import the workbook, and open it again with the password."""
        folder = self._folder / f"{FOLDER} 2"
        wish = BookWish(branch=FOLDER, name=PERSON, password=TRIAL_WORD)
        door = BookDoor(folder, self._clock)
        try:
            session = door.create(wish).session
            report = session.services.imports.import_file(
                self._workbook, ImportRequest(), NoProgress()
            )
            counts = report.outcome.counts
            session.services.backups.back_up()
            door.close()
            found = len(door.enter(PERSON, TRIAL_WORD).find_customers("1"))
        finally:
            door.close()
        # A few people of the demo branch stand in it twice: those are known again.
        taken = counts.rows - counts.rejected
        _require(taken == DEMO_CUSTOMERS, f"{taken} of {DEMO_CUSTOMERS} imported")
        _require(2 * counts.created > taken, f"only {counts.created} are new")
        _require(found > 0, "nothing found after the import")
        return f"{taken} customers imported, opened again by password"

    def look_at_screens(self) -> str:
        """Open every screen and save its picture."""
        target = (self._options.self_check or self._folder) / "pictures"
        wish = replace(self._options, screenshots=target)
        code = take_pictures(self._app, wish, self._rooms)
        taken = len(list(target.glob("*.png")))
        wanted = sum(len(room.screens) for room in self._rooms)
        _require(code == 0, f"pictures ended with {code}")
        _require(taken == wanted, f"{taken} of {wanted} pictures")
        return f"{taken} pictures"


def check_itself(app: QApplication, options: StartOptions, rooms: Sequence[Room]) -> int:
    """Try the program, write the report, and give 0 when everything was as it should be."""
    target = options.self_check
    if target is None:
        return 1
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="branchcrm ", ignore_cleanup_errors=True) as folder,
        (target / REPORT).open("w", encoding="utf-8", newline="\n") as report,
    ):
        for step in SelfCheck(app, options, rooms, Path(folder)).steps():
            try:
                line = f"ok      {step.__name__}: {step()}"
            except Exception:  # noqa: BLE001 - whatever it was, it goes into the report
                report.write(f"FAILED  {step.__name__}\n{traceback.format_exc()}")
                return 1
            report.write(line + "\n")
            report.flush()
        report.write("ok\n")
    return 0


def _modules(package: str) -> Iterator[str]:
    paths = import_module(package).__path__
    for found in walk_packages(paths, f"{package}."):
        if not any(mark in found.name for mark in RUN_WHEN_IMPORTED):
            yield found.name


def _require(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not is_so:
        raise FailedCheckError(otherwise)
