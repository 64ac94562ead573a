"""The icons' font: every name has a glyph of its own, and the library around it stays out."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.kit import icons

ROOT = Path(__file__).parents[3]
# What a start may not load before the window is painted.
LATE = ("pandas", "numpy", "sqlalchemy", "openpyxl", "cryptography", "alembic", "qtawesome", "qtpy")

pytestmark = pytest.mark.usefixtures("theme")


def picture(name: str, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icons.icon(name, "t1").pixmap(QSize(32, 32), 1.0, mode).toImage()


def test_different_names_are_different_pictures() -> None:
    assert picture("ph.phone") == picture("phone")
    assert picture("phone") != picture("users")
    assert picture("users") != picture("users-fill")


def test_a_disabled_icon_is_paler_than_the_same_one_at_rest() -> None:
    assert picture("phone", QIcon.Mode.Disabled) != picture("phone")


def test_an_icon_outlives_the_button_it_was_made_for(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("phone"))
    copy = QIcon(button.icon())
    button.setIcon(QIcon())
    gc.collect()
    assert not copy.pixmap(16).isNull()
    assert button.icon().pixmap(16).isNull()


def test_an_icon_without_its_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    icons._files.cache_clear()
    monkeypatch.setattr(icons, "find_spec", lambda _name: None)
    with pytest.raises(icons.FontMissingError):
        icons._files()
    monkeypatch.undo()
    assert icons._files().is_dir()


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    code = "import sys, ui.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    assert not set(LATE) & set(done.stdout.split())
