"""The lines of the command palette, grouped under small headings."""

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
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.kit.paint import (
    fill_round,
    key_hint_width,
    paint_icon,
    paint_key_hint,
    paint_tier_chip,
    token,
)
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.shell.palette_entry import PaletteEntry, match_span

_ROW, _HEADING = 36, 28
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
AnyIndex = QModelIndex | QPersistentModelIndex


class PaletteModel(QAbstractListModel):
    """Headings and entries in one list; headings cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lines: list[PaletteEntry | str] = []
        self.query = ""

    def show_entries(self, entries: Sequence[PaletteEntry], query: str) -> None:
        """Replace all lines; entries of one section stand together."""
        self.beginResetModel()
        self.query = query
        self._lines = []
        for section in dict.fromkeys(entry.section for entry in entries):
            self._lines.append(section)
            self._lines += [entry for entry in entries if entry.section == section]
        self.endResetModel()

    def entry_at(self, index: AnyIndex) -> PaletteEntry | None:
        """Give the entry of a line; a heading has none."""
        line = self._lines[index.row()] if index.isValid() else ""
        return line if isinstance(line, PaletteEntry) else None

    def first_entry(self) -> QModelIndex:
        """Give the first line that can be chosen."""
        return self.index(1) if len(self._lines) > 1 else QModelIndex()

    def step(self, index: AnyIndex, by: int) -> QModelIndex:
        """Give the next line that can be chosen, up or down."""
        row = index.row() + by
        while 0 <= row < len(self._lines):
            if isinstance(self._lines[row], PaletteEntry):
                return self.index(row)
            row += by
        return self.index(index.row())

    @override
    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        line = self._lines[index.row()]
        return line.text if isinstance(line, PaletteEntry) else translate(line)

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.entry_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PaletteDelegate(QStyledItemDelegate):
    """Paints a heading, or an entry with its icon, tier, facts and keys."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        model = index.model()
        is_entry = isinstance(model, PaletteModel) and model.entry_at(index) is not None
        return QSize(0, current_theme().px(_ROW if is_entry else _HEADING))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, PaletteModel):
            return
        rect = QRect(option.rect)
        state = option.state
        entry = model.entry_at(index)
        painter.save()
        if entry is None:
            painter.setFont(current_theme().font(12))
            painter.setPen(token("t3"))
            painter.drawText(rect.adjusted(20, 0, 0, 0), _MIDDLE, str(index.data()))
        else:
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_entry(painter, rect, entry, model.query, is_chosen=is_chosen)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, rect: QRect, entry: PaletteEntry, query: str, *, is_chosen: bool
    ) -> None:
        if is_chosen:
            fill_round(painter, QRectF(rect.adjusted(8, 0, -8, 0)), token("sel"))
        middle, side = rect.center().y() + 0.5, current_theme().px(16)
        icon_box = QRectF(rect.x() + 20, middle - side / 2, side, side)
        paint_icon(painter, icon_box, entry.icon, "accent" if is_chosen else "t2")
        right = self._paint_keys(painter, rect, entry.keys or (("Enter",) if is_chosen else ()))
        left = rect.x() + 20 + side + 12
        left += self._paint_text(
            painter, QRect(left, rect.y(), right - left, rect.height()), entry, query
        )
        if entry.tier:
            left += paint_tier_chip(painter, left + 8, middle, entry.tier) + 8
        if entry.meta:
            place = QRect(left + 12, rect.y(), right - left - 20, rect.height())
            painter.setFont(current_theme().font())
            painter.setPen(token("t3"))
            mode = Qt.TextElideMode.ElideRight
            words = painter.fontMetrics().elidedText(entry.meta, mode, place.width())
            painter.drawText(place, _MIDDLE, words)

    def _paint_keys(self, painter: QPainter, rect: QRect, keys: Sequence[str]) -> int:
        left = rect.right() - 20
        for key in reversed(keys):
            left -= key_hint_width(key)
            paint_key_hint(painter, left, rect.center().y() + 0.5, key)
            left -= 8
        return left

    def _paint_text(self, painter: QPainter, place: QRect, entry: PaletteEntry, query: str) -> int:
        text = entry.text
        start, length = entry.matched or match_span(text, query)
        used = 0
        parts = (
            (text[:start], False),
            (text[start : start + length], True),
            (text[start + length :], False),
        )
        for part, is_match in parts:
            painter.setFont(current_theme().font(14, bold=is_match))
            painter.setPen(token("accent" if is_match else "t1"))
            metrics = painter.fontMetrics()
            words = metrics.elidedText(part, Qt.TextElideMode.ElideRight, place.width() - used)
            painter.drawText(place.adjusted(used, 0, 0, 0), _MIDDLE, words)
            used += metrics.horizontalAdvance(words)
        return used


def palette_view(parent: QWidget) -> QListView:
    """Make the list of the palette."""
    view = QListView(parent)
    view.setModel(PaletteModel(view))
    view.setItemDelegate(PaletteDelegate(view))
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setAccessibleName(translate("搜索结果"))
    return view
