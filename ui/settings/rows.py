"""What a settings page is made of: a card of rows, each with words and controls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kit.labels import label, set_role
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.shell.main_window import MainWindow

_ROW = 56


class SettingRow(QFrame):
    """One setting: its name, a line about it, and the controls at the right."""

    def __init__(self, title: str, remark: str, *controls: QWidget) -> None:
        """Take the words and the controls."""
        super().__init__()
        self.setProperty("line", "top")
        self.setMinimumHeight(current_theme().px(_ROW))
        self.words = f"{title} {remark}"
        self._title = label(title)
        self._remark = label(remark, "meta", wraps=True)
        self._remark.setVisible(bool(remark))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addStretch(1)
        text.addWidget(self._title)
        text.addWidget(self._remark)
        text.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 16, 6)
        self._row.setSpacing(8)
        self._row.addLayout(text, 1)
        for control in controls:
            self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def title(self) -> QLabel:
        """The words of the name."""
        return self._title

    def set_title(self, title: str) -> None:
        """Show another name."""
        self._title.setText(title)

    def set_remark(self, remark: str, role: str = "meta") -> None:
        """Show another line about it, in a role that may colour it."""
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        set_role(self._remark, role)


class Section(QFrame):
    """A card of settings with a heading; subclasses fill it and read the book."""

    def __init__(self, title: str, context: PageContext, window: MainWindow) -> None:
        """Show the heading."""
        super().__init__()
        self.setProperty("frame", "card")
        self.heading = title
        self.context = context
        self.main_window = window
        self.rows: list[SettingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        head = QWidget()
        head.setMinimumHeight(current_theme().px(40))
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(16, 0, 16, 0)
        self._head.setSpacing(8)
        self._head.addWidget(label(title, "strong"))
        self._head.addStretch(1)
        self._column.addWidget(head)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a widget at the end of the heading."""
        self._head.addWidget(widget)

    def add_row(self, row: SettingRow) -> SettingRow:
        """Put a row below the others."""
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def add_block(self, widget: QWidget) -> None:
        """Put a widget below, over the whole width."""
        self._column.addWidget(widget)

    def replace_rows(self, rows: Sequence[SettingRow]) -> None:
        """Show other rows."""
        for former in self.rows:
            self._column.removeWidget(former)
            former.hide()
            former.deleteLater()
        self.rows = []
        for row in rows:
            self.add_row(row)

    def reload(self) -> None:
        """Read what the section shows."""

    def fits(self, query: str) -> bool:
        """Tell whether a search for settings should show the section."""
        words = " ".join([self.heading, *(row.words for row in self.rows)])
        return query.casefold() in words.casefold()
