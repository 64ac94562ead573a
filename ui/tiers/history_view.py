"""Tiers over time: any two days beside each other, who went where, and who stayed."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.tier_time import BASIS_LABELS, Basis, Mover, TimePoint, Way, move_sums
from branchcrm.domain.wording import mark
from branchcrm.services.tier_times import Migration
from ui.kit.choices import Option, SegmentedControl
from ui.kit.date_edit import DateEditor
from ui.kit.desk_list import DeskList, DeskRow, Head
from ui.kit.form_field import Field, FieldKind
from ui.kit.labels import label
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import Card, InlineNotice
from ui.kit.tier_names import tier_label
from ui.kit.translation import translate
from ui.tiers.migration_card import MigrationMatrix
from ui.tiers.snapshot_card import SnapshotCard

WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TRANSACTION, Aspect.TIER)
MOST_LISTED = 5_000
_DATE_WIDTH = 148


class HistoryView(Page):
    """Two days and a basis above; the matrix, retention and the customers behind a cell below."""

    def __init__(self, context: PageContext) -> None:
        """Build the view; it is read when it is shown."""
        super().__init__(context)
        self.first = self._date("first_day", self.tr("从"))
        self.second = self._date("second_day", self.tr("到"))
        self.basis = SegmentedControl(
            [Option(basis, translate(words)) for basis, words in BASIS_LABELS.items()],
            is_small=True,
        )
        self.notice = InlineNotice("info")
        self.matrix = MigrationMatrix(context.formats)
        self.snapshots = SnapshotCard(context.formats)
        self.movers = _movers_list()
        self.migration: Migration | None = None
        self._way: Way | None = None
        self._card = Card(self.tr("层级迁移"))
        self._list_card = Card(self.tr("走这一步的客户"))
        self._latest = Latest(context.tasks, self)
        self._latest_movers = Latest(context.tasks, self)
        self._arrange()
        self._connect()

    def _date(self, key: str, words: str) -> DateEditor:
        editor = DateEditor(Field(key=key, label=words, kind=FieldKind.DATE), self.context.formats)
        editor.line.setObjectName(key)
        editor.line.setAccessibleName(words)
        editor.line.setFixedWidth(self.context.theme.px(_DATE_WIDTH))
        return editor

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for words, editor in ((self.tr("从"), self.first), (self.tr("到"), self.second)):
            bar.addWidget(label(words, "label"))
            bar.addWidget(editor.widget)
        bar.addSpacing(8)
        bar.addWidget(label(self.tr("依据"), "label"))
        bar.addWidget(self.basis)
        bar.addStretch(1)
        self._card.add_padded(self.matrix)
        self._list_card.add(self.movers, 1)
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.addWidget(self._card, 0, 0)
        grid.addWidget(self.snapshots, 1, 0)
        grid.addWidget(self._list_card, 0, 1, 2, 1)
        grid.setColumnStretch(0, 55)
        grid.setColumnStretch(1, 45)
        grid.setRowStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(self.notice)
        column.addLayout(grid, 1)
        self.notice.hide()

    def _connect(self) -> None:
        for editor in (self.first, self.second):
            editor.left.connect(self.refresh)
        self.basis.changed.connect(self._on_basis_changed)
        self.matrix.way_chosen.connect(self._on_matrix_way_chosen)
        self.movers.opened.connect(self._on_movers_opened)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_failed)
        self._latest_movers.answered.connect(self._on_movers_answered)
        self._latest_movers.failed.connect(self._on_failed)

    # what the page asks

    @override
    def activate(self, **params: object) -> None:
        if self.second.value() is None:
            days = self.context.services.tier_views.times.review_days()
            today = self.context.clock.today()
            self.second.set_value(days[0] if days else today)
            self.first.set_value(days[1] if len(days) > 1 else _year_before(today))
            if len(days) < 2:  # noqa: PLR2004 - two reviews can be compared
                self.basis.set_value(Basis.RULE_OF_TODAY)
        way = params.get("way")
        if isinstance(way, tuple):
            self._way = way
        self.refresh()

    @override
    def refresh(self) -> None:
        first, second = self.first.value(), self.second.value()
        if isinstance(first, date) and isinstance(second, date):
            basis = Basis(str(self.basis.value()))
            points = [TimePoint(day=day, basis=basis) for day in (first, second)]
            times = self.context.services.tier_views.times
            self._latest.ask(points, partial(times.migration, *points))

    @override
    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(aspect) for aspect in WATCHED):
            self.refresh()

    @override
    def regions(self) -> list[QWidget]:
        return [self.first.line, self.matrix, self.movers.table]

    # what was read

    def _on_latest_answered(self, _key: object, answer: object) -> None:
        if not isinstance(answer, Migration):
            return
        self.migration = answer
        self._tell(answer)
        self.matrix.set_moves(answer.moves)
        self.snapshots.show_migration(answer)
        way = self._way or _liveliest(answer)
        self.matrix.choose(way)

    def _tell(self, found: Migration) -> None:
        sums, count = move_sums(found.moves), self.context.formats.count
        words = self.tr("升 {up}，降 {down}，不变 {same}，新分层 {came}，失去数字 {gone}")
        self._card.set_title(
            self.tr("层级迁移"),
            words.format(
                up=count(sums.up),
                down=count(sums.down),
                same=count(sum(n for (a, b), n in found.moves.items() if a is b is not Tier.NONE)),
                came=count(sums.came),
                gone=count(sums.gone),
            ),
        )
        early = [side.point.day for side in (found.first, found.second) if side.as_of is None]
        self.notice.setVisible(bool(early))
        words = self.tr("{day} 之前没有评审过：那一天可以选“今天的规则”来看")
        self.notice.set_notice("info", words.format(day=early[0].isoformat()) if early else "")

    def _on_basis_changed(self, _key: object) -> None:
        self.refresh()

    def _on_matrix_way_chosen(self, way: Way) -> None:
        self._way = way
        if self.migration is not None:
            times = self.context.services.tier_views.times
            work = partial(times.movers, self.migration, way, MOST_LISTED)
            self._latest_movers.ask(way, work)

    def _on_movers_answered(self, key: object, answer: object) -> None:
        if not isinstance(answer, list) or not isinstance(key, tuple):
            return
        before, after = key
        words = self.tr("{before} → {after} · {count} 位")
        total = self.migration.moves.get((before, after), 0) if self.migration else 0
        self._list_card.set_title(
            self.tr("走这一步的客户"),
            words.format(
                before=tier_label(before),
                after=tier_label(after),
                count=self.context.formats.count(total),
            ),
        )
        self.movers.show_rows([_row(mover) for mover in answer])

    def _on_movers_opened(self, customer_id: object) -> None:
        if isinstance(customer_id, int):
            self.context.navigator.open_customer(customer_id, list(self.movers.table.rows.ids))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)


def _movers_list() -> DeskList:
    return DeskList(
        translate(mark("走这一步的客户")),
        Head(translate(mark("当时评分")), is_figure=True, width=96),
        Head(translate(mark("后来评分")), is_figure=True, width=96),
        translate(mark("没有客户走这一步")),
        has_ticks=False,
    )


def _row(mover: Mover) -> DeskRow:
    return DeskRow(
        customer_id=int(mover.customer_id),
        name=mover.name,
        tier=mover.to_tier.value,
        fact=_points(mover.from_score_centi),
        why=_points(mover.to_score_centi),
    )


def _points(centi: int | None) -> str:
    return "—" if centi is None else f"{centi / 100:.1f}"


def _liveliest(found: Migration) -> Way:
    """Give the way between two tiers that most customers went."""
    ways = [(a, b) for a in CLASSIFIED for b in CLASSIFIED if a is not b]
    return max(ways, key=lambda way: found.moves.get(way, 0))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))
