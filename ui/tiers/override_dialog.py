"""Every tier that was set by hand: per person, with the reason, and how each ended."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from branchcrm.domain.tier_override import (
    OVERRIDE_END_LABELS,
    OverrideEnd,
    OverrideSum,
    TierOverride,
)
from branchcrm.domain.wording import mark
from ui.kit.labels import label, rule
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.tier_names import tier_label
from ui.kit.translation import translate

MOST_SHOWN = 200


class OverrideReportDialog(ModalDialog):
    """Sums per person first, then each tier set by hand, the newest first."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Read them all."""
        super().__init__(translate(mark("人工定的层级")), 560, parent)
        self._today = context.clock.today()
        found, sums = context.services.tier_overrides.ever()
        for one in sums:
            self.add(label(self._sum_words(one), "strong", wraps=True))
        if not found:
            self.add(label(translate(mark("还没有人工定过层级")), "muted"))
        for override in found[:MOST_SHOWN]:
            self.add(rule())
            self.add(self._row(override))
        if len(found) > MOST_SHOWN:
            words = translate(mark("另有 {count} 条，可用命令 branchcrm override report 输出全部"))
            self.add(label(words.format(count=f"{len(found) - MOST_SHOWN:,}"), "muted", wraps=True))
        self._body.addStretch(1)

    @staticmethod
    def _sum_words(one: OverrideSum) -> str:
        words = translate(
            mark(
                "{staff}：共 {total} 次，生效中 {lasting}，已取消或替换 {lifted}，已到期 {expired}"
            )
        )
        return words.format(
            staff=one.staff,
            total=f"{one.total:,}",
            lasting=f"{one.ends[OverrideEnd.LASTING]:,}",
            lifted=f"{one.ends[OverrideEnd.LIFTED]:,}",
            expired=f"{one.ends[OverrideEnd.EXPIRED]:,}",
        )

    def _row(self, one: TierOverride) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 4)
        end = translate(OVERRIDE_END_LABELS[one.end(self._today)])
        column.addWidget(
            label(f"{one.name} · {tier_label(one.tier, is_long=True)} · {end}", "strong")
        )
        words = translate(mark("{first} 至 {last} · {staff} · {reason}")).format(
            first=one.starts_on.isoformat(),
            last=one.ends_on.isoformat(),
            staff=one.staff,
            reason=one.reason,
        )
        column.addWidget(label(words, "label", wraps=True))
        return holder
