"""Draws without a screen: there Qt looks for fonts itself, and on Windows finds none unaided."""

import os
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FOLDER = "QT_QPA_FONTDIR"


def ask_for_no_screen(settings: MutableMapping[str, str] = os.environ) -> None:
    """Have the application that is made next draw unseen, with the fonts of Windows."""
    settings.setdefault("QT_QPA_PLATFORM", "offscreen")
    if "SYSTEMROOT" in settings:
        settings.setdefault(FOLDER, settings["SYSTEMROOT"] + r"\Fonts")


def bring_collections(settings: MutableMapping[str, str] = os.environ) -> None:
    """Add the files that hold several fonts, as YaHei's does: Qt passes over them there."""
    folder = settings.get(FOLDER)
    for path in sorted(Path(folder).glob("*.[tT][tT][cC]")) if folder else ():
        QFontDatabase.addApplicationFont(str(path))
