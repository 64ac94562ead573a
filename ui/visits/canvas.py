"""What month and week have in common: a current visit, keys, and dragging."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from branchcrm.domain.visit import VisitRow, VisitState
from ui.kit.formats import Formats
from ui.kit.paint import fill_round, outline_round, paint_tier_glyph
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.visits.calendar_days import WEEK, CalendarContent

DRAG_FROM = 6
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_ACTIONS = {
    Qt.Key.Key_Space: "done",
    Qt.Key.Key_R: "pick",
    Qt.Key.Key_I: "log",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a dragged visit would land: a day, and a time where the view has times."""

    day: date
    at: time | None = None


class VisitCanvas(QWidget):
    """Paints visits on days; arrows move the day, J and K the visit, Ctrl with arrows moves it."""

    acted = Signal(str, object)
    dropped = Signal(object, object)
    day_chosen = Signal(object)
    day_wished = Signal(object, object)

    def __init__(self, formats: Formats, content: CalendarContent) -> None:
        """Take the texts and the first content."""
        super().__init__()
        self.formats = formats
        self.content = content
        self.day = content.today
        self.current_id: int | None = None
        self._press: QPointF | None = None
        self._dragged: VisitRow | None = None
        self._pointer = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", "true")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        current_theme().changed.connect(self.update)

    # what subclasses know

    def boxes(self) -> Sequence[tuple[VisitRow, QRectF]]:
        """Give the visits that are painted, with their places."""
        raise NotImplementedError

    def target_at(self, place: QPointF) -> Target | None:
        """Give the day (and time) at a place."""
        raise NotImplementedError

    def target_box(self, target: Target) -> QRectF:
        """Give the place of a day (and time)."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, ink: Ink) -> None:
        """Paint everything but the visits."""
        raise NotImplementedError

    def paint_visit(self, painter: QPainter, ink: Ink, visit: VisitRow, box: QRectF) -> None:
        """Paint one visit."""
        raise NotImplementedError

    # content and the current visit

    def show_content(self, content: CalendarContent) -> None:
        """Show other days; the chosen day stays where it is still there."""
        self.content = content
        if not content.first <= self.day <= content.last:
            is_near = content.first <= content.today <= content.last
            self.day = content.today if is_near else content.first
        if self.current is None:
            self._take_first()
        self.update()

    @property
    def current(self) -> VisitRow | None:
        """Give the current visit of the chosen day."""
        return next((v for v in self.content.on(self.day) if v.id == self.current_id), None)

    def choose_day(self, day: date) -> None:
        """Move to a day and its first visit."""
        self.day = day
        self._take_first()
        self.setAccessibleName(self._spoken())
        if self.content.first <= day <= self.content.last:
            self.update()
        self.day_chosen.emit(day)

    # keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        current = self.current
        if key in _STEPS and is_ctrl and current is not None:
            day = self.day + timedelta(days=_STEPS[key])
            self.day = day
            self.dropped.emit(current, Target(day))
        elif key in _STEPS and not is_ctrl:
            self.choose_day(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step_visit(1 if key == Qt.Key.Key_J else -1)
        elif key in _ACTIONS and current is not None and not is_ctrl:
            self.acted.emit(_ACTIONS[key], current)
        else:
            super().keyPressEvent(event)

    def _step_visit(self, step: int) -> None:
        visits = self.content.on(self.day)
        if visits:
            ids = [int(visit.id) for visit in visits]
            place = ids.index(self.current_id) if self.current_id in ids else -step
            self.current_id = ids[(place + step) % len(ids)]
            self.setAccessibleName(self._spoken())
            self.update()

    def _take_first(self) -> None:
        visits = self.content.on(self.day)
        waiting = (visit for visit in visits if visit.state is VisitState.PLANNED)
        first = next(waiting, visits[0] if visits else None)
        self.current_id = None if first is None else int(first.id)

    # mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position()
        visit = self.visit_at(event.position())
        target = self.target_at(event.position())
        if target is not None:
            self.choose_day(target.day)
        if visit is not None:
            self.current_id = int(visit.id)
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._press is None:
            visit = self.visit_at(event.position())
            self.setToolTip("" if visit is None else f"{visit.customer}  {visit.purpose}")
            return
        far = (event.position() - self._press).manhattanLength() >= DRAG_FROM
        if self._dragged is None and far:
            grabbed = self.visit_at(self._press)
            is_planned = grabbed is not None and grabbed.state is VisitState.PLANNED
            self._dragged = grabbed if is_planned else None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragged, self._press = self._dragged, None, None
        target = self.target_at(event.position())
        if dragged is not None and target is not None:
            self.dropped.emit(dragged, target)
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        visit, target = self.visit_at(event.position()), self.target_at(event.position())
        if visit is not None:
            self.acted.emit("open", visit)
        elif target is not None:
            self.day_wished.emit(target.day, target.at)

    def visit_at(self, place: QPointF) -> VisitRow | None:
        """Give the visit at a place."""
        return next((visit for visit, box in self.boxes() if box.contains(place)), None)

    # painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), Ink(current_theme())
        painter.fillRect(self.rect(), ink.color("surface"))
        self.paint_ground(painter, ink)
        target = None if self._dragged is None else self.target_at(self._pointer)
        if target is not None:
            box = self.target_box(target)
            painter.fillRect(box, ink.color("sel"))
            outline_round(painter, box, ink.color("accent"), 0, 2)
        for visit, box in self.boxes():
            painter.save()
            painter.setOpacity(0.5 if visit is self._dragged else 1.0)
            self.paint_visit(painter, ink, visit, box)
            if visit.id == self.current_id and self.hasFocus():
                outline_round(painter, box, ink.color("accent"), 4, 2)
            painter.restore()
        if self._dragged is not None and target is not None:
            way = f"{self._dragged.day(self.content.zone):%m-%d} → "
            goal = goal_words(target, self.formats)
            paint_drag_label(painter, self._pointer, (self._dragged, way, goal))

    def _spoken(self) -> str:
        current = self.current
        visit = "" if current is None else f"{current.customer} {current.purpose}"
        return f"{self.formats.day_heading(self.day)} {visit}".strip()


def paint_day_badge(painter: QPainter, left: float, middle: float, words: tuple[str, str]) -> float:
    """Draw the word for a day off or an extra workday in its tone; gives the width used."""
    text, tone = words
    ink = Ink(current_theme())
    width = max(ink.px(18), ink.metrics(12).horizontalAdvance(text) + 6)
    box = QRectF(left, round(middle - ink.px(16) / 2), width, ink.px(16))
    fill_round(painter, box, ink.color(f"{tone}bg"), 3)
    painter.setFont(ink.font(12))
    painter.setPen(ink.color(tone))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def goal_words(target: Target, formats: Formats) -> str:
    """Give where a dragged visit would land."""
    at = f" {target.at:%H:%M}" if target.at is not None else ""
    return f"{target.day:%m-%d} {formats.weekday(target.day)}{at}"


def paint_drag_label(painter: QPainter, place: QPointF, words: tuple[VisitRow, str, str]) -> None:
    """Say beside the pointer which visit is dragged, from where, and where it would land."""
    visit, way, goal = words
    ink = Ink(current_theme())
    width = ink.metrics().horizontalAdvance(visit.customer + way) + 46
    width += ink.metrics(is_bold=True).horizontalAdvance(goal)
    box = QRectF(place.x() + 8, place.y() + 8, width, 28)
    fill_round(painter, box, ink.color("surface"))
    outline_round(painter, box, ink.color("accent"))
    paint_tier_glyph(painter, box.x() + 10, box.center().y() - 5, 10, visit.tier)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    left = box.x() + 26
    for text, bold in ((f"{visit.customer}  ", False), (way, False), (goal, True)):
        painter.setFont(ink.font(is_bold=bold))
        painter.setPen(ink.color("t1"))
        painter.drawText(QRectF(left, box.y(), width, box.height()), flags, text)
        left += ink.metrics(is_bold=bold).horizontalAdvance(text)
