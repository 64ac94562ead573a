"""Runs the window's tests without a screen, in the light theme."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from branchcrm.domain.clock import FixedClock
from branchcrm.services.use_cases import Services
from ui.kit.change_bus import ChangeBus
from ui.kit.formats import Formats
from ui.kit.page import PageContext
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.tasks import TaskRunner
from ui.kit.theme import Theme
from ui.shell.navigator import WindowNavigator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Overlook the one warning that comes from having no screen, not from our windows."""
    ignore = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
    for test in items:
        if Path(__file__).parent in test.path.parents:
            test.add_marker(ignore)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Install a fresh light theme in Chinese."""
    installed = Theme("light")
    installed.apply(qapp)
    return installed


@pytest.fixture
def prompts() -> ScriptedPrompts:
    """Answer questions from a list."""
    return ScriptedPrompts()


@pytest.fixture
def context(
    theme: Theme, services: Services, clock: FixedClock, prompts: ScriptedPrompts
) -> PageContext:
    """Give a page everything it may use, on a real book."""
    changes = ChangeBus()
    return PageContext(
        services=services,
        tasks=TaskRunner(),
        changes=changes,
        prompts=prompts,
        navigator=WindowNavigator(changes, prompts),
        formats=Formats(clock),
        clock=clock,
        theme=theme,
    )
