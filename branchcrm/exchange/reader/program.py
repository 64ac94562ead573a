"""A program of ours that works apart from the window: started, heard, ended whatever it does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import branchcrm
from branchcrm.exchange.reader.frames import BrokenFrameError, frame_length
from branchcrm.exchange.reader.job_object import bind_to_job, close_job
from branchcrm.exchange.reader.limits import MEMORY_LIMIT_BYTES
from branchcrm.exchange.reader.pipes import wait_readable

_TICK_SECONDS: Final = 0.1
_LONGEST_RUN_ON_WINDOWS_SECONDS: Final = 1800
# Nothing multiplies matrices there: numpy's helper threads would cost memory and time for nothing.
_SETTINGS: Final = {"OPENBLAS_NUM_THREADS": "1"}
_SECRETS: Final = ("BRANCHCRM_PASSWORD",)


class ProgramEndedError(Exception):
    """The program ended in the middle, or sent something that is no message."""


class ProgramSilentError(Exception):
    """The program said nothing for longer than it may."""


class Program:
    """One run of a module of ours; it speaks in messages led by their length."""

    def __init__(self, module: str, out: IO[bytes] | None = None) -> None:
        """Start the module; with `out` another program hears it instead of us."""
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [interpreter(), "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if out is None else out,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._job = 0
        if sys.platform == "win32":
            self._job = bind_to_job(
                int(getattr(self._process, "_handle", 0)),
                MEMORY_LIMIT_BYTES,
                _LONGEST_RUN_ON_WINDOWS_SECONDS,
            )

    @property
    def stdin(self) -> IO[bytes]:
        """What the program reads."""
        stdin = self._process.stdin
        if stdin is None:  # pragma: no cover - it was started with a pipe
            raise ProgramEndedError
        return stdin

    def tell(self, words: bytes) -> None:
        """Send what the program waits for; where it died at once, its answer will say so."""
        with suppress(OSError):
            self.stdin.write(words)
            self.stdin.flush()

    def hush(self) -> None:
        """Send nothing more."""
        with suppress(OSError):
            self.stdin.close()

    def receive(self, tick: Callable[[], None], patience_s: float) -> bytes:
        """Give the next message; `tick` is called now and then and may raise.

        Raises:
            ProgramEndedError: there will be none.
            ProgramSilentError: there was none for so long.
        """
        tick()
        deadline = time.monotonic() + patience_s
        try:
            size = frame_length(self._exactly(4, tick, deadline))
        except BrokenFrameError as problem:
            raise ProgramEndedError from problem
        return self._exactly(size, tick, deadline)

    def end(self) -> int:
        """End the program, whatever it is doing, and give its exit code."""
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self.hush()
        code = self._process.wait()
        close_job(self._job)
        self._job = 0
        return code

    def code(self) -> int:
        """Wait until the program has ended by itself, and give its exit code."""
        return self._process.wait()

    def _exactly(self, size: int, tick: Callable[[], None], deadline: float) -> bytes:
        stream = self._process.stdout
        if stream is None:  # pragma: no cover - another program hears it
            raise ProgramEndedError
        parts: list[bytes] = []
        while size:
            while not wait_readable(stream, _TICK_SECONDS):
                tick()
                if time.monotonic() > deadline:
                    raise ProgramSilentError
            part = os.read(stream.fileno(), min(size, 1 << 20))
            if not part:
                raise ProgramEndedError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def interpreter() -> str:
    """Give the Python that runs our programs: beside the launcher where one started us."""
    executable = Path(sys.executable)
    if executable.stem.lower().startswith("python"):
        return str(executable)
    beside = executable.parent / "python" / "python.exe"
    return str(beside if beside.exists() else Path(sys.base_prefix) / "python.exe")


def _environment() -> dict[str, str]:
    root = str(Path(branchcrm.__file__).resolve().parent.parent)
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    paths = [root, environment.get("PYTHONPATH", "")]
    return environment | _SETTINGS | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
