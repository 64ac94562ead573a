"""F1: every key on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import secondary
from ui.kit.labels import KeyHint, label
from ui.kit.modal import ModalDialog
from ui.kit.translation import translate
from ui.shell.window_keys import SHEET

_COLUMNS = 2


class ShortcutSheet(ModalDialog):
    """Lists the keys by where they work."""

    def __init__(self, parent: QWidget) -> None:
        """Fill the sheet."""
        super().__init__(translate("快捷键"), 720, parent)
        self.setObjectName("shortcut_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add(shortcut_columns())
        close = secondary(translate("关闭"))
        close.clicked.connect(self.reject)
        self.foot_row.addStretch(1)
        self.add_button(close)


def shortcut_columns() -> QWidget:
    """Give all keys in two columns of groups."""
    columns = QWidget()
    row = QHBoxLayout(columns)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(32)
    sides = [QVBoxLayout() for _ in range(_COLUMNS)]
    for side in sides:
        side.setSpacing(16)
        row.addLayout(side, 1)
    for number, (title, pairs) in enumerate(SHEET):
        sides[number % _COLUMNS].addWidget(_group(title, pairs))
    for side in sides:
        side.addStretch(1)
    return columns


def _group(title: str, pairs: tuple[tuple[str, str], ...]) -> QWidget:
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(translate(title), "strong"), 0, 0, 1, 2)
    for number, (keys, words) in enumerate(pairs, start=1):
        grid.addWidget(KeyHint(keys), number, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(translate(words), "muted"), number, 1)
    return group
