"""Starting the program: what is loaded, and the picture run."""

import json
import os
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from branchcrm.services.use_cases import Services
from ui import app as program
from ui.room import Later, Room
from ui.shell.main_window import MainWindow
from ui.shell.options import parse_options
from ui.shell.single_instance import SingleInstance
from ui.today.room import ROOM

ROOT = Path(__file__).parents[3]
HEAVY = (
    "pandas",
    "numpy",
    "scipy",
    "alembic",
    "openpyxl",
    "pypinyin",
    "opencc",
    "rapidfuzz",
    "branchcrm.reference.holiday_notice",
)
LATER = "ui.customers.list_page"
START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app as program
folder, heavy = sys.argv[1], json.loads(sys.argv[2])
program.Places.of_user = classmethod(lambda cls, options: cls(Path(folder) / "book", Path(folder)))
window = []
make = program.make_window
def made(*given):
    window.append(make(*given))
    QTimer.singleShot(20, look)
    return window[0]
program.make_window = made
seen = []
def look():
    place = window[0] if window else None
    if place is not None and place.workplace is not None and place.tasks.is_idle:
        seen.append([name for name in heavy if name in sys.modules])
        if "ui.settings.page" not in sys.modules:
            QTimer.singleShot(20, look)
            return
        print(json.dumps([seen[0], seen[-1]]))
        window[0].close()
        sys.stdout.flush()
        program.QApplication.quit()
    else:
        QTimer.singleShot(20, look)
sys.exit(program.main([]))
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        env=settings,
        check=False,
        timeout=60,
    )


def test_a_start_loads_nothing_heavy_and_other_pages_after_the_first(services: Services) -> None:
    folder = services.book.place.folder.parent
    services.book.close()
    done = run("-c", START, str(folder), json.dumps([*HEAVY, LATER]))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [[], [LATER]]


def test_other_pages_wait_while_something_is_read(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(program, "_A_MOMENT_MS", 0)
    monkeypatch.setattr(program, "import_module", loaded.append)
    monkeypatch.setattr(program, "load_rooms", lambda: [ROOM])
    is_read = threading.Event()
    window.tasks.start(lambda _progress: is_read.wait(5), on_success=print, on_error=print)
    program._load_rest(window)
    assert loaded == []
    is_read.set()
    qtbot.waitUntil(lambda: bool(loaded) and window.tasks.is_idle)
    assert set(loaded) == set(ROOM.modules())


def test_what_a_room_loads_later_is_there() -> None:
    for room in program.load_rooms():
        parts = (
            *(page.factory for page in room.pages),
            *room.forms.values(),
            *(command.run for command in room.commands),
        )
        for part in parts:
            if isinstance(part, Later):
                assert callable(getattr(import_module(part.module), part.name))
                assert part.module in set(room.modules())
    assert list(Room().screens) == []


def test_wrong_usage_ends_with_two() -> None:
    assert run(str(ROOT / "main.py"), "--lang", "fr").returncode == 2


def test_a_second_start_leaves_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    assert qapp is not None
    places = program.Places(tmp_path / "book", tmp_path / "user")
    monkeypatch.setattr(program.Places, "of_user", lambda _options: places)
    first = SingleInstance(places.book, places.locks)
    assert first.claim()
    assert program.main([]) == 0
    first.release()


def test_the_places_of_a_user_follow_the_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRANCHCRM_BOOK", raising=False)
    given = parse_options(["--book", str(tmp_path)])
    assert program.Places.of_user(given).book == tmp_path
    assert program.Places.of_user(parse_options(["--demo"])).book.name == "demo"
    monkeypatch.setenv("BRANCHCRM_BOOK", str(tmp_path / "named"))
    assert program.Places.of_user(parse_options([])).book == tmp_path / "named"
    assert program.Places.of_user(parse_options(["--demo"])).book.name == "demo"
