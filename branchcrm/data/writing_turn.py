"""Lets one thread of the program write at a time, and tells the others what it is doing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import Sentence, mark, say

SHORT_S: Final = 0.25
PATIENCE_S: Final = 5.0
_UNNAMED: Final = mark("后台整理")


class WritingError(BranchCrmError):
    """Another piece of work of this program writes in the book, and takes longer."""

    happened = mark("还没有保存：正在进行“{work}”")
    kept = mark("填写的内容没有丢失")
    remedy = mark("等它完成后再保存一次")


class WritingTurn:
    """The turn to write: short work is waited for, long work is named at once.

    SQLite would let the second writer wait blindly. The main thread paints the window, so it
    waits only as long as a hand does not notice; a worker waits as long as another program would.
    """

    def __init__(self) -> None:
        """Start with nobody writing."""
        self._lock = threading.Lock()
        self._since = 0.0
        self._work = say(_UNNAMED)

    @contextmanager
    def take(self, work: Sentence | None) -> Iterator[None]:
        """Hold the turn inside the block.

        Raises:
            WritingError: somebody else holds it for long.
        """
        if not self._lock.acquire(timeout=self._patience_s()):
            raise WritingError(work=self._work)
        self._since = time.monotonic()
        self._work = work or say(_UNNAMED)
        try:
            yield
        finally:
            self._lock.release()

    def _patience_s(self) -> float:
        if threading.current_thread() is not threading.main_thread():
            return PATIENCE_S
        return (
            max(0.0, self._since + SHORT_S - time.monotonic()) if self._lock.locked() else SHORT_S
        )
