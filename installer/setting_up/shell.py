"""Runs other programs: quietly into a log with a moving line, or straight to the screen."""

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from setting_up.words import note

TAIL_LINES = 12
LINE_WIDTH = 70
CLEANS_UP_SECONDS = 10.0
# What Qt says of every window where there is no window manager.
OFFSCREEN_REMARK = "This plugin does not support"

# Settings of the caller's shell that would change what is installed or how it starts.
UNWANTED = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
    "VIRTUAL_ENV",
    "__PYVENV_LAUNCHER__",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: its exit code and its last lines."""

    code: int
    text: str

    @property
    def tail(self) -> str:
        """Give the last few lines, for a person who wants to know why."""
        return "\n".join(self.text.splitlines()[-TAIL_LINES:])


def environment(**extra: str) -> dict[str, str]:
    """Give the environment for started programs: the caller's, without what would mislead them."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return kept | {"PYTHONUTF8": "1"} | extra


def run_shown(command: Sequence[str], folder: Path, **extra: str) -> int:
    """Run a program that prints for itself; give its exit code."""
    return subprocess.run(  # noqa: S603 - our own fixed commands
        list(command), cwd=folder, env=environment(**extra), check=False
    ).returncode


def run_indented(command: Sequence[str], folder: Path, **extra: str) -> int:
    """Run a program with its lines below the current step; give its exit code."""
    with subprocess.Popen(  # noqa: S603 - our own fixed commands
        list(command),
        cwd=folder,
        env=environment(**extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for printed in running.stdout or ():
            if not printed.startswith(OFFSCREEN_REMARK):
                note(printed.rstrip())
    return running.returncode


def ask(command: Sequence[str], **extra: str) -> Outcome:
    """Run a short program and keep what it prints."""
    try:
        done = subprocess.run(  # noqa: S603 - our own fixed commands
            list(command),
            env=environment(**extra),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return Outcome(127, str(error))
    return Outcome(done.returncode, done.stdout + done.stderr)


class MovingLine:
    """One line of progress: rewritten in place on a terminal, printed now and then elsewhere."""

    QUIET_SECONDS = 5.0

    def __init__(self) -> None:
        """Start counting the seconds."""
        self._started = time.monotonic()
        self._shown = 0.0
        self._stage = ""
        self._rewrites = sys.stdout.isatty()

    def show(self, state: tuple[str, str] | None) -> None:
        """Show the newest state, if any; in a log file only each stage and now and then a line."""
        if state is None:
            return
        stage, rest = state
        now = time.monotonic()
        line = f"{stage} {rest}"[:LINE_WIDTH] + f" ({now - self._started:.0f} s)"
        if self._rewrites:
            print(f"\r  {line:<{LINE_WIDTH}}", end="", flush=True)
        elif stage != self._stage or now - self._shown >= self.QUIET_SECONDS:
            note(line)
            self._stage, self._shown = stage, now

    def close(self) -> None:
        """Leave the line so that the next print starts below it."""
        if self._rewrites:
            print(flush=True)


def _see_end(running: subprocess.Popen[str]) -> None:
    """Let an interrupted program clean up, but not outlive us: the next run would meet it."""
    try:
        running.wait(CLEANS_UP_SECONDS)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        running.kill()


def run_logged(
    command: Sequence[str],
    log: Path,
    describe: Callable[[str], tuple[str, str] | None],
    extra: Mapping[str, str],
) -> Outcome:
    """Run a long program into a log file.

    `describe` turns a line that the program printed into the stage and the rest of the moving
    line, or into None.
    """
    line = MovingLine()
    tail: deque[str] = deque(maxlen=200)
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("a", encoding="utf-8") as written,
        subprocess.Popen(  # noqa: S603 - our own fixed commands
            list(command),
            env=environment(**extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as running,
    ):
        try:
            for printed in running.stdout or ():
                written.write(printed)
                tail.append(printed.rstrip())
                line.show(describe(printed))
        except KeyboardInterrupt:
            _see_end(running)
            raise
        finally:
            line.close()
    return Outcome(running.returncode, "\n".join(tail))
