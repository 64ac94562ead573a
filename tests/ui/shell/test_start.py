"""Starting the program: what is loaded, and the picture run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from branchcrm.services.use_cases import Services
from ui import app as program
from ui.shell.options import parse_options
from ui.shell.single_instance import SingleInstance

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
def look():
    if window and window[0].workplace is not None and window[0].tasks.is_idle:
        print(json.dumps([name for name in heavy if name in sys.modules]))
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


def test_a_start_loads_nothing_heavy(services: Services) -> None:
    folder = services.book.place.folder.parent
    services.book.close()
    done = run("-c", START, str(folder), json.dumps(HEAVY))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


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
