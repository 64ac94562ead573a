"""The icon beside the system's clock: the system speaks for a window that is not in front."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

_SHOWN_MS = 10_000


class Notifier(Protocol):
    """Tells somebody who looks at another program."""

    def notify(self, title: str, text: str) -> None:
        """Say something in the manner of the system."""
        ...


class Tray(QObject):
    """Shows the program's icon and its messages, where the system has a place for them."""

    opened = Signal()
    closed = Signal()

    def __init__(self, icon: QIcon, title: str, parent: QObject) -> None:
        """Stand there from now on; a click opens the window."""
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(icon, self)
            self._icon.setToolTip(title)
            self._menu = QMenu()
            self._menu.aboutToShow.connect(self._on_menu_about_to_show)
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._on_icon_activated)
            self._icon.messageClicked.connect(self.opened)
            self._icon.show()

    def notify(self, title: str, text: str) -> None:
        """Say something in the manner of the system."""
        if self._icon is not None:
            self._icon.showMessage(title, text, self._icon.icon(), _SHOWN_MS)

    def leave(self) -> None:
        """Take the icon away: Windows keeps it of a program that has gone."""
        if self._icon is not None:
            self._icon.hide()

    def _on_menu_about_to_show(self) -> None:
        """Name the actions in the language of this moment."""
        self._menu.clear()
        self._menu.addAction(self.tr("打开窗口")).triggered.connect(self.opened)
        self._menu.addAction(self.tr("退出")).triggered.connect(self.closed)

    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit()
