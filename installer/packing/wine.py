"""Runs Windows programs on Linux through Wine, in a prefix of the build's own."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packing.settings import Build
from packing.tools import run, say, tool

# A busy computer fails nothing: this is for what would never end.
LONGEST_RUN_S = 3_600
WINE_PLACES = ("/usr/lib/wine/wine64", "/usr/bin/wine64")
# The pretended machine is one of a branch: Chinese, and its user has a Chinese name with a space.
LOCALE = "zh_CN.UTF-8"
USER = "王 敏"
LOCALE_SOURCE = Path("/usr/share/i18n/locales/zh_CN")


@dataclass(frozen=True, slots=True)
class Wine:
    """One Wine with its prefix."""

    program: Path
    prefix: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables that keep Wine quiet and apart from the user's own prefix and folders."""
        return os.environ | self.own_variables

    @property
    def own_variables(self) -> dict[str, str]:
        """The variables of the pretended machine alone."""
        return {
            "HOME": str(self.prefix),
            "USER": USER,
            "WINEUSERNAME": USER,
            "LC_ALL": LOCALE,
            "LOCPATH": str(self.locales),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Without the debugger, which waits for somebody to look at what it found.
            "WINEDLLOVERRIDES": "mscoree,mshtml,winedbg.exe=",
        }

    @property
    def locales(self) -> Path:
        """Where the language of the pretended machine lies: the real one may not have it."""
        return self.prefix.parent / "locale"

    def run(
        self, command: Sequence[str | Path], folder: Path, *, seconds: int = LONGEST_RUN_S
    ) -> str:
        """Run a Windows program through pipes; give what it printed.

        Raises:
            subprocess.CalledProcessError: it ended with another code than 0.
        """
        done = subprocess.run(  # noqa: S603 - our own fixed commands
            [str(self.program), *(str(word) for word in command)],
            cwd=folder,
            env=self.environment,
            input=b"",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
        text = done.stdout.decode("utf-8", errors="replace")
        if done.returncode != 0:
            raise subprocess.CalledProcessError(done.returncode, list(map(str, command)), text)
        return text

    def drive(self, *parts: str) -> Path:
        """Give a path under the prefix's drive C."""
        return self.prefix.joinpath("drive_c", *parts)


def find_program() -> Path | None:
    """Give Wine's program, or None where it is not installed."""
    program = next((Path(place) for place in WINE_PLACES if Path(place).exists()), None)
    found = shutil.which("wine64")
    return Path(found) if program is None and found else program


def find_wine(build: Build) -> Wine | None:
    """Give Wine with a prefix made ready, or None where it is not installed."""
    program = find_program()
    if program is None:
        return None
    wine = Wine(program, build.work / "wine")
    if LOCALE_SOURCE.exists() and not (wine.locales / LOCALE).exists():
        wine.locales.mkdir(parents=True, exist_ok=True)
        made = tool("localedef", package="libc-bin")
        run([made, "-i", "zh_CN", "-f", "UTF-8", wine.locales / LOCALE])
    if not wine.drive("windows").exists():
        say("· Wine prefix")
        wine.prefix.mkdir(parents=True, exist_ok=True)
        wine.run(["wineboot", "--init"], wine.prefix)
        key = ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]
        wine.run(key, wine.prefix)
    return wine


def wine_python(build: Build) -> list[str | Path] | None:
    """Give the command that runs the program's own Python under Wine, or None without Wine.

    Wine 8 aborts on `_wmi.pyd`, so a copy of the interpreter without it is used.
    """
    wine = find_wine(build)
    if wine is None:
        return None
    copy = build.work / "python-for-wine"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(build.python, copy, ignore=shutil.ignore_patterns("_wmi.pyd", "*._pth"))
    script = build.work / "run-python.sh"
    exports = [f"export {name}='{value}'" for name, value in wine.own_variables.items()]
    lines = ["#!/bin/sh", *exports]
    lines.append(f": | '{wine.program}' '{copy / 'python.exe'}' \"$@\" 2>&1 | cat")
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(["chmod", "+x", script])
    return [script]
