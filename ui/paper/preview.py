"""Shows the sheets of a document as they will come out of the printer."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget
from typing_extensions import override

from ui.kit.paint import token
from ui.paper.ink import Ink
from ui.paper.sheets import Document

GAP = 22
LEAST_ZOOM, MOST_ZOOM, STEP = 0.25, 2.0, 0.1


class SheetView(QWidget):
    """One sheet, scaled."""

    def __init__(self, document: Document, number: int, ink: Ink, zoom: float) -> None:
        """Show a sheet of a document, counted from 0."""
        super().__init__()
        self._document, self._number, self._ink, self._zoom = document, number, ink, zoom
        width, height = document.size.width() * zoom, document.size.height() * zoom
        self.setFixedSize(round(width), round(height))
        self.setAccessibleName(f"{number + 1} / {len(document.sheets)}")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(token("border"))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))
        painter.scale(self._zoom, self._zoom)
        self._document.paint(painter, self._number, self._ink)
        painter.end()


class PreviewArea(QScrollArea):
    """The sheets beside and below one another; Ctrl and the wheel zoom."""

    zoom_changed = Signal(float)

    def __init__(self) -> None:
        """Start without a document."""
        super().__init__()
        self.setObjectName("preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.zoom = 0.58
        self._document: Document | None = None
        self._ink = Ink()
        self._fits = True
        self.setWidget(QWidget())

    def show_document(self, document: Document, ink: Ink) -> None:
        """Show a document from its first sheet."""
        self._document, self._ink = document, ink
        if self._fits:
            self.zoom = self._fitting()
        self._rebuild()

    def set_zoom(self, zoom: float) -> None:
        """Show the sheets in another size."""
        self._fits = False
        self.zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        self._rebuild()

    def fit(self) -> None:
        """Show whole sheets."""
        self._fits = True
        self.zoom = self._fitting()
        self._rebuild()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        if self._document is not None:
            if self._fits:
                self.zoom = self._fitting()
            self._rebuild()

    @override
    def wheelEvent(self, arg__1: QWheelEvent) -> None:
        if arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom + (STEP if arg__1.angleDelta().y() > 0 else -STEP))
            return
        super().wheelEvent(arg__1)

    def _fitting(self) -> float:
        if self._document is None:
            return self.zoom
        size, room = self._document.size, self.viewport().size() - QSize(2 * GAP, 2 * GAP)
        abreast = min(2, len(self._document.sheets))
        wide = (room.width() - GAP * (abreast - 1)) / (size.width() * abreast)
        return min(MOST_ZOOM, max(LEAST_ZOOM, min(wide, room.height() / size.height())))

    def _rebuild(self) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(GAP, GAP, GAP, GAP)
        grid.setSpacing(GAP)
        if self._document is not None:
            wide = self._document.size.width() * self.zoom + GAP
            room = self.viewport().width() - GAP
            count = len(self._document.sheets)
            abreast = max(1, min(count, int((room + 1) // wide)))
            for number in range(count):
                view = SheetView(self._document, number, self._ink, self.zoom)
                grid.addWidget(view, number // abreast, 1 + number % abreast)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(abreast + 1, 1)
        self.setWidget(holder)
        self.zoom_changed.emit(self.zoom)
