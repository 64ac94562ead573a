"""A card that is a small table of widgets: a heading, and hairlines from edge to edge."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from ui.kit.paint import token
from ui.kit.theme import current_theme

HEADING_HEIGHT = 32
_PADDING = 16
_RADIUS = 6


class RuledGrid(QFrame):
    """Holds rows of widgets; the first row is the heading."""

    def __init__(self, columns: int, row_height: int) -> None:
        """Start without rows."""
        super().__init__()
        self.setProperty("frame", "card")
        self._columns, self._row_height = columns, row_height
        self._rows = 0
        self._chosen: dict[int, int] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(_PADDING, 0, _PADDING, 0)
        self.grid.setHorizontalSpacing(_PADDING)
        self.grid.setVerticalSpacing(0)

    def put(self, widget: QWidget, row: int, column: int) -> None:
        """Put a widget into a cell; row 0 is the heading."""
        height = HEADING_HEIGHT if row == 0 else self._row_height
        self.grid.setRowMinimumHeight(row, current_theme().px(height))
        self.grid.addWidget(widget, row, column)
        self._rows = max(self._rows, row + 1)

    def choose(self, row: int, column: int) -> None:
        """Show a cell of a row as the one that counts."""
        self._chosen[row] = column
        self.update()

    def clear(self) -> None:
        """Take every row away."""
        while (entry := self.grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.setObjectName("")
                widget.deleteLater()
        for row in range(self._rows):
            self.grid.setRowMinimumHeight(row, 0)
        self._rows = 0
        self._chosen.clear()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._rows:
            return
        painter = QPainter(self)
        inside = QPainterPath()
        inside.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.setClipPath(inside)
        painter.fillRect(self._line(0), token("surface2"))
        for row, column in self._chosen.items():
            painter.fillRect(self.grid.cellRect(row, column).adjusted(-8, 0, 8, 0), token("sel"))
        for row in range(1, self._rows):
            painter.fillRect(0, self._line(row).top(), self.width(), 1, token("border"))

    def _line(self, row: int) -> QRect:
        cell = self.grid.cellRect(row, 0)
        return QRect(0, cell.top(), self.width(), cell.height())
