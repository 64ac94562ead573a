"""The installed window on the screen: it opens, is raised by a second start, and remembers."""

import time
from collections.abc import Sequence
from pathlib import Path

from packing.tools import run, tool
from trying.machine import Machine, TryError, require, wait_until

GIVEN_UP_S = 300.0


def try_window(machine: Machine) -> str:
    """Open the demonstration, start a second time, close the window as a person does."""
    program = machine.installed / machine.build.program.window
    seconds = open_and_close(machine, [program, "--demo"], machine.kept, program.name)
    return f"usable after {seconds:.1f} s, one window for two starts, preferences kept"


def open_and_close(
    machine: Machine, command: Sequence[str | Path], kept: Path, image: str
) -> float:
    """Open the window on the demonstration and close it; give the seconds until it was usable.

    `image` is the name of the program that the window belongs to.
    """
    begun = time.perf_counter()
    first = machine.begin(command)
    wait_until(lambda: _is_filled(kept), "the demonstration's book")
    seconds = time.perf_counter() - begun
    second = machine.begin(command)
    try:
        second.wait(GIVEN_UP_S)
    finally:
        second.kill()
    require(first.poll() is None, "the first window has gone")
    photograph(machine, f"window-{image}-{kept.name}")
    machine.run(["taskkill", "/im", image])
    wait_until(lambda: first.poll() is not None, "the window closes", GIVEN_UP_S)
    if first.returncode != 0:
        message = f"the window ended with {first.returncode}"
        raise TryError(message)
    preferences = next(kept.rglob("preferences.ini"), None)
    require(preferences is not None, f"no preferences below {kept}")
    reports = [path.read_text("utf-8", "replace") for path in kept.rglob("crash-*.txt")]
    require(not reports, "\n".join(reports))
    return seconds


def photograph(machine: Machine, name: str) -> None:
    """Save what the display shows."""
    grabber = tool("import", package="imagemagick")
    run([grabber, "-window", "root", machine.results / f"{name}.png"])


def _is_filled(kept: Path) -> bool:
    """Tell whether the window has made its book and remembered who signed in."""
    preferences = next(kept.rglob("preferences.ini"), None)
    return preferences is not None and "last_user" in preferences.read_text("utf-8", "replace")
