"""What journeys share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from branchcrm.data.keys import HashCost
from branchcrm.domain.clock import FixedClock
from tests.journeys.driver import Driver
from tests.journeys.program import Program


@pytest.fixture
def program(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    """A machine without any book, on which passwords are quickly checked."""
    cheap = {"memory_kib": 64, "iterations": 1, "lanes": 1}
    monkeypatch.setattr(HashCost.__init__, "__kwdefaults__", cheap)
    started = Program(qtbot, qapp, tmp_path, clock)
    yield started
    started.language.release()
    qapp.setStyleSheet("")


@pytest.fixture
def driver(program: Program) -> Driver:
    """The window over an empty book."""
    started = program.start()
    started.create_book("人民路网点", "王敏", "correct horse")
    return started


@pytest.fixture
def demo(program: Program) -> Iterator[Driver]:
    """The window over a book of invented customers."""
    driver = program.start(makes_demo=True)
    yield driver
    driver.window.close()
