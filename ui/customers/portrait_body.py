"""The body of a portrait: receipt and timeline at the left, cards at the right."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_measure import Measure
from ui.customers.consent_card import ConsentCard
from ui.customers.holding_card import HoldingCard
from ui.customers.override_form import override_notice
from ui.customers.papers_card import PapersCard
from ui.customers.people_card import PeopleCard
from ui.customers.portrait_reading import Portrait
from ui.customers.receipt_card import ReceiptCard
from ui.customers.side_cards import TransactionCard, facts_card, visit_card
from ui.customers.source_rows import open_source_rows
from ui.customers.timeline_entries import kind_labels
from ui.customers.timeline_loader import TimelineLoader
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.page_parts import Card
from ui.kit.theme import current_theme
from ui.kit.timeline import Timeline

SIDE_WIDTH = 304
WIDE_SIDE_WIDTH = 400
WIDE_WINDOW = 1600
LEAST_TIMELINE = 280
LEAST_MAIN = 600
_EDGE, _GAP = 24, 16


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
        self.events = TimelineLoader(context, self.timeline)
        self._row = QHBoxLayout(self)
        self._top = QVBoxLayout()
        self._side = QVBoxLayout()
        self._area = QScrollArea()
        self._main_area = QScrollArea()
        self._arrange()

    def _arrange(self) -> None:
        self.timeline.setMinimumHeight(current_theme().px(LEAST_TIMELINE))
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(16)
        main.addLayout(self._top)
        main.addWidget(self.timeline, 1)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(12)
        row = self._row
        row.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        row.setSpacing(_GAP)
        row.addWidget(_scrolled(self._main_area, main), 1)
        row.addWidget(_scrolled(self._area, self._side))

    def make_room(self, width: int) -> None:
        """Keep receipt and timeline readable beside a panel; the side cards wait under it."""
        has_room = self.width() - width - _EDGE - _GAP >= current_theme().px(LEAST_MAIN)
        is_covered = width > 0 and has_room
        self._area.setVisible(not is_covered)
        self._row.setContentsMargins(_EDGE, _GAP, width + _GAP if is_covered else _EDGE, _GAP)

    def begin(self) -> None:
        """Show nothing of the last customer until the next one is read."""
        _clear(self._top)
        _clear(self._side)
        for area in (self._area, self._main_area):
            area.verticalScrollBar().setValue(0)

    def show_portrait(self, portrait: Portrait) -> None:
        """Show the cards of a customer."""
        self._fit_side()
        _clear(self._top)
        if portrait.override is not None:
            self._top.addWidget(override_notice(self._context, portrait.override))
        if portrait.receipt is not None:
            receipt = ReceiptCard(portrait.receipt, self._context.formats)
            receipt.link_clicked.connect(self.rule_wished)
            receipt.figure_opened.connect(partial(self._open_rows, portrait.customer.id))
            self._top.addWidget(receipt)
        else:
            self._top.addWidget(self._untiered_card())
        self._show_side(portrait)

    def _open_rows(self, customer_id: CustomerId, measure: Measure) -> None:
        open_source_rows(self._context, customer_id, measure, self.window())

    def _untiered_card(self) -> Card:
        card = Card(self.tr("为什么未分层"), link_text=self.tr("查看规则"))
        words = self.tr("还没有交易，也没有导入过金额或余额。有了以后，下次评定时定级")
        card.add_padded(label(words, "muted", wraps=True))
        card.link_clicked.connect(self.rule_wished)
        return card

    def clear_filters(self) -> None:
        """Show every entry of the timeline again."""
        self.timeline.search.clear()
        self.timeline.segments.choose("all")

    def _show_side(self, portrait: Portrait) -> None:
        _clear(self._side)
        customer = portrait.customer
        deals = TransactionCard(self._context, portrait)
        deals.wished.connect(self.transaction_wished)
        self._side.addWidget(visit_card(self._context, portrait))
        self._side.addWidget(HoldingCard(self._context, portrait))
        self._side.addWidget(PeopleCard(self._context, customer, portrait.people))
        self._side.addWidget(ConsentCard(self._context, customer, portrait.consents))
        self._side.addWidget(facts_card(self._context, portrait))
        self._side.addWidget(deals)
        self._side.addWidget(PapersCard(self._context, customer, portrait.files))
        self._side.addStretch(1)

    def _fit_side(self) -> None:
        is_wide = self.window().width() >= WIDE_WINDOW
        self._area.setFixedWidth(current_theme().px(WIDE_SIDE_WIDTH if is_wide else SIDE_WIDTH))


def _scrolled(area: QScrollArea, layout: QVBoxLayout) -> QScrollArea:
    holder = QWidget()
    holder.setProperty("ground", "none")
    holder.setLayout(layout)
    area.setWidget(holder)
    area.setWidgetResizable(True)
    area.setProperty("ground", "none")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _clear(layout: QVBoxLayout) -> None:
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
