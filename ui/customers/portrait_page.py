"""The portrait of one customer: why this tier, what happened, what comes next."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId, TransactionId
from branchcrm.domain.timeline import TimelineKind
from ui.customers.facts_line import facts_line
from ui.customers.field_history import open_history_of
from ui.customers.override_form import OverrideDialog
from ui.customers.people_forms import open_tag_form
from ui.customers.portrait_body import PortraitBody
from ui.customers.portrait_header import PortraitHeader
from ui.customers.portrait_reading import Portrait, read_portrait
from ui.customers.product_list import open_products
from ui.customers.quick_actions import QuickActions
from ui.customers.transaction_form import TransactionDialog
from ui.kit.page import Page, PageContext


def _products(context: PageContext, _customer: Customer, _parent: QWidget) -> None:
    open_products(context)


FORMS: dict[str, Callable[[PageContext, Customer, QWidget], object]] = {
    "tags": open_tag_form,
    "history": open_history_of,
    "products": _products,
}


class PortraitPage(Page):
    """Shows one customer; `within` is the list whose neighbours can be stepped to."""

    def __init__(self, context: PageContext) -> None:
        """Build the page; `activate` says whom it shows."""
        super().__init__(context)
        self.portrait: Portrait | None = None
        self._within: Sequence[int] = ()
        self.header: QWidget = QWidget()
        self._facts: QWidget = QWidget()
        self.body = PortraitBody(context)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self.header, self._facts):
            self._column.addWidget(part)
        self._column.addWidget(self.body, 1)
        self._quick = QuickActions(context, self._customer_id, self)
        self._quick.bind(self, with_children=True)
        self.body.rule_wished.connect(partial(context.navigator.open_page, "tiers"))
        self.body.transaction_wished.connect(self._on_body_transaction_wished)
        self.body.event_opened.connect(self._on_body_event_opened)
        for keys, wish in (("Alt+Up", "previous"), ("Alt+Down", "next"), ("H", "history")):
            wished = partial(self._on_header_wished, wish)
            QShortcut(QKeySequence(keys), self).activated.connect(wished)

    @override
    def activate(self, **params: object) -> None:
        customer_id, within = params.get("customer_id"), params.get("within")
        if not isinstance(customer_id, int):
            return
        if isinstance(within, Sequence):
            self._within = within
        elif customer_id not in self._within:
            self._within = ()
        is_same = self._customer_id() == customer_id
        self._show(customer_id)
        if not is_same:
            self.body.show_first()
        self.body.timeline.list.setFocus()

    @override
    def refresh(self) -> None:
        customer_id = self._customer_id()
        if customer_id is not None:
            self._show(customer_id)

    @override
    def on_changes(self, changes: Changes) -> None:
        if self.is_in_front:
            self.refresh()

    @override
    def add_record(self) -> None:
        self.context.navigator.edit_customer()

    @override
    def print_page(self) -> None:
        self.context.navigator.open_page("paper", customer_id=self._customer_id())

    @override
    def search_focus(self) -> None:
        self.body.timeline.search.setFocus()

    @override
    def clear_filters(self) -> None:
        self.body.show_first()

    @override
    def make_room(self, width: int) -> None:
        self.body.make_room(width)

    @override
    def status_text(self) -> str:
        if self.portrait is None:
            return ""
        name, formats = self.portrait.customer.name, self.context.formats
        place = self._place()
        if place < 0:
            return name
        return self.tr("{name} 第 {place} 位，共 {total} 位").format(
            name=name, place=formats.count(place + 1), total=formats.count(len(self._within))
        )

    @override
    def regions(self) -> list[QWidget]:
        return [self.header, self.body.timeline.list]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.context.navigator.back()
            return
        super().keyPressEvent(event)

    def step(self, step: int) -> None:
        """Show the neighbour in the list that led here."""
        place = self._place() + step
        if self._place() >= 0 and 0 <= place < len(self._within):
            self.activate(customer_id=int(self._within[place]), within=self._within)
            self.status_changed.emit(self.status_text())

    def _show(self, customer_id: int) -> None:
        services, number = self.context.services, CustomerId(customer_id)
        try:
            self.portrait = read_portrait(services, number)
            transactions = services.transactions.of_customer(number)
        except BranchCrmError as error:
            self.portrait = None
            self.context.prompts.error(error)
            self.context.navigator.back()
            return
        self._renew_head(self.portrait)
        self.body.show_portrait(self.portrait, transactions)

    def _renew_head(self, portrait: Portrait) -> None:
        customer = portrait.customer
        has_neighbours = len(self._within) > 1 and self._place() >= 0
        header = PortraitHeader(self.context, portrait, has_neighbours=has_neighbours)
        header.wished.connect(self._on_header_wished)
        facts = facts_line(self.context, customer)
        for former, fresh in ((self.header, header), (self._facts, facts)):
            self._column.replaceWidget(former, fresh)
            former.hide()
            former.deleteLater()
        self.header, self._facts = header, facts

    def _customer_id(self) -> int | None:
        return None if self.portrait is None else int(self.portrait.customer.id)

    def _place(self) -> int:
        customer_id = self._customer_id()
        try:
            return self._within.index(customer_id)
        except ValueError:
            return -1

    # what is wished

    def _on_header_wished(self, wish: str) -> None:
        customer_id = self._customer_id()
        if customer_id is None:
            return
        steps, number = {"previous": -1, "next": 1}, CustomerId(customer_id)
        customers = self.context.services.customers
        plain = {"back": self.context.navigator.back, "print": self.print_page}
        if wish in steps:
            self.step(steps[wish])
        elif wish in plain:
            plain[wish]()
        elif wish == "transaction":
            self._open_transaction(None)
        elif wish == "override" and self.portrait is not None:
            OverrideDialog(self.context, self.portrait.customer, self).show_for_input()
        elif wish in FORMS:
            self._open_form(wish)
        elif wish == "restore":
            self.context.navigator.run(partial(customers.restore, [number]))
        elif wish == "remove":
            if self.context.navigator.run(partial(customers.remove, [number])) is not None:
                self.context.navigator.back()
        else:
            self._quick.act(wish, customer_id)

    def _open_form(self, wish: str) -> None:
        if self.portrait is not None:
            FORMS[wish](self.context, self.portrait.customer, self.window())

    def _on_body_transaction_wished(self, wish: str, transaction_id: object) -> None:
        transactions = self.context.services.transactions
        if not isinstance(transaction_id, int):
            self._open_transaction(None)
            return
        number = TransactionId(transaction_id)
        if wish == "edit":
            self._open_transaction(number)
        elif wish == "reverse":
            self.context.navigator.run(partial(transactions.reverse, number))
        else:
            self.context.navigator.run(partial(transactions.remove, number))

    def _on_body_event_opened(self, key: object) -> None:
        kind, ref_id, _aspect = key if isinstance(key, tuple) else ("", 0, "")
        navigator = self.context.navigator
        if kind == TimelineKind.TRANSACTION:
            kept = self.context.services.transactions.get(TransactionId(ref_id))
            if kept.can_change:
                self._open_transaction(kept.id)
        elif kind == TimelineKind.COMPLAINT:
            navigator.open_page("complaints", complaint_id=ref_id)
        elif kind == TimelineKind.VISIT:
            navigator.schedule_visit(self._customer_id(), visit_id=ref_id)
        elif kind == TimelineKind.TIER:
            navigator.open_page("tiers")

    def _open_transaction(self, transaction_id: TransactionId | None) -> None:
        if self.portrait is not None:
            customer = self.portrait.customer
            TransactionDialog(self.context, customer, transaction_id, self).show_for_input()
