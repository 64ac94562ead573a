"""The customers who changed tier, one line each: name, from, to, scores."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.paint import paint_icon, paint_tier_chip, tier_label, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_ROW = 36
_NAME_WIDTH = 96
_CENTI = 100
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class MoveModel(QAbstractListModel):
    """Moves as rows; the row's value is the move itself."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._moves: Sequence[TierMove] = ()

    def set_moves(self, moves: Sequence[TierMove]) -> None:
        """Show other moves."""
        self.beginResetModel()
        self._moves = moves
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        is_below = parent is not None and parent.isValid()
        return 0 if is_below else len(self._moves)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._moves):
            return None
        move = self._moves[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return move
        if role == Qt.ItemDataRole.DisplayRole:
            return move.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            before = tier_label(move.from_tier, is_long=True)
            after = tier_label(move.to_tier, is_long=True)
            return f"{move.name} {before} → {after} {score_words(move)}"
        return None

    def ids(self) -> list[int]:
        """Give the customers in the order of the rows."""
        return [int(move.customer_id) for move in self._moves]


class MoveDelegate(QStyledItemDelegate):
    """Paints a move as the board draws it."""

    def __init__(self, formats: Formats, parent: QListView) -> None:
        """Take the texts of dates."""
        super().__init__(parent)
        self._formats = formats

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, current_theme().px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        move = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(move, TierMove):
            return
        box, ink = QRect(option.rect), Ink(current_theme())
        painter.save()
        self._paint_ground(painter, option, box)
        left = box.x() + 16
        name_width = ink.px(_NAME_WIDTH)
        painter.setFont(ink.font(14))
        painter.setPen(token("t1"))
        name = ink.metrics(14).elidedText(move.name, Qt.TextElideMode.ElideRight, name_width)
        painter.drawText(QRect(left, box.y(), name_width, box.height()), _LEFT, name)
        left += name_width + 8
        middle = box.center().y() + 1
        left += paint_tier_chip(painter, left, middle, move.from_tier) + 6
        side = ink.px(16)
        paint_icon(
            painter, QRect(left, int(middle - side / 2), side, side).toRectF(), "ph.arrow-right"
        )
        left += side + 6
        left += paint_tier_chip(painter, left, middle, move.to_tier) + 12
        self._paint_end(painter, ink, move, QRect(left, box.y(), box.right() - 16 - left, _ROW))
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, token("sel"))
            painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), token("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, token("hover"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), token("border"))

    def _paint_end(self, painter: QPainter, ink: Ink, move: TierMove, box: QRect) -> None:
        box.setHeight(ink.px(_ROW))
        words = score_words(move)
        painter.setFont(ink.font(14))
        painter.setPen(token("t1"))
        painter.drawText(box, _LEFT, words)
        used = ink.metrics(14).horizontalAdvance(words) + 12
        day = self._formats.plain_day(self._formats.local(move.at).date())
        painter.setFont(ink.font(12))
        painter.setPen(token("t3"))
        if box.width() - used >= ink.metrics(12).horizontalAdvance(day):
            painter.drawText(box, _RIGHT, day)


class MoveList(QListView):
    """Lists moves; Enter or a double click opens the customer."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__()
        self.moves = MoveModel()
        self.setModel(self.moves)
        self.setItemDelegate(MoveDelegate(formats, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate(mark("变动名单")))


def score_words(move: TierMove) -> str:
    """Give the scores before and after: `73 → 75`; empty for rules without a score."""
    before, after = move.from_score_centi, move.to_score_centi
    if before is None or after is None:
        return ""
    return f"{before / _CENTI:.1f} → {after / _CENTI:.1f}"
