"""The pretended Windows machine: a Wine prefix with a display, and the log of the try."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from packing.settings import Build
from packing.tools import say, tool
from packing.wine import LONGEST_RUN_S, Wine

SIZE = "1600x1000x24"
LONGEST_WAIT_S = 600.0
LOOK_AGAIN_S = 0.25
CHUNK = 1 << 16


class TryError(Exception):
    """The program did not do under Wine what it should."""


@dataclass(slots=True)
class Machine:
    """One Wine prefix on one display, closed again at the end."""

    build: Build
    wine: Wine
    _display: "subprocess.Popen[str] | None" = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Give the prefix a display of its own."""
        self.results.mkdir(parents=True, exist_ok=True)
        (self.results / "try.log").write_text("", encoding="utf-8")
        server = tool("Xvfb", package="xvfb")
        command = [str(server), "-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"]
        display = subprocess.Popen(  # noqa: S603 - our own fixed command
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._display = display
        number = display.stdout.readline().strip() if display.stdout else ""
        os.environ["DISPLAY"] = f":{number}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the prefix's programs, then its display."""
        server = self.wine.program.parent / "wineserver"
        if server.exists():
            subprocess.run(  # noqa: S603 - ends this prefix only
                [str(server), "-k"], env=self.wine.environment, check=False
            )
        if self._display is not None:
            self._display.terminate()
            self._display.wait()

    @property
    def results(self) -> Path:
        """Where the log and the pictures of the try lie."""
        return self.build.out / "try"

    @property
    def user(self) -> Path:
        """The folder of the prefix's user."""
        return next(
            path for path in self.wine.drive("users").iterdir() if path.name.lower() != "public"
        )

    @property
    def local(self) -> Path:
        """The user's local application folder."""
        return self.user / "AppData" / "Local"

    @property
    def installed(self) -> Path:
        """Where the setup puts the program."""
        return self.local / "Programs" / self.build.program.name

    @property
    def kept(self) -> Path:
        """Where the program keeps books and preferences."""
        return self.local / "BranchCRM"

    @property
    def links(self) -> list[Path]:
        """Our links on the desktop and in the start menus, wherever Wine lays those."""
        return [path for path in self.wine.prefix.rglob("*.lnk") if "BranchCRM" in path.name]

    def note(self, text: str) -> None:
        """Write a line of the log, also on the terminal."""
        say(text)
        with (self.results / "try.log").open("a", encoding="utf-8") as log:
            log.write(text + "\n")

    def run(self, command: Sequence[str | Path], *, seconds: int = LONGEST_RUN_S) -> str:
        """Run a Windows program to its end and give what it printed."""
        try:
            return self.wine.run(command, self.wine.prefix, seconds=seconds)
        except subprocess.CalledProcessError as error:
            message = f"{error.cmd} ended with {error.returncode}:\n{error.output}"
            raise TryError(message) from error

    def record(self, command: Sequence[str | Path], log: Path, *, seconds: int) -> str:
        """Run a Windows program to its end; what it prints grows in a log meanwhile."""
        with log.open("wb") as written:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [str(self.wine.program), *(str(word) for word in command)],
                cwd=self.wine.prefix,
                env=self.wine.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            if process.stdin is not None:
                process.stdin.close()
            clock = Timer(seconds, process.kill)
            clock.start()
            while process.stdout is not None and (part := os.read(process.stdout.fileno(), CHUNK)):
                written.write(part)
                written.flush()
            code = process.wait()
            clock.cancel()
        text = log.read_text("utf-8", "replace")
        require(code == 0, f"{command[0]} ended with {code}:\n{text[-2000:]}")
        return text

    def refusal_of(self, command: Sequence[str | Path]) -> int:
        """Run a Windows program that is to refuse, and give the code it ended with."""
        try:
            self.wine.run(command, self.wine.prefix)
        except subprocess.CalledProcessError as error:
            return error.returncode
        return 0

    def begin(self, command: Sequence[str | Path]) -> "subprocess.Popen[bytes]":
        """Start a Windows program and leave it running."""
        return subprocess.Popen(  # noqa: S603 - our own program
            [str(self.wine.program), *(str(word) for word in command)],
            cwd=self.wine.prefix,
            env=self.wine.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def answer(self, program: Path, *words: str) -> dict[str, Any]:
        """Run the packed command of a program's folder and give its answer.

        Raises:
            TryError: it answered nothing that can be read.
        """
        text = self.run([program / self.build.program.command, "--json", *words])
        before, brace, rest = text.partition("{")
        try:
            answer, end = json.JSONDecoder().raw_decode(brace + rest)
        except ValueError as error:
            message = f"{words} answered: {text}"
            raise TryError(message) from error
        beside = f"{before} {(brace + rest)[end:]}".strip()
        if beside:
            self.note(f"        beside the answer to {words}: {beside}")
        return dict(answer)


def windows_path(path: Path) -> str:
    """Give a path of this machine as a program under Wine names it."""
    return "Z:" + str(path).replace("/", "\\")


def require(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Go on only where something is so.

    Raises:
        TryError: it is not.
    """
    if not is_so:
        raise TryError(otherwise)


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = LONGEST_WAIT_S) -> float:
    """Wait for a condition and give the seconds that took.

    Raises:
        TryError: it did not come true.
    """
    begun = time.perf_counter()
    while not is_so():
        if time.perf_counter() - begun > seconds:
            message = f"waited {seconds:.0f} s for: {what}"
            raise TryError(message)
        time.sleep(LOOK_AGAIN_S)
    return time.perf_counter() - begun


def without_wmi(folder: Path) -> None:
    """Take out the one module that Wine 8 aborts on; it stays in what is shipped."""
    (folder / "python" / "_wmi.pyd").unlink(missing_ok=True)
