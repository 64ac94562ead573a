"""The log of a complaint: who did what when, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.complaint import ComplaintEvent
from branchcrm.domain.complaint_kind import ComplaintAction
from ui.complaints.words import event_line, event_title
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.paint import token
from ui.kit.theme import current_theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALERTS = frozenset({ComplaintAction.REOPEN, ComplaintAction.ESCALATE, ComplaintAction.RESTART})
_INDENT = 20


class LogEntry(QWidget):
    """One line of the log with its dot, note and author."""

    def __init__(self, event: ComplaintEvent, formats: Formats, *, is_last: bool) -> None:
        """Take the event, and whether the thread ends here."""
        super().__init__()
        self._title, self._line = event_title(event), event_line(event)
        self._when, self._who = formats.moment(event.at), event.staff_name
        self._ink = "warn" if event.action in _ALERTS else "t1"
        self._is_last = is_last
        spoken = (self._title, self._line, self._when, self._who)
        self.setAccessibleName("，".join(filter(None, spoken)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(formats.exact(event.at))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        theme = current_theme()
        lines = theme.px(20) + self._note_height(arg__1) + (theme.px(16) if self._who else 0)
        return lines + theme.px(14)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = theme.px(20)
        if not self._is_last:
            painter.setPen(QPen(token("border2"), 1))
            painter.drawLine(QPointF(4.5, row / 2 + 6), QPointF(4.5, self.height() + row / 2 - 6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(token("warn" if self._ink == "warn" else "ctl"))
        painter.drawEllipse(QRectF(0, row / 2 - 4.5, 9, 9))
        room = self.width() - _INDENT
        painter.setFont(theme.font(12))
        painter.setPen(token("t3"))
        painter.drawText(QRectF(_INDENT, 0, room, row), _RIGHT, self._when)
        painter.setFont(theme.font())
        painter.setPen(token(self._ink))
        free = room - QFontMetrics(theme.font(12)).horizontalAdvance(self._when) - 8
        title = QFontMetrics(theme.font()).elidedText(
            self._title, Qt.TextElideMode.ElideRight, int(free)
        )
        painter.drawText(QRectF(_INDENT, 0, room, row), _LEFT, title)
        self._paint_note(painter, row, room)

    def _paint_note(self, painter: QPainter, top: int, room: int) -> None:
        theme = current_theme()
        painter.setFont(theme.font(12))
        painter.setPen(token("t2"))
        height = self._note_height(self.width())
        painter.drawText(QRectF(_INDENT, top, room, height), _WRAP, self._line)
        painter.drawText(QRectF(_INDENT, top + height, room, theme.px(16)), _LEFT, self._who)

    def _note_height(self, width: int) -> int:
        if not self._line:
            return 0
        metrics = QFontMetrics(current_theme().font(12))
        box = metrics.boundingRect(0, 0, max(40, width - _INDENT), 10_000, _WRAP, self._line)
        return box.height() + 2


class CaseLog(QFrame):
    """The whole log as a thread."""

    def __init__(self, events: Sequence[ComplaintEvent], formats: Formats) -> None:
        """Take the events in the order they were written."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAccessibleName(self.tr("处理过程"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(0)
        column.addWidget(label(self.tr("处理过程"), "label"))
        column.addSpacing(8)
        self.entries = [
            LogEntry(event, formats, is_last=number == 0) for number, event in enumerate(events)
        ]
        for entry in reversed(self.entries):
            column.addWidget(entry)
        column.addStretch(1)
