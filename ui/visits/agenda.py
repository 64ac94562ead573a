"""The panel beside the calendar: today's visits, the overdue ones, and holidays ahead."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.wording import mark
from ui.kit.buttons import link
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.page_parts import InlineNotice
from ui.kit.paint import paint_tier_chip
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.visits.calendar_days import CalendarContent

WIDTH, WHEN_WIDTH = 304, 44
MOST_ROWS = 40
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class AgendaRow(QAbstractButton):
    """One visit in two lines: when, whom, how; what for."""

    def __init__(self, visit: VisitRow, content: CalendarContent, formats: Formats) -> None:
        """Take the visit as it stands today."""
        super().__init__()
        self.visit = visit
        self._is_late = content.is_overdue(visit)
        at = visit.time(content.zone)
        day = visit.day(content.zone)
        self._when = (
            f"{day:%m-%d}" if self._is_late else f"{at:%H:%M}" if at else translate(mark("不限"))
        )
        self._channel = translate(CHANNEL_LABELS[visit.channel])
        due = formats.due(day, at).text
        self.setText(visit.customer)
        self.setAccessibleName(f"{due} {visit.customer} {self._channel} {visit.purpose}")
        self.setToolTip(visit.purpose)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, current_theme().px(55))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        if self.underMouse():
            painter.fillRect(self.rect(), ink.color("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, ink.color("border"))
        first, second, left = ink.px(8), ink.px(28), self._text_left()
        painter.setFont(ink.font(is_bold=not self._is_late))
        painter.setPen(ink.color("danger" if self._is_late else "t1"))
        painter.drawText(QRectF(16, first, left, ink.px(20)), _LEFT, self._when)
        painter.setFont(ink.font())
        painter.setPen(ink.color("t1"))
        room = self.width() - left - ink.px(110)
        name = ink.metrics().elidedText(self.visit.customer, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, first, room + 2, ink.px(20)), _LEFT, name)
        chip_left = left + ink.metrics().horizontalAdvance(name) + 8
        paint_tier_chip(painter, chip_left, first + ink.px(10), self.visit.tier)
        painter.setFont(ink.font(12))
        painter.setPen(ink.color("t2"))
        end = self.width() - 16
        painter.drawText(QRectF(0, first, end, ink.px(20)), _RIGHT, self._channel)
        width = end - left
        metrics = ink.metrics(12)
        text = metrics.elidedText(self.visit.purpose, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, second, width, ink.px(18)), _LEFT, text)

    def _text_left(self) -> int:
        ink = Ink(current_theme())
        words = ink.metrics(is_bold=True).horizontalAdvance(translate(mark("不限")))
        return 16 + max(ink.px(WHEN_WIDTH), words) + 8


class Agenda(QFrame):
    """Today's visits and the overdue ones; a holiday with visits on it is told below."""

    opened = Signal(object)
    all_move_wished = Signal()
    holiday_move_wished = Signal()
    list_wished = Signal()

    def __init__(self, formats: Formats) -> None:
        """Take the texts."""
        super().__init__()
        self._formats = formats
        self.setProperty("ground", "surface")
        self.setProperty("line", "left")
        self.setFixedWidth(current_theme().px(WIDTH))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        content = QWidget()
        content.setProperty("ground", "none")
        content.setLayout(self._rows)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(content)
        self.holiday_notice = InlineNotice("warn")
        self.holiday_notice.hide()
        self.holiday_notice.link_clicked.connect(self.holiday_move_wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 16)
        column.setSpacing(0)
        column.addWidget(scroller, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.holiday_notice)
        column.addLayout(foot)

    def show_visits(
        self, content: CalendarContent, today: Sequence[VisitRow], late: Sequence[VisitRow]
    ) -> None:
        """Show today's and the overdue visits."""
        while (taken := self._rows.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        day = f"{content.today:%m-%d} {self._formats.weekday(content.today)}"
        self._rows.addWidget(self._heading(translate(mark("今天")), day, len(today)))
        self._add(content, today)
        if late:
            self._rows.addWidget(self._late_heading(len(late)))
            self._add(content, late)
        self._rows.addStretch(1)

    def show_holiday(self, words: str, link_words: str) -> None:
        """Tell of visits on a holiday, with the way out; empty words hide the notice."""
        self.holiday_notice.setVisible(bool(words))
        self.holiday_notice.set_notice("warn", words)
        self.holiday_notice.set_link(link_words)

    def place_of_link(self) -> QPoint:
        """Give the place on the screen where a month to pick from opens."""
        return self.mapToGlobal(QPoint(16, 120))

    def _add(self, content: CalendarContent, visits: Sequence[VisitRow]) -> None:
        for visit in visits[:MOST_ROWS]:
            row = AgendaRow(visit, content, self._formats)
            row.clicked.connect(self._on_row_clicked)
            self._rows.addWidget(row)
        if len(visits) > MOST_ROWS:
            words = translate(mark("还有 {count} 次，在列表里看"))
            more = link(words.format(count=f"{len(visits) - MOST_ROWS:,}"), is_small=True)
            more.clicked.connect(self.list_wished)
            self._rows.addWidget(more)

    def _heading(self, title: str, remark: str, count: int) -> QWidget:
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setFixedHeight(current_theme().px(48))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label(title, "strong"))
        row.addWidget(label(remark, "muted"))
        row.addStretch(1)
        row.addWidget(label(str(count), "muted"))
        return head

    def _late_heading(self, count: int) -> QWidget:
        head = QFrame()
        head.setProperty("ground", "surface2")
        head.setProperty("line", "bottom")
        head.setFixedHeight(current_theme().px(40))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label(translate(mark("已逾期")), "danger-strong"))
        row.addWidget(label(str(count), "muted"))
        row.addStretch(1)
        move = link(translate(mark("全部改期")), is_small=True)
        move.clicked.connect(self.all_move_wished)
        row.addWidget(move)
        return head

    def _on_row_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, AgendaRow):
            self.opened.emit(row.visit)
