"""Texts and small marks as widgets: labels by role, badges, tiers, keys, avatars."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.paint import (
    BADGE_HEIGHT,
    GLYPH_SIZE,
    KEY_HEIGHT,
    badge_width,
    key_hint_width,
    paint_avatar,
    paint_badge,
    paint_icon,
    paint_key_hint,
    paint_tier_chip,
    paint_tier_glyph,
    tier_chip_width,
)
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label


def label(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """Make a text in a role: metric, title, section, strong, muted, meta, label and more."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    set_role(made, role)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and have the style sheet notice."""
    set_look(widget, "role", role)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def rule(*, is_vertical: bool = False) -> QFrame:
    """Make a hairline."""
    line = QFrame()
    line.setProperty("frame", "rule")
    if is_vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


class ElidedLabel(QLabel):
    """A text that ends in an ellipsis where it does not fit, and tells all in its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        """Take the text and its role."""
        super().__init__()
        self._full = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class _Mark(QWidget):
    """A small painted mark of a fixed size."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Badge(_Mark):
    """A word on its ground: neutral, danger, warn, ok or accent."""

    def __init__(self, text: str, kind: str = "neutral", icon_name: str = "") -> None:
        """Take the word, its state and an icon."""
        super().__init__()
        self._kind, self._icon_name = kind, icon_name
        self.set_text(text)

    def set_text(self, text: str, kind: str = "") -> None:
        """Show another word, and another state where one is given."""
        self._text = text
        self._kind = kind or self._kind
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(badge_width(self._text, self._icon_name), theme.px(BADGE_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(
            QPainter(self),
            0,
            self.height() / 2,
            self._text,
            kind=self._kind,
            icon_name=self._icon_name,
        )


class TierBadge(_Mark):
    """A tier as glyph and word."""

    def __init__(self, key: str, *, is_long: bool = False) -> None:
        """Take the tier's key and whether to write it in full."""
        super().__init__()
        self._is_long = is_long
        self.set_tier(key)

    def set_tier(self, key: str) -> None:
        """Show another tier."""
        self._key = key
        self.setAccessibleName(tier_label(key, is_long=True))
        self.updateGeometry()
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            # Another rule may call the tier otherwise.
            self.set_tier(self._key)

    @override
    def sizeHint(self) -> QSize:
        width = tier_chip_width(self._key, is_long=self._is_long)
        return QSize(width, current_theme().px(BADGE_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_tier_chip(QPainter(self), 0, self.height() / 2, self._key, is_long=self._is_long)


class TierGlyph(QWidget):
    """The sign of a tier before words that name it."""

    def __init__(self, tier: str) -> None:
        """Take the tier's key."""
        super().__init__()
        self._tier = str(tier)
        self.setFixedSize(current_theme().px(GLYPH_SIZE), current_theme().px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        top = (self.height() - self.width()) / 2
        paint_tier_glyph(QPainter(self), 0, top, self.width(), self._tier)


class KeyHint(_Mark):
    """A key as a small outlined cap."""

    def __init__(self, text: str) -> None:
        """Take the key as it is written: `Ctrl K`."""
        super().__init__()
        self._text = text

    @override
    def sizeHint(self) -> QSize:
        return QSize(key_hint_width(self._text), current_theme().px(KEY_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key_hint(QPainter(self), 0, self.height() / 2, self._text, "t2")


class IconMark(_Mark):
    """An icon that is no button."""

    def __init__(self, name: str, ink: str = "t2", size: int = 16) -> None:
        """Take the icon, its colour token and size."""
        super().__init__()
        self._name, self._ink, self._side = name, ink, size

    def set_icon(self, name: str, ink: str = "") -> None:
        """Show another icon."""
        self._name, self._ink = name, ink or self._ink
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), self._name, self._ink)


class Avatar(_Mark):
    """A person's first character in a circle."""

    def __init__(self, name: str, size: int = 40) -> None:
        """Take the name and the diameter."""
        super().__init__()
        self._name, self._side = name, size

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(self._side)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name)
