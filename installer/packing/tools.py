"""Runs the tools of a build and says what is missing."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class BuildError(Exception):
    """A build cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Tell the person at the terminal what happens now."""
    print(text, flush=True)


def run(command: Sequence[str | Path], folder: Path | None = None) -> str:
    """Run a tool and give what it printed.

    Raises:
        BuildError: the tool failed; the message carries its last lines.
    """
    done = subprocess.run(  # noqa: S603 - our own fixed commands
        [str(word) for word in command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        message = f"{command[0]} failed ({done.returncode}):\n{tail}"
        raise BuildError(message)
    return done.stdout


def tool(*names: str, package: str) -> Path:
    """Find a tool under one of its names.

    Raises:
        BuildError: it is not installed; the message names the package.
    """
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    message = f"{names[0]} is not installed (Debian package {package})"
    raise BuildError(message)


def pip() -> list[str | Path]:
    """Give the command of pip: the environment's own, else that of the Python it is made of."""
    has_own = importlib.util.find_spec("pip") is not None
    python = sys.executable if has_own else str(getattr(sys, "_base_executable", sys.executable))
    return [python, "-m", "pip"]
