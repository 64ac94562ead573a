"""Collects garbage on the main thread only: a widget in a cycle must not die on another one."""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 250


class MainThreadCollector(QObject):
    """Takes over from Python's own collector, which runs on whatever thread allocates."""

    def __init__(self, parent: QObject) -> None:
        """Stop the automatic collector and look regularly instead."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        collect_what_is_due()


def spare_what_is_loaded() -> None:
    """Leave what was loaded so far out of every collection: modules stay for good."""
    gc.freeze()


def collect_what_is_due() -> int | None:
    """Collect the oldest generation whose limit is passed; give which it was."""
    for generation in (2, 1, 0):
        limit = gc.get_threshold()[generation]
        if limit and gc.get_count()[generation] > limit:
            gc.collect(generation)
            return generation
    return None
