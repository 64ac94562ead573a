"""From no book to the first session: a new book, a book of invented customers, or a backup."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from ui.kit.questions import FileChoice
from ui.kit.translation import translate
from ui.shell.door import BookWish, Door, FirstEntry
from ui.shell.main_window import MainWindow
from ui.shell.recovery_views import RecoveryKeyView
from ui.shell.restore_view import RestoreView
from ui.shell.session import Session
from ui.shell.setup_view import SetupView


class SetupSteps(QObject):
    """Leads through the first screens and ends with a session."""

    entered = Signal(object)
    left = Signal()

    def __init__(self, window: MainWindow, door: Door) -> None:
        """Serve one window and one book."""
        super().__init__(window)
        self._window = window
        self._door = door
        self._first: FirstEntry | None = None
        self._backup: Path | None = None

    def show(self) -> None:
        """Offer to make a book."""
        formats = self._window.parts.formats(self._door.clock)
        other_language = self._window.parts.language.other_name
        view = SetupView(formats, str(self._door.folder), other_language)
        view.submitted.connect(self._on_submitted)
        view.demo_requested.connect(self.make_demo)
        view.restore_requested.connect(self._on_restore_requested)
        view.language_requested.connect(self._on_language_requested)
        self._window.show_gate(view)
        view.take_focus()

    def restore(self, file: Path) -> None:
        """Bring a backup back: at once where it opens freely, else after its password."""
        self._backup = file
        self._start(partial(_people_of, self._door, file), self._on_people_read)

    def _start(self, work: Callable[[Progress], object], on_success: Callable[..., object]) -> None:
        self._window.tasks.start(work, on_success=on_success, on_error=self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        gate = self._window.gate
        if isinstance(gate, SetupView | RestoreView):
            gate.show_error("\n".join(error.lines(translate)))
        else:
            self._window.parts.prompts.error(error)
            self._leave_if_nobody_works()

    def _leave_if_nobody_works(self) -> None:
        if self._window.workplace is None:
            self.left.emit()

    def _on_entered(self, session: Session) -> None:
        self.entered.emit(session)

    def _on_submitted(self, wish: BookWish) -> None:
        self._start(partial(_create, self._door, wish), self._on_created)

    def _on_created(self, first: FirstEntry) -> None:
        self._first = first
        view = RecoveryKeyView(first.recovery_key)
        view.confirmed.connect(self._on_recovery_confirmed)
        self._window.show_gate(view)

    def _on_recovery_confirmed(self) -> None:
        first, self._first = self._first, None
        if first is not None:
            self.entered.emit(first.session)

    def make_demo(self) -> None:
        """Make a book of invented customers that opens without asking."""
        gate = self._window.gate
        if isinstance(gate, SetupView):
            gate.set_busy(is_busy=True)
        self._start(self._door.make_demo, self._on_entered)

    def _on_restore_requested(self) -> None:
        choice = FileChoice(title=self.tr("选择备份文件"), filters=(self.tr("备份 (*.crmbackup)"),))
        file = self._window.parts.prompts.open_file(choice)
        if file is not None:
            self.restore(file)

    def _on_people_read(self, people: tuple[str, ...]) -> None:
        if self._backup is None:
            return
        if not people:
            self._on_restore_submitted("", "")
            return
        view = RestoreView(self._backup.name, people)
        view.submitted.connect(self._on_restore_submitted)
        view.back_requested.connect(self._on_restore_left)
        self._window.show_gate(view)
        view.take_focus()

    def _on_restore_left(self) -> None:
        if self._window.workplace is not None:
            self._window.leave_gate()
        else:
            self.left.emit()

    def _on_restore_submitted(self, user: str, password: str) -> None:
        if self._backup is not None:
            self._window.leave()
            given = (self._backup, user or None, password or None)
            self._start(partial(_restore, self._door, given), self._on_entered)

    def _on_language_requested(self) -> None:
        self._window.parts.switch_language()
        self.show()


def _people_of(door: Door, file: Path, _progress: Progress) -> tuple[str, ...]:
    return door.people_of_backup(file)


def _create(door: Door, wish: BookWish, _progress: Progress) -> FirstEntry:
    return door.create(wish)


def _restore(
    door: Door, given: tuple[Path, str | None, str | None], _progress: Progress
) -> Session:
    return door.restore(*given)
