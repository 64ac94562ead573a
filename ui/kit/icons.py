"""Icons of the one family, coloured by token."""

from functools import lru_cache

import qtawesome
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from qtawesome.iconic_font import IconicFont

from ui.kit.theme import current_theme

# qtawesome draws a glyph at 7/8 of its box; the design draws it at the full size.
_FULL_SIZE = 8 / 7
_FAMILY = "ph"


@lru_cache(maxsize=1)
def _family() -> IconicFont:
    """Load the one family alone: qtawesome would read all of its thirteen at a start."""
    bundled = qtawesome._BUNDLED_FONTS  # noqa: SLF001 - the file names carry the version
    return IconicFont(*(files for files in bundled if files[0] == _FAMILY))


@lru_cache(maxsize=64)
def _glyph_font(size: int) -> QFont:
    """Give the icons' font with its own weight: a painter lends its widget's to fonts without.

    A bold made out of the outlines swells some strokes and thins others away.
    """
    font: QFont = _family().font(_FAMILY, size)
    font.setWeight(QFont.Weight.Normal)
    return font


@lru_cache(maxsize=512)
def _coloured(name: str, color: str) -> QIcon:
    icon: QIcon = _family().icon(name, color=color, scale_factor=_FULL_SIZE)
    return icon


def icon(name: str, role: str = "t2") -> QIcon:
    """Give an icon (`ph.phone`) in the colour of a token, for the look in force."""
    return _coloured(_full(name), current_theme().tokens.color(role).name())


def pixmap(name: str, role: str = "t2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture of a size, sharp at the screen's pixel ratio."""
    side = current_theme().px(size)
    return icon(name, role).pixmap(QSize(side, side), ratio)


def draw_icon(painter: QPainter, box: QRect, name: str, role: str = "t2") -> None:
    """Draw an icon into a square box, whatever font the painter or its widget has."""
    painter.save()
    painter.setFont(_glyph_font(box.height()))
    painter.setPen(current_theme().tokens.color(role))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _character(name))
    painter.restore()


def _full(name: str) -> str:
    return name if name.startswith("ph.") else f"ph.{name}"


def _character(name: str) -> str:
    character: str = _family().charmap[_FAMILY][_full(name).removeprefix(f"{_FAMILY}.")]
    return character
