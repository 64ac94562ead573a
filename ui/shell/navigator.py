"""How pages ask the window for other pages, forms and notices."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import Sentence
from ui.kit.change_bus import ChangeBus
from ui.kit.kept_rows import name_kept_rows
from ui.kit.prompts import Prompts
from ui.kit.translation import spoken


class WindowNavigator(QObject):
    """Fulfils the Navigator of every page; the workplace does what it asks for."""

    page_requested = Signal(str, object)
    back_requested = Signal()
    form_requested = Signal(str, object)
    notice_posted = Signal(str, object)

    def __init__(self, changes: ChangeBus, prompts: Prompts, parent: QObject | None = None) -> None:
        """Publish commands on the bus and show refusals through the prompts."""
        super().__init__(parent)
        self._changes = changes
        self._prompts = prompts

    def open_page(self, key: str, **params: object) -> None:
        """Show a page and tell it what to show."""
        self.page_requested.emit(key, params)

    def open_customer(self, customer_id: int, within: Sequence[int] | None = None) -> None:
        """Show one customer; `within` is the list to step through."""
        self.open_page("customer", customer_id=customer_id, within=within)

    def back(self) -> None:
        """Return to the page before, at the same row."""
        self.back_requested.emit()

    def log_interaction(
        self, customer_id: int | None = None, *, visit_id: int | None = None
    ) -> None:
        """Open the panel that logs an interaction."""
        self._open_form("interaction", {"customer_id": customer_id, "visit_id": visit_id})

    def schedule_visit(
        self, customer_id: int | None = None, *, visit_id: int | None = None
    ) -> None:
        """Open the form of a visit: a fresh one, or one that exists."""
        self._open_form("visit", {"customer_id": customer_id, "visit_id": visit_id})

    def schedule_visits(self, customer_ids: Sequence[int], done: Callable[[], object]) -> None:
        """Open the form of visits for many; `done` is called once they are planned."""
        self._open_form("visit_round", {"customer_ids": list(customer_ids), "done": done})

    def log_complaint(self, customer_id: int | None = None) -> None:
        """Open the form of a complaint."""
        self._open_form("complaint", {"customer_id": customer_id})

    def edit_customer(self, customer_id: int | None = None) -> None:
        """Open the form of a customer: an empty one without an id."""
        self._open_form("customer", {"customer_id": customer_id})

    def toast(self, message: Changes | Sentence | str) -> None:
        """Say what was done; with an undo button where it was an operation."""
        if isinstance(message, Changes):
            self.notice_posted.emit(spoken(message.summary), message.operation_id)
        else:
            words = spoken(message) if isinstance(message, Sentence) else message
            self.notice_posted.emit(words, None)

    def run(self, command: Callable[[], Changes]) -> Changes | None:
        """Execute a command, tell all screens, offer to undo it; say what it left or refused."""
        try:
            changes = command()
        except BranchCrmError as error:
            self._prompts.error(error)
            return None
        self._changes.publish(changes)
        self.toast(changes)
        name_kept_rows(self._prompts, changes)
        return changes

    def _open_form(self, name: str, params: Mapping[str, object]) -> None:
        self.form_requested.emit(name, dict(params))
