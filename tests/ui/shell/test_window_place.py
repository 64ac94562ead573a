"""Where the window stands: on the screen it was on, and never larger than what is there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from ui.shell.window_place import show_in_sight

ROOT = Path(__file__).parents[3]
LEFT = {"name": "left", "x": 0, "y": 0, "width": 1920, "height": 1080}
RIGHT = {"name": "right", "x": 1920, "y": 0, "width": 2560, "height": 1440, "dpr": 1.5}
SMALL = {"name": "left", "x": 0, "y": 0, "width": 1366, "height": 768}

# A start is a process of its own: screens cannot be plugged in and out under a running program.
START = """
import json, os, sys
from pathlib import Path
folder, wanted = sys.argv[1:]
# Qt parts its settings at colons, and on Windows a whole path has one.
sys.path.insert(0, os.getcwd())
os.chdir(folder)
os.environ["QT_QPA_PLATFORM"] = "offscreen:configfile=screens.json"
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from ui.app import make_window
from ui.shell.options import parse_options
from ui.shell.preferences import Preferences
from ui.shell.window_place import show_in_sight
app = QApplication([])
window = make_window(app, parse_options([]), Preferences(Path(folder) / "preferences.ini"))
show_in_sight(window)
app.processEvents()
if wanted:
    window.setGeometry(QRect(*json.loads(wanted)))
    app.processEvents()
whole = window.geometry()
room = window.screen().availableGeometry()
print(json.dumps({
    "screen": window.screen().name(),
    "place": [whole.x(), whole.y(), whole.width(), whole.height()],
    "in sight": room.contains(whole),
    "maximised": window.isMaximized(),
}))
window.close()
"""


def start(
    folder: Path, *screens: dict[str, object], place: list[int] | None = None
) -> dict[str, object]:
    """Start on these screens, perhaps put the window somewhere, and close it again."""
    wanted = folder / "screens.json"
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    wanted.write_text(json.dumps({"screens": [usual | screen for screen in screens]}), "utf-8")
    given = [str(folder), json.dumps(place) if place else ""]
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", START, *given],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def test_the_window_comes_back_to_the_second_screen_or_into_sight(tmp_path: Path) -> None:
    there = [2200, 100, 1200, 800]
    assert start(tmp_path, LEFT, RIGHT, place=there)["screen"] == "right"
    again = start(tmp_path, LEFT, RIGHT)
    assert (again["screen"], again["place"]) == ("right", there)
    alone = start(tmp_path, LEFT)
    assert (alone["screen"], alone["in sight"]) == ("left", True)


def test_a_screen_too_small_for_the_usual_size_is_filled(tmp_path: Path) -> None:
    first = start(tmp_path, SMALL)
    assert first["maximised"]
    assert first["in sight"]


@pytest.mark.parametrize(("size", "is_filled"), [((600, 500), False), ((5_000, 500), True)])
def test_only_a_window_that_does_not_fit_fills_the_screen(
    qtbot: QtBot, *, size: tuple[int, int], is_filled: bool
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    show_in_sight(window)
    assert window.isMaximized() == is_filled
    assert window.isVisible()
    assert window.normalGeometry().width() < window.screen().availableSize().width()
