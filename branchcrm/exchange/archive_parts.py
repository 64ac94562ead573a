"""Compresses a part of an archive in a thread of its own, beside what makes its content."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Queue
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
    part = _Part()
    with ThreadPoolExecutor(max_workers=1) as beside:
        writing = beside.submit(part.write, archive, name)
        try:
            yield part.take
        finally:
            part.end()
    writing.result()


class _Part:
    """The pieces of a part on their way from who makes them to who writes them."""

    def __init__(self) -> None:
        self._waiting: Queue[bytes | None] = Queue(_AHEAD)
        self._problem: BaseException | None = None

    def take(self, content: bytes) -> None:
        if self._problem is not None:
            raise self._problem
        self._waiting.put(content)

    def end(self) -> None:
        self._waiting.put(None)

    def write(self, archive: ZipFile, name: str) -> None:
        pieces = self._pieces()
        try:
            with archive.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece)
        except BaseException as problem:
            self._problem = problem
            # Whoever makes the content is not held up until they hear of it.
            for _ in pieces:
                pass
            raise

    def _pieces(self) -> Iterator[bytes]:
        while (content := self._waiting.get()) is not None:
            yield content
