"""Icons of the one family, coloured by token."""

from functools import lru_cache

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from ui.kit.theme import current_theme

# qtawesome draws a glyph at 7/8 of its box; the design draws it at the full size.
_FULL_SIZE = 8 / 7


@lru_cache(maxsize=512)
def _coloured(name: str, color: str) -> QIcon:
    icon: QIcon = qtawesome.icon(name, color=color, scale_factor=_FULL_SIZE)
    return icon


def icon(name: str, role: str = "t2") -> QIcon:
    """Give an icon (`ph.phone`) in the colour of a token, for the look in force."""
    full = name if name.startswith("ph.") else f"ph.{name}"
    return _coloured(full, current_theme().tokens.color(role).name())


def pixmap(name: str, role: str = "t2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a picture of a size, sharp at the screen's pixel ratio."""
    side = current_theme().px(size)
    return icon(name, role).pixmap(QSize(side, side), ratio)
