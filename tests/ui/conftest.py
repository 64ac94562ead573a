"""Runs the window's tests without a screen, in the light theme."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.theme import Theme


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
