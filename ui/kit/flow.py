"""A layout that puts widgets in a line and goes on in the next one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Lays chips out like words in a paragraph, within its margins."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        """Take the gap between widgets and between lines."""
        super().__init__(parent)
        self._entries: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, entry: QLayoutItem, /) -> None:
        self._entries.append(entry)

    @override
    def count(self) -> int:
        return len(self._entries)

    @override
    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._entries[index] if 0 <= index < len(self._entries) else None

    @override
    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._entries.pop(index) if 0 <= index < len(self._entries) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        margins = self.contentsMargins()
        room = QRect(0, 0, width, 0).marginsRemoved(margins)
        return self._arrange(room, move=False) + margins.top() + margins.bottom()

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    @override
    def sizeHint(self) -> QSize:
        width = sum(entry.sizeHint().width() + self._gap for entry in self._shown())
        height = max((entry.sizeHint().height() for entry in self._shown()), default=0)
        return QSize(max(0, width - self._gap), height).grownBy(self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for entry in self._shown():
            size = size.expandedTo(entry.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [entry for entry in self._entries if not entry.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put every line's widgets on its middle, and give the height of all lines."""
        top = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            height = max(entry.sizeHint().height() for entry in line)
            left, top = rect.x(), top + (self._gap if number else 0)
            for entry in line if move else ():
                size = entry.sizeHint()
                place = QPoint(left, top + (height - size.height()) // 2)
                entry.setGeometry(QRect(place, size))
                left += size.width() + self._gap
            top += height
        return top - rect.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for entry in self._shown():
            wanted = entry.sizeHint().width()
            if not lines or used + wanted > width:
                lines.append([])
                used = 0
            lines[-1].append(entry)
            used += wanted + self._gap
        return lines
