"""Key figures in a strip of flat cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy
from typing_extensions import override

from ui.kit.paint import token
from ui.kit.theme import current_theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One key figure: its label, value and one fact, the fact in a tone."""

    key: str
    label: str
    value: str
    fact: str = ""
    tone: str = ""


class _FigureCell(QAbstractButton):
    def __init__(self, figure: KeyFigure) -> None:
        super().__init__()
        self.figure = figure
        self.is_last = False
        self.setText(figure.label)
        self.setAccessibleName(f"{figure.label} {figure.value} {figure.fact}".strip())
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, current_theme().px(80))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, figure = QPainter(self), current_theme(), self.figure
        if self.underMouse():
            painter.fillRect(self.rect(), token("hover"))
        if not self.is_last:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), token("border"))
        if self.height() < theme.px(60):
            self._paint_line(painter)
            return
        painter.setFont(theme.font(12))
        painter.setPen(token("t2"))
        width = self.width() - 24
        painter.drawText(QRectF(24, theme.px(12), width, theme.px(16)), _LEFT, figure.label)
        big = theme.font(28, bold=True)
        painter.setFont(big)
        painter.setPen(token("t1"))
        box = QRectF(24, theme.px(32), width, theme.px(40))
        painter.drawText(box, _LEFT, figure.value)
        left = 24 + QFontMetrics(big).horizontalAdvance(figure.value) + 8
        self._paint_fact(painter, QRectF(left, theme.px(47), self.width() - left, theme.px(20)))

    def _paint_line(self, painter: QPainter) -> None:
        """Draw everything in one line; what does not fit is left to the tooltip."""
        theme, figure, left = current_theme(), self.figure, 12
        small, strong = QFontMetrics(theme.font(12)), QFontMetrics(theme.font(bold=True))
        room = self.width() - left - strong.horizontalAdvance(figure.value) - 18
        name = small.elidedText(figure.label, Qt.TextElideMode.ElideRight, room)
        for text, bold, ink in ((name, False, "t2"), (figure.value, True, "t1")):
            painter.setFont(theme.font(bold=True) if bold else theme.font(12))
            painter.setPen(token(ink))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), _LEFT, text)
            left += (strong if bold else small).horizontalAdvance(text) + 6
        if left + small.horizontalAdvance(figure.fact) <= self.width():
            self._paint_fact(painter, QRectF(left, 0, self.width() - left, self.height()))

    def _paint_fact(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(current_theme().font(12))
        painter.setPen(token(self.figure.tone or "t2"))
        painter.drawText(box, _LEFT, self.figure.fact)


class KpiStrip(QFrame):
    """Up to five key figures; each opens the list behind it."""

    clicked = Signal(str)

    def __init__(self) -> None:
        """Start without figures."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("line", "bottom")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(0)
        self._cells: list[_FigureCell] = []
        self.setFixedHeight(current_theme().px(81))

    def set_low(self, *, is_low: bool) -> None:
        """Fold the strip to one line of 40 px where the window is narrow or low."""
        self.setFixedHeight(current_theme().px(41 if is_low else 81))

    def set_figures(self, figures: Sequence[KeyFigure]) -> None:
        """Show figures, in order."""
        if [cell.figure.key for cell in self._cells] == [figure.key for figure in figures]:
            for cell, figure in zip(self._cells, figures, strict=True):
                cell.figure = figure
                cell.setAccessibleName(f"{figure.label} {figure.value} {figure.fact}".strip())
                cell.setToolTip(cell.accessibleName())
                cell.update()
            return
        for cell in self._cells:
            self._row.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [_FigureCell(figure) for figure in figures]
        for cell in self._cells:
            cell.clicked.connect(self._on_cell_clicked)
            self._row.addWidget(cell, 1)
        if self._cells:
            self._cells[-1].is_last = True

    def cell(self, key: str) -> QAbstractButton | None:
        """Give the cell of a figure, for keyboards and tests."""
        return next((cell for cell in self._cells if cell.figure.key == key), None)

    def _on_cell_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, _FigureCell):
            self.clicked.emit(cell.figure.key)
