"""The list of customers with its tabs, filters, table and bulk bar."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from branchcrm.domain.customer import CustomerOrder, CustomerRow, CustomerSort
from branchcrm.domain.tier import Tier
from ui.customers.list_columns import customer_columns
from ui.customers.list_loader import ListAnswer, ListQuestion
from ui.customers.list_parts import filter_fields, tier_tabs
from ui.customers.quick_actions import may_act
from ui.customers.views import ALL_TIERS, View, filter_of
from ui.kit.bulk_bar import BulkBar
from ui.kit.count_tabs import CountTabs
from ui.kit.filter_bar import FilterBar
from ui.kit.page import PageContext
from ui.kit.page_parts import EmptyState
from ui.kit.table_column import RowAction
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import Anchor, TableView

DEFAULT_ORDER = CustomerOrder()


class CustomerListBody(QWidget):
    """Shows which customers are asked for, and tells when something else is."""

    question_changed = Signal(object)
    empty_action = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the list; nothing is read before `show_answer`."""
        super().__init__()
        self._context = context
        self.view = View.ALL
        self.order = DEFAULT_ORDER
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
        columns = customer_columns(self._context.formats)
        model = IdTableModel(columns, self._rows, _id_of)
        table = TableView(model, self)
        model.setParent(table)
        table.setAccessibleName(self.tr("客户列表"))
        table.show_sort(self.order.column, is_descending=self.order.is_descending)
        return table

    def _rows(self, ids: Sequence[int]) -> list[CustomerRow]:
        return self._context.services.customers.rows(ids, self._searched)

    def _arrange(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.filters.add_table_tools(self.table)
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
        self.filters.filters_changed.connect(self._on_part_changed)
        self.filters.search.left_down.connect(self.focus_list)
        self.table.sort_wished.connect(self._on_table_sort_wished)
        self.empty.action_clicked.connect(self.empty_action)

    # what is asked

    def question(self) -> ListQuestion:
        """Give what the controls ask for now."""
        text = self.filters.search.text()
        tier = self.tabs.value() or ALL_TIERS
        asked = filter_of(self.view, tier, self.filters.filters(), text)
        return ListQuestion(asked=asked, order=self.order)

    @property
    def is_restricted(self) -> bool:
        """Tell whether anything but the view narrows the list."""
        has_tab = self.tabs.value() not in ("", ALL_TIERS)
        return bool(self.filters.search.text() or self.filters.filters() or has_tab)

    def show_view(self, view: View) -> None:
        """Show another ready-made view."""
        self.view = view
        self.table.rows.clear_checked()
        self._on_part_changed()

    def show_tier(self, tier: str) -> None:
        """Show the customers of one tier, or all."""
        self.tabs.set_value(tier)
        self._on_part_changed()

    def clear(self) -> None:
        """Show everybody of the view again."""
        self.tabs.set_value(ALL_TIERS)
        self.filters.clear()
        self._on_part_changed()

    def renew_fields(self) -> None:
        """Offer the people of the branch as they are now."""
        self.filters.set_fields(filter_fields(self._context.services.staff.people()))

    def apply_state(self, stored: Mapping[str, object]) -> None:
        """Take over the remembered columns, sort and row height."""
        self.table.apply_state(stored)
        key = self.table.choices.sort_key
        if key in set(CustomerSort):
            is_down = self.table.choices.is_descending
            self.order = CustomerOrder(column=CustomerSort(key), is_descending=is_down)
        self.table.show_sort(self.order.column, is_descending=self.order.is_descending)

    # what is shown

    def show_answer(self, answer: ListAnswer, anchor: Anchor) -> None:
        """Show the ids of an answer."""
        self._searched = answer.question.asked.text
        self.table.set_highlight(self._searched)
        self.table.show_ids(answer.ids, anchor)
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
        self.table.set_row_actions(() if self.view is View.BIN else allowed)

    def focus_list(self) -> None:
        """Move the focus from the search into the list."""
        self.table.setFocus()
        if self.table.current_id() is None and len(self.table.rows.ids):
            self.table.go_to(0)

    def _say_empty(self) -> None:
        if self.is_restricted:
            words = self._conditions_in_words()
            self.empty.set_words(self.tr("没有符合条件的客户"), words, self.tr("清除筛选"))
        elif self.view is View.BIN:
            self.empty.set_words(self.tr("回收站是空的"), "", "")
        elif self.view is View.MINE:
            self.empty.set_words(self.tr("还没有由你负责的客户"), "", self.tr("查看全部客户"))
        elif self.view is not View.ALL:
            self.empty.set_words(self.tr("没有符合条件的客户"), "", self.tr("查看全部客户"))
        else:
            words = self.tr("导入名单，或新建第一位客户")
            self.empty.set_words(self.tr("还没有客户"), words, self.tr("新建客户"))

    def _conditions_in_words(self) -> str:
        words = self.filters.in_words()
        tab = self.tabs.tab(self.tabs.value())
        if self.tabs.value() == ALL_TIERS or tab is None:
            return words
        return self.tr("，").join(part for part in (words, tab.text()) if part)

    def _on_part_changed(self) -> None:
        self.question_changed.emit(Anchor.TOP)

    def _on_table_sort_wished(self, key: str, is_descending: bool) -> None:  # noqa: FBT001 - a slot
        self.order = CustomerOrder(column=CustomerSort(key), is_descending=is_descending)
        self.question_changed.emit(Anchor.CURRENT)


def _id_of(row: CustomerRow) -> int:
    return int(row.id)
