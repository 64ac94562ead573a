"""The tier rule as text: weights, lines, window, grace, steps, and the reasons for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from branchcrm.domain.tier_measure import MEASURE_LETTERS
from branchcrm.domain.tier_outcome import TierOverview
from branchcrm.domain.tier_policy import BandsPolicy, Policy, ScorePolicy
from branchcrm.domain.tier_words import level_name, plain_number
from branchcrm.domain.wording import mark
from ui.kit.labels import TierBadge, label
from ui.kit.page_parts import Card
from ui.kit.translation import spoken, translate
from ui.tiers.bars import CutBar, WeightBar
from ui.tiers.steps_table import steps_table
from ui.tiers.words import (
    grace_words,
    measure_name,
    period_words,
    rise_words,
    scale_name,
    stepped,
    window_words,
)

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PolicyCard(Card):
    """Shows a rule completely; there is nothing about it that is not on the card."""

    def __init__(self) -> None:
        """Begin empty; `show_policy` fills the card."""
        super().__init__(translate(mark("评分规则")))
        self._body = QWidget()
        self.add_padded(self._body)
        self.add_stretch()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_overview(self, overview: TierOverview) -> None:
        """Show the rule of the latest review."""
        policy = overview.policy
        name = f"{translate(policy.text.name)} v{overview.version}"
        is_score = isinstance(policy, ScorePolicy)
        self.set_title(translate(mark("评分规则") if is_score else mark("分档规则")), name)
        self._clear()
        if policy.text.purpose:
            self._column.addWidget(label(translate(policy.text.purpose), "label", wraps=True))
        if isinstance(policy, ScorePolicy):
            self._add_score(policy)
        else:
            self._add_bands(policy)
        self._column.addWidget(self._terms(policy))
        if stepped(policy):
            self._column.addWidget(steps_table(policy))
        self._add_reasons(policy)

    def _clear(self) -> None:
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()

    def _add_score(self, policy: ScorePolicy) -> None:
        self._column.addWidget(label(translate(mark("权重，合计 100")), "meta"))
        self._column.addWidget(self._weights(policy))
        self._column.addWidget(label(translate(mark("分数线")), "meta"))
        levels = list(zip(policy.levels[1:], (policy.mid_cut, policy.high_cut), strict=True))
        words = translate(mark("{tier} ≥ {cut}"))
        cuts = [
            (
                float(cut),
                level.tier,
                words.format(tier=spoken(level_name(level)), cut=plain_number(cut)),
            )
            for level, cut in levels
        ]
        self._column.addWidget(CutBar(cuts))

    @staticmethod
    def _weights(policy: ScorePolicy) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for row, factor in enumerate(policy.factors):
            grid.addWidget(label(MEASURE_LETTERS[factor.measure], "strong"), row, 0)
            name = label(measure_name(factor.measure))
            name.setToolTip(scale_name(factor))
            grid.addWidget(name, row, 1)
            grid.addWidget(WeightBar(factor.weight), row, 2)
            grid.addWidget(label(f"{factor.weight}%", "strong"), row, 3, _RIGHT)
            grid.addWidget(label(scale_name(factor), "meta"), row, 4)
        return holder

    def _add_bands(self, policy: BandsPolicy) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        lowest = [translate(mark("其余")), *self._lines(policy)]
        for row, (level, words) in enumerate(
            zip(reversed(policy.levels), reversed(lowest), strict=True)
        ):
            grid.addWidget(TierBadge(level.tier, is_long=True), row, 0)
            grid.addWidget(label(spoken(level_name(level))), row, 1)
            grid.addWidget(label(words), row, 2, _RIGHT)
        self._column.addWidget(label(measure_name(policy.measure), "meta"))
        self._column.addWidget(holder)

    @staticmethod
    def _lines(policy: BandsPolicy) -> list[str]:
        words = translate(mark("{line} {unit}及以上"))
        return [
            words.format(line=plain_number(line), unit=policy.unit) for line in policy.thresholds
        ]

    @staticmethod
    def _terms(policy: Policy) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        rows = (
            (0, 0, mark("观察期"), window_words(policy)),
            (0, 2, mark("评审"), period_words(policy)),
            (1, 0, mark("升层"), rise_words(policy)),
            (2, 0, mark("降级缓冲"), grace_words(policy)),
        )
        for row, column, name, words in rows:
            grid.addWidget(label(translate(name), "meta"), row, column)
            span = 3 if row == 2 else 1  # noqa: PLR2004 - the long sentence
            grid.addWidget(label(words, wraps=True), row, column + 1, 1, span)
        return holder

    def _add_reasons(self, policy: Policy) -> None:
        if not policy.text.principles:
            return
        principles = translate(mark("；")).join(translate(text) for text in policy.text.principles)
        words = translate(mark("原则：{principles}")).format(principles=principles)
        self._column.addWidget(label(words, "meta", wraps=True))
