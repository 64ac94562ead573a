"""F6: from the rail to the page's parts, to the side panel, and round again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def next_region(regions: Sequence[QWidget]) -> None:
    """Move the keyboard focus into the region after the one that has it."""
    shown = [region for region in regions if region.isVisible()]
    focused = QApplication.focusWidget()
    current = -1
    for number, region in enumerate(shown):
        if focused is not None and (region is focused or region.isAncestorOf(focused)):
            current = number
    for step in range(1, len(shown) + 1):
        if _take_focus(shown[(current + step) % len(shown)]):
            return


def _take_focus(region: QWidget) -> bool:
    """Give the focus to the region or to the first of its parts that takes it."""
    reason = Qt.FocusReason.ShortcutFocusReason
    for widget in (region, *region.findChildren(QWidget)):
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(reason)
            return True
    return False
