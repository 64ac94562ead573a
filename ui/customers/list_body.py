"""The list of customers with its tabs, filters, table and bulk bar."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from branchcrm.domain.customer import CustomerFilter, CustomerOrder, CustomerRow
from branchcrm.domain.filter_condition import Connective, Node, joined, parts_of
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.list_order import order_by
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import CLAUSES, listed
from branchcrm.services.exports import ExportRequest
from ui.customers.list_columns import list_columns, more_of
from ui.customers.list_loader import ListAnswer, ListQuestion
from ui.customers.list_parts import chip_words, tier_tabs
from ui.customers.quick_actions import may_act
from ui.customers.views import ALL, ALL_TIERS, OpenView, asked_of, ready_view
from ui.kit.bulk_bar import BulkBar
from ui.kit.count_tabs import CountTabs
from ui.kit.filter_bar import FilterBar
from ui.kit.page import PageContext
from ui.kit.page_parts import EmptyState
from ui.kit.table_column import RowAction
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import Anchor, TableView
from ui.kit.translation import spoken

DEFAULT_ORDER = CustomerOrder()
SPARE_ROWS = 10
DEFAULT_SORT = str(DEFAULT_ORDER.column)


class CustomerListBody(QWidget):
    """Shows which customers are asked for, and tells when something else is."""

    question_changed = Signal(object)
    empty_action = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the list; nothing is read before `show_answer`."""
        super().__init__()
        self._context = context
        self.view: OpenView = ready_view(ALL)
        self.where: Node | None = None
        self.kept: Node | None = None
        self.order = DEFAULT_ORDER
        self.catalogue = context.services.filters.catalogue()
        self._searched = ""
        self.setProperty("ground", "surface")
        self.tabs = CountTabs()
        self.filters = FilterBar(self.tr("姓名、拼音、电话后四位"))
        self.table = self._make_table()
        self.bulk = BulkBar(self.table, self.tr("已选 {count} 位"), self.tr("选择全部 {count} 位"))
        self.empty = EmptyState("", "", " ")
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    def _make_table(self) -> TableView:
        columns = list_columns(self._context.formats, self.catalogue)
        model = IdTableModel(columns, self._rows, _id_of)
        table = TableView(model, self)
        model.setParent(table)
        table.setAccessibleName(self.tr("客户列表"))
        table.show_sort(DEFAULT_SORT, is_descending=self.order.is_descending)
        return table

    def _rows(self, ids: Sequence[int]) -> list[CustomerRow]:
        return self._context.services.customers.rows(ids, self._searched, _fields_of(self))

    def _arrange(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bulk)
        self.tabs.set_tabs(tier_tabs({}, self._context.formats))

    def _connect(self) -> None:
        self.tabs.changed.connect(self._on_part_changed)
        self.filters.searched.connect(self._on_part_changed)
        self.filters.part_removed.connect(self._on_filters_part_removed)
        self.filters.search.left_down.connect(self.focus_list)
        self.table.sort_wished.connect(self._on_table_sort_wished)
        self.empty.action_clicked.connect(self.empty_action)

    # what is asked

    @property
    def tier(self) -> str:
        """The tier whose tab is open, or all."""
        return self.tabs.value() or ALL_TIERS

    def question(self) -> ListQuestion:
        """Give what the controls ask for now."""
        text = self.filters.search.text().strip()
        return _question(self, replace(asked_of(self.view, self.where, self.tier), text=text))

    def export_of(self, asked: CustomerFilter, *, is_exact: bool = False) -> ExportRequest:
        """Give how customers go out as seen; the usual columns bring them all unless exact."""
        keys = [column.key for column in self.table.places.wanted()]
        found = [self.catalogue.get(key) for key in keys if is_exact or self.table.choices.shown]
        fields = tuple(field for field in found if field is not None)
        return ExportRequest(filter=asked, order=self.order, fields=fields)

    @property
    def is_restricted(self) -> bool:
        """Tell whether anything but the view narrows the list."""
        is_filtered = self.where != self.kept
        return bool(self.filters.search.text() or is_filtered or self.tier != ALL_TIERS)

    def show_view(self, view: OpenView, state: Mapping[str, object]) -> None:
        """Show another view with its filter, columns, order and row height.

        Raises:
            FilterTextError: it asks for a field that the book has no more.
        """
        self.where = self.kept = parse_filter(view.draft.condition, self.catalogue)
        self.view = view
        self.table.rows.clear_checked()
        self.tabs.set_value(ALL_TIERS)
        self.filters.search.setText("")
        self.apply_state(state)
        self.show_parts()

    def set_where(self, where: Node | None) -> None:
        """Ask for another filter."""
        self.where = where
        self.show_parts()
        self._on_part_changed()

    def clear(self) -> None:
        """Show everybody of the view again."""
        self.tabs.set_value(ALL_TIERS)
        self.filters.search.clear()
        self.set_where(self.kept)

    def renew_fields(self) -> bool:
        """Offer the fields of the book as they are now; tell whether they are others."""
        known = [(one.key, one.label, one.kind) for one in self.catalogue.fields]
        self.catalogue = self._context.services.filters.catalogue()
        if known == [(one.key, one.label, one.kind) for one in self.catalogue.fields]:
            return False
        self.table.set_columns(list_columns(self._context.formats, self.catalogue))
        return True

    def apply_state(self, stored: Mapping[str, object]) -> None:
        """Take over the columns, sort and row height of a view."""
        self.table.apply_state(stored)
        choices = self.table.choices
        key = choices.sort_key or DEFAULT_SORT
        is_down = choices.is_descending if choices.sort_key else DEFAULT_ORDER.is_descending
        order = order_by(key, self.catalogue, is_descending=is_down)
        self.order = order or DEFAULT_ORDER
        shown = key if order else DEFAULT_SORT
        self.table.show_sort(shown, is_descending=self.order.is_descending)

    # what is shown

    def show_parts(self) -> None:
        """Show a chip for each part of the filter."""
        self.filters.set_parts([chip_words(part) for part in parts_of(self.where)])

    def show_answer(self, answer: ListAnswer, anchor: Anchor) -> None:
        """Show the ids of an answer."""
        self._searched = answer.question.asked.text
        self.table.set_highlight(self._searched)
        known = answer.rows if answer.question.fields == _fields_of(self) else ()
        self.table.show_ids(answer.ids, anchor, known)
        self._stack.setCurrentWidget(self.table if len(answer.ids) else self.empty)
        if not len(answer.ids):
            self._say_empty()

    def show_counts(self, counts: Mapping[Tier, int]) -> None:
        """Show the counts of the tabs."""
        chosen = self.tabs.value()
        self.tabs.set_tabs(tier_tabs(counts, self._context.formats))
        self.tabs.set_value(chosen)

    def set_row_actions(self) -> None:
        """Offer the quick actions that are allowed on rows, except in the recycle bin."""
        actions = (
            RowAction("log", "ph.note-pencil", self.tr("记互动")),
            RowAction("visit", "ph.calendar-plus", self.tr("安排回访")),
            RowAction("complain", "ph.megaphone-simple", self.tr("登记投诉")),
        )
        allowed = [action for action in actions if may_act(self._context, action.key)]
        self.table.set_row_actions(() if self.view.is_bin else allowed)

    def focus_list(self) -> None:
        """Move the focus from the search into the list."""
        self.table.setFocus()
        if self.table.current_id() is None and len(self.table.rows.ids):
            self.table.go_to(0)

    def _say_empty(self) -> None:
        if self.is_restricted:
            words = self._conditions_in_words()
            self.empty.set_words(self.tr("没有符合条件的客户"), words, self.tr("清除筛选"))
        elif self.view.is_bin:
            self.empty.set_words(self.tr("回收站是空的"), "", "")
        elif self.view.is_mine:
            self.empty.set_words(self.tr("还没有由你负责的客户"), "", self.tr("查看全部客户"))
        elif not self.view.is_all:
            self.empty.set_words(self.tr("没有符合条件的客户"), "", self.tr("查看全部客户"))
        else:
            words = self.tr("导入名单，或新建第一位客户")
            self.empty.set_words(self.tr("还没有客户"), words, self.tr("新建客户"))

    def _conditions_in_words(self) -> str:
        words = self.filters.in_words()
        tab = self.tabs.tab(self.tabs.value())
        if self.tabs.value() == ALL_TIERS or tab is None:
            return words
        return spoken(listed(filter(None, (words, tab.text())), CLAUSES))

    def _on_part_changed(self) -> None:
        self.question_changed.emit(Anchor.TOP)

    def _on_filters_part_removed(self, place: int) -> None:
        parts = [part for number, part in enumerate(parts_of(self.where)) if number != place]
        self.set_where(joined(Connective.AND, tuple(parts)) if parts else None)

    def _on_table_sort_wished(self, key: str, is_descending: bool) -> None:  # noqa: FBT001 - a slot
        order = order_by(key, self.catalogue, is_descending=is_descending)
        self.order = order or DEFAULT_ORDER
        self.question_changed.emit(Anchor.CURRENT)


def _fields_of(body: CustomerListBody) -> tuple[FilterField, ...]:
    """Give what the columns show besides what every line has."""
    return tuple(more_of(body.table.places.wanted(), body.catalogue))


def _question(body: CustomerListBody, asked: CustomerFilter) -> ListQuestion:
    """Ask for the columns in sight; first for the rows in sight, and for some below them."""
    in_sight = body.table.viewport().height() // body.table.row_height()
    return ListQuestion(
        asked=asked,
        order=body.order,
        fields=_fields_of(body),
        screenful=in_sight + SPARE_ROWS,
    )


def _id_of(row: CustomerRow) -> int:
    return int(row.id)
