"""The fonts, colours and measures of paper: always the light look, always one text size."""

from typing import Final

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from ui.kit.theme import current_theme
from ui.kit.tokens import Tokens, load_tokens

# Lengths are in 1/96 inch: A4 with margins of 15 mm.
MILLIMETRE: Final = 96 / 25.4
MARGIN: Final = 15 * MILLIMETRE
ROW: Final = 24.0
BODY, SMALL, SECTION, NAME, SCORE = 12, 12, 14, 28, 28


class Ink:
    """What a sheet is drawn with; `is_grey` draws without colours."""

    def __init__(self, *, is_grey: bool = False) -> None:
        """Take the light tokens, whatever look the window has."""
        self._tokens: Tokens = load_tokens("light")
        self.is_grey = is_grey

    def color(self, name: str) -> QColor:
        """Give a token as a colour."""
        color = self._tokens.color(name)
        if self.is_grey:
            level = round(0.3 * color.red() + 0.59 * color.green() + 0.11 * color.blue())
            return QColor(level, level, level)
        return color

    def pen(self, name: str, width: float = 1.0) -> QPen:
        """Give a line in a token's colour."""
        return QPen(self.color(name), width)

    @staticmethod
    def font(px: int = BODY, *, bold: bool = False) -> QFont:
        """Give the interface's family in a size that the window's text size does not change."""
        font = current_theme().font(14, bold=bold)
        font.setPixelSize(px)
        return font

    def width(self, text: str, px: int = BODY, *, bold: bool = False) -> float:
        """Measure a text."""
        return QFontMetricsF(self.font(px, bold=bold)).horizontalAdvance(text)
