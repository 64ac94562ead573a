"""Starting the window: from the process to its first paint and its first usable page."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measure import Line

_ROOT = Path(__file__).parents[2]
_RUNS = 3
_MIB = 1024
# The child tells its marks as milliseconds since the parent started it, and its memory.
_CHILD = """
import json, sys, time
begun, book, user = float(sys.argv[1]), sys.argv[2], sys.argv[3]
def mark():
    return (time.time() - begun) * 1000
marks = {"interpreter": mark()}
from ui.quick_start import prepare_start
prepare_start()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pathlib import Path
from ui import app as program
marks["imports"] = mark()
program.Places.of_user = classmethod(lambda cls, options: cls(Path(book), Path(user)))
make, begin = program.make_window, program._begin
window = []
def made(*given):
    window.append(make(*given))
    QTimer.singleShot(1, look)
    return window[0]
def begun_now(*given):
    marks["first paint"] = mark()
    begin(*given)
def look():
    if window[0].workplace is None or not window[0].tasks.is_idle:
        QTimer.singleShot(2, look)
        return
    marks["usable"] = mark()
    status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
    print(json.dumps({"marks": marks, "rss": int(status["VmRSS"].split()[0])}), flush=True)
    window[0].close()
    QApplication.quit()
program.make_window, program._begin = made, begun_now
sys.exit(program.main([]))
"""
_FLOOR = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.show()
print((time.time() - float(sys.argv[1])) * 1000)
"""


def measure(folder: Path) -> list[Line]:
    """Measure warm starts; the floor is an empty Qt window in the same interpreter."""
    floor = min(float(_run(_FLOOR)) for _ in range(_RUNS))
    found = [json.loads(_run(_CHILD, str(folder), str(folder.parent))) for _ in range(_RUNS + 1)]
    best = min(found[1:], key=_usable)
    lines = [
        Line(what=f"start: {name}", ours=value, floor=floor)
        for name, value in best["marks"].items()
    ]
    memory = best["rss"] / _MIB
    return [
        *lines[:-1],
        Line(
            what="start: usable",
            ours=lines[-1].ours,
            floor=floor,
            note=f"{memory:.0f} MiB resident",
        ),
    ]


def _run(code: str, *arguments: str) -> str:
    settings = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", code, str(time.time()), *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env={**settings, "QT_QPA_PLATFORM": "offscreen"},
    )
    return done.stdout.splitlines()[-1]


def _usable(found: dict[str, dict[str, float]]) -> float:
    return found["marks"]["usable"]
