"""The list of known customers, two lines each."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from branchcrm.services.import_check import KnownCustomer
from ui.kit.paint import paint_focus_bar, token
from ui.kit.theme import current_theme
from ui.kit.translation import translate

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE_HEIGHT = 52


class KnownDelegate(QStyledItemDelegate):
    """Paints a known customer in two lines: the name, and by what it was recognised."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(120, current_theme().px(_LINE_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        theme, box = current_theme(), QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, token("sel" if is_current else "surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), token("border"))
        if is_current:
            paint_focus_bar(painter, option.rect)
        name, _, words = str(index.data() or "").partition("\n")
        lines = ((name, 14, "t1", box.top() + theme.px(7)), (words, 12, "t2", box.center().y()))
        for text, size, ink, top in lines:
            font = theme.font(size)
            painter.setFont(font)
            painter.setPen(token(ink))
            line = QRectF(box.left() + 24, top, box.width() - 32, theme.px(20))
            width = int(line.width())
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class KnownList(QListView):
    """The list; letters, digits, Enter and sideways arrows are left to the step around it."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() or event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class KnownModel(QAbstractListModel):
    """The known customers, one a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without any."""
        super().__init__(parent)
        self.rows: Sequence[KnownCustomer] = ()

    def show(self, rows: Sequence[KnownCustomer]) -> None:
        """Show the customers of a check."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self.rows[index.row()]
        return f"{row.name}\n{translate(row.matched_on)}"
