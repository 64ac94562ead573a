"""Keeps the numbers of the rail up to date, off the main thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.progress import Progress
from ui.kit.page import PageContext
from ui.room import CountSource, NavCount, PinSource, RailPin, Room


class RailCounter(QObject):
    """Asks every room for its numbers; questions that come meanwhile are answered together."""

    counted = Signal(object)
    pinned = Signal(object)

    def __init__(
        self, context: PageContext, rooms: Sequence[Room], parent: QObject | None = None
    ) -> None:
        """Know whom to ask."""
        super().__init__(parent)
        self._context = context
        self._sources: list[CountSource] = [room.counts for room in rooms if room.counts]
        self._pins: list[PinSource] = [room.pins for room in rooms if room.pins]
        self._is_counting = False
        self._is_stale = False

    def count(self) -> None:
        """Count now, or once more after the counting that is under way."""
        if self._is_counting:
            self._is_stale = True
            return
        self._is_counting = True
        self._context.tasks.start(self._ask, on_success=self._on_counted, on_error=self._on_failed)

    def _ask(self, _progress: Progress) -> tuple[dict[str, NavCount], list[RailPin]]:
        counts: dict[str, NavCount] = {}
        for source in self._sources:
            counts.update(source(self._context))
        return counts, [pin for pins in self._pins for pin in pins(self._context)]

    def _on_counted(self, answer: tuple[dict[str, NavCount], list[RailPin]]) -> None:
        counts, pins = answer
        self.counted.emit(counts)
        self.pinned.emit(pins)
        self._finish()

    def _on_failed(self, _error: Exception) -> None:
        """Leave the numbers as they are: what is wrong with the book shows on the page."""
        self._finish()

    def _finish(self) -> None:
        self._is_counting = False
        if self._is_stale:
            self._is_stale = False
            self.count()
