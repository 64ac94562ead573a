"""The head of a portrait: who it is, the way to the neighbours, what can be done."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from branchcrm.domain.customer import Customer
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import BY_HAND
from branchcrm.domain.wording import listed
from ui.customers.name_label import name_label
from ui.customers.portrait_reading import PortraitHead
from ui.kit.buttons import IconButton, danger_text, primary, secondary
from ui.kit.labels import Avatar, Badge, TierBadge, label
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate

MOST_NAME_WIDTH = 320
SHOWN_TAGS = 3


class PortraitHeader(QFrame):
    """Shows a customer's name and tier; every button tells what is wished."""

    wished = Signal(str)

    def __init__(self, context: PageContext, head: PortraitHead, *, has_neighbours: bool) -> None:
        """Show a customer."""
        super().__init__()
        customer = head.customer
        self._context, self._customer = context, customer
        self.setProperty("ground", "surface")
        self.setProperty("line", "bottom")
        self.setFixedHeight(current_theme().px(56))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 24, 0)
        self._row.setSpacing(8)
        self._add_identity(customer, is_by_hand=head.override is not None)
        self._add_tags(head)
        self._row.addStretch(1)
        if has_neighbours:
            self._add_icon("ph.caret-up", self.tr("上一位"), "previous", "Alt ↑")
            self._add_icon("ph.caret-down", self.tr("下一位"), "next", "Alt ↓")
        if customer.is_removed:
            self._add_restore()
        else:
            self._add_actions()

    def _add_identity(self, customer: Customer, *, is_by_hand: bool) -> None:
        self._add_icon("ph.arrow-left", self.tr("返回"), "back", "Alt ←")
        self._row.addWidget(Avatar(customer.name))
        self._row.addWidget(name_label(customer.name, 20, MOST_NAME_WIDTH))
        self._row.addWidget(TierBadge(customer.tier.value, is_long=True))
        if is_by_hand:
            self._row.addWidget(Badge(translate(BY_HAND), "accent"))
        self._row.addWidget(label(customer.code, "muted"))
        if customer.is_removed:
            self._row.addWidget(Badge(self.tr("在回收站"), "warn"))

    def _add_tags(self, head: PortraitHead) -> None:
        if head.consents.ban is not None:
            badge = Badge(self.tr("不再联系"), "danger")
            badge.setToolTip(spoken(head.consents.ban.words))
            self._row.addWidget(badge)
        for name in head.tags[:SHOWN_TAGS]:
            self._row.addWidget(Badge(name))
        more = len(head.tags) - SHOWN_TAGS
        if more > 0:
            badge = Badge(f"+{more}")
            badge.setToolTip(spoken(listed(head.tags[SHOWN_TAGS:])))
            self._row.addWidget(badge)

    def _add_actions(self) -> None:
        may = self._context.services.actor.may
        for right, words, icon, wish in (
            (Right.PLAN_VISITS, self.tr("安排回访"), "ph.calendar-plus", "visit"),
            (Right.HANDLE_COMPLAINTS, self.tr("登记投诉"), "ph.megaphone-simple", "complain"),
        ):
            button = secondary(words, icon=icon)
            button.clicked.connect(partial(self.wished.emit, wish))
            button.setVisible(may(right))
            self._row.addWidget(button)
        if may(Right.EXPORT_MASKED):
            self._add_icon("ph.printer", self.tr("打印客户卡"), "print", "Ctrl P")
        self.more = IconButton("ph.dots-three", self.tr("更多"))
        self.more.clicked.connect(self._on_more_clicked)
        self._row.addWidget(self.more)
        log = primary(self.tr("记互动"), icon="ph.note-pencil", hint="I")
        log.clicked.connect(partial(self.wished.emit, "log"))
        log.setVisible(may(Right.LOG_INTERACTIONS))
        self._row.addWidget(log)

    def _add_restore(self) -> None:
        purge = danger_text(self.tr("永久删除…"))
        purge.clicked.connect(partial(self.wished.emit, "purge"))
        purge.setVisible(self._context.services.actor.may(Right.PURGE))
        self._row.addWidget(purge)
        button = primary(self.tr("恢复"), icon="ph.arrow-counter-clockwise")
        button.clicked.connect(partial(self.wished.emit, "restore"))
        button.setVisible(self._context.services.actor.may(Right.REMOVE_CUSTOMERS))
        self._row.addWidget(button)

    def _add_icon(self, icon: str, words: str, wish: str, keys: str) -> None:
        button = IconButton(icon, words)
        button.set_name(words, keys)
        button.clicked.connect(partial(self.wished.emit, wish))
        self._row.addWidget(button)

    def more_menu(self) -> QMenu:
        """Give the menu of what is done less often."""
        menu = QMenu(self)
        may = self._context.services.actor.may
        for right, words, wish in (
            (Right.EDIT_CUSTOMERS, self.tr("编辑资料…"), "edit"),
            (Right.EDIT_CUSTOMERS, self.tr("标签…"), "tags"),
            (Right.EDIT_TRANSACTIONS, self.tr("登记交易…"), "transaction"),
            (Right.EXPORT_MASKED, self.tr("打印客户卡…"), "print"),
            (Right.SEE_CUSTOMERS, self.tr("产品目录…"), "products"),
            (Right.APPLY_TIERS, self.tr("人工定层级…"), "override"),
            (Right.SEE_HISTORY, self.tr("修改历史…"), "history"),
            (Right.REMOVE_CUSTOMERS, self.tr("删除这位客户"), "remove"),
        ):
            if may(right):
                menu.addAction(words).triggered.connect(partial(self.wished.emit, wish))
        return menu

    def _on_more_clicked(self) -> None:
        menu = self.more_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))
