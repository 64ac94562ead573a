"""The window of somebody who has signed in: rail, pages, side panel, notices, status line."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from ui.kit.page import PageContext, PageSpec
from ui.kit.side_panel import SidePanel
from ui.kit.toasts import ToastStack
from ui.room import FormOpener, NavCount, Room
from ui.shell.day_turn import DayTurn
from ui.shell.nav_rail import NavRail
from ui.shell.page_stack import PageStack
from ui.shell.palette import Palette
from ui.shell.palette_sources import Sources
from ui.shell.place_history import Place, PlaceHistory
from ui.shell.rail_counter import RailCounter
from ui.shell.regions import next_region
from ui.shell.session import Session
from ui.shell.status_bar import StatusBar

FOLD_BELOW = 1400
FIRST_RUN = "first_run"
_PARENT_PAGES = dict.fromkeys(("customer", "lifecycle", "paper", FIRST_RUN), "customers")
_NEED_CUSTOMERS = {"today", "customers"}


class Workplace(QWidget):
    """Shows the pages of all rooms and does what they ask the navigator for."""

    undo_requested = Signal(object)

    def __init__(self, context: PageContext, session: Session, rooms: Sequence[Room]) -> None:
        """Build the frame; pages come when they are first shown."""
        super().__init__()
        self.context = context
        self._session = session
        self._forms: dict[str, FormOpener] = {}
        for room in rooms:
            self._forms.update(room.forms)
        specs = sorted((spec for room in rooms for spec in room.pages), key=_by_number)
        self._listed = [spec for spec in specs if spec.alt_number]
        self._is_empty = session.is_empty()
        self.history = PlaceHistory()
        self.rail = NavRail(self._listed, session.user)
        self.pages = PageStack(context, specs)
        self.status = StatusBar(context.formats)
        commands = [command for room in rooms for command in room.commands]
        sources = Sources(context, self._listed, commands, session.find_customers)
        self.body = QWidget()
        self.form: QWidget | None = None
        self._counter = RailCounter(context, rooms, self)
        self._counter.counted.connect(self._on_counted)
        self._counter.pinned.connect(self.rail.set_pins)
        self._layout_parts()
        self.toasts = ToastStack(self.body)
        self.palette_view = Palette(context.tasks, sources.as_sources(), self)
        self._connect_parts()
        self._renew_status()

    def open_page(self, key: str, params: Mapping[str, object]) -> None:
        """Show a page, and remember the way back."""
        if self._is_empty and key in _NEED_CUSTOMERS:
            key = FIRST_RUN
        if key not in self.pages.keys:
            return
        record = params.get("customer_id")
        self.history.visit(Place(key, record if isinstance(record, int) else None))
        self._show(key, params)

    def go_back(self) -> None:
        """Return to the place before."""
        place = self.history.back()
        if place is None:
            return
        params = {"customer_id": place.record_id} if place.record_id is not None else {}
        self._show(place.page, params)

    def open_number(self, number: int) -> None:
        """Show the page with that Alt number."""
        for spec in self._listed:
            if spec.alt_number == number:
                self.open_page(spec.key, {})

    def open_form(self, name: str, params: Mapping[str, object]) -> None:
        """Open the form of a room over the page, in place of the one that was open."""
        opener = self._forms.get(name)
        if opener is not None:
            self.close_form()
            self.form = opener(self.context, self.body, params)
            if isinstance(self.form, SidePanel):
                self.form.closed.connect(self._on_panel_closed)
            self._make_room()

    def close_form(self) -> None:
        """Close the form that was opened last; it keeps its draft."""
        form, self.form = self.form, None
        if isinstance(form, SidePanel):
            form.close_panel()
        elif isinstance(form, QDialog):
            form.reject()
            # Not as it ends: what ended it may still read it. Hundreds are opened in a day.
            form.deleteLater()

    def show_notice(self, text: str, operation: object) -> None:
        """Say what was done at the bottom left; an operation can be taken back there."""
        undo = None if operation is None else partial(self.undo_requested.emit, operation)
        self.toasts.show_toast(text, undo)

    def next_region(self) -> None:
        """Move the focus to the rail, the page's parts, the panel, and round again."""
        page = self.pages.current_page
        parts = page.regions() if page is not None else []
        panel = [self.form] if isinstance(self.form, SidePanel) else []
        next_region([self.rail, *parts, *panel])

    def close_popups(self) -> None:
        """Close what floats over the page."""
        self.palette_view.close_palette()
        self.close_form()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = self.width() < FOLD_BELOW
        if is_narrow != self.rail.is_folded:
            self.rail.set_folded(is_folded=is_narrow)
        self.palette_view.setGeometry(self.rect())

    def _layout_parts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.pages)
        row.addWidget(self.body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)

    def _connect_parts(self) -> None:
        self.rail.page_requested.connect(self._on_rail_page_requested)
        self.rail.pin_requested.connect(self._on_rail_pin_requested)
        self.rail.search_requested.connect(self._on_search_requested)
        self.pages.status_changed.connect(self.status.set_page_text)
        self.pages.count_changed.connect(self._on_pages_count_changed)
        self.context.changes.changed.connect(self._on_changes)
        self.context.changes.renewed.connect(self._counter.count)
        self.day_turn = DayTurn(self.context, self)

    def _show(self, key: str, params: Mapping[str, object]) -> None:
        listed = _PARENT_PAGES.get(key, key)
        self.rail.set_current(listed)
        self._counter.show_page(listed)
        self.pages.show_page(key, **params)
        self._make_room()

    def _on_panel_closed(self) -> None:
        self.form = None
        self._make_room()

    def _make_room(self) -> None:
        """Have the page stay readable beside an open panel."""
        page, panel = self.pages.current_page, self.form
        is_open = isinstance(panel, SidePanel) and panel.isVisibleTo(self)
        if page is not None:
            page.make_room(panel.width() if is_open and panel is not None else 0)

    def _renew_status(self) -> None:
        self.status.set_demo(is_demo=self._session.is_demo())
        self.status.set_saved(self.context.clock.business_now())
        self.status.set_backup(self._session.last_backup())
        self._counter.count()

    def _on_rail_page_requested(self, key: str) -> None:
        self.open_page(key, {})

    def _on_rail_pin_requested(self, key: str, view: str) -> None:
        self.open_page(key, {"view": view})

    def _on_search_requested(self) -> None:
        self.palette_view.open_with()

    def _on_pages_count_changed(self, key: str, count: object) -> None:
        if isinstance(count, NavCount):
            self.rail.set_count(key, count)
        elif isinstance(count, int):
            self.rail.set_count(key, NavCount(self.context.formats.count(count)))

    def _on_counted(self, counts: Mapping[str, NavCount]) -> None:
        for key, count in counts.items():
            self.rail.set_count(key, count)

    def _on_changes(self, changes: Changes) -> None:
        self.toasts.retire_undo()
        self._renew_status()
        if changes.touches(Aspect.CUSTOMER):
            self._take_note_of_customers()

    def _take_note_of_customers(self) -> None:
        """Leave the screen of an empty book with its first customer, and return with its last."""
        was_empty, self._is_empty = self._is_empty, self._session.is_empty()
        key = self.pages.current_key
        if self._is_empty != was_empty and key in {FIRST_RUN, *_NEED_CUSTOMERS}:
            self.open_page("customers", {})


def _by_number(spec: PageSpec) -> int:
    return spec.alt_number
