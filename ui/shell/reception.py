"""Decides which screen stands before the workplace, and lets people in and out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.services.staff import is_wrong_password
from ui.kit.formats import Formats
from ui.kit.translation import translate
from ui.shell.door import Door
from ui.shell.lock import LockReason, LockView
from ui.shell.login import LoginOffer, LoginView
from ui.shell.login_guard import LoginGuard
from ui.shell.main_window import MainWindow
from ui.shell.recovery_views import RecoverView
from ui.shell.session import Session
from ui.shell.setup_steps import SetupSteps


class Reception(QObject):
    """Leads from the start of the program to a session, and from one person to the next."""

    def __init__(self, window: MainWindow, door: Door, guard: LoginGuard, version: str) -> None:
        """Serve one window and one book."""
        super().__init__(window)
        self._window = window
        self._door = door
        self._guard = guard
        self._version = version
        self.setup = SetupSteps(window, door)
        self.setup.entered.connect(self._on_entered)
        self.setup.left.connect(self.begin)
        window.restore_requested.connect(self.setup.restore)
        window.lock_requested.connect(self._on_window_lock_requested)
        window.idle_watch.gone_quiet.connect(self._on_gone_quiet)
        window.closing.connect(self._on_window_closing)

    def begin(self, *, makes_demo: bool = False) -> None:
        """Show the first screen that fits the book as it is."""
        if not self._door.has_book:
            self.setup.show()
            if makes_demo:
                self.setup.make_demo()
        elif self._door.is_open:
            self._start(partial(_enter_freely, self._door), self._on_entered)
        else:
            self.show_login()

    def show_login(self) -> None:
        """Ask who works now."""
        preferences = self._window.parts.preferences
        branch = preferences.branch_hint
        offer = LoginOffer(
            branch=self.tr("{branch}客户管理").format(branch=branch) if branch else "",
            people=self._door.people,
            last_user=preferences.last_user,
            version=self._version,
            other_language=self._window.parts.language.other_name,
        )
        view = LoginView(offer)
        view.submitted.connect(self._on_login_submitted)
        view.recovery_requested.connect(self.show_recover)
        view.language_requested.connect(self._on_login_language_requested)
        self._window.show_gate(view)
        view.take_focus()

    def show_recover(self) -> None:
        """Ask for the recovery key."""
        view = RecoverView(self._door.people)
        view.submitted.connect(self._on_recover_submitted)
        view.back_requested.connect(self.show_login)
        self._window.show_gate(view)
        view.take_focus()

    def lock(self, quiet_minutes: int = 0) -> None:
        """Cover the workplace until the password is typed."""
        session = self._window.session
        if session is None or not self._window.is_working:
            return
        if self._door.is_open:
            if self._window.workplace is not None and not quiet_minutes:
                navigator = self._window.workplace.context.navigator
                navigator.toast(self.tr("这个账本没有密码，不能锁定"))
            return
        reason = LockReason(name=session.user.name, quiet_minutes=quiet_minutes)
        view = LockView(session.clock, self._formats(), reason)
        view.submitted.connect(self._on_lock_submitted)
        view.change_requested.connect(self.show_login)
        self._window.show_gate(view)
        view.take_focus()

    def _start(self, work: Callable[[Progress], object], on_success: Callable[..., object]) -> None:
        self._window.tasks.start(work, on_success=on_success, on_error=self._on_refused)

    def _formats(self) -> Formats:
        return self._window.parts.formats(self._door.clock)

    def _on_entered(self, session: Session) -> None:
        preferences = self._window.parts.preferences
        preferences.last_user = session.user.name
        preferences.branch_hint = session.branch
        self._window.enter(session)

    def _on_refused(self, error: Exception) -> None:
        """Say on the screen that asked why it did not work."""
        if not isinstance(error, BranchCrmError):
            raise error
        words = "\n".join(error.lines(translate))
        gate = self._window.gate
        if isinstance(gate, LoginView | LockView):
            user = gate.user if isinstance(gate, LoginView) else self._locked_user()
            gate.show_error(self._words_of_attempt(error, user) or words)
        elif isinstance(gate, RecoverView):
            gate.show_error(words)
        else:
            self._window.parts.prompts.error(error)

    def _words_of_attempt(self, error: Exception, user: str) -> str:
        if not is_wrong_password(error):
            return ""
        left = self._guard.failed(user, self._door.clock.now())
        if left > 0:
            return self.tr("密码不正确，还可以再试 {count} 次").format(count=left)
        return self._words_of_wait(user)

    def _words_of_wait(self, user: str) -> str:
        minutes = self._guard.waiting_minutes(user, self._door.clock.now())
        if not minutes:
            return ""
        return self.tr("密码错了 5 次，{minutes} 分钟后再试").format(minutes=minutes)

    def _locked_user(self) -> str:
        return self._window.session.login if self._window.session else ""

    def _on_login_submitted(self, user: str, password: str) -> None:
        gate = self._window.gate
        waiting = self._words_of_wait(user)
        if waiting and isinstance(gate, LoginView):
            gate.show_error(waiting)
            return
        self._start(partial(_enter, self._door, user, password), self._on_logged_in)

    def _on_logged_in(self, session: Session) -> None:
        self._guard.succeeded(session.login)
        self._window.leave()
        self._on_entered(session)

    def _on_lock_submitted(self, password: str) -> None:
        gate, user = self._window.gate, self._locked_user()
        waiting = self._words_of_wait(user)
        if waiting and isinstance(gate, LockView):
            gate.show_error(waiting)
            return
        session = self._window.session
        if session is not None:
            check = partial(_check, session.services.staff.check_own_password, password)
            self._start(check, self._on_unlocked)

    def _on_unlocked(self, _nothing: object) -> None:
        self._guard.succeeded(self._locked_user())
        self._window.leave_gate()

    def _on_recover_submitted(self, recovery_key: str, user: str, password: str) -> None:
        work = partial(_recover, self._door, (recovery_key, user, password))
        self._start(work, self._on_logged_in)

    def _on_login_language_requested(self) -> None:
        self._window.parts.switch_language()
        self.show_login()

    def _on_window_lock_requested(self) -> None:
        self.lock()

    def _on_gone_quiet(self) -> None:
        self.lock(self._window.parts.preferences.lock_minutes)

    def _on_window_closing(self) -> None:
        self._door.close()


def _enter_freely(door: Door, _progress: Progress) -> Session:
    return door.enter(None, None)


def _enter(door: Door, user: str, password: str, _progress: Progress) -> Session:
    return door.enter(user, password)


def _recover(door: Door, given: tuple[str, str, str], _progress: Progress) -> Session:
    return door.recover(*given)


def _check(check: Callable[[str], None], password: str, _progress: Progress) -> None:
    check(password)
