"""Paints the cells of the check: bad, corrected, edited, and what can be done about a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from ui.exchange.problem_cells import CellState, WayOut
from ui.exchange.problem_model import ACTION_ROLE, STATE_ROLE, ProblemModel
from ui.kit.paint import fill_round, outline_round, paint_focus_bar, paint_icon, token
from ui.kit.theme import current_theme

AnyIndex = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PAGE_PADDING = 24
_ICON_ROOM = 18
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
        box = QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, token("sel" if is_current else "surface"))
        state = index.data(STATE_ROLE) or CellState.PLAIN
        if state in _GROUNDS:
            painter.fillRect(box, token(_GROUNDS[state]))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), token("border"))
        if state is CellState.BAD:
            outline_round(painter, box.adjusted(0, 0, -1, -1), token("danger"), 0)
        if is_current and index.column() == 0:
            paint_focus_bar(painter, option.rect)
        if option.state & QStyle.StateFlag.State_HasFocus and self._is_editable(index):
            ring = box.adjusted(1, 1, -2, -2)
            outline_round(painter, ring, token("accent"), 0, current_theme().px(2))
        action = str(index.data(ACTION_ROLE) or "")
        if action:
            model = index.model()
            offer = model.offer(index.row()) if isinstance(model, ProblemModel) else None
            is_offer = offer is not None and offer.way is WayOut.TAKE
            self._paint_action(painter, box, action, is_offer=is_offer)
        else:
            self._paint_words(painter, option, index, state)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
        state: CellState,
    ) -> None:
        """Paint a text; a reason reaches over the last column where that offers nothing."""
        box, model, view = QRectF(option.rect), index.model(), option.widget
        is_reason = isinstance(model, ProblemModel) and index.column() >= model.reason_section
        if not is_reason or not isinstance(view, QTableView) or not isinstance(model, ProblemModel):
            self._paint_text(painter, box, index, state)
            return
        reason = model.index(index.row(), model.reason_section)
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        whole = QRectF(view.visualRect(reason))
        if not model.index(index.row(), model.reason_section + 1).data(ACTION_ROLE):
            whole.setRight(view.visualRect(model.index(index.row(), reason.column() + 1)).right())
        self._paint_text(painter, whole, reason, state)

    def _paint_text(
        self, painter: QPainter, box: QRectF, index: AnyIndex, state: CellState
    ) -> None:
        theme, model = current_theme(), index.model()
        metrics = QFontMetrics(theme.font())
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        inner = box.adjusted(_PAGE_PADDING if index.column() == 0 else 8, 0, -8, 0)
        is_money = isinstance(model, ProblemModel) and model.is_money(index.column())
        mark, tone = self._mark(index, state)
        if mark:
            side, before = theme.px(14), inner.left()
            if is_money:
                before = max(before, inner.right() - metrics.horizontalAdvance(text) - _ICON_ROOM)
            icon_box = QRectF(before, inner.center().y() - side / 2, side, side)
            paint_icon(painter, icon_box, mark, tone)
            inner.setLeft(before + side + 4)
        painter.setFont(theme.font())
        ink = {CellState.BAD: "danger", CellState.EDITED: "accent"}.get(state, "t1")
        painter.setPen(token("t3" if index.column() == 0 else ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, _RIGHT if is_money else _LEFT, shown)

    @staticmethod
    def _is_editable(index: AnyIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    @staticmethod
    def _mark(index: AnyIndex, state: CellState) -> tuple[str, str]:
        """Give the icon before a text: what is wrong, or that it was mended by itself."""
        if state is CellState.BAD:
            return "ph.warning-circle", "danger"
        model = index.model()
        if isinstance(model, ProblemModel) and index.column() == model.reason_section:
            return ("", "") if model.row(index.row()).is_rejected else ("ph.magic-wand", "warn")
        return "", ""

    def _paint_action(self, painter: QPainter, box: QRectF, action: str, *, is_offer: bool) -> None:
        theme = current_theme()
        font = theme.font(12)
        if not is_offer:
            painter.setFont(font)
            painter.setPen(token("accent"))
            painter.drawText(box.adjusted(0, 0, -_PAGE_PADDING, 0), _RIGHT, action)
            return
        width = min(box.width() - 8, QFontMetrics(font).horizontalAdvance(action) + 24)
        height = theme.px(28)
        button = QRectF(
            box.right() - width - _PAGE_PADDING, box.center().y() - height / 2, width, height
        )
        fill_round(painter, button, token("surface"))
        outline_round(painter, button, token("border2"))
        painter.setFont(font)
        painter.setPen(token("t1"))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, action)
