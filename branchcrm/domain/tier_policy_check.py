"""Whether a tier rule can be used, and if not, what is wrong with it in words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.tier import CLASSIFIED, TIER_LABELS, Tier, tier_rank
from branchcrm.domain.tier_measure import (
    BAND_MEASURES,
    FACTOR_MEASURES,
    MEASURE_LABELS,
    MONEY_MEASURES,
    Measure,
)
from branchcrm.domain.tier_names import label_said
from branchcrm.domain.tier_policy import (
    BLOCKS,
    MONEY_UNITS,
    POINT,
    BandsPolicy,
    Factor,
    Policy,
    Scale,
    ScorePolicy,
)
from branchcrm.domain.wording import Sentence, listed, mark, say

FULL_WEIGHT = 100
MOST_CENTS = 10**17
EVERY_LEVEL = mark("每个层级都要有名称，或者都不写")
TWICE = mark("“{name}”是不止一个层级的名称")
_MAX_GRACE = 24
_MAX_WINDOW_MONTHS = 120


def check_policy(policy: Policy) -> None:
    """Refuse a rule that cannot be used.

    Raises:
        InvalidDraftError: with every problem that was found.
    """
    checks = _score_problems if isinstance(policy, ScorePolicy) else _bands_problems
    problems = [*_common_problems(policy), *checks(policy)]  # type: ignore[arg-type] # narrowed by the choice above
    if problems:
        raise InvalidDraftError(problems)


def twice_named(labels: Sequence[str]) -> str:
    """Give a name that more than one tier has, or nothing."""
    counts = Counter(label.strip() for label in labels)
    return next((name for name, count in counts.items() if name and count > 1), "")


def _common_problems(policy: Policy) -> Iterator[FieldError]:
    twice = twice_named(policy.labels)
    if twice:
        yield FieldError("labels", say(TWICE, name=twice))
    if not policy.text.name.strip():
        yield FieldError("name", say(mark("填写规则名称后才能使用")))
    if not 1 <= policy.window_months <= _MAX_WINDOW_MONTHS:
        yield FieldError(
            "window_months",
            say(
                mark("观察期应为 1 至 {most} 个月，现在是 {months}"),
                most=_MAX_WINDOW_MONTHS,
                months=policy.window_months,
            ),
        )


def _score_problems(policy: ScorePolicy) -> Iterator[FieldError]:
    total = sum(factor.weight for factor in policy.factors)
    if total != FULL_WEIGHT:
        yield FieldError("factors", say(mark("权重合计应为 100，现在是 {total}"), total=total))
    for measure, count in Counter(policy.measures).items():
        if count > 1:
            yield FieldError(
                "factors", say(mark("“{measure}”写了不止一次"), measure=_label(measure))
            )
    for factor in policy.factors:
        yield from _factor_problems(factor)
    if not 0 < policy.mid_cut < policy.high_cut <= FULL_WEIGHT:
        yield FieldError(
            "cuts",
            say(
                mark("分数线应满足 0 < {middle} < {top} ≤ 100，现在是 {mid} 和 {high}"),
                middle=_name(policy, Tier.MID),
                top=_name(policy, Tier.HIGH),
                mid=policy.mid_cut,
                high=policy.high_cut,
            ),
        )
    elif any(cut * POINT % 1 for cut in (policy.mid_cut, policy.high_cut)):
        yield FieldError("cuts", say(mark("分数线最多四位小数")))
    if not 0 <= policy.grace_margin <= policy.mid_cut or policy.grace_margin * POINT % 1:
        yield FieldError(
            "grace",
            say(
                mark("降级余量应在 0 和{middle}的分数线之间，现在是 {margin}"),
                middle=_name(policy, Tier.MID),
                margin=policy.grace_margin,
            ),
        )
    yield from _grace_problems("grace", policy.grace_reviews)
    if policy.grace_reviews_top:
        yield from _grace_problems("grace", policy.grace_reviews_top)
    if policy.labels and len(policy.labels) != len(CLASSIFIED):
        yield FieldError("labels", say(EVERY_LEVEL))


def _name(policy: ScorePolicy, tier: Tier) -> Sentence:
    """Name a tier as the rule does that is looked at, which need not be the one in force."""
    labels = policy.labels if len(policy.labels) == len(CLASSIFIED) else ()
    names = dict(zip(reversed(CLASSIFIED), labels, strict=False))
    return label_said(names[tier]) if names.get(tier) else say(TIER_LABELS[tier])


def _factor_problems(factor: Factor) -> Iterator[FieldError]:
    label = _label(factor.measure)
    if factor.measure not in FACTOR_MEASURES:
        yield FieldError("factors", say(mark("“{measure}”不能作为评分项"), measure=label))
    if not 0 <= factor.weight <= FULL_WEIGHT:
        yield FieldError(
            "factors",
            say(
                mark("“{measure}”的权重应在 0 和 100 之间，现在是 {weight}"),
                measure=label,
                weight=factor.weight,
            ),
        )
    if factor.scale is not Scale.STEPS:
        return
    if len(factor.steps) != BLOCKS - 1:
        yield FieldError(
            "factors",
            say(
                mark("“{measure}”的档位线应有 4 条，现在是 {count} 条"),
                measure=label,
                count=len(factor.steps),
            ),
        )
    if not _is_rising(factor.steps, down=factor.measure is Measure.RECENCY):
        yield FieldError(
            "factors", say(mark("“{measure}”的档位线应从差到好排列，且不能重复"), measure=label)
        )


def _bands_problems(policy: BandsPolicy) -> Iterator[FieldError]:
    if policy.measure not in BAND_MEASURES:
        yield FieldError(
            "measure", say(mark("“{measure}”不能用来分档"), measure=_label(policy.measure))
        )
    if policy.unit not in MONEY_UNITS and policy.measure in MONEY_MEASURES:
        yield FieldError(
            "unit",
            say(
                mark("单位应是 {units} 之一，现在是“{unit}”"),
                units=listed(MONEY_UNITS),
                unit=policy.unit,
            ),
        )
    yield from _threshold_problems(policy)
    yield from _ladder_problems(policy)
    yield from _grace_problems("grace_months", policy.grace_months)
    yield from _grace_problems("grace_months_top", policy.grace_months_top)


def _threshold_problems(policy: BandsPolicy) -> Iterator[FieldError]:
    if not policy.thresholds:
        yield FieldError("thresholds", say(mark("写下至少一条分档线后才能使用")))
    if not _is_rising(policy.thresholds):
        lines = listed(str(line) for line in policy.thresholds)
        yield FieldError(
            "thresholds", say(mark("分档线应从小到大排列，且不能重复，现在是 {lines}"), lines=lines)
        )
    elif policy.unit in MONEY_UNITS and any(
        line * MONEY_UNITS[policy.unit] % 1 for line in policy.thresholds
    ):
        yield FieldError("thresholds", say(mark("分档线精确到分")))
    cents = [line * MONEY_UNITS.get(policy.unit, 1) for line in policy.thresholds]
    if any(not 0 <= cent <= MOST_CENTS for cent in cents):
        yield FieldError("thresholds", say(mark("分档线应在 0 和一千万亿元之间")))


def _ladder_problems(policy: BandsPolicy) -> Iterator[FieldError]:
    expected = len(policy.thresholds) + 1
    if len(policy.tiers) != expected:
        yield FieldError(
            "tiers",
            say(
                mark("{lines} 条分档线应有 {expected} 个层级，现在是 {count} 个"),
                lines=len(policy.thresholds),
                expected=expected,
                count=len(policy.tiers),
            ),
        )
    if policy.labels and len(policy.labels) != len(policy.tiers):
        yield FieldError("labels", say(EVERY_LEVEL))
    if any(tier not in CLASSIFIED for tier in policy.tiers):
        labels = (say(TIER_LABELS[tier]) for tier in reversed(CLASSIFIED))
        low, mid, high = labels
        yield FieldError(
            "tiers", say(mark("层级应是{low}、{mid}或{high}"), low=low, mid=mid, high=high)
        )
    ranks = [tier_rank(tier) for tier in policy.tiers]
    if ranks != sorted(ranks):
        yield FieldError("tiers", say(mark("层级应从低到高排列")))


def _grace_problems(field: str, reviews: int) -> Iterator[FieldError]:
    if not 1 <= reviews <= _MAX_GRACE:
        yield FieldError(
            field,
            say(
                mark("降级缓冲应为 1 至 {most} 次评审，现在是 {reviews}"),
                most=_MAX_GRACE,
                reviews=reviews,
            ),
        )


def _is_rising(values: Sequence[object], *, down: bool = False) -> bool:
    ordered = sorted(set(values), reverse=down)  # type: ignore[type-var] # numbers of one kind
    return list(values) == ordered


def _label(measure: Measure) -> Sentence:
    return say(MEASURE_LABELS[measure])
