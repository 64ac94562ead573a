"""The look of the whole window: colours, type, sizes, and the one style sheet."""

import re
from enum import StrEnum
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit.resources import resource_text
from ui.kit.tokens import Tokens, high_contrast_tokens, load_tokens

TEXT_SCALES = (0.93, 1.0, 1.25, 1.5)
TYPE_SIZES = (12, 14, 16, 20, 28)
FAMILIES = {
    "zh": ["Microsoft YaHei UI", "Segoe UI", "Noto Sans CJK SC"],
    "en": ["Segoe UI", "Microsoft YaHei UI", "Noto Sans CJK SC"],
}
_PROPERTY = "kit_theme"


class Mode(StrEnum):
    """Which look the user chose; `system` follows the machine."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Density(StrEnum):
    """How tall table rows are."""

    COMPACT = "compact"
    STANDARD = "standard"
    ROOMY = "roomy"


ROW_HEIGHTS = {Density.COMPACT: 28, Density.STANDARD: 36, Density.ROOMY: 44}


class _Measures(dict[str, str]):
    """Fills a style sheet: token names, `p30` for a scaled length, `f14` for a type size."""

    def __init__(self, theme: "Theme") -> None:
        super().__init__(theme.tokens.as_dict())
        self._theme = theme

    def __missing__(self, key: str) -> str:
        found = re.fullmatch(r"[pf](\d+)", key)
        if found is None:
            raise KeyError(key)
        return f"{self._theme.px(int(found[1]))}px"


class Theme(QObject):
    """The look in force; tells when it changed, so that painted widgets draw anew."""

    changed = Signal()

    def __init__(
        self,
        mode: str = Mode.LIGHT,
        *,
        text_scale: float = 1.0,
        language: str = "zh",
        motion: bool = True,
        parent: QObject | None = None,
    ) -> None:
        """Start with a mode, a text size and a language; nothing is applied yet."""
        super().__init__(parent)
        self._mode = Mode(mode)
        self._text_scale = text_scale
        self._language = language
        self._motion = motion
        self._density = Density.STANDARD
        self._tokens = load_tokens(self.look)

    @property
    def mode(self) -> Mode:
        """Give the chosen mode: light, dark or system."""
        return self._mode

    @property
    def look(self) -> str:
        """Give the look in force: `light` or `dark`."""
        if self._mode is not Mode.SYSTEM:
            return self._mode.value
        app = QApplication.instance()
        dark = (
            isinstance(app, QApplication) and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        return "dark" if dark else "light"

    @property
    def is_dark(self) -> bool:
        """Tell whether the dark look is in force."""
        return self.look == "dark"

    @property
    def tokens(self) -> Tokens:
        """Give the colours in force."""
        return self._tokens

    @property
    def text_scale(self) -> float:
        """Give the factor on all five type sizes and on row heights."""
        return self._text_scale

    @property
    def language(self) -> str:
        """Give the language of the window: `zh` or `en`."""
        return self._language

    @property
    def motion(self) -> bool:
        """Tell whether popups and toasts may fade."""
        return self._motion

    @property
    def density(self) -> str:
        """Give how tall the rows of tables are that follow the setting."""
        return self._density

    def set_mode(self, mode: str) -> None:
        """Choose light, dark or system and apply it."""
        self._mode = Mode(mode)
        self._renew()

    def set_text_scale(self, scale: float) -> None:
        """Choose the text size and apply it."""
        self._text_scale = scale
        self._renew()

    def set_language(self, language: str) -> None:
        """Choose the language, which decides the order of the font families."""
        self._language = language
        self._renew()

    def set_motion(self, motion: bool) -> None:  # noqa: FBT001 - a plain setter
        """Allow or forbid fades."""
        self._motion = motion

    def set_density(self, density: str) -> None:
        """Choose the row height of every table that has none of its own."""
        self._density = Density(density)
        self._renew()

    def px(self, length: int) -> int:
        """Scale a length of the design by the text size."""
        return round(length * self._text_scale)

    def row_height(self, density: str = "") -> int:
        """Give the height of a table row; without a density the setting decides."""
        return self.px(ROW_HEIGHTS[Density(density or self._density)])

    def font(self, px: int = 14, *, bold: bool = False) -> QFont:
        """Give the interface font in one of the five sizes, with digits of one width."""
        if px not in TYPE_SIZES:
            message = f"the type scale has no {px} px"
            raise ValueError(message)
        font = QFont()
        font.setFamilies(FAMILIES.get(self._language, FAMILIES["zh"]))
        font.setPixelSize(self.px(px))
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def apply(self, app: QApplication) -> None:
        """Install this theme on the application: style, font, palette and style sheet."""
        if app.property(_PROPERTY) is not self:
            self._install(app)
        schemes = {
            Mode.LIGHT: Qt.ColorScheme.Light,
            Mode.DARK: Qt.ColorScheme.Dark,
            Mode.SYSTEM: Qt.ColorScheme.Unknown,
        }
        app.styleHints().setColorScheme(schemes[self._mode])
        self._tokens = self._tokens_for(app)
        app.setFont(self.font())
        app.setPalette(self._palette())
        app.setStyleSheet(self.style_sheet())

    def retire(self, app: QApplication) -> None:
        """Stop following the machine: another theme takes over."""
        app.styleHints().colorSchemeChanged.disconnect(self._on_system_scheme_changed)
        self.setParent(None)

    def style_sheet(self) -> str:
        """Give the one style sheet, filled with the tokens and sizes in force."""
        measures = _Measures(self)
        return Template(resource_text("style.qss")).substitute(measures)

    def _install(self, app: QApplication) -> None:
        former = app.property(_PROPERTY)
        if isinstance(former, Theme):
            former.retire(app)
        self.setParent(app)
        app.setProperty(_PROPERTY, self)
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def _tokens_for(self, app: QApplication) -> Tokens:
        hints = app.styleHints()
        contrast = hints.accessibility().contrastPreference()
        if contrast == Qt.ContrastPreference.HighContrast and self._mode is Mode.SYSTEM:
            return high_contrast_tokens(app.style().standardPalette())
        return load_tokens(self.look)

    def _palette(self) -> QPalette:
        tokens, role = self._tokens, QPalette.ColorRole
        named = {
            role.Window: "bg",
            role.WindowText: "t1",
            role.Base: "surface",
            role.AlternateBase: "surface2",
            role.Text: "t1",
            role.Button: "surface",
            role.ButtonText: "t1",
            role.BrightText: "on",
            role.Highlight: "fill",
            role.HighlightedText: "on",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.ToolTipBase: "t1",
            role.ToolTipText: "surface",
            role.PlaceholderText: "t3",
            role.Accent: "accent",
            role.Light: "surface",
            role.Midlight: "border",
            role.Mid: "border2",
            role.Dark: "ctl",
            role.Shadow: "ctl",
        }
        palette = QPalette()
        for key, name in named.items():
            palette.setColor(key, tokens.color(name))
        for key in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, tokens.color("t3"))
        return palette

    def _renew(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.property(_PROPERTY) is self:
            self.apply(app)
        else:
            self._tokens = load_tokens(self.look)
        self.changed.emit()

    def _on_system_scheme_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._renew()


def current_theme() -> Theme:
    """Give the theme that is installed on the running application."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    if not isinstance(theme, Theme):
        message = "no theme is installed on the application"
        raise RuntimeError(message)  # noqa: TRY004 - a missing set-up, not a wrong type
    return theme
