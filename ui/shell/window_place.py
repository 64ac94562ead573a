"""Shows the window where a person can reach all of it."""

from PySide6.QtWidgets import QWidget

_TITLE_BAR = 32
# How much of the screen the window takes when it is no longer maximised.
_SHARE = 0.9


def show_in_sight(window: QWidget) -> None:
    """Show the window as it stood; on a screen too small for it, over the whole screen."""
    room = window.screen().availableSize()
    size = window.size()
    is_too_large = size.width() > room.width() or size.height() + _TITLE_BAR > room.height()
    if is_too_large and not window.isMaximized() and not window.isFullScreen():
        window.resize(size.boundedTo(room * _SHARE))
        window.showMaximized()
        return
    window.show()
