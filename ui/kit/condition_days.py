"""Editors for the days of a condition: one day, or a stretch of them, fixed or from today."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from branchcrm.domain.filter_condition import Between, Value
from branchcrm.domain.filter_period import RelativeDay, Side, Stretch, Unit
from branchcrm.domain.filter_sentence import STRETCH_LABELS
from branchcrm.domain.filter_values import read_day
from branchcrm.domain.typed_date import read_typed_date
from branchcrm.domain.wording import mark
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.condition_value import ValueEditor
from ui.kit.date_edit import DateLine
from ui.kit.formats import Formats
from ui.kit.labels import label, set_look
from ui.kit.month_popup import MonthPopup
from ui.kit.theme import current_theme
from ui.kit.translation import translate

COUNT_WIDTH, DAY_WIDTH = 64, 140
_AHEAD, _BACK, _TODAY, _EXACT = "ahead", "back", "today", "exact"
_COUNTED: Final = {
    Unit.DAY: mark("天"),
    Unit.WEEK: mark("个星期"),
    Unit.MONTH: mark("个月"),
    Unit.QUARTER: mark("个季度"),
    Unit.YEAR: mark("年"),
}
_SPAN: Final = "span"


class DayValue(ValueEditor):
    """A day: today, so many days before or after it, or one of the calendar."""

    def __init__(self, formats: Formats) -> None:
        """Begin with days ago."""
        super().__init__()
        self._formats = formats
        options = [
            Option(_BACK, translate(mark("天前"))),
            Option(_AHEAD, translate(mark("天后"))),
            Option(_TODAY, translate(mark("今天"))),
            Option(_EXACT, translate(mark("日期"))),
        ]
        self.mode = ComboBox(options)
        self.mode.setAccessibleName(translate(mark("从今天算起")))
        self.count = count_line()
        self.day = DateLine()
        self.day.setFixedWidth(current_theme().px(DAY_WIDTH))
        self.day.setAccessibleName(translate(mark("日期")))
        self.day.setPlaceholderText("2026-09-17")
        self.day.popup_wanted.connect(self._on_day_popup_wanted)
        self.day.editingFinished.connect(self._on_day_editing_finished)
        self.mode.chosen.connect(self._on_mode_chosen)
        self.count.textChanged.connect(self.changed)
        self.day.textChanged.connect(self.changed)
        self._row(self.count, self.day, self.mode)
        self._show_mode()

    @override
    def values(self) -> tuple[Value, ...] | None:
        mode, count = self.mode.value(), number_of(self.count)
        if mode == _TODAY:
            return (RelativeDay(0),)
        if mode == _EXACT:
            day = self._read()
            return None if day is None else (day,)
        if count is None:
            return None
        return (RelativeDay(count if mode == _AHEAD else -count),)

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        value = values[0] if values else None
        if isinstance(value, RelativeDay):
            mode = _TODAY if not value.days else _BACK if value.days < 0 else _AHEAD
            self.mode.set_value(mode)
            self.count.setText(str(abs(value.days)) if value.days else "")
        elif isinstance(value, date):
            self.mode.set_value(_EXACT)
            self.day.setText(value.isoformat())
        self._show_mode()

    @override
    def first_focus(self) -> QWidget:
        return self.mode if self.mode.value() == _TODAY else self._typed()

    def _typed(self) -> QLineEdit:
        return self.day if self.mode.value() == _EXACT else self.count

    def _read(self) -> date | RelativeDay | None:
        text = self.day.text().strip()
        if not text:
            return None
        return read_day(text) or read_typed_date(text, self._formats.today).value

    def _show_mode(self) -> None:
        mode = self.mode.value()
        self.count.setVisible(mode in (_BACK, _AHEAD))
        self.day.setVisible(mode == _EXACT)

    def _on_mode_chosen(self) -> None:
        self._show_mode()
        self.changed.emit()

    def _on_day_editing_finished(self) -> None:
        found = self._read()
        is_wrong = bool(self.day.text().strip()) and found is None
        set_look(self.day, "invalid", "true" if is_wrong else "")
        if isinstance(found, date):
            self.day.setText(found.isoformat())

    def _on_day_popup_wanted(self) -> None:
        found = self._read()
        day = found if isinstance(found, date) else self._formats.today
        popup = MonthPopup(self._formats, parent=self.day)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._on_popup_picked)
        popup.open_at(self.day.mapToGlobal(self.day.rect().bottomLeft()), day)

    def _on_popup_picked(self, day: date) -> None:
        self.day.setText(day.isoformat())
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)


class StretchValue(ValueEditor):
    """A stretch of days: this month, the last so many days, from one day to another."""

    is_wide = True

    def __init__(self, formats: Formats) -> None:
        """Begin with this month."""
        super().__init__()
        named = [Option(one, translate(words)) for one, words in STRETCH_LABELS.items()]
        counted = [
            Option(Side.LAST, translate(mark("近…"))),
            Option(Side.NEXT, translate(mark("未来…"))),
            Option(_SPAN, translate(mark("从…至…"))),
        ]
        self.which = ComboBox([*counted, *named])
        self.which.setAccessibleName(translate(mark("哪一段日子")))
        self.which.set_value(Stretch(Side.THIS, Unit.MONTH))
        self.count = count_line()
        units = [Option(unit, translate(words)) for unit, words in _COUNTED.items()]
        self.unit = ComboBox(units)
        self.unit.setAccessibleName(translate(mark("单位")))
        self.first, self.last = DayValue(formats), DayValue(formats)
        self._joint = label(translate(mark("至")), "muted")
        self.which.chosen.connect(self._on_which_chosen)
        self.unit.chosen.connect(self.changed)
        self.count.textChanged.connect(self.changed)
        for end in (self.first, self.last):
            end.changed.connect(self.changed)
        self._row(self.which, self.count, self.unit, self.first, self._joint, self.last)
        self._show_parts()

    @override
    def values(self) -> tuple[Value, ...] | None:
        which = self.which.value()
        if isinstance(which, Stretch):
            return (which,)
        if which == _SPAN:
            return self._span()
        count, unit = number_of(self.count), self.unit.value()
        if not count or not isinstance(unit, Unit) or not isinstance(which, Side):
            return None
        return (Stretch(which, unit, count),)

    @override
    def set_values(self, values: Sequence[Value]) -> None:
        value = values[0] if values else None
        if isinstance(value, Between):
            self.which.set_value(_SPAN)
            for end, point in ((self.first, value.first), (self.last, value.last)):
                end.set_values((point,))
        elif isinstance(value, Stretch):
            self.which.set_value(value if value.count is None else value.side)
            self.count.setText(str(value.count or ""))
            self.unit.set_value(value.unit)
        self._show_parts()

    @override
    def first_focus(self) -> QWidget:
        return self.which

    def _span(self) -> tuple[Value, ...] | None:
        first, last = self.first.values(), self.last.values()
        if not first or not last:
            return None
        points = [one for one in (first[0], last[0]) if isinstance(one, date | RelativeDay)]
        start, end = points
        is_backwards = (
            isinstance(start, RelativeDay) and isinstance(end, RelativeDay) and start > end
        ) or (isinstance(start, date) and isinstance(end, date) and start > end)
        return None if is_backwards else (Between(start, end),)

    def _show_parts(self) -> None:
        which = self.which.value()
        is_counted = isinstance(which, Side)
        self.count.setVisible(is_counted)
        self.unit.setVisible(is_counted)
        for part in (self.first, self._joint, self.last):
            part.setVisible(which == _SPAN)

    def _on_which_chosen(self) -> None:
        self._show_parts()
        self.changed.emit()


def count_line() -> QLineEdit:
    """Make a short line for a count of days."""
    line = QLineEdit()
    line.setFixedWidth(current_theme().px(COUNT_WIDTH))
    line.setMaxLength(4)
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.setAccessibleName(translate(mark("多少")))
    return line


def number_of(line: QLineEdit) -> int | None:
    """Give the count that was typed, or None."""
    text = line.text().strip()
    return int(text) if text.isdecimal() else None
