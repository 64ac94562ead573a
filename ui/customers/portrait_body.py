"""The body of a portrait: receipt and timeline at the left, cards at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from branchcrm.domain.transaction import Transaction
from ui.customers.portrait_reading import Portrait
from ui.customers.receipt_card import ReceiptCard
from ui.customers.side_cards import TransactionCard, facts_card, visit_card
from ui.customers.timeline_entries import entry_of, kind_labels
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.kit.timeline import Timeline

SIDE_WIDTH = 296
WIDE_SIDE_WIDTH = 400
WIDE_WINDOW = 1600


class PortraitBody(QWidget):
    """Shows a portrait; the timeline keeps its filter while its entries are renewed."""

    rule_wished = Signal()
    transaction_wished = Signal(str, object)
    event_opened = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """Build the frame; `show_portrait` fills it."""
        super().__init__()
        self._context = context
        self.timeline = Timeline(kind_labels())
        self.timeline.setProperty("frame", "card")
        self.timeline.opened.connect(self.event_opened)
        self._top = QVBoxLayout()
        self._side = QVBoxLayout()
        self._area = QScrollArea()
        self._arrange()

    def _arrange(self) -> None:
        main = QVBoxLayout()
        main.setSpacing(16)
        main.addLayout(self._top)
        main.addWidget(self.timeline, 1)
        holder = QWidget()
        holder.setProperty("ground", "none")
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(12)
        holder.setLayout(self._side)
        self._area.setWidget(holder)
        self._area.setWidgetResizable(True)
        self._area.setProperty("ground", "none")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        row.addLayout(main, 1)
        row.addWidget(self._area)

    def show_portrait(self, portrait: Portrait, transactions: Sequence[Transaction]) -> None:
        """Show everything about a customer."""
        self._fit_side()
        _clear(self._top)
        if portrait.receipt is not None:
            receipt = ReceiptCard(portrait.receipt, self._context.formats)
            receipt.link_clicked.connect(self.rule_wished)
            self._top.addWidget(receipt)
        scrolled = self.timeline.list.verticalScrollBar().value()
        formats = self._context.formats
        self.timeline.set_entries([entry_of(event, formats) for event in portrait.events])
        self.timeline.list.verticalScrollBar().setValue(scrolled)
        self._show_side(portrait, transactions)

    def show_first(self) -> None:
        """Begin anew for another customer: everything, from the top."""
        self.timeline.search.clear()
        self.timeline.segments.choose("all")
        self.timeline.list.scrollToTop()
        self._area.verticalScrollBar().setValue(0)

    def _show_side(self, portrait: Portrait, transactions: Sequence[Transaction]) -> None:
        _clear(self._side)
        customer = portrait.customer
        deals = TransactionCard(self._context, transactions, is_open=not customer.is_removed)
        deals.wished.connect(self.transaction_wished)
        self._side.addWidget(visit_card(self._context, portrait))
        self._side.addWidget(deals)
        self._side.addWidget(facts_card(self._context, customer))
        self._side.addStretch(1)

    def _fit_side(self) -> None:
        is_wide = self.window().width() >= WIDE_WINDOW
        self._area.setFixedWidth(current_theme().px(WIDE_SIDE_WIDTH if is_wide else SIDE_WIDTH))


def _clear(layout: QVBoxLayout) -> None:
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
