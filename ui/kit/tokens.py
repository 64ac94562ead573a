"""The colour tokens of the design language: the only colours the window uses."""

import json
from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette

from ui.kit.resources import resource_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One colour per token, as `#RRGGBB`, for one look."""

    bg: str
    surface: str
    surface2: str
    hover: str
    sel: str
    border: str
    border2: str
    ctl: str
    t1: str
    t2: str
    t3: str
    accent: str
    fill: str
    fillh: str
    on: str
    danger: str
    dangerbg: str
    dangerfill: str
    warn: str
    warnbg: str
    ok: str
    okbg: str
    hi: str
    hibg: str
    hig: str
    mi: str
    mibg: str
    mig: str
    lo: str
    lobg: str
    log: str

    def color(self, name: str) -> QColor:
        """Give a token as a colour that a painter can use."""
        value: str = getattr(self, name)
        return QColor(value)

    def as_dict(self) -> dict[str, str]:
        """Give all tokens by name, to fill a style sheet."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def load_tokens(look: str) -> Tokens:
    """Read the tokens of the light or the dark look."""
    return Tokens(**json.loads(resource_text("tokens.json"))[look])


def high_contrast_tokens(palette: QPalette) -> Tokens:
    """Build tokens from the system's colours, for a high-contrast system theme."""
    role = QPalette.ColorRole
    window = palette.color(role.Window).name()
    base = palette.color(role.Base).name()
    text = palette.color(role.WindowText).name()
    strong = palette.color(role.Highlight).name()
    on_strong = palette.color(role.HighlightedText).name()
    grounds = ("bg", "surface2", "hover", "dangerbg", "warnbg", "okbg", "hibg", "mibg", "lobg")
    fills = ("fill", "fillh", "dangerfill", "accent")
    tokens = {field.name: text for field in fields(Tokens)}
    tokens.update(dict.fromkeys(grounds, window))
    tokens.update(dict.fromkeys(fills, strong))
    tokens.update(surface=base, sel=window, on=on_strong)
    return Tokens(**tokens)
