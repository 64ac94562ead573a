"""The page of the day: what is due, near its deadline, changed or to be celebrated."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import StaffId, VisitId
from branchcrm.domain.today import Duty, DutyKind, DutySection, TodayBoard
from branchcrm.domain.wording import mark
from branchcrm.services.visits import VisitResult
from ui.kit.buttons import ghost, primary, secondary
from ui.kit.key_figures import KpiStrip
from ui.kit.labels import Badge
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.room import NavCount
from ui.today.duty_card import DutyCard
from ui.today.figure_words import key_figures, odd_day_words
from ui.today.side_cards import SideCards
from ui.visits.moving import VisitMover

ASPECTS = (Aspect.VISIT, Aspect.INTERACTION, Aspect.COMPLAINT, Aspect.TIER, Aspect.CUSTOMER)
MINUTE_MS = 60_000
_LOW_HEIGHT, _SIDE_WIDE, _SIDE_NARROW, _WIDE, _SIDE_SHARE = 620, 480, 368, 1600, 0.36


class TodayPage(Page):
    """Everything that today asks for, each one key from its action."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the page; it is filled when it comes to the front."""
        super().__init__(context, parent)
        self._board: TodayBoard | None = None
        self._scope: StaffId | None = context.services.actor.staff_id
        self._phones: dict[VisitId, str] = {}
        self._mover = VisitMover(context, self)
        self._reading = Latest(context.tasks, self)
        self.header = PageHeader(translate(mark("今日")))
        self._odd_day = Badge("", "warn", "ph.calendar-blank")
        self.figures = KpiStrip()
        self.card = DutyCard(context)
        self.side = SideCards(context.formats)
        self._build()
        self._connect()
        self._tick = QTimer(self)
        self._tick.setInterval(MINUTE_MS)
        self._tick.timeout.connect(self.card.list.duties.refresh_words)
        self._tick.start()

    @override
    def activate(self, **params: object) -> None:
        self.refresh()
        self.card.list.setFocus()

    @override
    def refresh(self) -> None:
        today = self.context.services.today
        self._reading.ask((self._scope,), partial(today.board, self._scope))

    @override
    def on_changes(self, changes: Changes) -> None:
        if self.is_in_front and any(changes.touches(aspect) for aspect in ASPECTS):
            self.refresh()

    @override
    def add_record(self) -> None:
        self.context.navigator.edit_customer(None)

    @override
    def status_text(self) -> str:
        if self._board is None:
            return ""
        due = sum(duty.section is not DutySection.TOMORROW for duty in self._board.duties)
        words = translate(mark("今天已完成 {done} 项，剩 {left} 项"))
        return words.format(done=f"{self._board.figures.visits_done:,}", left=f"{due:,}")

    @override
    def regions(self) -> list[QWidget]:
        return [self.card.list, self.side]

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._phones = {}
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = current_theme()
        self.figures.set_low(is_low=self.height() < theme.px(_LOW_HEIGHT))
        width = _SIDE_WIDE if self.window().width() >= _WIDE else _SIDE_NARROW
        widest = int(self.width() * _SIDE_SHARE)
        self._side_scroller.setFixedWidth(min(theme.px(width), widest))

    def _build(self) -> None:
        self.header.add_beside_title(self._odd_day)
        self._refresh_button = ghost(translate(mark("刷新")), icon="ph.arrow-clockwise", hint="F5")
        self._log_button = secondary(
            translate(mark("记互动")), icon="ph.note-pencil", hint="Ctrl I"
        )
        self._add_button = primary(translate(mark("新建客户")), icon="ph.plus", hint="Ctrl N")
        for button in (self._refresh_button, self._log_button, self._add_button):
            self.header.add_action(button)
        self._side_scroller = QScrollArea()
        self._side_scroller.setWidgetResizable(True)
        self._side_scroller.setWidget(self.side)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        row.addWidget(self.card, 1)
        row.addWidget(self._side_scroller)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.figures)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        navigator = self.context.navigator
        self._reading.answered.connect(self._on_reading_answered)
        self._reading.failed.connect(self._on_reading_failed)
        self._refresh_button.clicked.connect(self.refresh)
        self._log_button.clicked.connect(self._on_log_button_clicked)
        self._add_button.clicked.connect(self.add_record)
        self.figures.clicked.connect(self._on_figures_clicked)
        self.card.list.acted.connect(self._on_list_acted)
        self.card.list.opened.connect(self._on_list_opened)
        self.card.list.all_move_wished.connect(self._on_list_all_move_wished)
        self.card.scope_chosen.connect(self._on_scope_chosen)
        self.card.numbers_wished.connect(self._on_card_numbers_wished)
        self.side.page_wished.connect(navigator.open_page)
        self.side.complaint_opened.connect(self._on_side_complaint_opened)
        self.side.customer_opened.connect(navigator.open_customer)
        self.side.person_chosen.connect(self._on_scope_chosen)

    def _on_reading_answered(self, _scope: object, board: TodayBoard) -> None:
        self._board = board
        formats = self.context.formats
        self.header.set_meta(formats.day_heading(board.day))
        self._show_odd_day(board)
        self.figures.set_figures(key_figures(board, formats))
        self.card.show_board(board, self._scope, self._phones)
        self.side.show_board(board)
        due = [duty for duty in board.duties if duty.section is not DutySection.TOMORROW]
        is_urgent = any(duty.section is DutySection.OVERDUE for duty in due)
        if self._scope == self.context.services.actor.staff_id:
            self.count_changed.emit(NavCount(formats.count(len(due)), is_urgent=is_urgent))
        self.status_changed.emit(self.status_text())

    def _on_reading_failed(self, error: Exception) -> None:
        raise error

    def _show_odd_day(self, board: TodayBoard) -> None:
        self._odd_day.setVisible(board.odd_day is not None)
        if board.odd_day is not None:
            self._odd_day.set_text(odd_day_words(board.odd_day, self.context.formats))

    def _on_log_button_clicked(self) -> None:
        duty = self.card.list.current
        visit_id = None if duty is None or duty.visit_id is None else int(duty.visit_id)
        self.context.navigator.log_interaction(
            None if duty is None else duty.customer_id, visit_id=visit_id
        )

    def _on_figures_clicked(self, key: str) -> None:
        self.context.navigator.open_page(key)

    def _on_list_acted(self, action: str, duty: Duty) -> None:
        navigator, visit = self.context.navigator, duty.visit
        if action == "log" or (action == "done" and duty.kind is DutyKind.BIRTHDAY):
            visit_id = None if visit is None else int(visit.id)
            navigator.log_interaction(duty.customer_id, visit_id=visit_id)
        elif action == "visit":
            navigator.schedule_visit(duty.customer_id)
        elif visit is None:
            self._on_list_opened(duty)
        elif action == "done":
            visits = self.context.services.visits
            navigator.run(lambda: visits.complete(visit.id, VisitResult()))
        else:
            place = self.card.list.place_of_current()
            self._mover.pick_day([visit.id], place, duty.day)

    def _on_list_opened(self, duty: Duty) -> None:
        if duty.complaint_id is not None:
            self._on_side_complaint_opened(int(duty.complaint_id))
        elif duty.customer_id is not None:
            shown = [other.customer_id for other in self.card.shown if other.customer_id]
            self.context.navigator.open_customer(
                int(duty.customer_id), [int(number) for number in dict.fromkeys(shown)]
            )

    def _on_list_all_move_wished(self) -> None:
        late = [
            duty.visit_id
            for duty in self.card.shown
            if duty.section is DutySection.OVERDUE and duty.visit_id is not None
        ]
        place = self.card.list.mapToGlobal(self.card.list.rect().topRight())
        self._mover.pick_day(late, place, self.context.formats.today)

    def _on_scope_chosen(self, staff_id: object) -> None:
        self._scope = StaffId(staff_id) if isinstance(staff_id, int) else None
        self._phones = {}
        self.refresh()

    def _on_card_numbers_wished(self) -> None:
        visits = [duty.visit_id for duty in self.card.shown if duty.visit_id is not None]
        if self._phones:
            self._phones = {}
        else:
            try:
                self._phones = self.context.services.visit_lists.numbers_for_calling(visits)
            except BranchCrmError as error:
                self.context.prompts.error(error)
        self.refresh()

    def _on_side_complaint_opened(self, complaint_id: object) -> None:
        self.context.navigator.open_page("complaints", complaint_id=complaint_id)
