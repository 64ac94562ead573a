"""Keeps how a person likes a list, off the main thread."""

from functools import partial

from PySide6.QtCore import QObject

from branchcrm.domain.progress import Progress
from ui.kit.page import PageContext


class RememberedState(QObject):
    """Reads and keeps one view's columns, sort and row height for the acting person."""

    def __init__(self, context: PageContext, key: str, parent: QObject) -> None:
        """Name the view."""
        super().__init__(parent)
        self._context, self._key = context, key

    def read(self) -> dict[str, object]:
        """Give what was kept, or nothing."""
        stored = self._context.services.settings.preference(self._key)
        return stored if isinstance(stored, dict) else {}

    def keep(self, state: dict[str, object]) -> None:
        """Keep a state without making the hand wait."""
        self._context.tasks.start(
            partial(self._write, state),
            on_success=self._on_success,
            on_error=self._on_error,
        )

    def _write(self, state: dict[str, object], _progress: Progress) -> None:
        self._context.services.settings.prefer(self._key, state)

    def _on_success(self, _nothing: None) -> None:
        """Nothing is shown for it."""

    def _on_error(self, _error: Exception) -> None:
        """A width that is not remembered is no reason to interrupt anybody."""
