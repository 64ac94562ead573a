"""Takes what is given to the window: files dropped or opened with the program, and a page."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from branchcrm.domain.rights import Right
from ui.kit.given_files import dropped_file, is_backup, is_table
from ui.kit.questions import Question
from ui.shell.options import Wish

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


class FileDoor(QObject):
    """Leads a table to its import and a backup to its restoring, once somebody works."""

    def __init__(self, window: "MainWindow") -> None:
        """Stand at the window's whole area, under the places that take a drop themselves."""
        super().__init__(window)
        self._window = window
        self._waiting = Wish()
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.uncovered.connect(self._on_window_uncovered)

    def take(self, path: Path) -> None:
        """Open a file now, or as soon as somebody has signed in."""
        self.grant(Wish(file=path))

    def grant(self, wish: Wish) -> None:
        """Open a file or show a page now, or as soon as somebody has signed in."""
        self._waiting = wish
        if self._window.is_working:
            self._on_window_uncovered()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = dropped_file(event)
            if path is not None and self._may(Right.IMPORT):
                event.acceptProposedAction()
                self.take(path)
                return True
        if isinstance(event, QDragEnterEvent):
            if dropped_file(event) is not None and self._may(Right.IMPORT):
                event.acceptProposedAction()
            return True
        return False

    def _may(self, right: Right) -> bool:
        session = self._window.session
        return self._window.is_working and session is not None and session.services.actor.may(right)

    def _on_window_uncovered(self) -> None:
        wish, self._waiting = self._waiting, Wish()
        workplace, path = self._window.workplace, wish.file
        if workplace is None:
            return
        if path is None:
            if wish.page:
                self._window.close_popups()
                workplace.open_page(wish.page, {})
        elif is_backup(path):
            self._restore(path)
        elif is_table(path) and self._may(Right.IMPORT):
            self._window.close_popups()
            workplace.open_page("exchange", {"file": path})

    def _restore(self, path: Path) -> None:
        question = Question(
            title=self.tr("用备份替换现在的账本？"),
            text=self.tr("备份之后的改动不在里面。现在的账本会移到一旁，不会被删除。"),
            action=self.tr("替换账本"),
            is_dangerous=True,
        )
        if self._may(Right.RESTORE) and self._window.parts.prompts.confirm(question):
            self._window.restore_requested.emit(path)
