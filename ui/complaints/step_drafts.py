"""Keeps what is typed into a complaint's form, so that a lock or another row loses nothing."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from branchcrm.domain.progress import Progress
from ui.kit.page import PageContext

AUTOSAVE_MS = 800
_DATE, _MOMENT, _TIME = "~date", "~moment", "~time"


class DraftKeeper(QObject):
    """Saves a form's draft a moment after the last change, and at once when asked."""

    kept = Signal()

    def __init__(self, context: PageContext, key: str, parent: QObject) -> None:
        """Name the form whose draft it is."""
        super().__init__(parent)
        self._context, self._key = context, key
        self._content: dict[str, object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.save_now)

    def read(self) -> dict[str, object]:
        """Give what was kept before, or nothing."""
        stored = self._context.services.settings.draft(self._key)
        return {} if stored is None else {name: thawed(value) for name, value in stored.items()}

    def change(self, values: Mapping[str, object]) -> None:
        """Take what the form holds now; it is saved in a moment."""
        self._content = {name: frozen(value) for name, value in values.items()}
        self._timer.start()

    def save_now(self) -> None:
        """Save a change that waits."""
        self._timer.stop()
        if self._content is not None:
            content, self._content = self._content, None
            self._write(content or None)

    def drop(self) -> None:
        """Forget the draft: it was saved for good, or given up."""
        self._timer.stop()
        self._content = None
        self._write(None)

    def _write(self, content: dict[str, object] | None) -> None:
        self._context.tasks.start(
            partial(self._keep, content), on_success=self._on_kept, on_error=self._on_failed
        )

    def _keep(self, content: dict[str, object] | None, _progress: Progress) -> bool:
        return self._context.services.settings.keep_draft(self._key, content)

    def _on_kept(self, is_kept: bool) -> None:  # noqa: FBT001 - the result of a task
        if is_kept:
            self.kept.emit()

    def _on_failed(self, _error: Exception) -> None:
        """A draft that cannot be kept shows by the missing note; the words are still there."""


def frozen(value: object) -> object:
    """Give the JSON form of a value; days and times keep their kind."""
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, time):
        return {_TIME: value.isoformat()}
    return value


def thawed(value: object) -> object:
    """Give the value back from its JSON form."""
    if isinstance(value, dict):
        if _MOMENT in value:
            return datetime.fromisoformat(str(value[_MOMENT]))
        if _DATE in value:
            return date.fromisoformat(str(value[_DATE]))
        if _TIME in value:
            return time.fromisoformat(str(value[_TIME]))
    return value
