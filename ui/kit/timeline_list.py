"""The entries of one record's history as they are painted, moved over and expanded."""

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from ui.kit.icons import draw_icon
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.timeline_model import TimelineEntry, TimelineModel

AnyIndex = QModelIndex | QPersistentModelIndex
PADDING = 16
TIME_WIDTH = 96
TEXT_LEFT = PADDING + TIME_WIDTH + 28
WHO_WIDTH = 88
HEADING_HEIGHT = 32
LINE_HEIGHT = 20
ENTRY_PADDING = 6
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight
_WRAP = Qt.TextFlag.TextWordWrap


class TimelineDelegate(QStyledItemDelegate):
    """Paints headings and entries; an expanded entry is as tall as its details need."""

    def __init__(self, parent: QObject) -> None:
        """Take the colours of the theme in force."""
        super().__init__(parent)
        self.ink = Ink(current_theme())

    def renew(self) -> None:
        """Take the colours and fonts of a changed theme."""
        self.ink = Ink(current_theme())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        model = index.model()
        assert isinstance(model, TimelineModel)  # noqa: S101 - narrows the type for mypy
        entry = model.entry(index.row())
        if entry is None:
            return QSize(0, self.ink.px(HEADING_HEIGHT))
        height = 2 * ENTRY_PADDING + self.ink.px(LINE_HEIGHT) * (2 if entry.line else 1)
        if entry.key in model.expanded:
            height += self._details_height(entry, option.rect.width())
        return QSize(0, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model, view = index.model(), self.parent()
        assert isinstance(model, TimelineModel)  # noqa: S101 - narrows the type for mypy
        assert isinstance(view, QListView)  # noqa: S101 - narrows the type for mypy
        box = option.rect
        entry = model.entry(index.row())
        if entry is None:
            self._paint_heading(painter, box, model.heading(index.row()))
            return
        if view.currentIndex().row() == index.row() and view.hasFocus():
            painter.fillRect(box, self.ink.color("sel"))
            painter.fillRect(box.x(), box.y(), 3, box.height(), self.ink.color("accent"))
        self._paint_entry(painter, box, entry, is_expanded=entry.key in model.expanded)

    def _paint_heading(self, painter: QPainter, box: QRect, text: str) -> None:
        painter.setFont(self.ink.font(12, is_bold=True))
        painter.setPen(self.ink.color("t2"))
        painter.drawText(box.adjusted(PADDING, 4, 0, 0), int(_VCENTER), text)

    def _paint_entry(
        self, painter: QPainter, box: QRect, entry: TimelineEntry, *, is_expanded: bool
    ) -> None:
        ink, line = self.ink, self.ink.px(LINE_HEIGHT)
        top = QRect(box.x(), box.y() + ENTRY_PADDING, box.width(), line)
        left = self._text_left()
        painter.setFont(ink.font())
        painter.setPen(ink.color("t2"))
        painter.drawText(top.adjusted(PADDING, 0, 0, 0), int(_VCENTER), entry.when)
        mark_left = box.x() + left - 28 + 2
        place = QRect(mark_left, top.y() + (line - 16) // 2, 16, 16)
        draw_icon(painter, place, entry.icon, entry.tone)
        painter.setFont(ink.font(12))
        painter.setPen(ink.color("t3"))
        painter.drawText(top.adjusted(0, 0, -PADDING, 0), int(_RIGHT | _VCENTER), entry.who)
        room = top.adjusted(left, 0, -PADDING - ink.px(WHO_WIDTH), 0)
        self._paint_line(painter, room, entry.title, "t1")
        below = room.translated(0, line)
        self._paint_line(painter, below, entry.line, "t2")
        if is_expanded:
            details = below if not entry.line else below.translated(0, line)
            details.setBottom(box.bottom() - ENTRY_PADDING)
            painter.setPen(ink.color("t2"))
            painter.drawText(details, int(_WRAP), entry.details)

    def _paint_line(self, painter: QPainter, box: QRect, text: str, tone: str) -> None:
        painter.setFont(self.ink.font())
        painter.setPen(self.ink.color(tone))
        shown = self.ink.metrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(_VCENTER), shown)

    def _text_left(self) -> int:
        return PADDING + self.ink.px(TIME_WIDTH) + 28

    def _details_height(self, entry: TimelineEntry, width: int) -> int:
        room = max(width - self._text_left() - PADDING - self.ink.px(WHO_WIDTH), 80)
        metrics: QFontMetrics = self.ink.metrics()
        return metrics.boundingRect(QRect(0, 0, room, 100_000), int(_WRAP), entry.details).height()


class TimelineList(QListView):
    """The entries: J/K move over them, Enter expands in place, O opens the record behind."""

    opened = Signal(object)

    def __init__(self) -> None:
        """Begin without entries."""
        super().__init__()
        self.lines = TimelineModel(self)
        self.setModel(self.lines)
        self._painter = TimelineDelegate(self)
        self.setItemDelegate(self._painter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        current_theme().changed.connect(self._on_theme_changed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        position = self.currentIndex().row()
        if key in steps:
            self._go_to(self.lines.next_entry(position, steps[key]))
        elif key == Qt.Key.Key_Home:
            self._go_to(self.lines.next_entry(-1, 1))
        elif key == Qt.Key.Key_End:
            self._go_to(self.lines.next_entry(self.lines.rowCount(), -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.lines.toggle(position)
        elif key == Qt.Key.Key_O:
            self._open(position)
        else:
            event.ignore()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.lines.expanded:
            self.scheduleDelayedItemsLayout()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def _go_to(self, position: int) -> None:
        if position >= 0:
            self.setCurrentIndex(self.lines.index(position, 0))
            self.scrollTo(self.currentIndex())
            self.viewport().update()

    def _open(self, position: int) -> None:
        entry = self.lines.entry(position)
        if entry is not None:
            self.opened.emit(entry.key)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.lines.toggle(index.row())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _on_theme_changed(self) -> None:
        self._painter.renew()
        self.scheduleDelayedItemsLayout()
