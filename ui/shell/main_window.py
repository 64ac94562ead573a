"""The one window: the screens before signing in, and the workplace after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.clock import Clock
from branchcrm.domain.tier_names import USUAL
from ui.kit.change_bus import ChangeBus
from ui.kit.focus_ring import FocusRing
from ui.kit.formats import Formats
from ui.kit.page import PageContext
from ui.kit.prompts import Prompts
from ui.kit.tasks import TaskRunner
from ui.kit.theme import Theme
from ui.room import Room
from ui.shell.file_door import FileDoor
from ui.shell.gate_parts import app_icon
from ui.shell.idle_watch import IdleWatch
from ui.shell.language import CHINESE, ENGLISH, LanguageSwitch
from ui.shell.navigator import WindowNavigator
from ui.shell.options import DEFAULT_SIZE
from ui.shell.preferences import Preferences
from ui.shell.session import Session
from ui.shell.undo_keys import UndoKeys
from ui.shell.window_actions import WindowActions
from ui.shell.window_keys import WindowKeys
from ui.shell.workplace import Workplace

MINIMUM = (960, 540)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowParts:
    """What the window is made with, before any book is open."""

    preferences: Preferences
    theme: Theme
    language: LanguageSwitch
    prompts: Prompts
    rooms: Callable[[], Sequence[Room]]

    def use_language(self, language: str) -> None:
        """Put a language in force and remember it."""
        self.preferences.language = language
        self.language.use(language)
        self.theme.set_language(language.partition("_")[0])

    def switch_language(self) -> None:
        """Change to the other language."""
        self.use_language(ENGLISH if self.language.language == CHINESE else CHINESE)

    def formats(self, clock: Clock) -> Formats:
        """Give the texts of dates and figures in the language in force."""
        return Formats(clock, self.theme.language)


class MainWindow(QMainWindow):
    """Shows either one of the screens before the window, or the workplace of a session."""

    lock_requested = Signal()
    restore_requested = Signal(object)
    closing = Signal()
    uncovered = Signal()

    def __init__(self, parts: WindowParts) -> None:
        """Make an empty window; `show_gate` or `enter` fills it."""
        super().__init__()
        self.parts = parts
        self.tasks = TaskRunner(self)
        self.workplace: Workplace | None = None
        self.undo_keys: UndoKeys | None = None
        self._session: Session | None = None
        self._gate: QWidget | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*MINIMUM)
        self.setWindowIcon(app_icon())
        self.focus_ring = FocusRing(self)
        self.idle_watch = IdleWatch(self)
        self.file_door = FileDoor(self)
        self._keys = WindowKeys(self)
        self.key_actions = WindowActions(self)
        self.key_actions.bind(self._keys)
        self._name_window("")
        if not self.restoreGeometry(parts.preferences.window_place):
            self.resize(*DEFAULT_SIZE)

    @property
    def session(self) -> Session | None:
        """The session in progress, also while it is locked."""
        return self._session

    @property
    def is_working(self) -> bool:
        """Whether the workplace is in front."""
        return self.workplace is not None and self._stack.currentWidget() is self.workplace

    @property
    def gate(self) -> QWidget | None:
        """The screen that stands before the workplace, if one does."""
        return self._gate

    def show_gate(self, view: QWidget) -> None:
        """Cover everything with a screen such as login, lock or a crash."""
        self.close_popups()
        self._drop_gate()
        self._gate = view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self._keys.set_enabled(is_enabled=False)
        self.idle_watch.stop()

    def leave_gate(self) -> None:
        """Uncover the workplace as it was."""
        if self.workplace is not None:
            self._uncover(self.workplace)
            self.uncovered.emit()

    def enter(self, session: Session, page: str = "today") -> None:
        """Begin a session with its first page."""
        self._session = session
        self._name_window(session.branch)
        self._name_tiers(session)
        self._uncover(self._build_workplace(session))
        self._open_first(page)
        self.uncovered.emit()

    def leave(self) -> None:
        """End the session; nothing of it stays in the window."""
        self.parts.language.name_tiers(USUAL)
        self._session = None
        self._drop_workplace()

    def rebuild(self) -> None:
        """Build the pages anew in another language or text size, at the same place."""
        if self._session is None or self.workplace is None:
            return
        place = self.workplace.pages.current_key
        self._name_window(self._session.branch)
        self._uncover(self._build_workplace(self._session))
        self._open_first(place)

    def come_forward(self) -> None:
        """Stand in front of other programs, out of the taskbar where it was put away."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_popups(self) -> None:
        """Close what floats over the page."""
        if self.workplace is not None:
            self.workplace.close_popups()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.parts.preferences.window_place = self.saveGeometry()
        self.parts.preferences.save()
        self.closing.emit()
        self.tasks.stop_all()
        self.parts.language.name_tiers(USUAL)
        super().closeEvent(event)

    def _uncover(self, workplace: Workplace) -> None:
        self._drop_gate()
        self._stack.setCurrentWidget(workplace)
        self._keys.set_enabled(is_enabled=True)
        self.idle_watch.start(self.parts.preferences.lock_minutes)

    def _build_workplace(self, session: Session) -> Workplace:
        self._drop_workplace()
        changes = ChangeBus(self)
        changes.changed.connect(self._on_changes)
        navigator = WindowNavigator(changes, self.parts.prompts, self)
        context = PageContext(
            services=session.services,
            tasks=self.tasks,
            changes=changes,
            prompts=self.parts.prompts,
            navigator=navigator,
            formats=self.parts.formats(session.clock),
            clock=session.clock,
            theme=self.parts.theme,
        )
        workplace = Workplace(context, session, self.parts.rooms())
        navigator.page_requested.connect(workplace.open_page)
        navigator.back_requested.connect(workplace.go_back)
        navigator.form_requested.connect(workplace.open_form)
        navigator.notice_posted.connect(workplace.show_notice)
        workplace.rail.lock_requested.connect(self.lock_requested)
        workplace.status.shortcuts_requested.connect(self.key_actions.show_sheet)
        self.undo_keys = UndoKeys(context, workplace)
        workplace.undo_requested.connect(self.undo_keys.undo)
        self.workplace = workplace
        self._stack.addWidget(workplace)
        return workplace

    def _drop_workplace(self) -> None:
        if self.workplace is not None:
            self._stack.removeWidget(self.workplace)
            self.workplace.deleteLater()
            self.workplace = self.undo_keys = None

    def _drop_gate(self) -> None:
        if self._gate is not None:
            self._stack.removeWidget(self._gate)
            self._gate.deleteLater()
            self._gate = None

    def _open_first(self, page: str) -> None:
        if self.workplace is None:
            return
        keys = self.workplace.pages.keys
        first = page if page in keys else next(iter(keys), "")
        if first:
            self.workplace.open_page(first, {})

    def _name_window(self, branch: str) -> None:
        self.setWindowTitle(" ".join(filter(None, [self.tr("BranchCRM 网点客户管理"), branch])))

    def _name_tiers(self, session: Session) -> None:
        self.parts.language.name_tiers(session.services.tier_naming.names())

    def _on_changes(self, changes: Changes) -> None:
        """Follow the branch's name and the names of its tiers, however they were changed."""
        if self._session is None:
            return
        if changes.touches(Aspect.TIER):
            self._name_tiers(self._session)
        if not changes.touches(Aspect.SETTING):
            return
        branch = self._session.services.settings.branch_name()
        self._session = replace(self._session, branch=branch)
        self.parts.preferences.branch_hint = branch
        self._name_window(branch)
