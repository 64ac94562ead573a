"""How the tiers divide among groups of people: for information, never an input."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from branchcrm.domain.fairness import FEWEST_SHOWN, GROUP_LABELS, TRAIT_LABELS, GroupMix
from branchcrm.domain.tier import CLASSIFIED
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.labels import TierBadge, label
from ui.kit.page_parts import Card, EmptyState
from ui.kit.translation import translate
from ui.tiers.interval_bar import IntervalBar

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DifferenceCard(Card):
    """One line per group and tier: the share, its interval, and whether it stands out."""

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("人群差异")), translate(mark("仅供参考，不进入规则")))
        self._formats = formats
        self._holder: QWidget = EmptyState(translate(mark("还没有已分层的个人客户")))
        self.add_padded(self._holder)
        self.notes = label("", "meta", wraps=True)
        self.add_padded(self.notes)
        self.notes.hide()

    def show_groups(self, groups: Sequence[GroupMix]) -> None:
        """Show other groups."""
        if not groups:
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        row = 0
        trait = None
        for group in groups:
            if group.trait is not trait:
                trait = group.trait
                grid.addWidget(label(translate(TRAIT_LABELS[trait]), "strong"), row, 0, 1, 2)
                row += 1
            row = self._add_group(grid, row, group)
        self._replace(holder)
        words = translate(
            mark("横条是 95% 区间。橙色：和同类其他人的差别不像是偶然，值得看看往来数字。")
        )
        self.notes.setText(words)
        self.notes.show()

    def _add_group(self, grid: QGridLayout, row: int, group: GroupMix) -> int:
        formats = self._formats
        name = translate(GROUP_LABELS[group.trait, group.key])
        grid.addWidget(label(name, "label"), row, 0)
        people = translate(mark("{count} 位")).format(count=formats.count(group.people))
        grid.addWidget(label(people, "meta"), row + 1, 0, Qt.AlignmentFlag.AlignTop)
        if not group.is_told:
            words = translate(mark("不足 {count} 位，不显示")).format(count=FEWEST_SHOWN)
            grid.addWidget(label(words, "muted"), row, 1, 1, 4)
            return row + 2
        for place, tier in enumerate(CLASSIFIED):
            share, stands_out = group.tiers[tier], group.differs(tier)
            low, high = (formats.ratio(bound) for bound in share.interval)
            grid.addWidget(TierBadge(tier), row + place, 1)
            grid.addWidget(label(formats.ratio(share.share)), row + place, 2, _RIGHT)
            grid.addWidget(IntervalBar(share, is_flagged=stands_out), row + place, 3)
            grid.addWidget(label(f"{low}–{high}", "meta"), row + place, 4, _RIGHT)
        return row + len(CLASSIFIED)

    def _replace(self, holder: QWidget) -> None:
        former, self._holder = self._holder, holder
        parent = former.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.replaceWidget(former, holder)
        former.hide()
        former.deleteLater()
