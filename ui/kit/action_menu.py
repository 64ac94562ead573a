"""The menu of what can be done with one thing, opened below its button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

Action = tuple[str, Callable[[], object]]


def open_menu(button: QWidget, actions: Sequence[Action]) -> QMenu:
    """Show what can be done below a button."""
    menu = QMenu(button)
    for words, act in actions:
        menu.addAction(words).triggered.connect(act)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
    return menu
