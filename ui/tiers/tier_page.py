"""The board of tiers: how the book divides, by which rule, and who moved."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_board import TierBoard
from branchcrm.domain.tier_outcome import RetierOutcome, TierOverview
from ui.kit.buttons import primary, secondary
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import InlineNotice, PageHeader
from ui.kit.progress_dialog import ProgressDialog
from ui.tiers.heat_card import HeatCard
from ui.tiers.migration_card import MigrationCard
from ui.tiers.moves_card import MovesCard
from ui.tiers.policy_card import PolicyCard
from ui.tiers.report_export import ReportExport
from ui.tiers.structure_card import StructureCard

CUSTOMERS = "customers"
COLUMN_SHARES = (33, 25, 16, 37)
WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TRANSACTION, Aspect.TIER)


class TierPage(Page):
    """Shows the tiers as they stand; one button reviews the book by the rule in force."""

    def __init__(self, context: PageContext) -> None:
        """Build the page; it is read when it is activated."""
        super().__init__(context)
        formats = context.formats
        self.board: TierBoard | None = None
        self.header = PageHeader(self.tr("分层"))
        self.report_button = secondary(self.tr("导出报表"), icon="ph.export")
        self.retier_button = primary(self.tr("重算分层"), icon="ph.arrow-clockwise")
        self.retier_button.clicked.connect(self.retier)
        self.retier_button.setVisible(context.services.actor.may(Right.APPLY_TIERS))
        self.notice = InlineNotice("info")
        self.structure = StructureCard(formats)
        self.policy = PolicyCard()
        self.moves = MovesCard(formats)
        self.migration = MigrationCard(formats)
        self.heat = HeatCard(formats)
        self._is_reading = False
        self._is_stale = False
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.header.add_action(self.report_button)
        self.header.add_action(self.retier_button)
        body = QWidget()
        body.setProperty("ground", "bg")
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(24, 16, 24, 16)
        self._grid.setSpacing(16)
        for place, share in enumerate(COLUMN_SHARES):
            self._grid.setColumnStretch(place, share)
        self._grid.addWidget(self.notice, 0, 0, 1, 4)
        self._grid.addWidget(self.structure, 1, 0)
        self._grid.addWidget(self.policy, 1, 1, 1, 2)
        self._grid.addWidget(self.moves, 1, 3)
        self._grid.addWidget(self.migration, 2, 0, 1, 2)
        self._grid.addWidget(self.heat, 2, 2, 1, 2)
        self._grid.setRowStretch(3, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(area, 1)
        for part in (self.notice, self.migration, self.heat):
            part.hide()

    def _connect(self) -> None:
        self.report_button.clicked.connect(self._on_report_clicked)
        self.structure.tier_chosen.connect(self._on_structure_tier_chosen)
        self.moves.opened.connect(self._on_moves_opened)

    def _on_report_clicked(self) -> None:
        ReportExport(self.context, self).export()

    # what the window asks

    @override
    def activate(self, **params: object) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading = True
        self.context.tasks.start(
            self._read, on_success=self._on_read_success, on_error=self._on_task_error
        )

    @override
    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(aspect) for aspect in WATCHED):
            self.refresh()

    @override
    def status_text(self) -> str:
        if self.board is None:
            return ""
        return self.tr("规则 v{version} 生效中").format(version=self.board.overview.version)

    @override
    def regions(self) -> list[QWidget]:
        return [self.structure.pyramid, self.moves.list]

    # reading

    def _read(self, _progress: Progress) -> TierBoard:
        return self.context.services.tiers.board()

    def _on_read_success(self, board: TierBoard) -> None:
        self._is_reading = False
        self.board = board
        self._show(board)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _show(self, board: TierBoard) -> None:
        overview = board.overview
        self.header.set_meta(self._rule_words(overview))
        self.notice.setVisible(overview.as_of is None)
        self.notice.set_notice(
            "info", self.tr("还没有评审过。有交易后点“重算分层”，每位客户就有层级")
        )
        self.structure.show_overview(overview)
        self.policy.show_overview(overview)
        self.moves.show_board(board)
        self.migration.setVisible(bool(overview.moves))
        self.migration.show_overview(overview)
        self.heat.setVisible(board.grid is not None)
        if board.grid is not None:
            self.heat.grid.set_grid(board.grid)
        self._spread_lower_row(board)
        self.status_changed.emit(self.status_text())

    def _spread_lower_row(self, board: TierBoard) -> None:
        """Give a card of the lower row all of it while the other has nothing to show."""
        both = bool(board.overview.moves) and board.grid is not None
        for card, column in ((self.migration, 0), (self.heat, 2)):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, 2, column if both else 0, 1, 2 if both else 4)

    def _rule_words(self, overview: TierOverview) -> str:
        words = self.tr("规则 v{version}，{day} 起生效").format(
            version=overview.version, day=overview.effective_on.isoformat()
        )
        if overview.as_of is None:
            return words
        reviewed = self.tr("{day} 评审").format(day=overview.as_of.isoformat())
        return f"{words} · {reviewed}"

    # doing

    def retier(self) -> None:
        """Review the whole book by the rule in force."""
        self.retier_button.setEnabled(False)
        task = self.context.tasks.start(
            self.context.services.tiers.retier,
            on_success=self._on_retier_success,
            on_error=self._on_task_error,
            on_cancelled=partial(self.retier_button.setEnabled, True),  # noqa: FBT003 - Qt's setter
        )
        ProgressDialog(
            self.tr("重算分层"),
            self.tr("按现行规则评审每一位客户"),
            task,  # type: ignore[arg-type] # any outcome
            self.context.formats,
            self,
        )

    def _on_retier_success(self, outcome: RetierOutcome) -> None:
        self.retier_button.setEnabled(True)
        for sentence in outcome.notices:
            self.context.navigator.toast(sentence)
        if outcome.changes is None:
            self.context.navigator.toast(self.tr("层级没有变化：数字和规则都和上次评审一样"))
            return
        self.context.changes.publish(outcome.changes)
        self.context.navigator.toast(outcome.changes)

    def _on_task_error(self, error: Exception) -> None:
        self._is_reading = False
        self.retier_button.setEnabled(True)
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _on_structure_tier_chosen(self, tier: str) -> None:
        self.context.navigator.open_page(CUSTOMERS, tier=tier)

    def _on_moves_opened(self, customer_id: int, within: object) -> None:
        ids = within if isinstance(within, list) else None
        self.context.navigator.open_customer(customer_id, ids)
