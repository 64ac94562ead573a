"""A customer's name as a heading that takes only the room it needs."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy

from ui.kit.labels import ElidedLabel
from ui.kit.theme import current_theme

ROLES = {20: "title", 16: "section"}


def name_label(name: str, px: int, most: int) -> ElidedLabel:
    """Give the name in a heading size, cut off beyond the most."""
    theme = current_theme()
    heading = ElidedLabel(name, ROLES[px])
    heading.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    wanted = QFontMetrics(theme.font(px, bold=True)).horizontalAdvance(name) + 4
    heading.setFixedWidth(min(wanted, theme.px(most)))
    return heading
