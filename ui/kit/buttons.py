"""Buttons in the five looks of the design, and buttons that are an icon."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ui.kit.paint import key_hint_width, paint_icon, paint_key_hint, token
from ui.kit.theme import current_theme

_INKS = {
    "primary": "on",
    "secondary": "t1",
    "ghost": "t2",
    "danger": "on",
    "danger-text": "danger",
    "link": "accent",
}
_HEIGHTS = {"": 32, "small": 28, "large": 40}
_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonLook:
    """How a button looks: its kind, icon, the key shown inside, and its size."""

    kind: str = "secondary"
    icon: str = ""
    hint: str = ""
    size: str = ""
    has_menu: bool = False


class Button(QPushButton):
    """A push button that paints its own icon, text and key hint."""

    def __init__(
        self, text: str, look: ButtonLook | None = None, parent: QWidget | None = None
    ) -> None:
        """Take the words and the look."""
        super().__init__(text, parent)
        self._look = look or ButtonLook()
        self._strong = ""
        self.setProperty("kind", self._look.kind)
        self.setProperty("extent", self._look.size)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def look(self) -> ButtonLook:
        """Give how the button looks."""
        return self._look

    def set_text(self, text: str, *, strong: str = "") -> None:
        """Change the words, for the eye and for screen readers; their end may be bold."""
        self._strong = strong if strong and text.endswith(strong) else ""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        is_link = self._look.kind == "link"
        padding = 0 if is_link else self._padding() * 2 + 2
        height = current_theme().px(20 if is_link else _HEIGHTS[self._look.size])
        return QSize(self._content_width() + padding, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = _INKS[self._look.kind] if self.isEnabled() else "t3"
        self._paint_content(painter, ink)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        theme, middle = current_theme(), self.height() / 2
        is_link = self._look.kind == "link"
        left = 0.0 if is_link else (self.width() - self._content_width()) / 2
        if self._look.icon:
            side = theme.px(16)
            tone = "t2" if ink == "t1" else ink
            paint_icon(painter, QRectF(left, middle - side / 2, side, side), self._look.icon, tone)
            left += side + (_GAP if self.text() else 0)
        painter.setPen(token(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for words, font in self._parts():
            width = QFontMetrics(font).horizontalAdvance(words)
            painter.setFont(font)
            painter.drawText(QRectF(left, 0, width + 2, self.height()), flags, words)
            left += width
        left += _GAP
        if self._look.hint:
            left += paint_key_hint(painter, left, middle, self._look.hint, ink) + _GAP
        if self._look.has_menu:
            side = theme.px(14)
            paint_icon(painter, QRectF(left, middle - side / 2, side, side), "ph.caret-down", ink)

    def _padding(self) -> int:
        return 8 if self._look.kind == "ghost" or self._look.size == "small" else 12

    def _font(self, *, bold: bool = False) -> QFont:
        return current_theme().font(12 if self._look.size == "small" else 14, bold=bold)

    def _parts(self) -> list[tuple[str, QFont]]:
        """Give the words with their fonts: plain first, then what is bold."""
        plain = self._font(bold=self.isChecked())
        if not self._strong:
            return [(self.text(), plain)]
        return [
            (self.text().removesuffix(self._strong), plain),
            (self._strong, self._font(bold=True)),
        ]

    def _text_width(self) -> int:
        return sum(QFontMetrics(font).horizontalAdvance(words) for words, font in self._parts())

    def _content_width(self) -> int:
        theme, width = current_theme(), self._text_width()
        if self._look.icon:
            width += theme.px(16) + (_GAP if self.text() else 0)
        if self._look.hint:
            width += _GAP + key_hint_width(self._look.hint)
        if self._look.has_menu:
            width += _GAP + theme.px(14)
        return width


def primary(text: str, *, icon: str = "", hint: str = "") -> Button:
    """Make the one filled button of a view."""
    return Button(text, ButtonLook(kind="primary", icon=icon, hint=hint))


def secondary(text: str, *, icon: str = "", hint: str = "") -> Button:
    """Make an outlined button."""
    return Button(text, ButtonLook(icon=icon, hint=hint))


def ghost(text: str, *, icon: str = "", hint: str = "") -> Button:
    """Make a button without an outline."""
    return Button(text, ButtonLook(kind="ghost", icon=icon, hint=hint))


def danger(text: str) -> Button:
    """Make the button of a step that cannot be undone."""
    return Button(text, ButtonLook(kind="danger"))


def danger_text(text: str, *, icon: str = "") -> Button:
    """Make an outlined button in the colour of danger."""
    return Button(text, ButtonLook(kind="danger-text", icon=icon))


def small(text: str, *, icon: str = "", has_menu: bool = False) -> Button:
    """Make an outlined button of 28 px."""
    return Button(text, ButtonLook(icon=icon, size="small", has_menu=has_menu))


def link(text: str, *, is_small: bool = False) -> Button:
    """Make a button that reads as a link."""
    return Button(text, ButtonLook(kind="link", size="small" if is_small else ""))


class IconButton(QToolButton):
    """A button that is only an icon, with a tooltip and a spoken name."""

    def __init__(
        self, icon_name: str, name: str, *, is_boxed: bool = False, is_small: bool = False
    ) -> None:
        """Take the icon and the name that says what the button does."""
        super().__init__()
        self._icon_name = icon_name
        self._side = 28 if is_small else 32
        self.setProperty("kind", "boxed" if is_boxed else "")
        self.setProperty("extent", "small" if is_small else "")
        self.set_name(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str, shortcut: str = "") -> None:
        """Say what the button does; the tooltip adds its key."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {shortcut}" if shortcut else name)

    def set_icon_name(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(self._side)
        return QSize(side, side)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
        side = current_theme().px(16)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, box, self._icon_name, "t2" if self.isEnabled() else "t3")
