"""Our side of making rows ready: here for small files, in programs of their own for large ones."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Final, Protocol

from branchcrm.exchange.errors import ReaderCrashedError, ReaderLimitError
from branchcrm.exchange.reader.frames import frame
from branchcrm.exchange.reader.program import Program, ProgramEndedError, ProgramSilentError
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.services.preparer.sending import BROKEN, DONE, FAILED, REFUSED
from branchcrm.services.row_preparing import PreparedSink, PreparingPlan, prepare

APART_BYTES: Final = 512 * 1024
"""Files from this size on are worth the start of another program."""
_PREPARER: Final = "branchcrm.services.preparer"


class PreparationFailedError(Exception):
    """The preparing program met something that nobody foresaw; its trace is the text."""


class PreparedFile(Protocol):
    """A file whose rows are made ready."""

    def begin(self) -> SheetHead | None:
        """Wait for the first sheet and give it: from then on rows come without waiting long.

        Raises:
            FileRefusedError: the file cannot be read.
        """
        ...

    def lead_to(self, sink: PreparedSink) -> None:
        """Lead all sheets, the first one included, to the sink.

        Raises:
            BranchCrmError: the file cannot be read, or a table in it cannot be taken.
        """
        ...


@contextmanager
def preparation(
    path: Path, plan: PreparingPlan, tick: Callable[[], None]
) -> Iterator[PreparedFile]:
    """Make the rows of a file ready; whatever was started ends with the block.

    `tick` is called now and then and may raise.
    """
    sheet = plan.request.sheet
    if not _is_large(path):
        with FileReading(path, sheet=sheet, tick=tick) as reading:
            yield _Here(reading, plan)
        return
    preparer = Program(_PREPARER)
    try:
        preparer.tell(frame(pickle.dumps(plan.for_rows())))
        with FileReading(path, sheet=sheet, tick=tick, out=preparer.stdin) as reading:
            preparer.hush()
            yield _Apart(reading, preparer)
    finally:
        preparer.end()


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size >= APART_BYTES
    except OSError:  # the reader says what is wrong with it
        return False


class _Here:
    """Rows that are made ready in this program."""

    def __init__(self, reading: FileReading, plan: PreparingPlan) -> None:
        self._plan = plan
        self._batches = reading.batches()
        self._first: list[Any] = []

    def begin(self) -> SheetHead | None:
        self._first = list(next(zip(self._batches, strict=False), ()))
        return self._first[0] if self._first else None

    def lead_to(self, sink: PreparedSink) -> None:
        prepare(chain(self._first, self._batches), self._plan, sink)


class _Apart:
    """Rows that the preparing program makes ready."""

    def __init__(self, reading: FileReading, preparer: Program) -> None:
        self._reading = reading
        self._preparer = preparer
        self._first: tuple[str, tuple[Any, ...]] = (DONE, ())

    def begin(self) -> SheetHead | None:
        self._first = self._message()
        name, said = self._first
        return said[0] if name == "sheet" else None

    def lead_to(self, sink: PreparedSink) -> None:
        name, said = self._first
        while name != DONE:
            getattr(sink, name)(*said)
            name, said = self._message()

    def _message(self) -> tuple[str, tuple[Any, ...]]:
        name, said = pickle.loads(self._body())  # noqa: S301 - from a program of ours
        if name == BROKEN:
            raise self._reading.crash()
        if name == REFUSED:
            kind, places = said
            raise kind(**places)
        if name == FAILED:
            raise PreparationFailedError(said[0])
        return name, said

    def _body(self) -> bytes:
        file = self._reading.path.name
        try:
            return self._reading.hear(self._preparer)
        except ProgramSilentError as problem:
            raise ReaderLimitError(file=file) from problem
        except ProgramEndedError as problem:
            raise ReaderCrashedError(file=file) from problem
