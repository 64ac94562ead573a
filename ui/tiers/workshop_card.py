"""The rule in the making: weights, lines, window and grace, moved by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.tier_policy import (
    PERIOD_LABELS,
    RISE_LABELS,
    BandsPolicy,
    Period,
    Policy,
    Rises,
    ScorePolicy,
)
from branchcrm.domain.tier_policy_check import check_policy
from branchcrm.domain.wording import mark
from ui.kit.checks import ComboBox
from ui.kit.choices import Option
from ui.kit.labels import label
from ui.kit.page_parts import Card, InlineNotice
from ui.kit.translation import spoken, translate
from ui.tiers.rule_bench import BandsBench, ScoreBench
from ui.tiers.steps_table import steps_table
from ui.tiers.words import stepped

T = TypeVar("T")

_MONTHS = (3, 6, 12, 24, 36)
_GRACE = (1, 2, 3, 4, 6)


class WorkshopCard(Card):
    """Shows a rule with handles; every change gives the rule as it would be."""

    changed = Signal(object)

    def __init__(self) -> None:
        """Begin without a rule."""
        super().__init__(translate(mark("评分规则")), link_text=" ")
        self._policy: Policy | None = None
        self._kept: Policy | None = None
        self.notice = InlineNotice("error")
        self.notice.hide()
        self._body = QWidget()
        self.add_padded(self._body)
        self.add_padded(self.notice)
        self.add_stretch()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.bench: ScoreBench | BandsBench | None = None

    @property
    def policy(self) -> Policy | None:
        """Give the rule as it would be, or None where it cannot be used yet."""
        if self._policy is None or self.problem():
            return None
        return self._policy

    def problem(self) -> str:
        """Say why the rule cannot be used; nothing where it can."""
        if self._policy is None:
            return ""
        try:
            check_policy(self._policy)
        except InvalidDraftError as error:
            return "\n".join(spoken(one.reason) for one in error.problems)
        return ""

    def show_policy(self, policy: Policy, kept: Policy, names: tuple[str, str]) -> None:
        """Show a rule; `kept` is the one in force, the names are those of draft and version."""
        self._policy, self._kept = policy, kept
        draft, version = names
        self.set_title(translate(mark("评分规则")), draft)
        self.link.set_text(translate(mark("恢复为 {version}")).format(version=version))
        self._clear()
        bench = ScoreBench(policy, kept) if isinstance(policy, ScorePolicy) else BandsBench(policy)
        bench.changed.connect(self._on_bench_changed)
        self.bench = bench
        self._column.addWidget(bench)
        self._column.addWidget(self._terms(policy))
        if stepped(policy):
            self._column.addWidget(steps_table(policy))
        self._show_problem()

    def _clear(self) -> None:
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _terms(self, policy: Policy) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(translate(mark("观察期")), "label"), 0, 0)
        grid.addWidget(label(translate(mark("降级缓冲")), "label"), 0, 1)
        months = translate(mark("近 {count} 个月"))
        self.window_box = _numbers_box(_MONTHS, months, policy.window_months)
        self.window_box.chosen.connect(self._on_terms_chosen)
        is_score = isinstance(policy, ScorePolicy)
        reviews = translate(
            mark("连续 {count} 次不达标才降") if is_score else mark("连续 {count} 个月不达标才降")
        )
        patience = policy.grace_reviews if isinstance(policy, ScorePolicy) else policy.grace_months
        self.grace_box = _numbers_box(_GRACE, reviews, patience)
        self.grace_box.chosen.connect(self._on_terms_chosen)
        grid.addWidget(self.window_box, 1, 0)
        grid.addWidget(self.grace_box, 1, 1)
        self.period_box = _words_box(PERIOD_LABELS, policy.period)
        self.rises_box = _words_box(RISE_LABELS, policy.rises)
        boxes = ((mark("评审"), self.period_box), (mark("升层"), self.rises_box))
        for column, (words, box) in enumerate(boxes):
            grid.addWidget(label(translate(words), "label"), 2, column)
            grid.addWidget(box, 3, column)
            box.chosen.connect(self._on_times_chosen)
        return holder

    def _on_bench_changed(self, policy: object) -> None:
        """Take weights and lines from the bench; window and grace are the card's own."""
        if isinstance(policy, ScorePolicy) and isinstance(self._policy, ScorePolicy):
            terms = self._policy
            margin = min(terms.grace_margin, policy.mid_cut)
            self._take(
                replace(
                    terms,
                    factors=policy.factors,
                    mid_cut=policy.mid_cut,
                    high_cut=policy.high_cut,
                    grace_margin=margin,
                )
            )
        elif isinstance(policy, BandsPolicy) and isinstance(self._policy, BandsPolicy):
            self._take(replace(self._policy, thresholds=policy.thresholds))

    def _on_terms_chosen(self) -> None:
        months, patience = self.window_box.value(), self.grace_box.value()
        if not isinstance(months, int) or not isinstance(patience, int):
            return
        if isinstance(self._policy, ScorePolicy):
            self._take(replace(self._policy, window_months=months, grace_reviews=patience))
        elif isinstance(self._policy, BandsPolicy):
            top = max(patience, self._policy.grace_months_top)
            self._take(
                replace(
                    self._policy,
                    window_months=months,
                    grace_months=patience,
                    grace_months_top=top,
                )
            )

    def _on_times_chosen(self) -> None:
        """Take what was chosen; a list gives its keys back as plain texts."""
        period = Period(str(self.period_box.value()))
        rises = Rises(str(self.rises_box.value()))
        if self._policy is not None:
            self._take(replace(self._policy, period=period, rises=rises))

    def _take(self, policy: Policy) -> None:
        self._policy = policy
        self._show_problem()
        self.changed.emit(policy)

    def _show_problem(self) -> None:
        problem = self.problem()
        self.notice.setVisible(bool(problem))
        self.notice.set_notice("error", problem)


def _words_box(words: Mapping[T, str], chosen: T) -> ComboBox:
    box = ComboBox([Option(key, translate(label)) for key, label in words.items()])
    box.set_value(chosen)
    return box


def _numbers_box(numbers: tuple[int, ...], words: str, chosen: int) -> ComboBox:
    listed = sorted({*numbers, chosen})
    box = ComboBox([Option(number, words.format(count=number)) for number in listed])
    box.set_value(chosen)
    return box
