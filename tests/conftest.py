"""Shared by all tests: a lasting None, a small open book on disk, a standing clock, services."""

import gc
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

import branchcrm.domain
import branchcrm.services
from branchcrm.bootstrap import Book, FirstUser, create_book
from branchcrm.domain.clock import FixedClock, fixed_clock
from branchcrm.domain.ids import StaffId
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services
from ui.kit.collector import collect_what_is_due
from ui.lasting_none import keep_none_alive
from ui.unseen import ask_for_no_screen, bring_collections

# No test needs a screen, and Qt ends the whole run where it finds none.
ask_for_no_screen()

# No test is timed: a slow or busy computer fails nothing.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

TODAY = date(2026, 9, 17)

keep_none_alive()

# Services load at their first use, which may be on a task's thread where coverage does not look.
for package in (branchcrm.domain, branchcrm.services):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

# As in the window: what a test leaves behind is collected on the main thread only, since a
# widget must not die on the thread of a task.
gc.disable()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Let pictures be drawn with every font of the machine."""
    bring_collections()
    return qapp


@pytest.fixture
def chinese_font(qapp: QApplication) -> QApplication:
    """Look at pictures only where Chinese can be drawn; on Linux, set-up brings the font."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if sys.platform == "win32" and not families:
        pytest.skip(
            "not looked at: no font for Chinese is installed. Install Noto Sans CJK SC, or in"
            " Settings, Apps, Optional features the Chinese (Simplified) Supplemental Fonts"
        )
    return qapp


@pytest.fixture(autouse=True)
def garbage_collected_on_the_main_thread() -> Iterator[None]:
    """Collect after each test what the automatic collector would have collected."""
    yield
    collect_what_is_due()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at 14:32 on Thursday 17 September 2026."""
    return fixed_clock(TODAY)


@pytest.fixture
def book(tmp_path: Path, clock: FixedClock) -> Iterator[Book]:
    """A new book that opens without asking, with one administrator."""
    created = create_book(tmp_path / "book", FirstUser(branch="人民路网点", name="王敏"), clock)
    yield created.book
    created.book.close()


@pytest.fixture
def services(book: Book) -> Services:
    """Every use case in the administrator's name."""
    return book.services(book.actor())


@pytest.fixture
def clerk(book: Book, clock: FixedClock) -> Services:
    """Every use case in the name of a clerk of the same branch."""
    founder = book.actor()
    with book.services(founder).context.write(
        "staff.add", say("增加员工{name}", name="李浩")
    ) as work:
        staff_id = work.staff.add(
            branch_id=founder.branch_id,
            name="李浩",
            role=Role.CLERK,
            login="李浩",
            now=clock.now(),
        )
        work.commit()
    actor = Actor(
        staff_id=StaffId(staff_id), name="李浩", role=Role.CLERK, branch_id=founder.branch_id
    )
    return book.services(actor)
