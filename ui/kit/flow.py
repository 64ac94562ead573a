"""A layout that puts widgets in a line and goes on in the next one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Lays chips out like words in a paragraph."""

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
        return self._arrange(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        width = sum(entry.sizeHint().width() + self._gap for entry in self._shown())
        height = max((entry.sizeHint().height() for entry in self._shown()), default=0)
        return QSize(max(0, width - self._gap), height)

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for entry in self._shown():
            size = size.expandedTo(entry.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [entry for entry in self._entries if not entry.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        left, top, line_height = rect.x(), rect.y(), 0
        for entry in self._shown():
            size = entry.sizeHint()
            if left > rect.x() and left + size.width() > rect.right() + 1:
                left, top, line_height = rect.x(), top + line_height + self._gap, 0
            if move:
                entry.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            line_height = max(line_height, size.height())
        return top + line_height - rect.y()
