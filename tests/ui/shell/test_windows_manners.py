"""What Windows expects of a program: streams, restart, language, portable folders, screens."""

import ctypes
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from ui.app import Places, give_streams
from ui.shell import taskbar
from ui.shell.attention import Attention
from ui.shell.crash_desk import restart_command
from ui.shell.desktop import offer_pages, settle_in
from ui.shell.language import usual_language
from ui.shell.main_window import MainWindow
from ui.shell.options import parse_options
from ui.shell.preferences import Preferences
from ui.shell.taskbar import offer_tasks
from ui.shell.tray import Tray


def test_a_window_without_a_console_can_still_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", None)
    give_streams()
    assert sys.stderr.write("账本") == len("账本")
    sys.stderr.close()
    sys.stdout.close()


def test_a_launcher_is_started_again_without_the_script_it_adds() -> None:
    given = ["python", "main.py", "--demo"]
    assert restart_command("/usr/bin/python3.11", given)[1:] == ["main.py", "--demo"]
    given = ["BranchCRM.exe", "app/main.py", "--demo"]
    assert restart_command("/Programs/BranchCRM.exe", given)[1:] == ["--demo"]


@pytest.mark.parametrize(
    ("spoken", "language"),
    [
        (["zh-Hans-CN", "en-US"], "zh_CN"),
        (["en-GB", "zh-CN"], "en"),
        (["de-DE", "zh_CN"], "zh_CN"),
        (["C"], "zh_CN"),
        ([], "zh_CN"),
    ],
)
def test_the_first_language_is_the_systems(
    spoken: list[str], language: str, tmp_path: Path
) -> None:
    usual = usual_language(spoken)
    assert usual == language
    preferences = Preferences(tmp_path / "preferences.ini", usual)
    assert preferences.language == language
    preferences.language = "zh_CN"
    assert preferences.language == "zh_CN"


def test_a_portable_program_keeps_everything_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRANCHCRM_PORTABLE", str(tmp_path))
    monkeypatch.delenv("BRANCHCRM_BOOK", raising=False)
    places = Places.of_user(parse_options([]))
    for path in (places.book, places.preferences, places.guard, places.locks, places.reports):
        assert path.is_relative_to(tmp_path)


def test_a_window_that_stood_on_a_screen_now_gone_comes_back_into_sight(qtbot: QtBot) -> None:
    far = QMainWindow()
    qtbot.addWidget(far)
    far.setGeometry(9_000, 7_000, 800, 600)
    window = QMainWindow()
    qtbot.addWidget(window)
    assert window.restoreGeometry(far.saveGeometry())
    assert any(
        screen.availableGeometry().intersects(window.geometry())
        for screen in QGuiApplication.screens()
    )


def test_the_window_settles_in_on_any_desktop(window: MainWindow) -> None:
    settle_in(window)
    assert window.findChild(Attention) is not None
    tray = window.findChild(Tray)
    assert tray is not None
    tray.notify("回访提醒", "10:30 有一次回访")
    window.showMinimized()
    tray.opened.emit()
    assert not window.isMinimized()
    assert window.isVisible()
    tray.closed.emit()
    assert not window.isVisible()


def test_pages_are_offered_to_the_taskbar_for_our_launcher_alone(
    qapp: QApplication, tmp_path: Path
) -> None:
    assert not offer_pages(tmp_path / "python.exe")
    if sys.platform == "win32":
        assert isinstance(offer_pages(tmp_path / f"{qapp.applicationName()}.exe"), bool)


@pytest.mark.skipif(sys.platform != "win32", reason="links of Windows")
def test_a_line_behind_the_taskbar_button_is_described_as_windows_wants_it(tmp_path: Path) -> None:
    ctypes.windll.ole32.CoInitialize(None)  # type: ignore[attr-defined,unused-ignore]  # Windows
    try:
        with ExitStack() as kept:
            link = kept.enter_context(taskbar._made(*taskbar._LINK))
            task = taskbar.JumpTask("今日", "--page today")
            taskbar._describe(link, tmp_path / "BranchCRM.exe", task, kept)
            assert link.value
        assert isinstance(offer_tasks(tmp_path / "BranchCRM.exe", [task]), bool)
    finally:
        ctypes.windll.ole32.CoUninitialize()  # type: ignore[attr-defined,unused-ignore]  # Windows
