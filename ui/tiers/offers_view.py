"""One step away: who is close to the next tier, what to do, and whether telling them helped."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.proportion import Proportion
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_offer import REACH, NearCustomer, NearList, OfferOutcome
from branchcrm.domain.wording import mark
from ui.kit.choices import Option, SegmentedControl
from ui.kit.desk_list import DeskList, DeskRow, Head
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import Card
from ui.kit.translation import spoken, translate
from ui.tiers.interval_bar import IntervalBar

WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TRANSACTION, Aspect.TIER, Aspect.VISIT)
REACHES = (2, REACH, 10)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OutcomeCard(Card):
    """Those who were told beside those who were as close and were not."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("告知有没有用")))
        self._formats = formats
        self.verdict = label("", "strong", wraps=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.verdict)
        column.addLayout(self._grid)
        words = mark(
            "同一次评审里离上一层同样近的客户，比较告知过的和没有告知的。谁被告知不是抽签决定的，差别不一定来自告知。"
        )
        column.addWidget(label(translate(words), "meta", wraps=True))
        self.add_padded(holder)
        self.add_stretch()

    def show_outcome(self, outcome: OfferOutcome) -> None:
        """Show another outcome."""
        self.verdict.setText(spoken(outcome.verdict))
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if outcome.rounds:
            self._add(0, translate(mark("告知过")), outcome.offered)
            self._add(1, translate(mark("没有告知")), outcome.others)

    def _add(self, row: int, words: str, share: Proportion) -> None:
        formats = self._formats
        low, high = (formats.ratio(bound) for bound in share.interval)
        rose = translate(mark("{hits} / {total} 位升层")).format(
            hits=formats.count(share.hits), total=formats.count(share.total)
        )
        self._grid.addWidget(label(words, "label"), row, 0)
        self._grid.addWidget(label(rose), row, 1)
        self._grid.addWidget(IntervalBar(share), row, 2)
        self._grid.addWidget(label(f"{low}–{high}", "meta"), row, 3, _RIGHT)


class OffersView(Page):
    """A list with ticks: write down who was told, plan a visit, and see what came of it."""

    def __init__(self, context: PageContext) -> None:
        """Build the view; it is read when it is shown."""
        super().__init__(context)
        self.near: NearList | None = None
        self.reach = SegmentedControl(
            [Option(reach, str(reach)) for reach in REACHES], is_small=True
        )
        self.reach.set_value(REACH)
        self.list = DeskList(
            self.tr("离上一层近的客户"),
            Head(self.tr("还差多少"), width=200),
            Head(self.tr("最省力的办法")),
            self.tr("没有客户离上一层这么近"),
        )
        self.outcome = OutcomeCard(context.formats)
        self._card = Card(self.tr("差一步升层"))
        self._latest = Latest(context.tasks, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(label(self.tr("距离不超过（分，按余额分层时为百分比）"), "label"))
        bar.addWidget(self.reach)
        bar.addStretch(1)
        may = self.context.services.actor.may
        if may(Right.LOG_INTERACTIONS):
            self.list.bulk.add_action(self.tr("记为已告知"), "ph.check", self.offer)
        if may(Right.PLAN_VISITS):
            self.list.bulk.add_action(self.tr("安排回访…"), "ph.calendar-plus", self.plan)
        self._card.add(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._card, 70)
        row.addWidget(self.outcome, 30)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.reach.changed.connect(self._on_reach_changed)
        self.list.opened.connect(self._on_list_opened)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_latest_failed)

    # what the page asks

    @override
    def activate(self, **params: object) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        self._latest.ask(None, partial(self._read, self._reach()))

    @override
    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(aspect) for aspect in WATCHED):
            self.refresh()

    @override
    def regions(self) -> list[QWidget]:
        return [self.reach, self.list.table]

    # doing

    def offer(self) -> None:
        """Write down that the ticked customers were told."""
        chosen, reach = self.list.chosen(), self._reach()
        offers = self.context.services.tier_views.offers
        self.context.navigator.run(partial(offers.offer, chosen, "", reach))

    def plan(self) -> None:
        """Plan a visit to the first of the ticked customers."""
        chosen = self.list.chosen()
        if chosen:
            self.context.navigator.schedule_visit(int(chosen[0]))

    # reading

    def _reach(self) -> int:
        value = self.reach.value()
        return value if isinstance(value, int) else REACH

    def _read(self, reach: int) -> tuple[NearList, OfferOutcome]:
        offers = self.context.services.tier_views.offers
        return offers.near(reach), offers.outcome()

    def _on_latest_answered(self, _key: object, answer: object) -> None:
        if not isinstance(answer, tuple):
            return
        self.near, outcome = answer
        assert self.near is not None  # noqa: S101 - just read
        words = translate(mark("{count} 位"))
        self._card.set_title(
            self.tr("差一步升层"), words.format(count=self.context.formats.count(self.near.count))
        )
        self.list.show_rows([self._row(one) for one in self.near.customers])
        self.outcome.show_outcome(outcome)

    def _row(self, one: NearCustomer) -> DeskRow:
        way = spoken(one.way) if one.way else ""
        if one.offered_at is not None:
            day = self.context.formats.day(self.context.formats.local(one.offered_at).date())
            way = self.tr("{day} 已告知 · {way}").format(day=day, way=way)
        return DeskRow(
            customer_id=int(one.customer_id),
            name=one.name,
            tier=one.tier.value,
            fact=spoken(one.gap),
            why=way,
        )

    def _on_reach_changed(self, _key: object) -> None:
        self.refresh()

    def _on_list_opened(self, customer_id: object) -> None:
        if isinstance(customer_id, int):
            self.context.navigator.open_customer(customer_id, list(self.list.table.rows.ids))

    def _on_latest_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)
