"""Visits as a list: overdue, due, done, in tabs with counts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.ids import StaffId, VisitId
from branchcrm.domain.visit import STATUS_LABELS, VisitFilter, VisitRow, VisitStatus
from branchcrm.domain.wording import mark
from ui.kit.count_tabs import CountTab, CountTabs
from ui.kit.page import PageContext
from ui.kit.page_parts import EmptyState
from ui.kit.table_column import CellStyle, Column, Kind, RowAction
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.translation import translate
from ui.visits.contact_words import CHANNEL_ICONS

_TABS = (VisitStatus.OVERDUE, VisitStatus.DUE, VisitStatus.DONE, VisitStatus.CANCELLED)
_TONES = {"": "", "strong": "", "danger": "danger", "warn": "warn"}
_OPEN = (VisitStatus.OVERDUE, VisitStatus.DUE)


class VisitTable(QWidget):
    """The list of visits with its tabs; the newest done ones come first."""

    acted = Signal(str, object)

    def __init__(self, context: PageContext) -> None:
        """Take what gives the visits."""
        super().__init__()
        self._context = context
        self._scope: StaffId | None = None
        self.tabs = CountTabs()
        model = IdTableModel(self._columns(), self._fetch, _id_of)
        self.table = TableView(model)
        self.table.setAccessibleName(translate(mark("回访列表")))
        self._empty = EmptyState(translate(mark("没有这样的回访")))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.changed.connect(self._on_tabs_changed)
        self.table.opened.connect(self._on_table_opened)
        self.table.action_triggered.connect(self._on_table_action_triggered)

    def show_scope(self, scope: StaffId | None) -> None:
        """Show a person's visits, or the whole branch's."""
        self._scope = scope
        lists = self._context.services.visit_lists
        tabs = []
        for status in _TABS:
            count = len(lists.ids(self._filter(status)))
            words = translate(STATUS_LABELS[status])
            tabs.append(CountTab(key=status.value, label=words, count=f"{count:,}"))
        self.tabs.set_tabs(tabs)
        if not self.tabs.value() or (tabs[0].count == "0" and self.tabs.value() == tabs[0].key):
            self.tabs.set_value(VisitStatus.DUE.value)
        self._show()

    @property
    def current(self) -> VisitRow | None:
        """Give the visit of the current row."""
        visit_id = self.table.current_id()
        return None if visit_id is None else self._context.services.visits.get(VisitId(visit_id))

    def _show(self) -> None:
        status = VisitStatus(self.tabs.value())
        ids = self._context.services.visit_lists.ids(self._filter(status))
        shown = ids if status in _OPEN else ids[::-1]
        is_open = status in _OPEN
        self.table.set_row_actions(self._actions() if is_open else ())
        self.table.rows.invalidate()
        self.table.show_ids(shown)
        self._stack.setCurrentIndex(0 if len(ids) else 1)

    def _filter(self, status: VisitStatus) -> VisitFilter:
        return VisitFilter(statuses=frozenset({status}), staff_id=self._scope)

    def _fetch(self, ids: Sequence[int]) -> Sequence[VisitRow]:
        rows: Sequence[VisitRow] = self._context.services.visit_lists.rows(ids)
        return rows

    def _actions(self) -> Sequence[RowAction]:
        return (
            RowAction("done", "ph.check", translate(mark("完成"))),
            RowAction("pick", "ph.calendar-blank", translate(mark("改期"))),
            RowAction("log", "ph.note-pencil", translate(mark("记互动"))),
        )

    def _columns(self) -> Sequence[Column]:
        when = Column(
            key="when",
            title=translate(mark("时间")),
            text=self._when,
            width=150,
            kind=Kind.DUE,
            style=self._when_style,
            is_sortable=False,
        )
        return when, *person_columns(), *matter_columns()

    def _when(self, row: VisitRow) -> str:
        zone, formats = self._context.clock.zone, self._context.formats
        if row.done_at is not None:
            return formats.moment(row.done_at)
        return formats.due(row.day(zone), row.time(zone)).text

    def _when_style(self, row: VisitRow) -> CellStyle | None:
        if row.done_at is not None:
            return None
        zone = self._context.clock.zone
        due = self._context.formats.due(row.day(zone), row.time(zone))
        return CellStyle(tone=_TONES[due.tone], is_bold=due.tone == "strong")

    def _on_tabs_changed(self) -> None:
        self._show()

    def _on_table_opened(self, _visit_id: object) -> None:
        if self.current is not None:
            self.acted.emit("open", self.current)

    def _on_table_action_triggered(self, action: str, visit_id: object) -> None:
        if isinstance(visit_id, int):
            self.acted.emit(action, self._context.services.visits.get(VisitId(visit_id)))


def _id_of(row: VisitRow) -> int:
    return int(row.id)


def _customer(row: VisitRow) -> str:
    return row.customer


def _tier(row: VisitRow) -> str:
    return row.tier


def _channel(row: VisitRow) -> str:
    return translate(CHANNEL_LABELS[row.channel])


def _channel_style(row: VisitRow) -> CellStyle:
    return CellStyle(icon=CHANNEL_ICONS[row.channel])


def _purpose(row: VisitRow) -> str:
    return "，".join(part for part in (row.purpose, row.result) if part)


def _phone(row: VisitRow) -> str:
    return row.phone


def _staff(row: VisitRow) -> str:
    return row.staff


def person_columns() -> Sequence[Column]:
    """Give the columns that say whom a visit is to."""
    return (
        Column(
            key="customer",
            title=translate(mark("客户")),
            text=_customer,
            width=140,
            min_width=120,
            is_sortable=False,
        ),
        Column(
            key="tier",
            title=translate(mark("层级")),
            text=_tier,
            width=72,
            kind=Kind.TIER,
            is_sortable=False,
        ),
    )


def matter_columns() -> Sequence[Column]:
    """Give the columns that say how, what for and by whom."""
    return (
        Column(
            key="channel",
            title=translate(mark("方式")),
            text=_channel,
            width=88,
            kind=Kind.MUTED,
            style=_channel_style,
            is_sortable=False,
        ),
        Column(
            key="purpose",
            title=translate(mark("事由")),
            text=_purpose,
            width=260,
            stretches=True,
            is_sortable=False,
        ),
        Column(
            key="phone",
            title=translate(mark("电话")),
            text=_phone,
            width=130,
            kind=Kind.PHONE,
            priority=2,
            is_sortable=False,
        ),
        Column(
            key="staff",
            title=translate(mark("客户经理")),
            text=_staff,
            width=110,
            kind=Kind.MUTED,
            priority=1,
            is_sortable=False,
        ),
    )
