"""Paints the cells of the check: bad, corrected, edited, and what can be done about a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.exchange.problem_model import ACTION_ROLE, STATE_ROLE, CellState
from ui.kit.paint import fill_round, outline_round, paint_focus_bar, paint_icon, token
from ui.kit.theme import current_theme

AnyIndex = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_GROUNDS = {
    CellState.BAD: "dangerbg",
    CellState.FIXED: "warnbg",
    CellState.EDITED: "sel",
}


class ProblemDelegate(QStyledItemDelegate):
    """One painter for every cell."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(80, current_theme().row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        theme = current_theme()
        box = QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, token("sel" if is_current else "surface"))
        state = index.data(STATE_ROLE) or CellState.PLAIN
        if state in _GROUNDS:
            painter.fillRect(box, token(_GROUNDS[state]))
        painter.setPen(token("border"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if state is CellState.BAD:
            outline_round(painter, box.adjusted(0, 0, -1, -1), token("danger"), 0)
        if is_current and index.column() == 0:
            paint_focus_bar(painter, option.rect)
        action = str(index.data(ACTION_ROLE) or "")
        if action:
            self._paint_action(painter, box, action)
        else:
            self._paint_text(painter, box, index, state)
        painter.restore()
        del theme

    def _paint_text(
        self, painter: QPainter, box: QRectF, index: AnyIndex, state: CellState
    ) -> None:
        theme = current_theme()
        inner = box.adjusted(8, 0, -8, 0)
        if index.column() == 0:
            inner.adjust(16, 0, 0, 0)
        if state is CellState.BAD:
            side = theme.px(14)
            icon_box = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_icon(painter, icon_box, "ph.warning-circle", "danger")
            inner.adjust(side + 4, 0, 0, 0)
        painter.setFont(theme.font())
        ink = {CellState.BAD: "danger", CellState.EDITED: "accent"}.get(state, "t1")
        painter.setPen(token("t3" if index.column() == 0 else ink))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = int(inner.width())
        shown = QFontMetrics(theme.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(inner, _LEFT, shown)

    def _paint_action(self, painter: QPainter, box: QRectF, action: str) -> None:
        theme = current_theme()
        font = theme.font(12)
        width = min(box.width() - 8, QFontMetrics(font).horizontalAdvance(action) + 24)
        height = theme.px(28)
        button = QRectF(box.right() - width - 8, box.center().y() - height / 2, width, height)
        fill_round(painter, button, token("surface"))
        outline_round(painter, button, token("border2"))
        painter.setFont(font)
        painter.setPen(token("t1"))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, action)
