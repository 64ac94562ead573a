"""Compresses a part of an archive in a thread of its own, beside what makes its content."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread
from typing import Final
from zipfile import ZipFile

_AHEAD: Final = 4
"""So many pieces may wait: more would only take memory."""


@contextmanager
def part_beside(archive: ZipFile, name: str) -> Iterator[Callable[[bytes], None]]:
    """Give what takes the content of a part, piece by piece; at the end all of it is written.

    Python lets other threads run while it compresses. What goes wrong there is raised with the
    next piece or at the end.
    """
    part = _Part(archive, name)
    try:
        yield part.take
    finally:
        part.end()
    part.check()


class _Part:
    """One part and the thread that writes it."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._waiting: Queue[bytes | None] = Queue(_AHEAD)
        self._problem: OSError | None = None
        self._thread = Thread(target=self._write_all, daemon=True)
        self._thread.start()

    def take(self, content: bytes) -> None:
        self.check()
        self._waiting.put(content)

    def check(self) -> None:
        if self._problem is not None:
            raise self._problem

    def end(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _write_all(self) -> None:
        try:
            with self._archive.open(self._name, "w") as part:
                while (content := self._waiting.get()) is not None:
                    part.write(content)
        except OSError as problem:
            self._problem = problem
            # Whoever makes the content is not held up until they hear of it.
            while self._waiting.get() is not None:
                pass
