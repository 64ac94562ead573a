"""The page of tiers: one head, and behind a switch the board and the other views."""

from importlib import import_module

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.buttons import primary, secondary
from ui.kit.choices import Option, SegmentedControl
from ui.kit.labels import Badge
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.translation import translate
from ui.tiers.board_view import BoardView
from ui.tiers.report_export import ReportExport
from ui.tiers.review_run import ReviewRun

BOARD, HISTORY, FAIRNESS, LAYERS, OFFERS = "board", "history", "fairness", "layers", "offers"
VIEWS: dict[str, tuple[str, str]] = {
    BOARD: (mark("总览"), "board_view:BoardView"),
    OFFERS: (mark("差一步"), "offers_view:OffersView"),
    HISTORY: (mark("历史与迁移"), "history_view:HistoryView"),
    LAYERS: (mark("其他分层"), "layers_view:LayersView"),
    FAIRNESS: (mark("公平性"), "fairness_view:FairnessView"),
}
"""The views in the order of the switch; each is loaded and built when it is first shown."""


class TierPage(Page):
    """Shows the tiers from several sides; one button reviews the book by the rule in force."""

    def __init__(self, context: PageContext) -> None:
        """Build the page with its board."""
        super().__init__(context)
        self.header = PageHeader(self.tr("分层"))
        self.draft_mark = Badge("", "accent", "ph.pencil-simple")
        self.header.add_beside_title(self.draft_mark)
        self.draft_mark.hide()
        self.switch = SegmentedControl(
            [Option(key, translate(words)) for key, (words, _) in VIEWS.items()], is_small=True
        )
        self.report_button = secondary(self.tr("导出报表"), icon="ph.export")
        self.retier_button = primary(self.tr("重算分层"), icon="ph.arrow-clockwise")
        self._views: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._arrange()
        board = self.view(BOARD)
        assert isinstance(board, BoardView)  # noqa: S101 - it is listed so
        self.overview = board
        board.told.connect(self.header.set_meta)
        board.migration.matrix.way_chosen.connect(self._on_board_way_chosen)
        self.switch.changed.connect(self._on_switch_changed)
        self.report_button.clicked.connect(self._on_report_clicked)
        self.retier_button.clicked.connect(self.retier)
        self.retier_button.setVisible(context.services.actor.may(Right.APPLY_TIERS))
        self._review = ReviewRun(context, self)
        self._review.ended.connect(self._on_review_ended)
        self._add_bench()

    def _arrange(self) -> None:
        self._sides = QFrame()
        self._sides.setProperty("ground", "surface")
        self._sides.setProperty("line", "bottom")
        row = QHBoxLayout(self._sides)
        row.setContentsMargins(24, 8, 24, 8)
        row.addWidget(self.switch)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._sides)
        column.addWidget(self._stack, 1)

    def _add_bench(self) -> None:
        """Give the bench of the board its buttons in the head."""
        bench = self.overview.workshop
        for button in bench.buttons.beside:
            self.header.add_action(button)
        self.header.add_action(self.report_button)
        self.header.add_action(self.retier_button)
        for button in bench.buttons.last:
            self.header.add_action(button)
        bench.turned.connect(self._on_bench_turned)

    def _on_bench_turned(self) -> None:
        bench = self.overview.workshop
        self.draft_mark.setVisible(bench.is_open)
        self.draft_mark.set_text(self.tr("{draft} 未应用").format(draft=bench.name))
        self._show_actions()

    def _show_actions(self) -> None:
        """Offer what fits: the bench's buttons on the board, the page's own elsewhere."""
        is_board = self.shown is self.overview
        has_bench = is_board and self.overview.workshop.is_open
        self.overview.workshop.set_in_front(is_in_front=is_board)
        may_retier = self.context.services.actor.may(Right.APPLY_TIERS)
        self.retier_button.setVisible(may_retier and not has_bench)
        self.report_button.setVisible(not has_bench)

    def view(self, key: str) -> Page:
        """Give a view, built at its first use."""
        if key not in self._views:
            module, _, name = VIEWS[key][1].partition(":")
            made: Page = getattr(import_module(f"ui.tiers.{module}"), name)(self.context)
            made.status_changed.connect(self._on_view_status_changed)
            self._views[key] = made
            self._stack.addWidget(made)
        return self._views[key]

    @property
    def shown(self) -> Page:
        """Give the view in front."""
        return self.view(str(self.switch.value()))

    # what the window asks

    @override
    def activate(self, **params: object) -> None:
        if params.get("view") in VIEWS:
            self.switch.set_value(params["view"])
        self._turn(**params)

    @override
    def refresh(self) -> None:
        self.shown.refresh()

    @override
    def on_changes(self, changes: Changes) -> None:
        self.shown.on_changes(changes)
        if self.shown is not self.overview:
            self.overview.on_changes(changes)

    @override
    def status_text(self) -> str:
        return self.overview.status_text()

    @override
    def regions(self) -> list[QWidget]:
        return [self.switch, *self.shown.regions()]

    def _turn(self, **params: object) -> None:
        self._stack.setCurrentWidget(self.shown)
        self._show_actions()
        self.shown.activate(**params)

    def _on_board_way_chosen(self, way: object) -> None:
        self.switch.set_value(HISTORY)
        self._turn(way=way)

    def _on_switch_changed(self, _key: object) -> None:
        self._turn()

    def _on_view_status_changed(self, _text: str) -> None:
        self.status_changed.emit(self.status_text())

    # doing

    def _on_report_clicked(self) -> None:
        ReportExport(self.context, self).export()

    def retier(self) -> None:
        """Review the whole book by the rule in force."""
        self.retier_button.setEnabled(False)
        self._review.start()

    def _on_review_ended(self) -> None:
        self.retier_button.setEnabled(True)
