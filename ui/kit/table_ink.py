"""The colours and fonts that list painters use, looked up once per theme."""

from PySide6.QtGui import QColor, QFont, QFontMetrics

from ui.kit.theme import Theme


class Ink:
    """Colours by token and the two text sizes of a table, ready for a painter."""

    def __init__(self, theme: Theme) -> None:
        """Take colours and fonts of the theme in force."""
        self._theme = theme
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetrics]] = {}

    def color(self, token: str) -> QColor:
        """Give a token's colour."""
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = self._theme.tokens.color(token)
        return color

    def font(self, px: int = 14, *, is_bold: bool = False) -> QFont:
        """Give a font of the type scale."""
        return self._pair(px, is_bold=is_bold)[0]

    def metrics(self, px: int = 14, *, is_bold: bool = False) -> QFontMetrics:
        """Give the measures of a font of the type scale."""
        return self._pair(px, is_bold=is_bold)[1]

    def px(self, length: int) -> int:
        """Scale a length of the design by the text size."""
        return self._theme.px(length)

    def _pair(self, px: int, *, is_bold: bool) -> tuple[QFont, QFontMetrics]:
        pair = self._fonts.get((px, is_bold))
        if pair is None:
            font = self._theme.font(px, bold=is_bold)
            pair = self._fonts[px, is_bold] = (font, QFontMetrics(font))
        return pair
