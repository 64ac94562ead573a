"""How many customers stand in each tier and what they bring: pyramid and money."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.tier_measure import MEASURE_LABELS
from branchcrm.domain.tier_outcome import TierOverview
from branchcrm.domain.tier_policy import BandsPolicy, Policy
from branchcrm.domain.tier_trial import Trial
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, link
from ui.kit.formats import UNKNOWN, Formats
from ui.kit.labels import TierBadge, label
from ui.kit.page_parts import Card
from ui.kit.pyramid import TierPyramid
from ui.kit.translation import translate

_MINUS = "\N{MINUS SIGN}"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StructureCard(Card):
    """The pyramid, and below it each tier's share of the money and amount per head."""

    tier_chosen = Signal(str)

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("层级结构")))
        self._formats = formats
        self.pyramid = TierPyramid()
        self.pyramid.tier_chosen.connect(self.tier_chosen)
        self.add_padded(self.pyramid)
        self._shares: dict[Tier, QLabel] = {}
        self._heads: dict[Tier, QLabel] = {}
        self._drafts: dict[Tier, QLabel] = {}
        self._draft_head = label("", "meta")
        self.add_padded(self._money())
        self.sentence = label("", "label", wraps=True)
        self.add_padded(self.sentence)
        self.unclassified: Button = link("")
        self.unclassified.clicked.connect(self._on_unclassified_clicked)
        self.add_padded(self.unclassified)
        self.add_stretch()

    def _money(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for column, words in enumerate((mark("金额占比"), mark("人均金额")), start=1):
            grid.addWidget(label(translate(words), "meta"), 0, column, _RIGHT)
        grid.addWidget(self._draft_head, 0, 3, _RIGHT)
        for row, tier in enumerate(CLASSIFIED, start=1):
            grid.addWidget(TierBadge(tier, is_long=True), row, 0)
            self._shares[tier] = label("")
            self._heads[tier] = label("")
            self._drafts[tier] = label("")
            grid.addWidget(self._drafts[tier], row, 3, _RIGHT)
            grid.addWidget(self._shares[tier], row, 1, _RIGHT)
            grid.addWidget(self._heads[tier], row, 2, _RIGHT)
        return holder

    def show_overview(self, overview: TierOverview) -> None:
        """Show other counts."""
        counts = {tier: count.customers for tier, count in overview.counts.items()}
        amounts = {tier: count.amount_cents for tier, count in overview.counts.items()}
        classified = sum(counts[tier] for tier in CLASSIFIED)
        total = sum(amounts[tier] for tier in CLASSIFIED)
        self.set_title(
            translate(mark("层级结构")),
            translate(mark("{count} 位已分层")).format(count=self._formats.count(classified)),
        )
        self.pyramid.set_counts(counts)
        for tier in CLASSIFIED:
            share = self._formats.ratio(amounts[tier] / total) if total > 0 else UNKNOWN
            self._shares[tier].setText(share)
            head = amounts[tier] // counts[tier] if counts[tier] else None
            self._heads[tier].setText(self._formats.money_short(head))
        self._say(counts[Tier.HIGH], classified, amounts[Tier.HIGH], total)
        self._offer_unclassified(counts[Tier.NONE], overview.policy)

    def show_trial(self, trial: Trial | None, name: str = "") -> None:
        """Show what each tier would hold by a rule in the making; None takes it away."""
        self._draft_head.setText(name if trial else "")
        for tier in CLASSIFIED:
            words = ""
            if trial is not None:
                after, before = trial.after[tier].customers, trial.before[tier].customers
                words = f"{self._formats.count(after)} {_signed(after - before)}".strip()
                self._drafts[tier].setToolTip(self._load_words(trial, tier))
            self._drafts[tier].setText(words)

    def _load_words(self, trial: Trial, tier: Tier) -> str:
        now, then = trial.after[tier], trial.before[tier]
        words = translate(mark("金额 {money}，每年联系 {contacts} 次（原 {former} 次）"))
        count = self._formats.count
        return words.format(
            money=self._formats.money_short(now.amount_cents),
            contacts=count(now.contacts(tier)),
            former=count(then.contacts(tier)),
        )

    def _say(self, customers: int, classified: int, amount: int, total: int) -> None:
        is_told = classified > 0 and total > 0
        self.sentence.setVisible(is_told)
        if is_told:
            words = translate(mark("{people} 的客户贡献了 {money} 的金额。"))
            people = self._formats.ratio(customers / classified)
            money = self._formats.ratio(amount / total)
            self.sentence.setText(words.format(people=people, money=money))

    def _offer_unclassified(self, count: int, policy: Policy) -> None:
        self.unclassified.setVisible(count > 0)
        words = translate(mark("{count} 位未分层：没有交易也没有任何数字"))
        if isinstance(policy, BandsPolicy):
            words = translate(mark("{count} 位未分层：没有{measure}的数字"))
        shown = self._formats.count(count)
        name = translate(MEASURE_LABELS[policy.measures[0]])
        self.unclassified.set_text(words.format(count=shown, measure=name))

    def _on_unclassified_clicked(self) -> None:
        self.tier_chosen.emit(Tier.NONE.value)


def _signed(number: int) -> str:
    if not number:
        return ""
    return f"+{number:,}" if number > 0 else f"{_MINUS}{-number:,}"
