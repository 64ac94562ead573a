"""A month of visits: days off, extra workdays, what is done, due and overdue."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from branchcrm.domain.tier import CLASSIFIED
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.wording import mark
from branchcrm.domain.work_calendar import BADGES
from ui.kit.paint import fill_round, outline_round, paint_icon, paint_tier_glyph
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.visits.calendar_days import WEEK
from ui.visits.canvas import Target, VisitCanvas, paint_day_badge

HEAD, CHIPS_TOP, CHIP_HEIGHT, CHIP_STEP, SIDE = 28, 28, 20, 22, 6
_VCENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = _VCENTER | Qt.AlignmentFlag.AlignLeft


class MonthView(VisitCanvas):
    """Paints the weeks of a month."""

    @override
    def boxes(self) -> Sequence[tuple[VisitRow, QRectF]]:
        theme = current_theme()
        found = []
        for day in self._days():
            cell = self._cell(day)
            room = int((cell.height() - theme.px(CHIPS_TOP)) // theme.px(CHIP_STEP))
            visits = self.content.on(day)
            is_whole = self.content.count_on(day) <= room
            shown = visits if is_whole else visits[: max(0, room - 1)]
            for number, visit in enumerate(shown):
                top = cell.y() + theme.px(CHIPS_TOP) + number * theme.px(CHIP_STEP)
                width = cell.width() - 2 * SIDE
                box = QRectF(cell.x() + SIDE, top, width, theme.px(CHIP_HEIGHT))
                found.append((visit, box))
        return found

    @override
    def target_at(self, place: QPointF) -> Target | None:
        for day in self._days():
            if self._cell(day).contains(place):
                return Target(day)
        return None

    @override
    def target_box(self, target: Target) -> QRectF:
        return self._cell(target.day)

    @override
    def paint_ground(self, painter: QPainter, ink: Ink) -> None:
        head = ink.px(HEAD)
        painter.fillRect(QRectF(0, 0, self.width(), head), ink.color("surface2"))
        painter.fillRect(QRectF(0, head - 1, self.width(), 1), ink.color("border"))
        painter.setFont(ink.font(12))
        painter.setPen(ink.color("t2"))
        for number in range(WEEK):
            day = self.content.first + timedelta(days=number)
            box = QRectF(self._column(number) + 12, 0, 80, head - 1)
            painter.drawText(box, _LEFT, self.formats.weekday(day))
        for day in self._days():
            self._paint_day(painter, ink, day, self._cell(day))

    @override
    def paint_visit(self, painter: QPainter, ink: Ink, visit: VisitRow, box: QRectF) -> None:
        text_left = box.x() + 20
        side = ink.px(16)
        icon_box = QRectF(box.x() + 4, box.center().y() - side / 2, side, side)
        time = visit.time(self.content.zone)
        words = f"{time:%H:%M} {visit.customer}" if time else visit.customer
        tone = "t1"
        if self.content.is_done(visit):
            words, tone = visit.customer, "t3"
            paint_icon(painter, icon_box, "ph.check", "t3")
            text_left = box.x() + side + 10
        elif self.content.is_overdue(visit):
            words, tone = visit.customer, "danger"
            fill_round(painter, box, ink.color("dangerbg"))
            paint_icon(painter, icon_box, "ph.warning-circle", "danger")
            text_left = box.x() + side + 10
        else:
            fill_round(painter, box, ink.color("hover"))
            paint_tier_glyph(painter, box.x() + 5, box.center().y() - 5, 10, visit.tier)
            text_left -= 0 if visit.tier in CLASSIFIED else 13
        painter.setFont(ink.font(12))
        painter.setPen(ink.color(tone))
        width = int(box.right() - text_left - 4)
        shown = ink.metrics(12).elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(text_left, box.y(), width + 2, box.height()), _LEFT, shown)

    def _paint_day(self, painter: QPainter, ink: Ink, day: date, cell: QRectF) -> None:
        if self.content.is_off(day):
            painter.fillRect(cell, ink.color("surface2"))
        painter.fillRect(QRectF(cell.right() - 1, cell.y(), 1, cell.height()), ink.color("border"))
        line = QRectF(cell.x(), cell.bottom() - 1, cell.width(), 1)
        painter.fillRect(line, ink.color("border"))
        left = cell.x() + 12
        is_own_month = day.month == self._month()
        text = str(day.day) if is_own_month or day.day != 1 else f"{day.month}/1"
        painter.setFont(ink.font(12, is_bold=day == self.content.today))
        if day == self.content.today:
            side = ink.px(20)
            circle = QRectF(left - 6, cell.y() + 4, side, side)
            fill_round(painter, circle, ink.color("fill"), side / 2)
            painter.setPen(ink.color("on"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, text)
        else:
            painter.setPen(ink.color("t1" if is_own_month else "t3"))
            painter.drawText(QRectF(left, cell.y() + 4, ink.px(40), ink.px(20)), _LEFT, text)
        if day == self.day and self.hasFocus() and self.current is None:
            outline_round(painter, cell.adjusted(1, 1, -2, -2), ink.color("accent"), 2, 2)
        left += ink.metrics(12).horizontalAdvance(text) + 10
        self._paint_badge(
            painter, ink, day, QRectF(left, cell.y() + 4, cell.right() - left, ink.px(20))
        )
        self._paint_count(painter, ink, day, cell)

    def _paint_badge(self, painter: QPainter, ink: Ink, day: date, box: QRectF) -> None:
        known = self.content.days.get(day)
        if known is None or known.badge is None:
            return
        tone = "warn" if known.is_workday else "ok"
        badge = translate(BADGES[known.badge])
        width = paint_day_badge(painter, box.x(), box.center().y(), (badge, tone))
        painter.setFont(ink.font(12))
        painter.setPen(ink.color("t3"))
        words = translate(mark("调休上班")) if known.is_workday else known.name
        before = self.content.days.get(day - timedelta(days=1))
        is_first = before is None or before.name != known.name or before.badge is not known.badge
        room = int(box.width() - width - 10)
        if is_first and room > 0:
            shown = ink.metrics(12).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box.adjusted(width + 6, 0, 0, 0), _LEFT, shown)

    def _paint_count(self, painter: QPainter, ink: Ink, day: date, cell: QRectF) -> None:
        count = self.content.count_on(day)
        if count > 1:
            painter.setFont(ink.font(12))
            painter.setPen(ink.color("t3"))
            box = QRectF(cell.right() - 40, cell.y() + 4, 30, 20)
            right = _VCENTER | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, right, str(count))
        room = int((cell.height() - ink.px(CHIPS_TOP)) // ink.px(CHIP_STEP))
        if count > room > 0:
            hidden = f"+{count - room + 1}"
            top = cell.y() + ink.px(CHIPS_TOP) + (room - 1) * ink.px(CHIP_STEP)
            painter.drawText(QRectF(cell.x() + 12, top, 60, ink.px(CHIP_HEIGHT)), _LEFT, hidden)

    def _month(self) -> int:
        return (self.content.first + timedelta(days=WEEK - 1)).month

    def _days(self) -> Sequence[date]:
        count = (self.content.last - self.content.first).days + 1
        return [self.content.first + timedelta(days=number) for number in range(count)]

    def _column(self, number: int) -> float:
        return round(self.width() * number / WEEK)

    def _cell(self, day: date) -> QRectF:
        week, column = divmod((day - self.content.first).days, WEEK)
        weeks = max(1, ((self.content.last - self.content.first).days + 1) // WEEK)
        head = current_theme().px(HEAD)
        height = (self.height() - head) / weeks
        top, bottom = head + round(week * height), head + round((week + 1) * height)
        left, right = self._column(column), self._column(column + 1)
        return QRectF(left, top, right - left, bottom - top)
