"""Keeps the numbers of the rail up to date, off the main thread."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.progress import Progress
from ui.kit.page import PageContext
from ui.room import CountSource, NavCount, PinSource, RailPin, Room

Answer = tuple[dict[str, NavCount], str, list[RailPin] | None]


class RailCounter(QObject):
    """Asks every room for its numbers; questions that come meanwhile are answered together."""

    counted = Signal(object)
    pinned = Signal(str, object)

    def __init__(
        self, context: PageContext, rooms: Sequence[Room], parent: QObject | None = None
    ) -> None:
        """Know whom to ask."""
        super().__init__(parent)
        self._context = context
        self._sources: list[CountSource] = [room.counts for room in rooms if room.counts]
        self._pins: dict[str, PinSource] = {}
        for room in rooms:
            self._pins.update(room.pins)
        self.page = ""
        self._is_counting = False
        self._is_stale = False

    def show_page(self, page: str) -> None:
        """Take note of the page in front, whose pinned views are counted too."""
        is_other, self.page = page != self.page, page
        if is_other and page in self._pins:
            self.count()

    def count(self) -> None:
        """Count now, or once more after the counting that is under way."""
        if self._is_counting:
            self._is_stale = True
            return
        self._is_counting = True
        self._context.tasks.start(
            partial(self._ask, self.page), on_success=self._on_counted, on_error=self._on_failed
        )

    def _ask(self, page: str, _progress: Progress) -> Answer:
        counts: dict[str, NavCount] = {}
        for source in self._sources:
            counts.update(source(self._context))
        pins_of = self._pins.get(page)
        return counts, page, None if pins_of is None else list(pins_of(self._context))

    def _on_counted(self, answer: Answer) -> None:
        counts, page, pins = answer
        self.counted.emit(counts)
        if pins is not None:
            self.pinned.emit(page, pins)
        self._finish()

    def _on_failed(self, _error: Exception) -> None:
        """Leave the numbers as they are: what is wrong with the book shows on the page."""
        self._finish()

    def _finish(self) -> None:
        self._is_counting = False
        if self._is_stale:
            self._is_stale = False
            self.count()
