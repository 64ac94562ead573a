"""Two days of tiers as numbers: people, money, and how many stayed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.tier_time import retention
from branchcrm.domain.wording import mark
from branchcrm.services.tier_times import Migration
from ui.kit.formats import UNKNOWN, Formats
from ui.kit.labels import TierBadge, label
from ui.kit.page_parts import Card
from ui.kit.translation import translate
from ui.tiers.interval_bar import within

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADS = (mark("当时人数"), mark("后来人数"), mark("后来金额"), mark("保持率（95% 区间）"))


class SnapshotCard(Card):
    """One line per tier; the retention comes with the interval that so few people allow."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("人数与保持率")))
        self._formats = formats
        self._cells: dict[tuple[Tier, int], QLabel] = {}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for column, words in enumerate(_HEADS, start=1):
            grid.addWidget(label(translate(words), "meta"), 0, column, _RIGHT)
        for row, tier in enumerate((*CLASSIFIED, Tier.NONE), start=1):
            grid.addWidget(TierBadge(tier, is_long=True), row, 0)
            for column in range(len(_HEADS)):
                cell = label("")
                self._cells[tier, column] = cell
                grid.addWidget(cell, row, column + 1, _RIGHT)
        self.add_padded(holder)

    def show_migration(self, found: Migration) -> None:
        """Show two other days."""
        formats = self._formats
        kept = retention(found.moves)
        words = translate(mark("{first} → {second} · 规则 v{one} → v{other}"))
        self.set_title(
            translate(mark("人数与保持率")),
            words.format(
                first=found.first.point.day.isoformat(),
                second=found.second.point.day.isoformat(),
                one=found.first.version,
                other=found.second.version,
            ),
        )
        for tier in (*CLASSIFIED, Tier.NONE):
            then, now = found.first.counts[tier], found.second.counts[tier]
            share = UNKNOWN
            if tier in kept and kept[tier].total:
                low, high = (formats.ratio(bound) for bound in kept[tier].interval)
                share = within(formats.ratio(kept[tier].share), low, high)
            texts = (
                formats.count(then.customers),
                formats.count(now.customers),
                formats.money_short(now.amount_cents),
                share,
            )
            for column, text in enumerate(texts):
                self._cells[tier, column].setText(text)
