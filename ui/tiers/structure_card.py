"""How many customers stand in each tier and what they bring: pyramid and money."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

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

_COLUMNS = 3
_MINUS = "\N{MINUS SIGN}"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Table = dict[tuple[Tier, int], str]


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
        self._cells: dict[tuple[Tier, int], QLabel] = {}
        self._column_heads = [label("", "meta") for _ in range(_COLUMNS)]
        self._usual: Table = {}
        self._tried: Table = {}
        self._draft = ""
        self.add_padded(self._money())
        self.sentence = label("", "label", wraps=True)
        self.unclassified: Button = link("")
        self.unclassified.clicked.connect(self._on_unclassified_clicked)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.sentence)
        column.addWidget(self.unclassified, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_padded(foot)
        self.add_stretch()

    def _money(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for column, head in enumerate(self._column_heads):
            grid.addWidget(head, 0, column + 1, _RIGHT)
        for row, tier in enumerate(CLASSIFIED, start=1):
            grid.addWidget(TierBadge(tier, is_long=True), row, 0)
            for column in range(_COLUMNS):
                self._cells[tier, column] = label("")
                grid.addWidget(self._cells[tier, column], row, column + 1, _RIGHT)
        return holder

    def _fill(self) -> None:
        """Show shares and heads, or what a rule in the making would bring."""
        heads = [translate(mark("金额占比")), translate(mark("人均金额")), ""]
        if self._tried:
            heads = [translate(mark("金额")), translate(mark("每年联系")), self._draft]
        for head, words in zip(self._column_heads, heads, strict=True):
            head.setText(words)
            head.setVisible(bool(words))
        for place, cell in self._cells.items():
            cell.setText((self._tried or self._usual).get(place, ""))
            cell.setVisible(bool(cell.text()))

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
            head = amounts[tier] // counts[tier] if counts[tier] else None
            self._usual[tier, 0] = share
            self._usual[tier, 1] = self._formats.money_short(head)
        self._fill()
        self._say(counts[Tier.HIGH], classified, amounts[Tier.HIGH], total)
        self._offer_unclassified(counts[Tier.NONE], overview.policy)

    def show_trial(self, trial: Trial | None, name: str = "") -> None:
        """Show people, money and contacts a year by a rule in the making; None takes it away."""
        self._draft, self._tried = name, {}
        if trial is not None:
            for tier in CLASSIFIED:
                now, then = trial.after[tier], trial.before[tier]
                self._tried[tier, 0] = self._formats.money_short(now.amount_cents)
                self._tried[tier, 1] = self._more(now.contacts(tier), then.contacts(tier))
                self._tried[tier, 2] = self._more(now.customers, then.customers)
        self._fill()

    def _more(self, now: int, then: int) -> str:
        return f"{self._formats.count(now)} {_signed(now - then)}".strip()

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
