"""The page of all customers: find one, look at one, do something with many."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.customers.list_body import CustomerListBody
from ui.customers.list_bulk import ListBulk
from ui.customers.list_dialogs import ListDialogs
from ui.customers.list_export import ListExport
from ui.customers.list_loader import ListAnswer, ListLoader
from ui.customers.list_pane import ListPane
from ui.customers.list_parts import ViewSwitch
from ui.customers.list_views import ListViews
from ui.customers.quick_actions import QuickActions
from ui.customers.views import ALL, find_view, ready_view
from ui.kit.buttons import primary, secondary
from ui.kit.detail_pane import PaneFrame
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.table_view import Anchor
from ui.kit.translation import page_title

WATCHED = (
    Aspect.BOOK,
    Aspect.CUSTOMER,
    Aspect.TRANSACTION,
    Aspect.HOLDING,
    Aspect.INTERACTION,
    Aspect.VISIT,
    Aspect.COMPLAINT,
    Aspect.TIER,
)


class CustomerListPage(Page):
    """Shows the customers of a view; the current one in a pane beside it."""

    def __init__(self, context: PageContext) -> None:
        """Build the page; the list is read when it is activated."""
        super().__init__(context)
        self.body = CustomerListBody(context)
        self.follower = ListPane(context, self.body.table)
        self.pane = self.follower.pane
        self.frame = PaneFrame(self.body, self.pane)
        self.follower.place_beside(self.frame)
        self.switch = ViewSwitch(context.services)
        self.header = PageHeader(page_title(mark("客户")))
        self.exports = ListExport(context, self)
        self.export_button = self.exports.make_button()
        self.import_button = secondary(self.tr("导入"), icon="ph.download-simple")
        self.add_button = primary(self.tr("新建客户"), icon="ph.plus", hint="Ctrl N")
        self._loader = ListLoader(context.services.customers, context.tasks, self)
        self._quick = QuickActions(context, self._meant_customer, self)
        self.views = ListViews(context, self.body, self.switch, self)
        self.dialogs = ListDialogs(context, self.body, self)
        self._anchor = Anchor.PLACE
        self._is_loaded = False
        self._wanted: int | None = None
        self._arrange()
        self._connect()
        self._bind_keys()
        self.bulk = ListBulk(context, self.body, self.exports, self)
        self._show_actions()

    def _arrange(self) -> None:
        self.header.add_beside_title(self.switch)
        self.header.add_action(self.exports.make_print_button(self.print_page))
        for button in (self.import_button, self.export_button, self.add_button):
            self.header.add_action(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.frame, 1)
        may = self.context.services.actor.may
        self.add_button.setVisible(may(Right.EDIT_CUSTOMERS))
        self.import_button.setVisible(may(Right.IMPORT))

    def _connect(self) -> None:
        table = self.body.table
        self.views.opened.connect(self._on_views_opened)
        self.add_button.clicked.connect(self.add_record)
        self.import_button.clicked.connect(
            partial(self.context.navigator.open_page, "exchange", start="import")
        )
        self.export_button.clicked.connect(self._on_export_clicked)
        self.body.question_changed.connect(self._on_body_question_changed)
        self.body.empty_action.connect(self._on_body_empty_action)
        self._loader.answered.connect(self._on_loader_answered)
        self._loader.counted.connect(self.body.show_counts)
        self._loader.failed.connect(self._on_loader_failed)
        self.follower.opened.connect(self._on_table_opened)
        table.current_changed.connect(self._tell_status)
        table.opened.connect(self._on_table_opened)
        table.action_triggered.connect(self._quick.act)
        table.verticalScrollBar().valueChanged.connect(self._tell_status)

    def _bind_keys(self) -> None:
        self._quick.bind(self, with_children=True)
        filters = QShortcut(QKeySequence("F"), self.body.table)
        filters.setContext(Qt.ShortcutContext.WidgetShortcut)
        filters.activated.connect(self.dialogs.build_filter)

    def _show_actions(self) -> None:
        self.bulk.renew()
        self.body.set_row_actions()

    # what the window asks

    @override
    def activate(self, **params: object) -> None:
        self.body.renew_fields()
        view, tier, text = params.get("view"), params.get("tier"), params.get("text")
        if view is not None or not self._is_loaded:
            found = find_view(self.context.services, view)
            self.views.show(found or ready_view(ALL))
            self._show_actions()
        self._is_loaded = True
        if isinstance(text, str):
            self.body.filters.search.setText(text)
        if isinstance(tier, str):
            self.body.tabs.set_value(tier)
        current = params.get("current")
        self._wanted = current if isinstance(current, int) else None
        self.load(Anchor.PLACE)
        self.body.table.setFocus()

    @override
    def refresh(self) -> None:
        self.body.table.rows.invalidate()
        self.load(Anchor.CURRENT)
        self.follower.renew()

    @override
    def on_changes(self, changes: Changes) -> None:
        self.body.renew_fields()
        self.views.renew(changes)
        if not any(changes.touches(aspect) for aspect in WATCHED):
            return
        self.body.table.rows.invalidate()
        self.follower.renew()
        is_list_touched = any(map(changes.touches, (Aspect.CUSTOMER, Aspect.BOOK, Aspect.TIER)))
        # An answer under way would bring rows as they were before.
        if is_list_touched or not self._loader.is_idle:
            self.load(Anchor.PLACE)

    @override
    def add_record(self) -> None:
        self.context.navigator.edit_customer()

    @override
    def search_focus(self) -> None:
        self.body.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.body.filters.search.selectAll()

    @override
    def clear_filters(self) -> None:
        self.body.clear()

    @override
    def status_text(self) -> str:
        table, formats = self.body.table, self.context.formats
        total = len(table.rows.ids)
        if not total:
            return ""
        first = max(table.rowAt(0), 0) + 1
        last_row = table.rowAt(table.viewport().height() - 1)
        last = total if last_row < 0 else last_row + 1
        return self.tr("显示 {first}–{last}，共 {total} 位").format(
            first=formats.count(first), last=formats.count(last), total=formats.count(total)
        )

    @override
    def regions(self) -> list[QWidget]:
        return [self.body.table, *([self.pane] if self.pane.isVisible() else [])]

    @override
    def print_page(self) -> None:
        view = self.body.view
        request = self.body.export_of(self.body.question().asked, is_exact=True)
        self.exports.print_list(request, "" if view.is_all else view.title)

    def _on_export_clicked(self) -> None:
        request = self.body.export_of(self.body.question().asked)
        self.exports.offer(self.export_button, request)

    # loading

    def load(self, anchor: Anchor) -> None:
        """Read the list again; what is shown stays until the answer is there."""
        self._anchor = anchor
        self._loader.ask(self.body.question())

    def _on_body_question_changed(self, anchor: Anchor) -> None:
        self.load(anchor)

    def _on_loader_answered(self, answer: ListAnswer) -> None:
        self.body.show_answer(answer, self._anchor)
        self._anchor = Anchor.PLACE
        if self._wanted is not None:
            self.body.table.set_current_id(self._wanted)
            self._wanted = None
            self.follower.show_at_once()
        self._tell_status()

    def _on_loader_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _on_body_empty_action(self) -> None:
        if self.body.is_restricted:
            self.clear_filters()
        elif not self.body.view.is_all:
            self.views.open_key(ALL)
        else:
            self.add_record()

    def _on_views_opened(self) -> None:
        self._show_actions()
        self.load(Anchor.TOP)

    # one customer

    def _on_table_opened(self, customer_id: object) -> None:
        if isinstance(customer_id, int):
            self.context.navigator.open_customer(customer_id, self.body.table.rows.ids)

    def _meant_customer(self) -> int | None:
        return None if self.body.view.is_bin else self.body.table.current_id()

    def _tell_status(self, _change: object = None) -> None:
        self.status_changed.emit(self.status_text())
