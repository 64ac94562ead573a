"""The board of tiers: how the book divides, by which rule, and who moved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.tier_board import TierBoard
from branchcrm.domain.tier_outcome import TierOverview
from branchcrm.domain.tier_trial import Trial
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import InlineNotice
from ui.tiers.heat_card import HeatCard
from ui.tiers.migration_card import MigrationCard
from ui.tiers.moves_card import MOVED, TRIED, MovesCard
from ui.tiers.moves_card import WATCHED as WATCHED_LIST
from ui.tiers.policy_card import PolicyCard
from ui.tiers.report_export import ReportExport
from ui.tiers.structure_card import StructureCard
from ui.tiers.workshop import Workshop

CUSTOMERS = "customers"
COLUMN_SHARES = (31, 25, 16, 40)
MOVES_OF_BENCH = 46
WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TRANSACTION, Aspect.TIER)


class BoardView(Page):
    """Shows the tiers as they stand; `told` gives the words of the rule in force."""

    told = Signal(str)

    def __init__(self, context: PageContext) -> None:
        """Build the page; it is read when it is activated."""
        super().__init__(context)
        formats = context.formats
        self.board: TierBoard | None = None
        self.notice = InlineNotice("info")
        self.structure = StructureCard(formats)
        self.policy = PolicyCard()
        self.workshop = Workshop(context, self)
        self.moves = MovesCard(formats)
        self.migration = MigrationCard(formats)
        self.heat = HeatCard(formats)
        self._export = ReportExport(context, self)
        self._is_reading = False
        self._is_stale = False
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
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
        self._grid.addWidget(self.workshop.card, 1, 1, 1, 2)
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
        column.addWidget(area, 1)
        for part in (self.notice, self.migration, self.heat):
            part.hide()

    def _connect(self) -> None:
        self.structure.tier_chosen.connect(self._on_structure_tier_chosen)
        self.moves.opened.connect(self._on_moves_opened)
        self.moves.export_wished.connect(self._on_moves_export_wished)
        self.moves.head.offer_export(is_offered=self._export.is_allowed)
        self.workshop.tried.connect(self._on_workshop_tried)
        self.workshop.turned.connect(self._on_workshop_turned)

    def _on_workshop_tried(self, trial: object) -> None:
        if isinstance(trial, Trial):
            self.moves.show_trial(trial)
            self.structure.show_trial(trial, self.workshop.name)

    def _on_workshop_turned(self) -> None:
        """Show the bench in place of the rule as text, or the rule again."""
        is_open = self.workshop.is_open
        self.policy.setVisible(not is_open)
        self._grid.setColumnStretch(3, MOVES_OF_BENCH if is_open else COLUMN_SHARES[3])
        if not is_open:
            self.moves.show_trial(None)
            self.structure.show_trial(None)
        if self.board is not None:
            self.told.emit(self._rule_words(self.board.overview))

    # what the page asks

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
        self.workshop.refresh()
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _show(self, board: TierBoard) -> None:
        overview = board.overview
        self.told.emit(self._rule_words(overview))
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
        if self.workshop.is_open or overview.as_of is None:
            return words
        reviewed = self.tr("{day} 评审").format(day=overview.as_of.isoformat())
        return f"{words} · {reviewed}"

    def _on_task_error(self, error: Exception) -> None:
        self._is_reading = False
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _on_structure_tier_chosen(self, tier: str) -> None:
        self.context.navigator.open_page(CUSTOMERS, tier=tier)

    def _on_moves_export_wished(self, which: str) -> None:
        policy = self.workshop.card.policy
        if which == TRIED and policy is not None:
            self._export.export_trial(policy)
        elif which == WATCHED_LIST:
            self._export.export_watched()
        elif which == MOVED:
            self._export.export_moved()

    def _on_moves_opened(self, customer_id: int, within: object) -> None:
        ids = within if isinstance(within, list) else None
        self.context.navigator.open_customer(customer_id, ids)
