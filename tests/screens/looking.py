"""Finds on a screen what a person would frown at: clipped words, missing glyphs, Chinese left."""

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QRawFont, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ui.kit.labels import ElidedLabel

CHINESE = re.compile(r"[\u3400-\u9fff]")
_ROUNDING = 1
_QUOTED = re.compile("“[^”]*”")


def shown(root: QWidget) -> Iterator[QWidget]:
    """Give every widget that a person sees, dialogs over the window included."""
    tops = [root, *(top for top in QApplication.topLevelWidgets() if top is not root)]
    for top in tops:
        if top.isVisible():
            yield from (w for w in top.findChildren(QWidget) if w.isVisible())


def words_of(widget: QWidget) -> str:
    """Give the words that a widget shows."""
    if isinstance(widget, ElidedLabel):
        return widget.accessibleName()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return ""


def clipped(root: QWidget) -> list[str]:
    """Name the labels and buttons whose words do not fit into them."""
    return [
        f"{type(widget).__name__} {words_of(widget)!r}: {has} of {needs} px"
        for widget in shown(root)
        for has, needs in [_room(widget)]
        if needs > has + _ROUNDING
    ]


def overhanging(root: QWidget) -> list[str]:
    """Name the areas that scroll up and down only, and whose content is wider than they are."""
    areas = (one for one in shown(root) if isinstance(one, QScrollArea))
    return [
        f"{type(area).__name__} in {type(area.parent()).__name__}: {has} of {needs} px"
        for area in areas
        if (content := area.widget()) is not None and not _scrolls_sideways(content)
        for has, needs in [(area.viewport().width(), content.width())]
        if needs > has + _ROUNDING
    ]


def _room(widget: QWidget) -> tuple[int, int]:
    """Give the width that a widget's words have and the width they need."""
    if isinstance(widget, ElidedLabel) or not words_of(widget) or widget.width() <= 1:
        return 0, 0
    if isinstance(widget, QLabel):
        return _room_of_label(widget)
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        return _visible_width(widget), widget.sizeHint().width()
    return 0, 0


def _room_of_label(widget: QLabel) -> tuple[int, int]:
    if not widget.pixmap().isNull():
        return 0, 0
    room = _visible_width(widget)
    if not widget.wordWrap():
        return room, widget.fontMetrics().horizontalAdvance(widget.text())
    document = QTextDocument()
    document.setDefaultFont(widget.font())
    document.setDocumentMargin(0)
    document.setPlainText(widget.text())
    document.setTextWidth(widget.width())
    is_too_tall = document.size().height() > widget.height() + 4
    longest = max(
        (widget.fontMetrics().horizontalAdvance(w) for w in widget.text().split()), default=0
    )
    return (room, room + 99) if is_too_tall else (room, min(longest, room))


def _visible_width(widget: QWidget) -> int:
    """Give the part of a widget's width that its parents leave visible or let scroll to."""
    left = widget.mapToGlobal(QPoint(0, 0)).x()
    right = left + widget.width()
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow() and not _scrolls_sideways(parent):
        start = parent.mapToGlobal(QPoint(0, 0)).x()
        left, right = max(left, start), min(right, start + parent.width())
        parent = parent.parentWidget()
    return right - left


def _scrolls_sideways(widget: QWidget) -> bool:
    """Tell whether a widget is the content of an area that scrolls to the side."""
    viewport = widget.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return isinstance(area, QScrollArea) and area.horizontalScrollBarPolicy() != never


def chinese_left(root: QWidget, own: Sequence[str], *, shows_a_file: bool = False) -> list[str]:
    """Name the words in Chinese that are not the book's own, in another language.

    Where a file is shown, its headings and cells stand in lists, in shortened texts and
    between quotation marks.
    """
    found = []
    for widget in shown(root):
        if shows_a_file and isinstance(widget, ElidedLabel | QComboBox):
            continue
        for text in (words_of(widget), widget.toolTip()):
            rest = text.replace("简体中文", "")
            rest = _QUOTED.sub("", rest) if shows_a_file else rest
            for known in own:
                rest = rest.replace(known, "")
            if CHINESE.search(rest):
                found.append(f"{type(widget).__name__} {text!r}")
    return found


class Glyphs:
    """Knows which characters the fonts of the window can draw."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], bool] = {}

    def missing(self, root: QWidget) -> list[str]:
        """Name the characters on the screen that no font can draw."""
        found = set()
        for widget in shown(root):
            for sign in set(words_of(widget)):
                if not sign.isspace() and not self._can_draw(widget.font(), sign):
                    found.add(f"U+{ord(sign):04X} {sign!r}")
        return sorted(found)

    def _can_draw(self, font: QFont, sign: str) -> bool:
        key = (font.family(), ord(sign))
        if key not in self._known:
            self._known[key] = _supports(font, sign)
        return self._known[key]


def _supports(font: QFont, sign: str) -> bool:
    if QFontMetrics(font).inFontUcs4(ord(sign)):
        return True
    for family in font.families():
        other = QFont(font)
        other.setFamilies([family])
        if QRawFont.fromFont(other).supportsCharacter(ord(sign)):
            return True
    return False


def is_blank(root: QWidget) -> bool:
    """Tell whether the window shows nothing at all."""
    image = root.grab().toImage()
    area = QRect(0, 0, image.width(), image.height())
    colours = {
        image.pixel(x, y) for x in range(0, area.width(), 7) for y in range(0, area.height(), 5)
    }
    return len(colours) < 6


def unnamed_icon_buttons(root: QWidget) -> list[str]:
    """Name the icon buttons that a screen reader could not speak of, with their parents."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in shown(root)
        if isinstance(widget, QToolButton) and not widget.text() and not widget.accessibleName()
    ]
