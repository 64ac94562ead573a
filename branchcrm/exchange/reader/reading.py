"""Our side of the reading program: starts it, hands on what it reads, ends it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.errors import FileRefusedError, ReaderCrashedError, ReaderLimitError
from branchcrm.exchange.reader.answers import ReadBatch, ReaderAnswers
from branchcrm.exchange.reader.frames import BrokenFrameError
from branchcrm.exchange.reader.limits import STARTS_WITHIN_SECONDS, seconds_for
from branchcrm.exchange.reader.program import Program, ProgramEndedError, ProgramSilentError
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.reference.long_paths import reachable

_READER: Final = "branchcrm.exchange.reader"
_UNPACKED_GUESS: Final = 12


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
        out: IO[bytes] | None = None,
    ) -> None:
        """Prepare to read all sheets or one, wholly or the first rows; `tick` may raise.

        With `out` another program hears what is read.
        """
        self.path = path
        self._request = {"path": str(reachable(path)), "sheet": sheet, "rows": most_rows}
        self._tick = tick
        self._out = out
        self._program: Program | None = None
        self._has_started = False
        self._answers = ReaderAnswers(self._receive)

    @property
    def details(self) -> dict[str, str]:
        """What is known of the whole file: its container, its digest, its encoding."""
        return self._answers.details

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets of the file, once it speaks."""
        return self._answers.sheet_names

    def __enter__(self) -> Self:
        """Start the program and send it the request."""
        self._program = Program(_READER, self._out)
        self._program.tell(json.dumps(self._request).encode())
        self._program.hush()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, whatever it is doing."""
        if self._program is not None:
            self._program.end()

    def events(self) -> Iterator[SheetHead | list[SheetRow]]:
        """Give each sheet's head, then its rows in batches, sheet after sheet.

        Raises:
            FileRefusedError: the file cannot be read.
        """
        for one in self.batches():
            yield one if isinstance(one, SheetHead) else one.rows

    def batches(self) -> Iterator[SheetHead | ReadBatch]:
        """Give the same, each batch with the message that brought it.

        Raises:
            FileRefusedError: the file cannot be read.
        """
        try:
            yield from self._answers.batches()
        except BrokenFrameError as problem:
            raise self.crash() from problem

    def hear(self, program: Program) -> bytes:
        """Give the next message of the program, or of one that it speaks to.

        Raises:
            ProgramEndedError: there will be none.
            ProgramSilentError: there was none for so long.
        """
        message = program.receive(self._tick, self._patience_s())
        self._has_started = True
        return message

    def _patience_s(self) -> float:
        """Tell how long a program may say nothing; it starts late on a busy computer."""
        try:
            size = self.path.stat().st_size
        except OSError:
            size = 0
        late = 0 if self._has_started else STARTS_WITHIN_SECONDS
        return float(late + seconds_for(size * _UNPACKED_GUESS))

    def crash(self) -> FileRefusedError:
        """Say why the program ended without an answer."""
        code = self._program.code() if self._program is not None else 0
        # SIGXCPU and SIGKILL are what the limits end a program with.
        if -code in {24, 9}:
            return ReaderLimitError(file=self.path.name)
        return ReaderCrashedError(file=self.path.name)

    def _receive(self) -> bytes:
        if self._program is None:
            raise ReaderCrashedError(file=self.path.name)
        try:
            return self.hear(self._program)
        except ProgramSilentError as problem:
            raise ReaderLimitError(file=self.path.name) from problem
        except ProgramEndedError as problem:
            raise self.crash() from problem
