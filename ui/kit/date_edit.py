"""A line for a date that takes 9-17, 0917, 明天, 下周三 and +3, with a month to pick from."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton
from typing_extensions import override

from branchcrm.domain.outcome import Outcome
from branchcrm.domain.typed_date import read_typed_date
from branchcrm.domain.wording import mark
from ui.kit.form_field import Field
from ui.kit.formats import Formats
from ui.kit.icons import icon
from ui.kit.month_popup import DayMark, MonthPopup, no_mark
from ui.kit.paint import token
from ui.kit.text_editors import ReadEditor
from ui.kit.theme import current_theme
from ui.kit.translation import translate


class DateLine(QLineEdit):
    """A line that shows a remark after the date and opens a month on Alt+↓."""

    popup_wanted = Signal()

    def __init__(self) -> None:
        """Put the calendar at the end of the line."""
        super().__init__()
        self.remark = ""
        action = self.addAction(
            icon("ph.calendar-blank", "t2"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setToolTip(translate(mark("选日期  Alt ↓")))
        action.triggered.connect(self.popup_wanted)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(translate(mark("选日期  Alt ↓")))

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        is_alt = bool(arg__1.modifiers() & Qt.KeyboardModifier.AltModifier)
        if arg__1.key() == Qt.Key.Key_Down and is_alt:
            self.popup_wanted.emit()
            return
        super().keyPressEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.remark and self.text():
            theme = current_theme()
            left = 9 + QFontMetrics(theme.font()).horizontalAdvance(self.text()) + 10
            painter = QPainter(self)
            painter.setFont(theme.font())
            painter.setPen(token("t3"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, self.remark)


class DateEditor(ReadEditor):
    """A date in a form."""

    def __init__(
        self,
        field: Field,
        formats: Formats,
        mark_of: DayMark = no_mark,
        remark_of: Callable[[date], str] | None = None,
    ) -> None:
        """Take the texts, who knows the days off, and what to remark after a date."""
        self._formats, self._field, self._mark_of = formats, field, mark_of
        self._remark_of = remark_of or formats.weekday
        super().__init__(field)
        self.line.textChanged.connect(self._on_line_text_changed)

    @override
    def make_line(self) -> QLineEdit:
        line = DateLine()
        line.popup_wanted.connect(self._on_line_popup_wanted)
        return line

    @override
    def read(self, text: str) -> Outcome[object]:
        found = read_typed_date(text, self._formats.today, self._field.leaning)
        return Outcome(value=found.value, verdict=found.verdict, reason=found.reason)

    @override
    def shown(self, value: object) -> str:
        return value.isoformat() if isinstance(value, date) else ""

    def _on_line_text_changed(self) -> None:
        value = self.value() if self.line.text().strip() else None
        if isinstance(self.line, DateLine):
            is_plain = isinstance(value, date) and self.line.text() == self.shown(value)
            self.line.remark = (
                self._remark_of(value) if isinstance(value, date) and is_plain else ""
            )

    def _on_line_popup_wanted(self) -> None:
        value = self.value()
        day = value if isinstance(value, date) else self._formats.today
        popup = MonthPopup(self._formats, self._mark_of, self.line)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._on_popup_picked)
        popup.open_at(self.line.mapToGlobal(self.line.rect().bottomLeft()), day)

    def _on_popup_picked(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()
