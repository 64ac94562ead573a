"""The list of the day: everything on it is one key away from being done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView
from typing_extensions import override

from branchcrm.domain.ids import VisitId
from branchcrm.domain.today import Duty, DutySection
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.today.duty_delegate import ACTIONS, DutyDelegate
from ui.today.duty_model import AnyIndex, DutyLine, DutyModel
from ui.today.duty_words import can_be_done

_CIRCLE_RIGHT = 44
_KEYS = {Qt.Key.Key_Space: "done", Qt.Key.Key_R: "move", Qt.Key.Key_I: "log", Qt.Key.Key_V: "visit"}
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class DutyList(QListView):
    """Shows duties; J and K move, Space does, R moves, I logs, Enter opens."""

    acted = Signal(str, object)
    opened = Signal(object)
    all_move_wished = Signal()

    def __init__(self, formats: Formats) -> None:
        """Take the texts."""
        super().__init__()
        self.duties = DutyModel(formats, self)
        self.painter_of_lines = DutyDelegate(self)
        self.setModel(self.duties)
        self.setItemDelegate(self.painter_of_lines)
        self.setAccessibleName(translate(mark("今天要做的事")))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        current_theme().changed.connect(self._on_theme_changed)

    def show_duties(self, duties: Sequence[Duty], phones: Mapping[VisitId, str]) -> None:
        """Show other duties; the current line stays at its place."""
        row = self.currentIndex().row()
        self.duties.show(duties, phones)
        self.painter_of_lines.measure(self.duties.lines)
        self._go(max(row, 0), 1)

    @property
    def current(self) -> Duty | None:
        """Give the duty of the current line."""
        return self._duty_at(self.currentIndex())

    def place_of_current(self) -> QPoint:
        """Give the place on the screen below the current line."""
        box = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(QPoint(box.x() + 40, box.bottom()))

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex, /) -> None:
        super().currentChanged(current, previous)
        self.painter_of_lines.current_row = current.row()
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, duty = Qt.Key(event.key()), self.current
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go(self.currentIndex().row() + _STEPS[key], _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            is_home = key == Qt.Key.Key_Home
            self._go(0 if is_home else len(self.duties.lines) - 1, 1 if is_home else -1)
        elif key in _KEYS and duty is not None:
            self.acted.emit(_KEYS[key], duty)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and duty is not None:
            self.opened.emit(duty)
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if row != self.painter_of_lines.hovered_row:
            self.painter_of_lines.hovered_row = row
            self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        duty = self._duty_at(index)
        box = self.visualRect(index)
        if duty is None:
            if self._is_on_link(index, box, place):
                self.all_move_wished.emit()
            return
        self.setCurrentIndex(index)
        action = self._action_at(index, box, place, duty)
        if action:
            self.acted.emit(action, duty)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        duty = self._duty_at(self.indexAt(event.position().toPoint()))
        if duty is not None:
            self.opened.emit(duty)

    def _action_at(self, index: QModelIndex, box: QRect, place: QPoint, duty: Duty) -> str:
        words = self.duties.lines[index.row()].words
        if words is None or not can_be_done(duty):
            return ""
        if place.x() < box.x() + _CIRCLE_RIGHT:
            return "done"
        boxes = self.painter_of_lines.action_boxes(box, words)
        for (name, _), action_box in zip(ACTIONS, boxes, strict=False):
            if action_box.contains(place):
                return name
        return ""

    def _is_on_link(self, index: QModelIndex, box: QRect, place: QPoint) -> bool:
        line = self._line_at(index)
        is_overdue = line is not None and line.section is DutySection.OVERDUE
        return is_overdue and self.painter_of_lines.link_box(box).contains(place)

    def _line_at(self, index: AnyIndex) -> DutyLine | None:
        return self.duties.lines[index.row()] if index.isValid() else None

    def _duty_at(self, index: AnyIndex) -> Duty | None:
        line = self._line_at(index)
        return None if line is None else line.duty

    def _go(self, row: int, step: int) -> None:
        """Move to the nearest duty from a row on in a direction, else the other way."""
        lines = self.duties.lines
        if not lines:
            return
        row = max(0, min(row, len(lines) - 1))
        onward = range(row, len(lines) if step > 0 else -1, step)
        backward = range(row, -1 if step > 0 else len(lines), -step)
        for place in (*onward, *backward):
            if lines[place].duty is not None:
                self.setCurrentIndex(self.duties.index(place))
                return

    def _on_theme_changed(self) -> None:
        self.painter_of_lines.renew()
        self.painter_of_lines.measure(self.duties.lines)
        self.viewport().update()
