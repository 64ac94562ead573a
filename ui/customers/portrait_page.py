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
from branchcrm.domain.ids import CustomerId
from ui.customers.facts_line import facts_line
from ui.customers.field_history import open_history_of
from ui.customers.override_form import OverrideDialog
from ui.customers.people_forms import open_tag_form
from ui.customers.portrait_body import PortraitBody
from ui.customers.portrait_header import PortraitHeader
from ui.customers.portrait_reading import Portrait, PortraitHead, read_head, read_portrait
from ui.customers.portrait_records import PortraitRecords
from ui.customers.product_list import open_products
from ui.customers.quick_actions import QuickActions
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext


def _products(context: PageContext, _customer: Customer, _parent: QWidget) -> None:
    open_products(context)


def _override(context: PageContext, customer: Customer, parent: QWidget) -> None:
    OverrideDialog(context, customer, parent).show_for_input()


FORMS: dict[str, Callable[[PageContext, Customer, QWidget], object]] = {
    "tags": open_tag_form,
    "history": open_history_of,
    "products": _products,
    "override": _override,
}


class PortraitPage(Page):
    """Shows one customer; `within` is the list whose neighbours can be stepped to."""

    def __init__(self, context: PageContext) -> None:
        """Build the page; `activate` says whom it shows."""
        super().__init__(context)
        self.head: PortraitHead | None = None
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
        self._latest = Latest(context.tasks, self)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_reading_failed)
        self.body.events.failed.connect(self._on_reading_failed)
        self._quick = QuickActions(context, self._customer_id, self)
        self._quick.bind(self, with_children=True)
        self.body.rule_wished.connect(partial(context.navigator.open_page, "tiers"))
        self._records = PortraitRecords(context, self)
        self.body.transaction_wished.connect(self._records.change)
        self.body.event_opened.connect(self._records.open_event)
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
        self._show(customer_id)
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
        self.body.clear_filters()

    @override
    def make_room(self, width: int) -> None:
        self.body.make_room(width)

    @override
    def status_text(self) -> str:
        if self.head is None:
            return ""
        name, formats = self.head.customer.name, self.context.formats
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
        """Show who it is at once; cards and timeline follow when they are read.

        Of another customer nothing stays on the screen meanwhile, of the same one everything.
        """
        services, number = self.context.services, CustomerId(customer_id)
        is_same = self._customer_id() == customer_id
        try:
            self.head = read_head(services, number)
        except BranchCrmError as error:
            self._leave(error)
            return
        if not is_same:
            self.portrait = None
            self.body.begin()
        self._renew_head(self.head)
        self._latest.ask(number, partial(read_portrait, services, number))
        self.body.events.show(number)

    def _on_latest_answered(self, customer_id: object, portrait: Portrait) -> None:
        if customer_id == self._customer_id():
            self.portrait = portrait
            self.body.show_portrait(portrait)

    def _on_reading_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        if self.head is not None:
            self._leave(error)

    def _leave(self, error: BranchCrmError) -> None:
        self.head = self.portrait = None
        self.context.prompts.error(error)
        self.context.navigator.back()

    def _renew_head(self, head: PortraitHead) -> None:
        customer = head.customer
        has_neighbours = len(self._within) > 1 and self._place() >= 0
        header = PortraitHeader(self.context, head, has_neighbours=has_neighbours)
        header.wished.connect(self._on_header_wished)
        facts = facts_line(self.context, customer)
        for former, fresh in ((self.header, header), (self._facts, facts)):
            self._column.replaceWidget(former, fresh)
            former.hide()
            former.deleteLater()
        self.header, self._facts = header, facts

    def _customer_id(self) -> int | None:
        return None if self.head is None else int(self.head.customer.id)

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
        customers, navigator = self.context.services.customers, self.context.navigator
        plain: dict[str, Callable[[], object]] = {
            "back": navigator.back,
            "print": self.print_page,
            "transaction": partial(self._records.change, "add", None),
            "restore": partial(navigator.run, partial(customers.restore, [number])),
            "remove": self._records.remove,
            "purge": self._records.purge,
        }
        if wish in steps:
            self.step(steps[wish])
        elif wish in plain:
            plain[wish]()
        elif wish in FORMS:
            self._open_form(wish)
        else:
            self._quick.act(wish, customer_id)

    def _open_form(self, wish: str) -> None:
        if self.head is not None:
            FORMS[wish](self.context, self.head.customer, self.window())
