"""Customers who changed tier, or are about to: one line each."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from branchcrm.domain.tier import CLASSIFIED
from branchcrm.domain.tier_board import WatchedCustomer
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.tier_trial import TrialMove
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats, score_change
from ui.kit.paint import paint_icon, paint_tier_chip, tier_chip_width, token
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label
from ui.kit.translation import spoken, translate

_ROW = 36
_TALL_ROW = 56
_REASON = 64
_WIDEST_SCORES = "88.8 → 88.8"
_GAPS = 68
_NAME_WIDTH = 116
_NAME_OF_TRIAL = 64
_CENTI = 100
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex
Row = TierMove | WatchedCustomer | TrialMove


class MoveModel(QAbstractListModel):
    """Moves as rows; the row's value is the move itself."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._moves: Sequence[Row] = ()

    def set_moves(self, moves: Sequence[Row]) -> None:
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
            return spoken_row(move)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(move, TrialMove):
            return f"{move.name} {spoken(move.reason)}"
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
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        is_tall = needs_own_line(index.data(Qt.ItemDataRole.UserRole), width)
        return QSize(240, current_theme().px(_TALL_ROW if is_tall else _ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, TierMove | WatchedCustomer | TrialMove):
            return
        box, ink = QRect(option.rect), Ink(current_theme())
        painter.save()
        self._paint_ground(painter, option, box)
        left, below = box.x() + 16, box.adjusted(16, ink.px(_ROW) - 6, -16, -6)
        is_tall = needs_own_line(row, box.width())
        if is_tall:
            box.setHeight(ink.px(_ROW))
        name_width = ink.px(_NAME_OF_TRIAL if isinstance(row, TrialMove) else _NAME_WIDTH)
        painter.setFont(ink.font(14))
        painter.setPen(token("t1"))
        name = ink.metrics(14).elidedText(row.name, Qt.TextElideMode.ElideRight, name_width)
        painter.drawText(QRect(left, box.y(), name_width, box.height()), _LEFT, name)
        rest = box.adjusted(16 + name_width + 8, 0, -16, 0)
        if isinstance(row, TrialMove):
            end = self._paint_move(painter, ink, row, rest)
            end = below if is_tall else end
            reason = spoken(row.reason)
            shown = ink.metrics(12).elidedText(reason, Qt.TextElideMode.ElideRight, end.width())
            self._write_end(painter, ink, shown, end, "t3", at_left=is_tall)
        elif isinstance(row, TierMove):
            end = self._paint_move(painter, ink, row, rest)
            day = self._formats.plain_day(self._formats.local(row.at).date())
            if end.width() >= ink.metrics(12).horizontalAdvance(day):
                self._write_end(painter, ink, day, end, "t3")
        else:
            self._paint_watched(painter, ink, row, rest)
        painter.restore()

    def _paint_move(
        self, painter: QPainter, ink: Ink, move: TierMove | TrialMove, box: QRect
    ) -> QRect:
        """Paint the way and the scores; give the room that is left."""
        left, middle = box.x(), box.center().y() + 1
        left += paint_tier_chip(painter, left, middle, move.from_tier) + 6
        side = ink.px(16)
        paint_icon(painter, QRectF(left, int(middle - side / 2), side, side), "ph.arrow-right")
        left += side + 6
        left += paint_tier_chip(painter, left, middle, move.to_tier) + 12
        words = score_words(move)
        self._write(painter, ink, words, box.adjusted(left - box.x(), 0, 0, 0))
        left += ink.metrics(14).horizontalAdvance(words) + 12
        return box.adjusted(left - box.x(), 0, 0, 0)

    def _paint_watched(
        self, painter: QPainter, ink: Ink, watched: WatchedCustomer, box: QRect
    ) -> None:
        used = paint_tier_chip(painter, box.x(), box.center().y() + 1, watched.tier) + 12
        rest = box.adjusted(used, 0, 0, 0)
        words = translate(mark("第 {count} 次，{day} 起降"))
        end = words.format(count=watched.misses, day=self._formats.plain_day(watched.falls_on))
        self._write_end(painter, ink, end, rest, "warn")
        free = rest.width() - ink.metrics(12).horizontalAdvance(end) - 12
        score = watched_score(watched)
        shown = ink.metrics(14).elidedText(score, Qt.TextElideMode.ElideRight, free)
        self._write(painter, ink, shown, rest)

    @staticmethod
    def _write(painter: QPainter, ink: Ink, words: str, box: QRect) -> None:
        painter.setFont(ink.font(14))
        painter.setPen(token("t1"))
        painter.drawText(box, _LEFT, words)

    @staticmethod
    def _write_end(
        painter: QPainter, ink: Ink, words: str, box: QRect, tone: str, *, at_left: bool = False
    ) -> None:
        painter.setFont(ink.font(12))
        painter.setPen(token(tone))
        painter.drawText(box, _LEFT if at_left else _RIGHT, words)

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, token("sel"))
            painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), token("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, token("hover"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), token("border"))


def needs_own_line(row: object, width: int) -> bool:
    """Tell whether why somebody would move needs a line of its own in a list that wide."""
    if not isinstance(row, TrialMove):
        return False
    ink = Ink(current_theme())
    chips = 2 * max(tier_chip_width(tier) for tier in CLASSIFIED)
    scores = ink.metrics(14).horizontalAdvance(_WIDEST_SCORES)
    used = ink.px(_NAME_OF_TRIAL) + chips + ink.px(16) + scores + _GAPS
    return width - used < ink.px(_REASON)


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
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate(mark("变动名单")))


def score_words(move: TierMove | TrialMove) -> str:
    """Give the scores before and after: `73 → 75`; empty for rules without a score."""
    return score_change(move.from_score_centi, move.to_score_centi)


def watched_score(watched: WatchedCustomer) -> str:
    """Give the score that fell short; empty for rules without a score."""
    if watched.score_centi is None:
        return ""
    return f"{watched.score_centi / _CENTI:.1f}"


def spoken_row(row: Row) -> str:
    """Say a line for those who do not see it."""
    if isinstance(row, TierMove | TrialMove):
        before = tier_label(row.from_tier, is_long=True)
        after = tier_label(row.to_tier, is_long=True)
        reason = spoken(row.reason) if isinstance(row, TrialMove) else ""
        return f"{row.name} {before} → {after} {score_words(row)} {reason}".strip()
    tier = tier_label(row.tier, is_long=True)
    words = translate(mark("连续 {count} 次未达标，{day} 起降"))
    fall = words.format(count=row.misses, day=row.falls_on.isoformat())
    return f"{row.name} {tier} {watched_score(row)} {fall}"
