"""Icons of the one family, coloured by token.

The font is qtawesome's; it is drawn without that library, whose import alone would take as long as
everything else before the first paint.
"""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from typing_extensions import override

from ui.kit.theme import current_theme

_PREFIX = "ph."


class FontMissingError(Exception):
    """The icons' font is not installed, or the system does not take it."""


class _Glyph(QIconEngine):
    """Draws one character of the family in one colour, in the text's own where it is disabled."""

    def __init__(self, character: str, color: str) -> None:
        super().__init__()
        self._character = character
        self._color = color

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = QColor(self._color)
        if mode == QIcon.Mode.Disabled:
            palette = QGuiApplication.palette()
            color = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        _draw(painter, rect, self._character, color)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


@lru_cache(maxsize=1)
def _files() -> Path:
    """Give the folder of the fonts without importing the library they come with."""
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        message = "qtawesome is not installed"
        raise FontMissingError(message)
    return Path(found.submodule_search_locations[0]) / "fonts"


@lru_cache(maxsize=1)
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(next(_files().glob("phosphor-*.ttf"))))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        message = "the system does not take the icons' font"
        raise FontMissingError(message)
    return families[0]


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    """Give the character of each name."""
    text = next(_files().glob("phosphor-charmap-*.json")).read_text(encoding="utf-8")
    return {name: chr(int(place, 16)) for name, place in json.loads(text).items()}


@lru_cache(maxsize=64)
def _glyph_font(size: int) -> QFont:
    """Give the icons' font with its own weight: a painter lends its widget's to fonts without.

    A bold made out of the outlines swells some strokes and thins others away.
    """
    font = QFont(_family())
    font.setPixelSize(max(1, size))
    font.setWeight(QFont.Weight.Normal)
    return font


@lru_cache(maxsize=512)
def _coloured(name: str, color: str) -> QIcon:
    return QIcon(_Glyph(_character(name), color))


def icon(name: str, role: str = "t2") -> QIcon:
    """Give an icon (`ph.phone`) in the colour of a token, for the look in force."""
    return _coloured(name, current_theme().tokens.color(role).name())


def pixmap(name: str, role: str = "t2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture of a size, sharp at the screen's pixel ratio."""
    side = current_theme().px(size)
    return icon(name, role).pixmap(QSize(side, side), ratio)


def draw_icon(painter: QPainter, box: QRect, name: str, role: str = "t2") -> None:
    """Draw an icon into a square box, whatever font the painter or its widget has."""
    _draw(painter, box, _character(name), current_theme().tokens.color(role))


def _draw(painter: QPainter, box: QRect, character: str, color: QColor) -> None:
    painter.save()
    painter.setFont(_glyph_font(box.height()))
    painter.setPen(color)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, character)
    painter.restore()


def _character(name: str) -> str:
    return _characters()[name.removeprefix(_PREFIX)]
