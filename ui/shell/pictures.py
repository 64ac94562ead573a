"""The shell's own screens for the pictures."""

from typing import TYPE_CHECKING

from ui.screenshots import Screen, settle
from ui.shell.first_run import FirstRunPage
from ui.shell.lock import LockReason, LockView
from ui.shell.login import LoginOffer, LoginView
from ui.shell.version import program_version

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

_SEARCHED = "zhou"
_QUIET_MINUTES = 15


def _show_login(window: "MainWindow") -> None:
    session = window.session
    if session is None:
        return
    people = [person.name for person in session.services.staff.people() if person.login]
    offer = LoginOffer(
        branch=session.branch,
        people=people,
        last_user=session.user.name,
        version=program_version(),
        other_language=window.parts.language.other_name,
    )
    view = LoginView(offer)
    window.show_gate(view)
    view.take_focus()


def _show_lock(window: "MainWindow") -> None:
    session = window.session
    if session is not None:
        reason = LockReason(name=session.user.name, quiet_minutes=_QUIET_MINUTES)
        view = LockView(session.clock, window.parts.formats(session.clock), reason)
        window.show_gate(view)
        view.take_focus()


def _show_palette(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page("customers", {})
        settle(window)
        window.workplace.palette_view.open_with(_SEARCHED)


def _show_first_run(window: "MainWindow") -> None:
    if window.workplace is not None:
        window.workplace.open_page("first_run", {})
        page = window.workplace.pages.current_page
        if isinstance(page, FirstRunPage):
            window.focus_ring.follow(page.import_button, by_keyboard=True)


SCREENS = (
    Screen("12a_login", _show_login),
    Screen("12b_lock", _show_lock),
    Screen("14_palette", _show_palette),
    Screen("16_first_run", _show_first_run),
)
