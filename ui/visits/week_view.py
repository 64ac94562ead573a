"""A week of visits by the hour."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from branchcrm.domain.tier import CLASSIFIED
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.visit_plan import is_call
from branchcrm.domain.wording import mark
from branchcrm.domain.work_calendar import BADGES
from ui.kit.paint import fill_round, outline_round, paint_icon, paint_tier_glyph
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.visits.calendar_days import WEEK
from ui.visits.canvas import Target, VisitCanvas, paint_day_badge

HEAD, ALL_DAY_STEP = 34, 24
FIRST_HOUR, LAST_HOUR = 9, 19
CALL_MINUTES, MEETING_MINUTES = 27, 57
_SNAP, TWO_LINES = 30, 30
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = _VCENTER | Qt.AlignmentFlag.AlignLeft


class WeekView(VisitCanvas):
    """Paints seven days by the hour; visits at any time of a day stand above."""

    @override
    def boxes(self) -> Sequence[tuple[VisitRow, QRectF]]:
        found = []
        for day in self._days():
            column = self._column(day)
            timed: list[tuple[VisitRow, QRectF]] = []
            above = 0
            for visit in self.content.on(day):
                at = visit.time(self.content.zone)
                if at is None:
                    top = current_theme().px(HEAD) + 3 + above * current_theme().px(ALL_DAY_STEP)
                    height = current_theme().px(ALL_DAY_STEP) - 3
                    box = QRectF(column.x() + 4, top, column.width() - 8, height)
                    found.append((visit, box))
                    above += 1
                else:
                    timed.append((visit, self._hour_box(column, at, visit)))
            found += _side_by_side(timed)
        return found

    @override
    def target_at(self, place: QPointF) -> Target | None:
        for day in self._days():
            column = self._column(day)
            if column.x() <= place.x() < column.right() and place.y() >= 0:
                minutes = self._minutes_at(place.y())
                if minutes is None:
                    return Target(day)
                snapped = minutes // _SNAP * _SNAP
                return Target(day, time(snapped // 60, snapped % 60))
        return None

    @override
    def target_box(self, target: Target) -> QRectF:
        column = self._column(target.day)
        if target.at is None:
            head = current_theme().px(HEAD)
            return QRectF(column.x(), head, column.width(), self._grid_top() - head)
        top = self._y_of(target.at)
        return QRectF(column.x(), top, column.width(), self._hour_height() / 2)

    @override
    def paint_ground(self, painter: QPainter, ink: Ink) -> None:
        head, top = ink.px(HEAD), self._grid_top()
        painter.fillRect(QRectF(0, 0, self.width(), head), ink.color("surface2"))
        for day in self._days():
            self._paint_day(painter, ink, day)
        for line in (head - 1.0, top - 1.0):
            painter.fillRect(QRectF(0, line, self.width(), 1), ink.color("border"))
        if top > head:
            painter.setFont(ink.font(12))
            painter.setPen(ink.color("t3"))
            words = translate(mark("不限"))
            painter.drawText(
                QRectF(8, head, self._gutter() - 8, ink.px(ALL_DAY_STEP)), _LEFT, words
            )
        for hour in range(FIRST_HOUR, LAST_HOUR):
            y = self._y_of(time(hour))
            if hour > FIRST_HOUR:
                painter.fillRect(QRectF(self._gutter(), y, self.width(), 1), ink.color("border"))
            painter.setFont(ink.font(12))
            painter.setPen(ink.color("t2"))
            painter.drawText(
                QRectF(0, y + 2, self._gutter() - 8, 20), self._right(), f"{hour:02d}:00"
            )
        self._paint_now(painter, ink)

    @override
    def paint_visit(self, painter: QPainter, ink: Ink, visit: VisitRow, box: QRectF) -> None:
        tone, icon_name = "t1", ""
        second = visit.purpose
        if self.content.is_done(visit):
            tone, icon_name, second = "t3", "ph.check", translate(mark("已完成"))
            fill_round(painter, box, ink.color("hover"))
        elif self.content.is_overdue(visit):
            tone, icon_name = "danger", "ph.warning-circle"
            fill_round(painter, box, ink.color("dangerbg"))
        else:
            fill_round(painter, box, ink.color("surface"), 3)
            outline_round(painter, box, ink.color("border2"), 3)
            painter.fillRect(QRectF(box.x(), box.y() + 1, 3, box.height() - 2), ink.color("accent"))
        left = box.x() + 10
        if icon_name:
            paint_icon(painter, QRectF(left - 4, box.y() + 2, 16, 16), icon_name, tone)
            left += 16
        else:
            paint_tier_glyph(painter, left - 1, box.y() + 6, 10, visit.tier)
            left += 14 if visit.tier in CLASSIFIED else -1
        is_bold = tone == "t1"
        self._line(
            painter,
            ink,
            QRectF(left, box.y() + 1, box.right() - left - 4, ink.px(17)),
            visit.customer,
            (tone, is_bold),
        )
        if box.height() >= ink.px(TWO_LINES):
            second_box = QRectF(box.x() + 9, box.y() + ink.px(18), box.width() - 13, ink.px(14))
            second_tone = "t2" if is_bold else tone
            self._line(painter, ink, second_box, second, (second_tone, False))

    def _line(
        self, painter: QPainter, ink: Ink, box: QRectF, text: str, look: tuple[str, bool]
    ) -> None:
        tone, is_bold = look
        painter.setFont(ink.font(12, is_bold=is_bold))
        painter.setPen(ink.color(tone))
        metrics = ink.metrics(12, is_bold=is_bold)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box.adjusted(0, 0, 2, 0), _LEFT, shown)

    def _paint_day(self, painter: QPainter, ink: Ink, day: date) -> None:
        column, head = self._column(day), ink.px(HEAD)
        body = QRectF(column.x(), head, column.width(), self.height() - head)
        if day == self.content.today:
            wash = ink.color("sel")
            wash.setAlphaF(0.35)
            painter.fillRect(body, wash)
        elif self.content.is_off(day):
            painter.fillRect(body, ink.color("surface2"))
        painter.fillRect(QRectF(column.x(), 0, 1, self.height()), ink.color("border"))
        is_today = day == self.content.today
        painter.setFont(ink.font(is_bold=is_today))
        painter.setPen(ink.color("accent" if is_today else "t2"))
        text = f"{self.formats.weekday(day)} {day.day}"
        painter.drawText(QRectF(column.x() + 8, 0, column.width(), head), _LEFT, text)
        known = self.content.days.get(day)
        if known is not None and known.badge is not None:
            left = column.x() + 14 + ink.metrics(is_bold=is_today).horizontalAdvance(text)
            tone = "warn" if known.is_workday else "ok"
            paint_day_badge(painter, left, head / 2, (translate(BADGES[known.badge]), tone))

    def _paint_now(self, painter: QPainter, ink: Ink) -> None:
        now = self.formats.now()
        if now.date() not in self._days() or not FIRST_HOUR <= now.hour < LAST_HOUR:
            return
        column, y = self._column(now.date()), self._y_of(now.time())
        painter.fillRect(QRectF(column.x(), y - 1, column.width(), 2), ink.color("danger"))
        fill_round(painter, QRectF(column.x() - 4, y - 4, 8, 8), ink.color("danger"), 4)

    def _hour_box(self, column: QRectF, at: time, visit: VisitRow) -> QRectF:
        minutes = CALL_MINUTES if is_call(visit.channel) else MEETING_MINUTES
        height = self._hour_height() * minutes / 60
        return QRectF(column.x() + 4, self._y_of(at) + 2, column.width() - 8, height)

    def _minutes_at(self, y: float) -> int | None:
        top = self._grid_top()
        if y < top:
            return None
        minutes = FIRST_HOUR * 60 + int((y - top) / self._hour_height() * 60)
        return max(0, min(minutes, LAST_HOUR * 60 - _SNAP))

    def _y_of(self, at: time) -> float:
        minutes = at.hour * 60 + at.minute
        bounded = max(FIRST_HOUR * 60, min(minutes, LAST_HOUR * 60 - _SNAP))
        return self._grid_top() + (bounded - FIRST_HOUR * 60) / 60 * self._hour_height()

    def _hour_height(self) -> float:
        return (self.height() - self._grid_top()) / (LAST_HOUR - FIRST_HOUR)

    def _grid_top(self) -> float:
        theme = current_theme()
        most = max((sum(v.is_all_day for v in self.content.on(d)) for d in self._days()), default=0)
        return theme.px(HEAD) + (most * theme.px(ALL_DAY_STEP) + 4 if most else 0)

    def _days(self) -> Sequence[date]:
        return [self.content.first + timedelta(days=number) for number in range(WEEK)]

    def _column(self, day: date) -> QRectF:
        number = (day - self.content.first).days
        width = self.width() - self._gutter()
        left = self._gutter() + round(width * number / WEEK)
        right = self._gutter() + round(width * (number + 1) / WEEK)
        return QRectF(left, 0, right - left, self.height())

    def _gutter(self) -> int:
        ink = Ink(current_theme())
        return max(ink.px(54), ink.metrics(12).horizontalAdvance(translate(mark("不限"))) + 16)

    def _right(self) -> Qt.AlignmentFlag:
        return _VCENTER | Qt.AlignmentFlag.AlignRight


def _side_by_side(
    timed: list[tuple[VisitRow, QRectF]],
) -> list[tuple[VisitRow, QRectF]]:
    """Share the width between visits whose places overlap."""
    groups: list[list[tuple[VisitRow, QRectF]]] = []
    for visit, box in timed:
        if groups and any(box.intersects(other) for _, other in groups[-1]):
            groups[-1].append((visit, box))
        else:
            groups.append([(visit, box)])
    placed = []
    for group in groups:
        width = group[0][1].width() / len(group)
        gap = 2 if len(group) > 1 else 0
        for number, (visit, box) in enumerate(group):
            left = box.x() + number * width
            placed.append((visit, QRectF(left, box.y(), width - gap, box.height())))
    return placed
