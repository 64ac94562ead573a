"""Input of a window is told, whatever widget it is for."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.kit.input_watch import InputWatch
from ui.shell.idle_watch import IdleWatch

LEFT, BARE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is line.windowHandle())
    return line


def test_keys_clicks_and_movements_are_told(line: QLineEdit) -> None:
    handle = line.windowHandle()
    watch = InputWatch()
    told: list[str] = []
    watch.key_pressed.connect(lambda: told.append("key"))
    watch.mouse_pressed.connect(lambda: told.append("click"))
    watch.used.connect(lambda: told.append("used"))
    QTest.keyClick(handle, Qt.Key.Key_A)
    QTest.mouseClick(handle, LEFT, BARE, QPoint(3, 3))
    assert told[:2] == ["key", "used"]
    assert told.count("click") == 1
    before = len(told)
    QTest.mouseMove(handle, QPoint(9, 9))
    QCoreApplication.processEvents()
    assert set(told[before:]) == {"used"}


def test_a_window_that_comes_later_is_watched_too(qtbot: QtBot) -> None:
    idle = IdleWatch()
    line = QLineEdit()
    qtbot.addWidget(line)
    idle.start(5)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is line.windowHandle())
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert idle.is_watching
    idle.stop()
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_B)
    assert not idle.is_watching
    idle.start(0)
    assert not idle.is_watching
