"""Other layers over the same customers, and how their values spread."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.customer import CustomerRow
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.layer import CLASS_LABELS, LAYER_LABELS, LAYER_RULES, Layer
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from branchcrm.services.tier_layers import LayerBoard
from ui.kit.buttons import small
from ui.kit.choices import Option, SegmentedControl
from ui.kit.desk_list import DeskList, DeskRow, Head
from ui.kit.edit_dialog import EditDialog
from ui.kit.labels import label
from ui.kit.latest import Latest
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import Card
from ui.kit.translation import translate
from ui.tiers.distribution_card import DistributionCard
from ui.tiers.layer_table import ClassTable
from ui.tiers.wallet_form import open_wallet_form

WATCHED = (Aspect.BOOK, Aspect.CUSTOMER, Aspect.TRANSACTION, Aspect.TIER, Aspect.SETTING)


class LayersView(Page):
    """A layer above, its classes at the left, the customers of a class at the right."""

    def __init__(self, context: PageContext) -> None:
        """Build the view; it is read when it is shown."""
        super().__init__(context)
        self.board: LayerBoard | None = None
        self.layers = SegmentedControl(
            [Option(layer, translate(words)) for layer, words in LAYER_LABELS.items()],
            is_small=True,
        )
        self.classes = ClassTable(context.formats)
        self.members = DeskList(
            self.tr("这一类的客户"),
            Head(self.tr("近12个月金额(元)"), is_figure=True, width=152),
            Head(self.tr("最近往来")),
            self.tr("这一类没有客户"),
            has_ticks=False,
        )
        self.wallet_button = small(self.tr("填写钱包资料…"), icon="ph.pencil-simple")
        self.rule = label("", "meta", wraps=True)
        self.real_share = label("", "label", wraps=True)
        self.distribution = DistributionCard(context.formats)
        self._table_card = Card(self.tr("分类"))
        self._members_card = Card(self.tr("这一类的客户"))
        self._latest = Latest(context.tasks, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._table_card.add(self.classes, 1)
        self._table_card.add_padded(self.rule)
        self._table_card.add_padded(self.real_share)
        self._members_card.add(self.members, 1)
        self._members_card.add_padded(self.wallet_button)
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.addWidget(self._table_card, 0, 0)
        grid.addWidget(self.distribution, 1, 0)
        grid.addWidget(self._members_card, 0, 1, 2, 1)
        for place, share in enumerate((52, 48)):
            grid.setColumnStretch(place, share)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.layers)
        column.addLayout(grid, 1)
        self.wallet_button.hide()
        self.distribution.hide()

    def _connect(self) -> None:
        self.layers.changed.connect(self._on_layers_changed)
        self.classes.class_chosen.connect(self._on_classes_chosen)
        self.members.opened.connect(self._on_members_opened)
        self.wallet_button.clicked.connect(self.edit_wallet)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_latest_failed)

    @property
    def layer(self) -> Layer:
        """Give the layer in front."""
        return Layer(str(self.layers.value()))

    # what the page asks

    @override
    def activate(self, **params: object) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        self._latest.ask(None, self.context.services.tier_views.layers.board)

    @override
    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(aspect) for aspect in WATCHED):
            self.refresh()

    @override
    def regions(self) -> list[QWidget]:
        return [self.layers, self.classes.table, self.members.table]

    # doing

    def edit_wallet(self) -> EditDialog | None:
        """Say what the customer in front spends elsewhere."""
        chosen = self.members.chosen()
        return open_wallet_form(self.context, CustomerId(chosen[0]), self) if chosen else None

    # what was read

    def _on_latest_answered(self, _key: object, answer: object) -> None:
        if not isinstance(answer, LayerBoard):
            return
        self.board = answer
        self.distribution.setVisible(answer.spread is not None)
        if answer.spread is not None:
            self.distribution.show_spread(answer.spread)
        self._show_layer()

    def _show_layer(self) -> None:
        if self.board is None:
            return
        layer = self.layer
        self._table_card.set_title(
            translate(LAYER_LABELS[layer]),
            self.tr("截至 {day}").format(day=self.board.as_of.isoformat()),
        )
        self.rule.setText(translate(LAYER_RULES[layer]))
        self._tell_share(self.board)
        self.wallet_button.setVisible(
            layer is Layer.CORE and self.context.services.actor.may(Right.EDIT_CUSTOMERS)
        )
        self.classes.show_layer(self.board.tables[layer], self.classes.key())
        self._show_members(self.classes.key())

    def _tell_share(self, board: LayerBoard) -> None:
        found = board.concentration
        self.real_share.setVisible(self.layer is Layer.ABC and found is not None)
        if found is not None:
            words = self.tr("金额最高的 20% 客户（{count} 位）占 {share}，基尼系数 {gini}")
            count, formats = found.top_customers, self.context.formats
            self.real_share.setText(
                words.format(
                    count=formats.count(count),
                    share=formats.ratio(found.top_share),
                    gini=f"{found.gini:.4f}",
                )
            )

    def _show_members(self, key: str) -> None:
        if self.board is None or key not in CLASS_LABELS[self.layer]:
            return
        members = self.board.members(self.layer, key)
        count = translate(mark("{count} 位"))
        self._members_card.set_title(
            translate(CLASS_LABELS[self.layer][key]),
            count.format(count=self.context.formats.count(len(members))),
        )
        self.members.show_ids(members, self._rows)

    def _rows(self, ids: Sequence[int]) -> list[DeskRow]:
        return [self._row(row) for row in self.context.services.customers.rows(ids)]

    def _row(self, row: CustomerRow) -> DeskRow:
        formats = self.context.formats
        return DeskRow(
            customer_id=int(row.id),
            name=row.name,
            tier=row.tier.value,
            fact=formats.money(row.amount_12m_cents),
            why=formats.day(row.last_seen_on),
        )

    def _on_layers_changed(self, _key: object) -> None:
        self._show_layer()

    def _on_classes_chosen(self, key: str) -> None:
        self._show_members(key)

    def _on_members_opened(self, customer_id: object) -> None:
        if isinstance(customer_id, int):
            self.context.navigator.open_customer(customer_id, list(self.members.table.rows.ids))

    def _on_latest_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)
