"""The parts of a rule that are moved by hand: weights and lines of a score, lines of bands."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import MEASURE_LETTERS, Measure
from branchcrm.domain.tier_policy import BandsPolicy, Policy, ScorePolicy
from branchcrm.domain.tier_words import level_name, plain_number
from branchcrm.domain.wording import mark
from ui.kit.labels import TierBadge, TierGlyph, label
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate
from ui.tiers.handle_bar import FULL, HandleBar
from ui.tiers.words import measure_name

_MOST = 100_000_000.0


class ScoreBench(QWidget):
    """Weights that add up to 100 and the two lines across the score."""

    changed = Signal(object)

    def __init__(self, policy: ScorePolicy, kept: Policy) -> None:
        """Take the rule, and the one in force whose places are marked."""
        super().__init__()
        self._policy, self._kept = policy, kept
        self.weights: dict[Measure, HandleBar] = {}
        self.numbers: dict[Measure, QSpinBox] = {}
        self._cut_words = [label("", "label"), label("", "label")]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add_weights(policy, kept)
        self.cuts = self._add_cuts(policy, kept)

    def _add_weights(self, policy: ScorePolicy, kept: Policy) -> None:
        former = kept.factors if isinstance(kept, ScorePolicy) else policy.factors
        weights = {factor.measure: factor.weight for factor in former}
        self._column.addWidget(label(translate(mark("权重，合计 100")), "meta"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for row, factor in enumerate(policy.factors):
            name = measure_name(factor.measure)
            bar = HandleBar(name, [factor.weight])
            bar.set_former([weights.get(factor.measure, factor.weight)])
            number = QSpinBox()
            number.setRange(0, FULL)
            number.setSuffix(" %")
            number.setValue(factor.weight)
            number.setAccessibleName(name)
            number.setFixedSize(current_theme().px(76), current_theme().px(32))
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            was = translate(mark("原 {weight}%")).format(weight=weights.get(factor.measure, 0))
            grid.addWidget(label(MEASURE_LETTERS[factor.measure], "strong"), row, 0)
            grid.addWidget(label(name), row, 1)
            grid.addWidget(bar, row, 2)
            grid.addWidget(number, row, 3)
            grid.addWidget(label(was, "meta"), row, 4)
            self.weights[factor.measure], self.numbers[factor.measure] = bar, number
            bar.moved.connect(self._on_bar_moved)
            number.valueChanged.connect(self._on_number_changed)
        self._column.addWidget(holder)

    def _add_cuts(self, policy: ScorePolicy, kept: Policy) -> HandleBar:
        self._column.addWidget(label(translate(mark("分数线")), "meta"))
        values = [round(policy.mid_cut), round(policy.high_cut)]
        cuts = HandleBar(translate(mark("分数线")), values, ("lobg", "mibg", "hibg"))
        if isinstance(kept, ScorePolicy):
            cuts.set_former([round(kept.mid_cut), round(kept.high_cut)])
        cuts.moved.connect(self._on_cuts_moved)
        self._column.addWidget(cuts)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label("0", "meta"))
        row.addStretch(1)
        for tier, words in zip((Tier.MID, Tier.HIGH), self._cut_words, strict=True):
            row.addWidget(TierGlyph(tier))
            row.addWidget(words)
            row.addSpacing(10)
        row.addStretch(1)
        row.addWidget(label(str(FULL), "meta"))
        self._column.addWidget(holder)
        self._show_cuts(policy)
        return cuts

    def _show_cuts(self, policy: ScorePolicy) -> None:
        kept = self._kept if isinstance(self._kept, ScorePolicy) else policy
        pairs = ((policy.mid_cut, kept.mid_cut), (policy.high_cut, kept.high_cut))
        for level, shown, (now, then) in zip(
            policy.levels[1:], self._cut_words, pairs, strict=True
        ):
            words = translate(mark("{tier} ≥ {cut}"))
            text = words.format(tier=spoken(level_name(level)), cut=plain_number(now))
            if now != then:
                text += translate(mark("（原 {cut}）")).format(cut=plain_number(then))
            shown.setText(text)

    def _on_bar_moved(self) -> None:
        for measure, bar in self.weights.items():
            number = self.numbers[measure]
            former = number.blockSignals(True)  # noqa: FBT003 - Qt's setter
            number.setValue(bar.values[0])
            number.blockSignals(former)
        self._take_weights()

    def _on_number_changed(self) -> None:
        for measure, number in self.numbers.items():
            self.weights[measure].set_values([number.value()])
        self._take_weights()

    def _take_weights(self) -> None:
        factors = tuple(
            replace(factor, weight=self.numbers[factor.measure].value())
            for factor in self._policy.factors
        )
        self._take(replace(self._policy, factors=factors))

    def _on_cuts_moved(self, values: object) -> None:
        if isinstance(values, tuple):
            mid, high = (Decimal(value) for value in values)
            changed = replace(self._policy, mid_cut=mid, high_cut=high)
            self._show_cuts(changed)
            self._take(changed)

    def _take(self, policy: ScorePolicy) -> None:
        self._policy = policy
        self.changed.emit(policy)


class BandsBench(QWidget):
    """The lines between the bands of one balance."""

    changed = Signal(object)

    def __init__(self, policy: BandsPolicy) -> None:
        """Take the rule."""
        super().__init__()
        self._policy = policy
        self.lines: list[QDoubleSpinBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._add_bands(policy)

    def _add_bands(self, policy: BandsPolicy) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        levels = zip(policy.levels[1:], policy.thresholds, strict=True)
        for row, (level, line) in enumerate(levels):
            number = QDoubleSpinBox()
            number.setRange(0, _MOST)
            number.setDecimals(2)
            number.setSuffix(f" {policy.unit}")
            number.setValue(float(line))
            number.setAccessibleName(spoken(level_name(level)))
            number.setMinimumWidth(current_theme().px(112))
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            number.valueChanged.connect(self._on_line_changed)
            self.lines.append(number)
            grid.addWidget(TierBadge(level.tier, is_long=True), row, 0)
            grid.addWidget(label(spoken(level_name(level))), row, 1)
            grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(label(measure_name(policy.measure), "meta"))
        self._column.addWidget(holder)

    def _on_line_changed(self) -> None:
        lines = tuple(Decimal(f"{number.value():.2f}").normalize() for number in self.lines)
        self._policy = replace(self._policy, thresholds=lines)
        self.changed.emit(self._policy)
