"""Runs the window's tests without a screen, in the light theme."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Install a fresh light theme in Chinese."""
    installed = Theme("light")
    installed.apply(qapp)
    return installed
