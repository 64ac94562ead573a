"""What the pane beside the list shows about the current customer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.customer import STAGE_LABELS, Customer
from branchcrm.domain.reveal import SecretField
from branchcrm.domain.timeline import TimelineEvent
from branchcrm.domain.wording import listed
from ui.customers.consent_card import agreed_words
from ui.customers.customer_words import identity_line
from ui.customers.name_label import name_label
from ui.customers.own_lines import own_lines
from ui.customers.portrait_reading import Portrait
from ui.customers.quick_actions import may_act
from ui.customers.score_gauge import ScoreGauge
from ui.customers.secret_line import SecretLine
from ui.customers.timeline_entries import event_icon, when_of
from ui.customers.visit_words import visit_when, visit_words
from ui.kit.buttons import Button, ButtonLook, IconButton, link
from ui.kit.flow import FlowLayout
from ui.kit.labels import Badge, ElidedLabel, TierBadge, label
from ui.kit.page import PageContext
from ui.kit.paint import paint_icon
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate

LATEST = 4
MOST_NAME_WIDTH = 160


class DetailContent(QWidget):
    """Identity, quick actions, next visit, score, facts, and what happened last."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, context: PageContext, portrait: Portrait) -> None:
        """Show a portrait."""
        super().__init__()
        self._context, self._portrait = context, portrait
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        customer = portrait.customer
        self._add(self._identity(customer), self._actions(customer))
        self._add(*self._next_visit(customer))
        if portrait.receipt is not None and portrait.receipt.score is not None:
            self._add(*self._score())
        self._add(self._facts(customer))
        self._add(*self._latest(), is_last=True)
        self._column.addStretch(1)

    def _add(self, *widgets: QWidget, is_last: bool = False) -> None:
        part = QFrame()
        if not is_last:
            part.setProperty("line", "bottom")
        column = QVBoxLayout(part)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in widgets:
            column.addWidget(widget)
        self._column.addWidget(part)

    def _identity(self, customer: Customer) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        open_button = IconButton("ph.arrow-square-out", self.tr("打开画像"), is_small=True)
        open_button.clicked.connect(self._on_open_clicked)
        close_button = IconButton("ph.x", self.tr("关闭"), is_small=True)
        close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name_label(customer.name, 16, MOST_NAME_WIDTH))
        head.addWidget(TierBadge(customer.tier.value, is_long=True))
        head.addStretch(1)
        head.addWidget(open_button)
        head.addWidget(close_button)
        grid.addLayout(head, 0, 0)
        words = identity_line(customer, self._context.formats)
        grid.addWidget(ElidedLabel(words, "meta"), 1, 0)
        return holder

    def _actions(self, customer: Customer) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        navigator, number = self._context.navigator, int(customer.id)
        for action, words, key, act in (
            ("log", self.tr("记互动"), "I", navigator.log_interaction),
            ("visit", self.tr("安排回访"), "V", navigator.schedule_visit),
            ("complain", self.tr("登记投诉"), "T", navigator.log_complaint),
        ):
            button = Button(words, ButtonLook(hint=key, size="small"))
            button.clicked.connect(partial(act, number))
            button.setVisible(may_act(self._context, action))
            row.addWidget(button)
        holder.setVisible(not customer.is_removed)
        return holder

    def _next_visit(self, customer: Customer) -> list[QWidget]:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        when = visit_when(customer, self._context.formats)
        line.addWidget(
            label(when.text, {"strong": "strong", "danger": "danger"}.get(when.tone, ""))
        )
        line.addWidget(ElidedLabel(visit_words(self._portrait.visit)), 1)
        return [label(self.tr("下次回访"), "label"), row]

    def _score(self) -> list[QWidget]:
        receipt = self._portrait.receipt
        assert receipt is not None  # noqa: S101 - asked before
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("分层得分"), "label"))
        row.addSpacing(16)
        if receipt.next_tier is not None:
            gap = ElidedLabel(spoken(receipt.next_tier.sentence), "label")
            gap.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(gap, 1)
        return [head, ScoreGauge(receipt)]

    def _facts(self, customer: Customer) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, current_theme().px(68))
        grid.setColumnStretch(1, 1)
        facts = customer.facts
        phone: QWidget = label("—", "muted")
        if facts.phone:
            phone = SecretLine(self._context, customer, SecretField.PHONE)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("电话"), phone),
            (self.tr("客户经理"), label(customer.manager or "—")),
            (self.tr("阶段"), label(translate(STAGE_LABELS[facts.stage]))),
        ]
        held = dict.fromkeys(one.facts.product for one in self._portrait.holdings)
        if held:
            rows.append((self.tr("持有产品"), ElidedLabel(spoken(listed(held)))))
        if self._portrait.tags:
            rows.append((self.tr("标签"), _tag_line(self._portrait.tags)))
        agreed = agreed_words(self._portrait.consents, self._context.clock.today())
        if agreed:
            rows.append((self.tr("营销授权"), ElidedLabel(agreed)))
        if facts.contact_name:
            contact = " ".join(part for part in (facts.contact_name, facts.contact_title) if part)
            rows.append((self.tr("联系人"), ElidedLabel(contact)))
        if facts.employer:
            rows.append((self.tr("单位"), ElidedLabel(facts.employer)))
        if facts.source:
            rows.append((self.tr("来源"), ElidedLabel(facts.source)))
        rows += own_lines(customer, self._portrait.own, self._context.formats, is_short=True)
        for place, (words, widget) in enumerate(rows):
            grid.addWidget(label(words, "muted"), place, 0)
            grid.addWidget(widget, place, 1)
        return holder

    def _latest(self) -> list[QWidget]:
        events, total = self._portrait.events, self._portrait.event_count
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("最近动态"), "label"))
        row.addStretch(1)
        if total > LATEST:
            count = self._context.formats.count(total)
            more = link(self.tr("查看全部 {count} 条").format(count=count), is_small=True)
            more.clicked.connect(self._on_open_clicked)
            row.addWidget(more)
        if not events:
            return [head, label(self.tr("还没有往来记录"), "muted")]
        return [head, *(_EventLine(event, self._context) for event in events)]

    def _on_open_clicked(self) -> None:
        self.opened.emit(int(self._portrait.customer.id))


def _tag_line(names: Sequence[str]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=4)
    for name in names:
        flow.addWidget(Badge(name))
    return holder


class _EventLine(QWidget):
    """One event in two short lines with its icon."""

    def __init__(self, event: TimelineEvent, context: PageContext) -> None:
        super().__init__()
        self._icon = event_icon(event)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        formats = context.formats
        when = formats.plain_day(formats.local(event.at).date())
        grid.addWidget(ElidedLabel(spoken(event.title)), 0, 0)
        grid.addWidget(label(when, "meta"), 0, 1, Qt.AlignmentFlag.AlignTop)
        first = spoken(event.detail).partition("\n")[0]
        if first:
            grid.addWidget(ElidedLabel(first, "label"), 1, 0, 1, 2)
        self.setToolTip(when_of(event, formats, formats.local(event.at)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = current_theme().px(16)
        paint_icon(QPainter(self), QRectF(0, 2, side, side), *self._icon)
