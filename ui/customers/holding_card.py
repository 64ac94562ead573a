"""The card of what a customer holds: products, money, last days, and the monthly averages."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from branchcrm.domain.customer import Customer, Figure
from branchcrm.domain.figure import AUM_MONTH_AVERAGE, BALANCE
from branchcrm.domain.holding import Holding, total_cents
from branchcrm.domain.ids import HoldingId
from branchcrm.domain.masking import mask_free_text
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.customers.holding_form import open_holding_form
from ui.customers.portrait_reading import Portrait
from ui.kit.buttons import IconButton
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.page import PageContext
from ui.kit.page_parts import Card
from ui.kit.translation import translate

MOST_ROWS = 6


class HoldingCard(Card):
    """What a customer holds; each row can be corrected or taken off."""

    def __init__(self, context: PageContext, portrait: Portrait) -> None:
        """Show the holdings of a portrait, the first to mature first."""
        self._context, self._customer = context, portrait.customer
        is_open = not portrait.customer.is_removed
        self._may_edit = is_open and context.services.actor.may(Right.EDIT_TRANSACTIONS)
        kept = portrait.holdings
        words = translate(mark("登记")) if self._may_edit else ""
        count = context.formats.count(len(kept)) if kept else ""
        super().__init__(translate(mark("持有产品")), count, words)
        self.link_clicked.connect(partial(self.open_form, None))
        for holding in kept[:MOST_ROWS]:
            self.add(rule())
            self.add(self._line(holding))
        if kept:
            self.put_in_head(label(translate(mark("合计")), "muted"))
            self.put_in_head(label(context.formats.money(total_cents(kept)), "strong"))
        self._add_figures(portrait)

    def open_form(self, holding_id: HoldingId | None) -> None:
        """Keep another holding, or correct one."""
        open_holding_form(self._context, self._customer, holding_id, self.window())

    def remove(self, holding_id: HoldingId) -> None:
        """Take a holding off; undo brings it back."""
        holdings = self._context.services.holdings
        self._context.navigator.run(partial(holdings.remove, holding_id))

    def _add_figures(self, portrait: Portrait) -> None:
        figures = _latest(portrait.customer)
        for figure in figures:
            amount = self._context.formats.money(figure.value)
            self.add(rule())
            self.add(_figure_line(self._figure_words(figure), amount))
        if not figures and not portrait.holdings:
            self.add_padded(label(translate(mark("还没有登记持有产品")), "muted"))

    def _figure_words(self, figure: Figure) -> str:
        if figure.measure == BALANCE:
            day = self._context.formats.day(figure.as_of)
            return translate(mark("余额（{day}）")).format(day=day)
        return translate(mark("月日均（{month}）")).format(month=f"{figure.as_of:%Y-%m}")

    def _line(self, holding: Holding) -> QWidget:
        facts, holder = holding.facts, QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(16, 6, 8, 6)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(ElidedLabel(facts.product), 0, 0)
        words, role = self._when(holding)
        if words:
            grid.addWidget(label(words, role), 1, 0)
        amount = label(self._context.formats.money(facts.amount_cents))
        if facts.note:
            holder.setToolTip(mask_free_text(facts.note))
        grid.addWidget(amount, 0, 1, 2, 1)
        more = IconButton("ph.dots-three", translate(mark("更正或删除")), is_small=True)
        more.setEnabled(self._may_edit)
        more.clicked.connect(partial(self._open_menu, more, holding.id))
        grid.addWidget(more, 0, 2, 2, 1)
        return holder

    def _when(self, holding: Holding) -> tuple[str, str]:
        facts, formats = holding.facts, self._context.formats
        today = self._context.clock.today()
        if facts.matures_on is not None:
            day = formats.day(facts.matures_on)
            if holding.is_over(today):
                return translate(mark("{day} 已到期")).format(day=day), "danger-meta"
            role = "warn-meta" if holding.is_due_soon(today) else "label"
            return translate(mark("{day} 到期")).format(day=day), role
        if facts.since is not None:
            return translate(mark("{day} 起")).format(day=formats.day(facts.since)), "label"
        return "", "label"

    def _open_menu(self, button: IconButton, holding_id: HoldingId) -> None:
        menu = QMenu(self)
        edit = menu.addAction(translate(mark("更正…")))
        edit.triggered.connect(partial(self.open_form, holding_id))
        menu.addAction(translate(mark("删除"))).triggered.connect(partial(self.remove, holding_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))


def _latest(customer: Customer) -> list[Figure]:
    """Give the newest reported average and balance."""
    found: dict[str, Figure] = {}
    for figure in sorted(customer.figures, key=lambda one: one.as_of):
        if figure.measure in (AUM_MONTH_AVERAGE, BALANCE):
            found[figure.measure] = figure
    return [found[measure] for measure in (AUM_MONTH_AVERAGE, BALANCE) if measure in found]


def _figure_line(words: str, amount: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(16, 6, 16, 6)
    row.addWidget(label(words, "muted"), 1)
    row.addWidget(label(amount, "strong"))
    return holder
