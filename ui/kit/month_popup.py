"""A small month to pick a day from, by mouse or arrow keys."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.paint import fill_round, outline_round, token
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_WEEKDAYS = (
    mark("一"),
    mark("二"),
    mark("三"),
    mark("四"),
    mark("五"),
    mark("六"),
    mark("日"),
)
_WEEK = 7
_ROWS = 6
_CELL = 32
_SATURDAY = 5
DAY_OFF, EXTRA_WORKDAY = "off", "work"
DayMark = Callable[[date], str]


def no_mark(_day: date) -> str:
    """Mark no day, neither as off nor as an extra workday."""
    return ""


class MonthGrid(QWidget):
    """The days of a month; arrow keys move, Enter picks."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, today: date, mark_of: DayMark = no_mark) -> None:
        """Take today and who knows which days are 休 or 班."""
        super().__init__()
        self._today, self._mark_of = today, mark_of
        self.day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_day(self, day: date) -> None:
        """Move to a day."""
        self.day = day
        self.setAccessibleName(day.isoformat())
        self.moved.emit()
        self.update()

    def move_months(self, step: int) -> None:
        """Move by whole months."""
        place = self.day.year * 12 + self.day.month - 1 + step
        year, month = place // 12, place % 12 + 1
        self.set_day(date(year, month, min(self.day.day, monthrange(year, month)[1])))

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(_CELL)
        return QSize(side * _WEEK, side * (_ROWS + 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_WEEK,
            Qt.Key.Key_Down: _WEEK,
        }
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in days:
            self.set_day(self.day + timedelta(days=days[key]))
        elif key in months:
            self.move_months(months[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        side = current_theme().px(_CELL)
        column = int(event.position().x() // side)
        row = int(event.position().y() // side) - 1
        if 0 <= column < _WEEK and 0 <= row < _ROWS:
            self.set_day(self._first() + timedelta(days=row * _WEEK + column))
            self.picked.emit(self.day)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        side = theme.px(_CELL)
        painter.setFont(theme.font(12))
        painter.setPen(token("t3"))
        for column, name in enumerate(_WEEKDAYS):
            box = QRectF(column * side, 0, side, side)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, translate(name))
        for number in range(_WEEK * _ROWS):
            row, column = divmod(number, _WEEK)
            box = QRectF(column * side, (row + 1) * side, side, side)
            self._paint_day(painter, box, self._first() + timedelta(days=number))

    def _paint_day(self, painter: QPainter, box: QRectF, day: date) -> None:
        inner, note = box.adjusted(2, 2, -2, -2), self._mark_of(day)
        if day == self.day:
            fill_round(painter, inner, token("fill"))
        elif day == self._today:
            outline_round(painter, inner, token("accent"))
        is_off = note == DAY_OFF or (note != EXTRA_WORKDAY and day.weekday() >= _SATURDAY)
        ink = "t1" if day.month == self.day.month and not is_off else "t3"
        painter.setFont(current_theme().font(12, bold=day in (self._today, self.day)))
        painter.setPen(token("on" if day == self.day else ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if note:
            tone = "ok" if note == DAY_OFF else "warn"
            dot = QRectF(inner.right() - 6, inner.top() + 2, 4, 4)
            fill_round(painter, dot, token("on" if day == self.day else tone), 2)

    def _first(self) -> date:
        start = self.day.replace(day=1)
        return start - timedelta(days=start.weekday())


class MonthPopup(QFrame):
    """A month in a popup, with steps to the months before and after."""

    picked = Signal(object)

    def __init__(
        self, formats: Formats, mark_of: DayMark = no_mark, parent: QWidget | None = None
    ) -> None:
        """Take the texts and who knows the days off."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("frame", "popup")
        self._formats = formats
        self.grid = MonthGrid(formats.today, mark_of)
        self._name = label("", "strong")
        before = IconButton("ph.caret-left", translate(mark("上个月")), is_small=True)
        after = IconButton("ph.caret-right", translate(mark("下个月")), is_small=True)
        before.clicked.connect(self._on_before_clicked)
        after.clicked.connect(self._on_after_clicked)
        head = QHBoxLayout()
        head.addWidget(before)
        head.addStretch(1)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(after)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addLayout(head)
        column.addWidget(self.grid)
        self.grid.moved.connect(self._on_grid_moved)
        self.grid.picked.connect(self._on_grid_picked)

    def open_at(self, place: QPoint, day: date) -> None:
        """Open at a place of the screen, at a day."""
        self.grid.set_day(day)
        self.adjustSize()
        self.move(place)
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_before_clicked(self) -> None:
        self.grid.move_months(-1)

    def _on_after_clicked(self) -> None:
        self.grid.move_months(1)

    def _on_grid_moved(self) -> None:
        self._name.setText(self._formats.month_heading(self.grid.day))

    def _on_grid_picked(self, day: date) -> None:
        self.hide()
        self.picked.emit(day)
