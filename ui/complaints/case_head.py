"""The head of a complaint: its title, who and where, and what can be done beside the steps."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from branchcrm.domain.complaint_kind import ACTION_LABELS, SEVERITY_LABELS, ComplaintAction
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.rights import Right
from ui.complaints.detour_plans import MENU
from ui.complaints.words import SEVERITY_KINDS
from ui.kit.buttons import IconButton, link, small
from ui.kit.flow import FlowLayout
from ui.kit.labels import Badge, ElidedLabel, TierBadge, label
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.kit.translation import translate

TITLE_STRETCH = 1000


class CaseHead(QWidget):
    """Title and facts of a complaint, with its side actions at the right."""

    wished = Signal(object)

    def __init__(self, context: PageContext, portrait: ComplaintPortrait) -> None:
        """Take the complaint as it stands."""
        super().__init__()
        self._context, self._portrait = context, portrait
        may_handle = context.services.actor.may(Right.HANDLE_COMPLAINTS)
        allowed = set(portrait.allowed) if may_handle else set()
        self.assign_button = small(self.tr("转派"))
        self.extend_button = small(self.tr("申请延期"))
        self.reopen_button = small(self.tr("重新打开…"))
        self.more_button = IconButton(
            "ph.dots-three", self.tr("更多操作"), is_boxed=True, is_small=True
        )
        self._offered = [action for action in MENU if action in allowed]
        is_open = portrait.complaint.is_open
        self.assign_button.setVisible(ComplaintAction.ASSIGN in allowed)
        self.extend_button.setVisible(ComplaintAction.EXTEND in allowed)
        self.reopen_button.setVisible(not is_open and ComplaintAction.REOPEN in allowed)
        self.more_button.setVisible(is_open and bool(self._offered))
        self.assign_button.clicked.connect(self._on_assign_clicked)
        self.extend_button.clicked.connect(self._on_extend_clicked)
        self.reopen_button.clicked.connect(self._on_reopen_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._title_row())
        column.addWidget(self._facts())

    @property
    def offered(self) -> Sequence[ComplaintAction]:
        """Give the actions of the menu."""
        return self._offered

    def menu(self) -> QMenu:
        """Give the menu of further actions."""
        menu = QMenu(self)
        for action in self._offered:
            entry = QAction(translate(ACTION_LABELS[action]) + "…", menu)
            entry.setData(action.value)
            menu.addAction(entry)
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _title_row(self) -> QHBoxLayout:
        complaint = self._portrait.complaint
        row = QHBoxLayout()
        row.setSpacing(8)
        title = ElidedLabel(complaint.subject, "section")
        font = current_theme().font(16, bold=True)
        title.setMaximumWidth(QFontMetrics(font).horizontalAdvance(complaint.subject) + 8)
        row.addWidget(title, TITLE_STRETCH)
        kind, icon = SEVERITY_KINDS[complaint.severity]
        row.addWidget(Badge(translate(SEVERITY_LABELS[complaint.severity]), kind, icon))
        if complaint.reopen_count:
            times = self.tr("第 {times} 次打开").format(times=complaint.reopen_count + 1)
            row.addWidget(Badge(times, "neutral", "ph.arrow-counter-clockwise"))
        if complaint.is_overdue:
            row.addWidget(Badge(self.tr("已超期"), "danger", "ph.clock"))
        row.addStretch(1)
        row.addSpacing(12)
        for button in (
            self.assign_button,
            self.extend_button,
            self.reopen_button,
            self.more_button,
        ):
            row.addWidget(button)
        return row

    def _facts(self) -> QWidget:
        """Give number, customer, phone, channel, classes and people in one flowing line."""
        complaint, context = self._portrait.complaint, self._context
        taxonomy = context.services.complaints.taxonomy()
        is_english = context.theme.language == "en"
        holder = QWidget()
        holder.setMinimumHeight(current_theme().px(20))
        flow = FlowLayout(holder, gap=12)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(label(complaint.number, "muted"))
        flow.addWidget(self._person())
        facts = [self._portrait.phone]
        for axis, code in (
            (Axis.CHANNEL, complaint.channel),
            (Axis.CATEGORY, complaint.category),
            (Axis.CAUSE, complaint.cause),
        ):
            facts.append(taxonomy.label(axis, code, is_english=is_english))
        if complaint.handler_name:
            facts.append(self.tr("处理人 {name}").format(name=complaint.handler_name))
        if self._portrait.accused_name:
            facts.append(self.tr("涉及员工 {name}").format(name=self._portrait.accused_name))
        for words in filter(None, facts):
            flow.addWidget(label(words, "muted"))
        return holder

    def _person(self) -> QWidget:
        complaint, name = self._portrait.complaint, self._portrait.customer_name
        if complaint.customer_id is None:
            return label(name or self.tr("未知客户"), "muted")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.customer_link = link(name)
        self.customer_link.clicked.connect(self._on_customer_clicked)
        row.addWidget(self.customer_link)
        if self._portrait.customer_tier not in ("", "none"):
            row.addWidget(TierBadge(self._portrait.customer_tier))
        return holder

    def _on_customer_clicked(self) -> None:
        customer_id = self._portrait.complaint.customer_id
        if customer_id is not None:
            self._context.navigator.open_customer(customer_id)

    def _on_assign_clicked(self) -> None:
        self.wished.emit(ComplaintAction.ASSIGN)

    def _on_extend_clicked(self) -> None:
        self.wished.emit(ComplaintAction.EXTEND)

    def _on_reopen_clicked(self) -> None:
        self.wished.emit(ComplaintAction.REOPEN)

    def _on_more_clicked(self) -> None:
        self.menu().popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 4)))

    def _on_menu_triggered(self, action: QAction) -> None:
        self.wished.emit(ComplaintAction(str(action.data())))
