"""The page of follow-up visits: month, week and list, with today's agenda beside."""

from datetime import date, time, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.visit import VisitFilter, VisitRow, VisitState
from branchcrm.services.visits import VisitResult
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.room import NavCount
from ui.visits.agenda import Agenda
from ui.visits.calendar_days import CalendarContent, month_span, week_span
from ui.visits.calendar_export import export_visits
from ui.visits.canvas import Target, VisitCanvas
from ui.visits.month_view import MonthView
from ui.visits.moving import VisitMover
from ui.visits.period_bar import LIST, MONTH, WEEK, PeriodBar
from ui.visits.visit_form import open_visit
from ui.visits.visit_table import VisitTable
from ui.visits.visits_reading import HolidayVisits, VisitsReading, VisitsScene
from ui.visits.week_view import WeekView

VIEW_PREFERENCE = "visits.view"
_WATCHED = (Aspect.VISIT, Aspect.INTERACTION, Aspect.CALENDAR, Aspect.CUSTOMER, Aspect.COMPLAINT)
_KEYS = {Qt.Key.Key_M: MONTH, Qt.Key.Key_W: WEEK}


class VisitsPage(Page):
    """Shows visits and moves them by mouse and by key."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the page; it is filled when it comes to the front."""
        super().__init__(context, parent)
        self._day = context.clock.today()
        self._reading = VisitsReading(context)
        self._holiday: HolidayVisits | None = None
        self._mover = VisitMover(context, self)
        self.bar = PeriodBar(context)
        self._latest = Latest(context.tasks, self)
        self._status = ""
        self.month = MonthView(context.formats, self._reading.empty(*month_span(self._day)))
        self.week = WeekView(context.formats, self._reading.empty(*week_span(self._day)))
        self.table = VisitTable(context)
        self.agenda = Agenda(context.formats)
        self._views = QStackedWidget()
        for view in (self.month, self.week, self.table):
            self._views.addWidget(view)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._views, 1)
        body.addWidget(self.agenda)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(body, 1)
        self._connect()
        kept = context.services.settings.preference(VIEW_PREFERENCE)
        self.bar.views.set_value(kept if kept in (MONTH, WEEK, LIST) else MONTH)

    @property
    def view(self) -> str:
        """Give the view in front: month, week or list."""
        return str(self.bar.views.value())

    @override
    def activate(self, **params: object) -> None:
        view, day = params.get("view"), params.get("day")
        if view in (MONTH, WEEK, LIST):
            self.bar.views.set_value(view)
        if isinstance(day, date):
            self._day = day
        self.refresh()
        self._front().setFocus()

    @override
    def refresh(self) -> None:
        view = self.view
        span = week_span(self._day) if view == WEEK else month_span(self._day)
        self._views.setCurrentWidget(self.table if view == LIST else self._canvas())
        self.bar.show_period(view, self._day, *span)
        self.bar.show_scope(self._reading.scope_name())
        if view == LIST:
            self.table.show_scope(self._reading.scope)
        reading = self._reading.standing()
        self._latest.ask((view, span), partial(reading.scene, *span, self._day))

    @override
    def on_changes(self, changes: Changes) -> None:
        if self.is_in_front and any(changes.touches(aspect) for aspect in _WATCHED):
            self.refresh()

    @override
    def add_record(self) -> None:
        day = self._day if self.view != LIST else self.context.clock.today()
        self._plan(max(day, self.context.clock.today()), None)

    @override
    def print_page(self) -> None:
        is_list = self.view == LIST
        day = self.context.clock.today() if is_list else self._canvas().day
        self.context.navigator.open_page("paper", day=day)

    def export(self) -> None:
        """Take the visits of the shown month or week out; those to come where a list is shown."""
        scope = self._reading.scope
        if self.view == LIST:
            asked = VisitFilter(first=self.context.clock.today(), staff_id=scope)
        else:
            first, last = (week_span if self.view == WEEK else month_span)(self._day)
            asked = VisitFilter(first=first, last=last, staff_id=scope)
        export_visits(self.context, asked)

    @override
    def status_text(self) -> str:
        return self._status

    @override
    def regions(self) -> list[QWidget]:
        return [self._front(), self.agenda]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and key in _KEYS:
            self.bar.views.choose(_KEYS[key])
        elif key == Qt.Key.Key_Period:
            self._on_today_wished()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_latest_failed)
        self.agenda.list_wished.connect(self._on_list_wished)
        self.bar.stepped.connect(self._on_stepped)
        self.bar.today_wished.connect(self._on_today_wished)
        self.bar.view_chosen.connect(self._on_view_chosen)
        self.bar.scope_chosen.connect(self._on_scope_chosen)
        self.bar.add_wished.connect(self.add_record)
        self.bar.export_wished.connect(self.export)
        for canvas in (self.month, self.week):
            canvas.acted.connect(self._on_acted)
            canvas.dropped.connect(self._on_dropped)
            canvas.day_chosen.connect(self._on_day_chosen)
            canvas.day_wished.connect(self._plan)
        self.table.acted.connect(self._on_acted)
        self.agenda.opened.connect(self._on_agenda_opened)
        self.agenda.all_move_wished.connect(self._on_all_move_wished)
        self.agenda.holiday_move_wished.connect(self._on_holiday_move_wished)

    # what is shown

    def _on_latest_answered(self, key: tuple[str, object], scene: VisitsScene) -> None:
        if key[0] != LIST:
            canvas = self.week if key[0] == WEEK else self.month
            canvas.day = self._day
            canvas.show_content(scene.content)
        self._show_agenda(scene.content, scene)
        self._status = scene.month_words
        self.status_changed.emit(self._status)

    def _on_latest_failed(self, error: Exception) -> None:
        raise error

    def _show_agenda(self, content: CalendarContent, scene: VisitsScene) -> None:
        waiting = scene.waiting
        late = [visit for visit in waiting if content.is_overdue(visit)]
        due = [visit for visit in waiting if not content.is_overdue(visit)]
        due.sort(key=_any_time_last)
        self.agenda.show_visits(content, due, late)
        if scene.scope == self.context.services.actor.staff_id:
            self.count_changed.emit(NavCount(self.context.formats.count(len(waiting))))
        self._holiday = scene.holiday
        self.agenda.show_holiday(*self._reading.holiday_words(self._holiday))

    def _canvas(self) -> VisitCanvas:
        return self.week if self.view == WEEK else self.month

    def _front(self) -> QWidget:
        return self.table.table if self.view == LIST else self._canvas()

    # what happens

    def _plan(self, day: date, at: time | None) -> None:
        open_visit(self.context, self.window(), {"day": day, "at": at})

    def _on_stepped(self, step: int) -> None:
        if self.view == WEEK:
            self._day += timedelta(days=7 * step)
        else:
            first = self._day.replace(day=1)
            target = first + timedelta(days=31) if step > 0 else first - timedelta(days=1)
            self._day = target.replace(day=1)
        self.refresh()

    def _on_today_wished(self) -> None:
        self._day = self.context.clock.today()
        self.refresh()

    def _on_view_chosen(self, view: str) -> None:
        self.context.services.settings.prefer(VIEW_PREFERENCE, view)
        self.refresh()
        self._front().setFocus()

    def _on_scope_chosen(self, staff_id: object) -> None:
        self._reading.choose(staff_id)
        self.refresh()

    def _on_day_chosen(self, day: date) -> None:
        shown = self._canvas().content
        is_other = not shown.first <= day <= shown.last
        self._day = day
        if is_other:
            self.refresh()

    def _on_acted(self, action: str, visit: VisitRow) -> None:
        navigator = self.context.navigator
        if action == "open" or visit.state is not VisitState.PLANNED:
            navigator.open_customer(int(visit.customer_id))
        elif action == "done":
            visits = self.context.services.visits
            navigator.run(lambda: visits.complete(visit.id, VisitResult()))
        elif action == "log":
            navigator.log_interaction(int(visit.customer_id), visit_id=int(visit.id))
        elif action == "edit":
            navigator.schedule_visit(visit_id=int(visit.id))
        else:
            middle = self._front().mapToGlobal(QPoint(120, 120))
            self._mover.pick_day([visit.id], middle, visit.day(self.context.clock.zone))

    def _on_dropped(self, visit: VisitRow, target: Target) -> None:
        zone = self.context.clock.zone
        is_same_day = target.day == visit.day(zone)
        if visit.state is not VisitState.PLANNED:
            return
        if target.at is None or (is_same_day and target.at == visit.time(zone)):
            if not is_same_day:
                self._mover.move([visit.id], target.day)
            return
        self._mover.move_to_time(visit.id, target.day, target.at)

    def _on_agenda_opened(self, visit: VisitRow) -> None:
        self.context.navigator.log_interaction(int(visit.customer_id), visit_id=int(visit.id))

    def _on_list_wished(self) -> None:
        self.bar.views.choose(LIST)

    def _on_all_move_wished(self) -> None:
        late = [visit.id for visit in self._reading.overdue()]
        today = self.context.clock.today()
        self._mover.pick_day(late, self.agenda.place_of_link(), today)

    def _on_holiday_move_wished(self) -> None:
        if self._holiday is not None:
            ids = [visit.id for visit in self._holiday.visits]
            self._mover.move(ids, self._holiday.better_day)


def _any_time_last(visit: VisitRow) -> bool:
    return visit.is_all_day
