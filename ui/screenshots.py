"""The screens of the program by the names of their pictures, and how to reach each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

_LONGEST_MS = 20_000


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: its file name without the ending, and how to get there."""

    name: str
    open: Callable[["MainWindow"], None]


def photograph(window: "MainWindow", screens: Sequence[Screen], folder: Path) -> list[Path]:
    """Open every screen in turn and save a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for screen in sorted(screens, key=_by_name):
        show_screen(window, screen)
        path = folder / f"{screen.name}.png"
        picture_of(window).save(str(path), "PNG")
        saved.append(path)
    return saved


def show_screen(window: "MainWindow", screen: Screen) -> None:
    """Leave whatever is open, go to the screen, and wait until it stands still."""
    window.close_popups()
    for floating in QApplication.topLevelWidgets():
        if isinstance(floating, QDialog) and floating.isVisible():
            floating.reject()
    window.leave_gate()
    window.activateWindow()
    screen.open(window)
    settle(window)


def settle(window: "MainWindow") -> None:
    """Let loading and layout come to rest."""
    for _round in range(2):
        if not window.tasks.is_idle:
            waiting = QEventLoop()
            window.tasks.idle.connect(waiting.quit)
            QTimer.singleShot(_LONGEST_MS, waiting.quit)
            waiting.exec()
        pause = QEventLoop()
        QTimer.singleShot(0, pause.quit)
        pause.exec()


def picture_of(window: QWidget) -> QPixmap:
    """Give the window with everything that floats above it."""
    picture = window.grab()
    painter = QPainter(picture)
    for floating in QApplication.topLevelWidgets():
        if floating is not window and floating.isVisible() and floating.width() > 1:
            place = floating.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(place, floating.grab())
    painter.end()
    return picture


def _by_name(screen: Screen) -> str:
    return screen.name
