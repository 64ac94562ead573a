"""Opens and changes the records that a portrait shows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from branchcrm.domain.ids import TransactionId
from branchcrm.domain.timeline import TimelineKind
from ui.customers.purging import purge_asked
from ui.customers.transaction_form import open_transaction_form
from ui.kit.page import PageContext

if TYPE_CHECKING:
    from ui.customers.portrait_page import PortraitPage


class PortraitRecords(QObject):
    """Does what a card or an entry of the timeline wishes."""

    def __init__(self, context: PageContext, page: "PortraitPage") -> None:
        """Work for the customer that the page shows."""
        super().__init__(page)
        self._context, self._page = context, page

    def change(self, wish: str, transaction_id: object) -> None:
        """Add, correct, reverse or remove a transaction."""
        transactions = self._context.services.transactions
        if not isinstance(transaction_id, int):
            self._open_transaction(None)
            return
        number = TransactionId(transaction_id)
        if wish == "edit":
            self._open_transaction(number)
        elif wish == "reverse":
            self._context.navigator.run(partial(transactions.reverse, number))
        else:
            self._context.navigator.run(partial(transactions.remove, number))

    def remove(self) -> None:
        """Move the customer into the recycle bin and leave the page."""
        if self._page.head is not None:
            customers, number = self._context.services.customers, self._page.head.customer.id
            if self._context.navigator.run(partial(customers.remove, [number])) is not None:
                self._context.navigator.back()

    def purge(self) -> None:
        """Erase the customer and leave the page; nobody is shown while the screens are told."""
        page = self._page
        kept, page.head = page.head, None
        if kept is not None and purge_asked(self._context, kept.customer.id):
            page.portrait = None
            self._context.navigator.back()
        else:
            page.head = kept

    def open_event(self, key: object) -> None:
        """Open the record behind an entry of the timeline."""
        kind, ref_id, _aspect = key if isinstance(key, tuple) else ("", 0, "")
        navigator = self._context.navigator
        if kind == TimelineKind.TRANSACTION:
            kept = self._context.services.transactions.get(TransactionId(ref_id))
            if kept.can_change:
                self._open_transaction(kept.id)
        elif kind == TimelineKind.COMPLAINT:
            navigator.open_page("complaints", complaint_id=ref_id)
        elif kind == TimelineKind.VISIT and self._page.head is not None:
            customer_id = int(self._page.head.customer.id)
            navigator.schedule_visit(customer_id, visit_id=ref_id)
        elif kind == TimelineKind.TIER:
            navigator.open_page("tiers")

    def _open_transaction(self, transaction_id: TransactionId | None) -> None:
        if self._page.head is not None:
            customer = self._page.head.customer
            open_transaction_form(self._context, customer, transaction_id, self._page)
