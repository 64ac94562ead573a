"""The cards at the right of a portrait: next visit, transactions, data, reported figures."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.customer import Customer
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.reveal import SecretField
from branchcrm.domain.rights import Right
from branchcrm.domain.transaction import TRANSACTION_LABELS, Transaction
from branchcrm.domain.wording import listed, mark
from ui.customers.customer_words import heading
from ui.customers.own_lines import own_lines
from ui.customers.portrait_reading import Portrait, PortraitHead
from ui.customers.secret_line import SecretLine
from ui.customers.visit_words import visit_when
from ui.kit.buttons import IconButton
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.page import PageContext
from ui.kit.page_parts import Card
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate

_NAME_WIDTH = 78
_TONES = {"strong": "strong", "danger": "danger"}


def visit_card(context: PageContext, portrait: Portrait) -> Card:
    """Give the card of the next visit: when, how, what for; or the way to plan one."""
    customer = portrait.customer
    is_planned = customer.next_visit_at is not None
    words = translate(mark("改期")) if is_planned else translate(mark("安排"))
    may_plan = context.services.actor.may(Right.PLAN_VISITS) and not customer.is_removed
    card = Card(translate(mark("下次回访")), link_text=words if may_plan else "")
    when = visit_when(customer, context.formats)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    first = QHBoxLayout()
    first.setSpacing(12)
    first.addWidget(label(when.text, _TONES.get(when.tone, "")))
    if portrait.visit is not None:
        first.addWidget(label(translate(CHANNEL_LABELS[portrait.visit.channel])))
    first.addStretch(1)
    column.addLayout(first)
    if portrait.visit is not None and portrait.visit.purpose:
        column.addWidget(label(portrait.visit.purpose, "muted", wraps=True))
    card.add_padded(body)
    visit_id = None if customer.next_visit_id is None else int(customer.next_visit_id)
    plan = context.navigator.schedule_visit
    card.link_clicked.connect(partial(plan, int(customer.id), visit_id=visit_id))
    return card


class TransactionCard(Card):
    """The latest transactions; each can be corrected, reversed or removed."""

    wished = Signal(str, object)

    def __init__(self, context: PageContext, portrait: Portrait) -> None:
        """Show the latest transactions and how many there are."""
        self._context = context
        kept, is_open = portrait.transactions, not portrait.customer.is_removed
        self._may_edit = is_open and context.services.actor.may(Right.EDIT_TRANSACTIONS)
        words = translate(mark("登记")) if self._may_edit else ""
        count = context.formats.count(portrait.transaction_count) if kept else ""
        super().__init__(translate(mark("交易")), count, words)
        self.link_clicked.connect(partial(self.wished.emit, "add", None))
        for transaction in kept:
            self.add(rule())
            self.add(self._line(transaction))
        if not kept:
            self.add_padded(label(translate(mark("还没有交易")), "muted"))

    def _line(self, kept: Transaction) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(16, 6, 8, 6)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        kind = translate(TRANSACTION_LABELS[kept.kind])
        day = self._context.formats.day(kept.day)
        note = f"{day} {kind}" if kept.product else day
        if kept.reversed_by_id is not None:
            note = f"{note} · {translate(mark('已冲正'))}"
        grid.addWidget(ElidedLabel(kept.product or kind), 0, 0)
        grid.addWidget(label(note, "label"), 1, 0)
        grid.addWidget(label(self._context.formats.money(kept.amount_cents)), 0, 1, 2, 1)
        more = IconButton("ph.dots-three", translate(mark("更正、冲正或删除")), is_small=True)
        more.setEnabled(self._may_edit and kept.can_change)
        more.clicked.connect(partial(self._open_menu, more, kept))
        grid.addWidget(more, 0, 2, 2, 1)
        return holder

    def _open_menu(self, button: IconButton, kept: Transaction) -> None:
        menu = QMenu(self)
        for key, words in (
            ("edit", translate(mark("更正…"))),
            ("reverse", translate(mark("冲正"))),
            ("remove", translate(mark("删除"))),
        ):
            menu.addAction(words).triggered.connect(partial(self.wished.emit, key, int(kept.id)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))


def facts_card(context: PageContext, portrait: PortraitHead) -> Card:
    """Give the card of papers, addresses, notes and own fields; unknown ones are left out."""
    customer = portrait.customer
    may_edit = context.services.actor.may(Right.EDIT_CUSTOMERS) and not customer.is_removed
    card = Card(translate(mark("基本资料")), link_text=translate(mark("编辑")) if may_edit else "")
    card.link_clicked.connect(partial(context.navigator.edit_customer, int(customer.id)))
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    rows = _facts(context, customer) + own_lines(customer, portrait.own, context.formats)
    for place, (words, widget) in enumerate(rows):
        name = label(words, "muted", wraps=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        name.setFixedWidth(current_theme().px(_NAME_WIDTH))
        grid.addWidget(name, place, 0)
        grid.addWidget(widget, place, 1)
    if not rows:
        grid.addWidget(label(translate(mark("还没有填写")), "muted"), 0, 0)
    card.add_padded(body)
    return card


def _facts(context: PageContext, customer: Customer) -> list[tuple[str, QWidget]]:
    facts = customer.facts
    rows: list[tuple[str, QWidget]] = []
    if facts.id_number:
        words = translate(DOCUMENT_LABELS[facts.id_type]) if facts.id_type else ""
        line = SecretLine(context, customer, SecretField.ID_NUMBER)
        rows.append((words or translate(mark("证件")), line))
    if facts.card_number:
        line = SecretLine(context, customer, SecretField.CARD_NUMBER)
        rows.append((translate(mark("银行卡")), line))
    texts = (
        (mark("信用代码"), facts.uscc),
        (mark("其他电话"), spoken(listed(facts.more_phones))),
        (mark("单位"), facts.employer),
        (mark("职业"), facts.occupation),
        (mark("职务"), facts.contact_title),
        (mark("地址"), facts.address),
        (mark("邮箱"), facts.email),
        (mark("微信"), facts.wechat),
        (mark("备注"), facts.note),
    )
    rows += [(heading(words), label(text, wraps=True)) for words, text in texts if text]
    return rows
