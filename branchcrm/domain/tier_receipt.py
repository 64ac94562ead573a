"""The receipt of a tier: every figure, what it earned, the lines, and the ways up and down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branchcrm.domain.money import yuan_of
from branchcrm.domain.tier import tier_rank
from branchcrm.domain.tier_fall import (
    Fall,
    band_fall,
    project_score,
    score_fall,
    watch_falls_on,
)
from branchcrm.domain.tier_inputs import Trade
from branchcrm.domain.tier_measure import MEASURE_LABELS, MEASURE_LETTERS
from branchcrm.domain.tier_policy import POINT, BandsPolicy, Level, Policy, ScorePolicy
from branchcrm.domain.tier_receipt_parts import (
    NextTier,
    Receipt,
    ReceiptFacts,
    ReceiptLine,
    Threshold,
)
from branchcrm.domain.tier_review import Standing
from branchcrm.domain.tier_score import FactorScore, Rankings, score_customer, total_of
from branchcrm.domain.tier_ways import Way, ways_up
from branchcrm.domain.tier_words import (
    level_name,
    money_text,
    plain_number,
    points_down,
    points_up,
    shown_points,
    value_sentence,
    whole_yuan_up,
)
from branchcrm.domain.wording import Sentence, mark, say


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """What differs between a score and a balance."""

    score: Decimal | None
    lines: tuple[ReceiptLine, ...]
    thresholds: tuple[Threshold, ...]
    next_tier: NextTier | None
    watch: Sentence | None
    fall: Fall | None


def make_receipt(
    policy: Policy,
    facts: ReceiptFacts,
    rankings: Rankings,
    trades: Sequence[Trade] = (),
) -> Receipt:
    """Write the receipt; `trades` let it tell the day of a fall."""
    measured = (
        _banded(policy, facts)
        if isinstance(policy, BandsPolicy)
        else _scored(policy, facts, rankings, trades)
    )
    standing = facts.standing
    level = policy.levels[standing.level]
    return Receipt(
        tier=level.tier,
        level=level_name(level),
        policy_name=policy.text.name,
        version=facts.version,
        window=facts.window,
        score=measured.score,
        lines=measured.lines,
        thresholds=measured.thresholds,
        previous=policy.levels[facts.previous.level].tier if facts.previous else None,
        event=facts.event,
        misses=standing.misses,
        patience=policy.rule.patience[standing.level],
        next_tier=measured.next_tier,
        watch=measured.watch,
        watch_falls_on=(
            watch_falls_on(policy, standing, facts.window.as_of) if standing.misses else None
        ),
        fall=measured.fall,
        reported_on=facts.reported_on,
    )


def _scored(
    policy: ScorePolicy, facts: ReceiptFacts, rankings: Rankings, trades: Sequence[Trade]
) -> _Measured:
    scores = score_customer(policy, facts.inputs, rankings)
    total = total_of(scores)
    standing = facts.standing
    target = _next_level(policy, standing.level)
    projection = (
        project_score(policy, standing, trades, facts.window.as_of, rankings) if trades else None
    )
    return _Measured(
        score=points_down(total),
        lines=_score_lines(policy, facts, scores, total),
        thresholds=_thresholds(policy),
        next_tier=None if target is None else _gap(policy, facts, (scores, rankings), target),
        watch=_score_watch(policy, standing, total),
        fall=score_fall(policy, standing, scores, projection, rankings),
    )


def _score_lines(
    policy: ScorePolicy, facts: ReceiptFacts, scores: tuple[FactorScore, ...], total: int
) -> tuple[ReceiptLine, ...]:
    shown = shown_points([score.points for score in scores], total)
    return tuple(
        ReceiptLine(
            measure=score.factor.measure,
            letter=MEASURE_LETTERS[score.factor.measure],
            label=say(MEASURE_LABELS[score.factor.measure]),
            value=score.value,
            text=value_sentence(
                score.factor.measure, score.value, facts.window, policy.window_months
            ),
            blocks=score.block,
            points=points,
            weight=score.factor.weight,
        )
        for score, points in zip(scores, shown, strict=True)
    )


def _next_level(policy: Policy, level: int) -> int | None:
    """Give the first level of a higher tier, else the next rung of the top tier."""
    levels = policy.levels
    rank = tier_rank(levels[level].tier)
    higher = [index for index, rung in enumerate(levels) if tier_rank(rung.tier) > rank]
    if higher:
        return higher[0]
    return level + 1 if level + 1 < len(levels) else None


def _reached(policy: Policy, level: Level, as_of: date) -> NextTier:
    """Say when one rises who reached the line of a rule that lets rise in the next period."""
    return NextTier(
        tier=level.tier,
        label=level_name(level),
        gap=Decimal(0),
        sentence=say(
            mark("已达到{level}的线，{day} 起升级"),
            level=level_name(level),
            day=policy.period.next_start(as_of).isoformat(),
        ),
        ways=(),
    )


def _gap(
    policy: ScorePolicy,
    facts: ReceiptFacts,
    scored: tuple[tuple[FactorScore, ...], Rankings],
    target: int,
) -> NextTier:
    scores, rankings = scored
    floor = policy.rule.floors[target - 1]
    gap = points_up(floor - total_of(scores))
    level = policy.levels[target]
    if gap <= 0:
        return _reached(policy, level, facts.window.as_of)
    return NextTier(
        tier=level.tier,
        label=level_name(level),
        gap=gap,
        sentence=say(
            mark("距{level}还差 {gap} 分"), level=level_name(level), gap=plain_number(gap)
        ),
        ways=ways_up(policy, scores, floor, rankings),
    )


def _score_watch(policy: ScorePolicy, standing: Standing, total: int) -> Sentence | None:
    if not standing.misses:
        return None
    line = policy.rule.floors[standing.level - 1] - policy.rule.margin
    return say(
        mark("评分 {score} < {line} 分（连续第 {count} 次），再有 {left} 次不达标将降为{level}"),
        score=plain_number(points_down(total)),
        line=plain_number(Decimal(line) / POINT),
        count=standing.misses,
        left=policy.rule.patience[standing.level] - standing.misses,
        level=level_name(policy.levels[policy.rule.level_of(total)]),
    )


def _banded(policy: BandsPolicy, facts: ReceiptFacts) -> _Measured:
    value = facts.inputs[policy.measure]
    standing = facts.standing
    target = _next_level(policy, standing.level)
    line = ReceiptLine(
        measure=policy.measure,
        letter=MEASURE_LETTERS[policy.measure],
        label=say(MEASURE_LABELS[policy.measure]),
        value=value,
        text=value_sentence(policy.measure, value, facts.window, policy.window_months),
        blocks=_band_blocks(policy.rule.level_of(value), len(policy.levels)),
        points=None,
        weight=None,
    )
    return _Measured(
        score=None,
        lines=(line,),
        thresholds=_thresholds(policy),
        next_tier=None if target is None else _band_gap(policy, facts, target),
        watch=_band_watch(policy, standing, value),
        fall=band_fall(policy, standing, policy.measure),
    )


def _band_blocks(level: int, levels: int) -> int:
    return 1 + level * 4 // (levels - 1)


def _band_gap(policy: BandsPolicy, facts: ReceiptFacts, target: int) -> NextTier:
    missing = policy.rule.floors[target - 1] - facts.inputs[policy.measure]
    level = policy.levels[target]
    if missing <= 0:
        return _reached(policy, level, facts.window.as_of)
    way = Way(
        rises=(),
        sentence=say(
            mark("{measure}再增加 {more} 元"),
            measure=say(MEASURE_LABELS[policy.measure]),
            more=whole_yuan_up(missing),
        ),
    )
    return NextTier(
        tier=level.tier,
        label=level_name(level),
        gap=yuan_of(missing),
        sentence=say(
            mark("距{level}还差 {gap} 元"), level=level_name(level), gap=money_text(missing)
        ),
        ways=(way,),
    )


def _band_watch(policy: BandsPolicy, standing: Standing, value: int) -> Sentence | None:
    if not standing.misses:
        return None
    return say(
        mark(
            "{measure} {value} 元 < {line} 元（连续第 {count} 个月），"
            "再有 {left} 个月不达标将调整为{level}"
        ),
        measure=say(MEASURE_LABELS[policy.measure]),
        value=money_text(value),
        line=money_text(policy.rule.floors[standing.level - 1]),
        count=standing.misses,
        left=policy.rule.patience[standing.level] - standing.misses,
        level=level_name(policy.levels[policy.rule.level_of(value)]),
    )


def _thresholds(policy: Policy) -> tuple[Threshold, ...]:
    pairs = zip(policy.levels[1:], policy.rule.floors, strict=True)
    return tuple(
        _threshold(policy, index, level, floor)
        for index, (level, floor) in enumerate(pairs, start=1)
    )


def _threshold(policy: Policy, index: int, level: Level, floor: int) -> Threshold:
    name = level_name(level)
    if isinstance(policy, BandsPolicy):
        lowest = yuan_of(floor)
        sentence = say(mark("{line} 元及以上为{level}"), line=money_text(floor), level=name)
    else:
        lowest = Decimal(floor) / POINT
        sentence = say(mark("{line} 分及以上为{level}"), line=plain_number(lowest), level=name)
    return Threshold(level=index, tier=level.tier, label=name, at_least=lowest, sentence=sentence)
