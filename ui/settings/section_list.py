"""The names of the sections at the left of the settings."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout
from typing_extensions import override

from ui.kit.paint import fill_round, token
from ui.kit.theme import current_theme

_WIDTH, _ROW = 200, 32


class SectionList(QFrame):
    """Shows which section is in view and leads to the others."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("line", "right")
        self._names: dict[str, _Name] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 8, 12)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setFixedWidth(current_theme().px(_WIDTH))

    def add(self, key: str, text: str) -> None:
        """Add a section below the others."""
        name = _Name(text)
        name.setObjectName(f"go_{key}")
        name.setProperty("section", key)
        name.clicked.connect(self._on_name_clicked)
        self._names[key] = name
        self._column.insertWidget(self._column.count() - 1, name)

    def set_current(self, key: str) -> None:
        """Mark the section in view."""
        for name_key, name in self._names.items():
            name.setChecked(name_key == key)

    def set_shown(self, key: str, *, is_shown: bool) -> None:
        """Show or hide a name."""
        self._names[key].setVisible(is_shown)

    def _on_name_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("section")))


class _Name(QAbstractButton):
    """One name; the current one is bold on the ground of a choice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_WIDTH - 24), theme.px(_ROW))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            fill_round(painter, QRectF(self.rect()), token("sel" if self.isChecked() else "hover"))
        painter.setFont(current_theme().font(14, bold=self.isChecked()))
        painter.setPen(token("t1"))
        mode = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(self.text(), mode, self.width() - 16)
        place = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
