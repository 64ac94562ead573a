"""What a page is, what it is given, and how it asks the window for other pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.clock import Clock
from branchcrm.domain.wording import Sentence
from ui.kit.change_bus import ChangeBus
from ui.kit.formats import Formats
from ui.kit.prompts import Prompts
from ui.kit.tasks import TaskRunner
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services


class Navigator(Protocol):
    """Takes the user elsewhere, so that pages need not know one another."""

    def open_page(self, key: str, **params: object) -> None:
        """Show a page and tell it what to show."""
        ...

    def open_customer(self, customer_id: int, within: Sequence[int] | None = None) -> None:
        """Show one customer; `within` is the list to step through."""
        ...

    def back(self) -> None:
        """Return to the page before, at the same row."""
        ...

    def log_interaction(
        self, customer_id: int | None = None, *, visit_id: int | None = None
    ) -> None:
        """Open the panel that logs an interaction."""
        ...

    def schedule_visit(
        self, customer_id: int | None = None, *, visit_id: int | None = None
    ) -> None:
        """Open the form of a visit: a fresh one, or one that exists."""
        ...

    def schedule_visits(self, customer_ids: Sequence[int], done: Callable[[], object]) -> None:
        """Open the form of visits for many; `done` is called once they are planned."""
        ...

    def log_complaint(self, customer_id: int | None = None) -> None:
        """Open the form of a complaint."""
        ...

    def edit_customer(self, customer_id: int | None = None) -> None:
        """Open the form of a customer: an empty one without an id."""
        ...

    def toast(self, message: Changes | Sentence | str) -> None:
        """Say what was done; with an undo button where it was an operation."""
        ...

    def run(self, command: Callable[[], Changes]) -> Changes | None:
        """Execute a command, tell all screens, offer to undo it; show a refusal in words."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """Everything a page may use."""

    services: "Services"
    tasks: TaskRunner
    changes: ChangeBus
    prompts: Prompts
    navigator: Navigator
    formats: Formats
    clock: Clock
    theme: Theme


class Page(QWidget):
    """The base of every page in the window."""

    count_changed = Signal(object)
    status_changed = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Keep the context; a page reads its records when it is activated."""
        super().__init__(parent)
        self.context = context
        self.setProperty("ground", "bg")

    @property
    def is_in_front(self) -> bool:
        """Whether this is the page of its stack that shows, be it under a lock screen."""
        stack = self.parentWidget()
        return self.isVisible() if stack is None else self.isVisibleTo(stack)

    def activate(self, **params: object) -> None:
        """Become the page in front, with what to show; called each time."""

    def refresh(self) -> None:
        """Read everything again (F5)."""

    def on_changes(self, changes: Changes) -> None:
        """Take note of a command; refresh if it concerns this page."""

    def add_record(self) -> None:
        """Make a fresh record of this page's kind (Ctrl+N)."""

    def print_page(self) -> None:
        """Show what is seen as it goes onto paper (Ctrl+P)."""

    def search_focus(self) -> None:
        """Move the focus into this page's search (`/`)."""

    def clear_filters(self) -> None:
        """Show everything again (Shift+Esc)."""

    def make_room(self, width: int) -> None:
        """Keep clear of a panel that covers so much of the right side, or of none."""

    def status_text(self) -> str:
        """Give the page's part of the status bar."""
        return ""

    def regions(self) -> list[QWidget]:
        """Give the widgets that F6 steps through."""
        return [self]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page as the rail lists it."""

    key: str
    title: str
    icon: str
    alt_number: int
    factory: Callable[[PageContext], Page]
