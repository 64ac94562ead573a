"""Our side of the reading program: starts it, hands on what it reads, ends it."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import branchcrm
from branchcrm.domain.wording import say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.errors import (
    FILE_REFUSALS,
    FileRefusedError,
    ReaderCrashedError,
    ReaderLimitError,
)
from branchcrm.exchange.reader.frames import (
    BrokenFrameError,
    blank_to_none,
    frame_length,
    parse_frame,
)
from branchcrm.exchange.reader.job_object import bind_to_job, close_job
from branchcrm.exchange.reader.limits import MEMORY_LIMIT_BYTES, seconds_for
from branchcrm.exchange.reader.pipes import wait_readable
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.reader.spool import RowSpool
from branchcrm.reference.long_paths import reachable

_TICK_SECONDS: Final = 0.1
_UNPACKED_GUESS: Final = 12
_LONGEST_RUN_ON_WINDOWS_SECONDS: Final = 1800
_ROWS: Final = re.compile(rb'\["rows",(\d+),(\d+),')
_SECRETS: Final = ("BRANCHCRM_PASSWORD",)


def _no_tick() -> None:
    """Let the reading go on."""


class FileReading:
    """One file being read: a context manager that ends the reading program when left."""

    def __init__(
        self,
        path: Path,
        *,
        sheet: str | None = None,
        most_rows: int | None = None,
        tick: Callable[[], None] = _no_tick,
    ) -> None:
        """Prepare to read all sheets or one, wholly or the first rows; `tick` may raise."""
        self.path = path
        self.sheet_names: tuple[str, ...] = ()
        self.details: dict[str, str] = {}
        self._request = {"path": str(reachable(path)), "sheet": sheet, "rows": most_rows}
        self.tick = tick
        self._process: subprocess.Popen[bytes] | None = None
        self._job = 0

    def __enter__(self) -> Self:
        """Start the program and send it the request."""
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [interpreter(), "-P", "-m", "branchcrm.exchange.reader"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if sys.platform == "win32":
            self._job = bind_to_job(
                int(getattr(self._process, "_handle", 0)),
                MEMORY_LIMIT_BYTES,
                _LONGEST_RUN_ON_WINDOWS_SECONDS,
            )
        stdin = self._process.stdin
        try:
            if stdin is not None:
                stdin.write(json.dumps(self._request).encode())
                stdin.close()
        except OSError:  # it died at once: reading its answer will say so
            pass
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, whatever it is doing."""
        process = self._process
        if process is None:
            return
        process.kill()
        if process.stdout is not None:
            process.stdout.close()
        process.wait()
        close_job(self._job)

    def spool(self, spool: RowSpool) -> None:
        """Take in the whole file, its rows still packed.

        Raises:
            FileRefusedError: the file cannot be read.
        """
        while True:
            body = self._receive_body()
            rows = _ROWS.match(body)
            if rows is not None:
                spool.add_rows(body, int(rows[1]), int(rows[2]))
                continue
            message = self._parsed(body)
            kind = message[0]
            if kind == "sheet":
                spool.add_sheet(self._head(message[1]))
            elif kind == "file":
                self._take_file(message)
                spool.details = self.details
            elif kind == "refused":
                raise _refusal(message)
            elif kind == "end":
                return

    def events(self) -> Iterator[SheetHead | list[SheetRow]]:
        """Give each sheet's head, then its rows in batches, sheet after sheet.

        Raises:
            FileRefusedError: the file cannot be read.
        """
        while True:
            message = self._parsed(self._receive_body())
            kind = message[0]
            if kind == "rows":
                yield [SheetRow(number, blank_to_none(cells)) for number, cells in message[3]]
            elif kind == "sheet":
                yield self._head(message[1])
            elif kind == "file":
                self._take_file(message)
            elif kind == "refused":
                raise _refusal(message)
            elif kind == "end":
                return

    def _head(self, wire: dict[str, Any]) -> SheetHead:
        return SheetHead(
            name=wire["name"],
            is_hidden=wire["is_hidden"],
            rows=wire["rows"],
            counts_from_1904=wire["counts_from_1904"],
            hidden_rows=wire["hidden_rows"],
            hidden_columns=tuple(wire["hidden_columns"]),
            merges=tuple((top, left, bottom, right) for top, left, bottom, right in wire["merges"]),
            details=self.details,
        )

    def _take_file(self, message: list[Any]) -> None:
        self.details, self.sheet_names = message[1], tuple(message[2])

    def _parsed(self, body: bytes) -> list[Any]:
        try:
            return parse_frame(body)
        except BrokenFrameError as problem:
            raise self._crash() from problem

    def _receive_body(self) -> bytes:
        if self._process is None or self._process.stdout is None:
            raise ReaderCrashedError(file=self.path.name)
        stream = self._process.stdout
        self.tick()
        try:
            return self._exactly(stream, frame_length(self._exactly(stream, 4)))
        except (BrokenFrameError, EOFError) as problem:
            raise self._crash() from problem

    def _exactly(self, stream: IO[bytes], size: int) -> bytes:
        parts: list[bytes] = []
        deadline = time.monotonic() + self._patience()
        while size:
            while not wait_readable(stream, _TICK_SECONDS):
                self.tick()
                if time.monotonic() > deadline:
                    raise ReaderLimitError(file=self.path.name)
            part = os.read(stream.fileno(), min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _patience(self) -> float:
        try:
            size = self.path.stat().st_size
        except OSError:
            size = 0
        return float(seconds_for(size * _UNPACKED_GUESS))

    def _crash(self) -> FileRefusedError:
        process = self._process
        code = process.wait() if process is not None else 0
        # SIGXCPU and SIGKILL are what the limits end a program with.
        if -code in {24, 9}:
            return ReaderLimitError(file=self.path.name)
        return ReaderCrashedError(file=self.path.name)


def interpreter() -> str:
    """Give the Python that runs the reader: beside the launcher where one started us."""
    executable = Path(sys.executable)
    if executable.stem.lower().startswith("python"):
        return str(executable)
    beside = executable.parent / "python" / "python.exe"
    return str(beside if beside.exists() else Path(sys.base_prefix) / "python.exe")


def _environment() -> dict[str, str]:
    root = str(Path(branchcrm.__file__).resolve().parent.parent)
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    paths = [root, environment.get("PYTHONPATH", "")]
    return environment | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _refusal(message: list[Any]) -> FileRefusedError:
    refusal = FILE_REFUSALS.get(message[1], ReaderCrashedError)
    places = {
        name: say(place["say"]) if isinstance(place, dict) else place
        for name, place in message[2].items()
    }
    return refusal(**places)
