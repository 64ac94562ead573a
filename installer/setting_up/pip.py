"""Runs pip from outside the environment, so that the environment needs none of its own."""

import importlib.util
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from setting_up import debian
from setting_up.refusals import NO_FOLDER, NO_PIP, explain
from setting_up.shell import ask, run_logged
from setting_up.words import SetupError, step

OLDEST_WITH_PYTHON_OPTION = (22, 3)
SETTINGS = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
}
RETRIES = "PIP_RETRIES"


def settings(caller: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give what pip is told; without a retry it keeps quiet about an index that is not there."""
    return SETTINGS | ({RETRIES: "1"} if caller.get(RETRIES) == "0" else {})


class Pip:
    """The machine's pip, or the environment's own where the machine's is too old."""

    def __init__(
        self,
        folder: Path,
        python: Path,
        log: Path,
        oldest: tuple[int, ...] = OLDEST_WITH_PYTHON_OPTION,
    ) -> None:
        """Find out which Python makes the environment and which pip fills it."""
        self._folder = folder
        self._python = python
        self._log = log
        inside = Path(sys.prefix) == folder
        base = str(getattr(sys, "_base_executable", sys.executable))
        self._maker = base if inside else sys.executable
        self._works_from_outside = _version(self._maker) >= oldest

    def can_fill(self) -> bool:
        """Tell whether there is a pip for the environment; not when its making was interrupted."""
        return self._works_from_outside or _version(str(self._python)) > (0,)

    def make_environment(self) -> None:
        """Make the empty environment.

        Raises:
            SetupError: there is no pip to be had, or the folder cannot be written.
        """
        step("建立程序自己的 Python 环境", "Making the program's own Python environment")
        command = [self._maker, "-m", "venv", str(self._folder)]
        if self._works_from_outside:
            command.insert(3, "--without-pip")
        elif importlib.util.find_spec("ensurepip") is None:
            self._bring_venv()
        made = ask(command)
        if made.code != 0:
            raise SetupError(NO_FOLDER, details=made.tail, folder=self._folder)

    def install(self, arguments: list[str], what: str, total: int = 1) -> None:
        """Install into the environment, with a moving line of progress.

        Raises:
            SetupError: with the reason that pip gave, in words.
        """
        seen: set[str] = set()

        def describe(line: str) -> tuple[str, str] | None:
            words = line.split()
            if words[:2] == ["Installing", "collected"]:
                return "展开 · Unpacking", f"{total} …"
            if words[:1] != ["Collecting"]:
                return None
            seen.add(words[1].split("=")[0])
            return "下载 · Fetching", f"{len(seen)}/{total} {words[1]}"

        done = run_logged(
            [*self._command(), "install", "--progress-bar", "off", *arguments],
            self._log,
            describe,
            settings(),
        )
        if done.code != 0:
            raise explain(what, done, self._log)

    def _command(self) -> list[str]:
        if self._works_from_outside:
            return [self._maker, "-m", "pip", "--python", str(self._python)]
        return [str(self._python), "-m", "pip"]

    def _bring_venv(self) -> None:
        package = f"python{'.'.join(platform.python_version_tuple()[:2])}-venv"
        if not debian.can_install():
            raise SetupError(NO_PIP, package=package)
        debian.install([package], self._log)


def _version(python: str) -> tuple[int, ...]:
    answer = ask([python, "-c", "import pip; print(pip.__version__)"])
    numbers = answer.text.strip().split(".")[:2]
    if answer.code != 0 or not all(number.isdigit() for number in numbers):
        return (0,)
    return tuple(int(number) for number in numbers)
