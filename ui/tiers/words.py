"""The tier rule in sentences, as the board and its tooltips say it."""

from branchcrm.domain.tier_measure import MEASURE_LABELS, Measure
from branchcrm.domain.tier_policy import (
    MONEY_UNITS,
    PERIOD_LABELS,
    RISE_LABELS,
    BandsPolicy,
    Factor,
    Policy,
    Scale,
    ScorePolicy,
)
from branchcrm.domain.tier_words import level_name, plain_number
from branchcrm.domain.wording import mark
from ui.kit.translation import spoken, translate

_SCALE_WORDS = {
    Scale.SHARE: mark("按严格低于的客户占比"),
    Scale.FIFTHS: mark("按严格低于的客户占比分五档"),
    Scale.STEPS: mark("按固定档位"),
}
_STEP_HEADS = {
    Measure.RECENCY: mark("R 天"),
    Measure.FREQUENCY: mark("F 次"),
    Measure.PRODUCTS: mark("P 种"),
    Measure.TENURE: mark("T 天"),
}


def measure_name(measure: Measure) -> str:
    """Name a figure."""
    return translate(MEASURE_LABELS[measure])


def scale_name(factor: Factor) -> str:
    """Say how a factor turns a figure into points."""
    return translate(_SCALE_WORDS[factor.scale])


def window_words(policy: Policy) -> str:
    """Say how far back the rule looks."""
    if isinstance(policy, BandsPolicy) and policy.measure is Measure.AUM_MONTH_AVERAGE:
        return translate(mark("上月的月日均"))
    return translate(mark("近 {months} 个月")).format(months=policy.window_months)


def period_words(policy: Policy) -> str:
    """Say how often tiers are reviewed."""
    return translate(PERIOD_LABELS[policy.period])


def grace_words(policy: Policy) -> str:
    """Say when a customer falls."""
    if isinstance(policy, BandsPolicy):
        words = translate(mark("连续 {count} 个月不达标才降，最高层 {top} 个月"))
        return words.format(count=policy.grace_months, top=policy.grace_months_top)
    words = translate(mark("低于分数线 {margin} 分以上，连续 {count} 次评审才降"))
    if not policy.grace_margin:
        words = translate(mark("连续 {count} 次评审低于分数线才降"))
    margin = plain_number(policy.grace_margin)
    told = words.format(margin=margin, count=policy.grace_reviews)
    if policy.grace_reviews_top:
        top = translate(mark("，最高层 {count} 次"))
        told += top.format(count=policy.grace_reviews_top)
    return told


def rise_words(policy: Policy) -> str:
    """Say when a customer rises."""
    return translate(RISE_LABELS[policy.rises])


def step_head(factor: Factor) -> str:
    """Name a row of the table of steps."""
    if factor.measure is Measure.AMOUNT:
        return f"M {translate(factor.unit)}"
    return translate(_STEP_HEADS[factor.measure])


def step_cells(factor: Factor) -> list[str]:
    """Give the five cells of a row of the table of steps."""
    size = MONEY_UNITS.get(factor.unit, 1)
    steps = [f"{step / size:,.6g}" for step in factor.steps]
    if factor.measure is Measure.RECENCY:
        return [f">{steps[0]}", *(f"≤{step}" for step in steps)]
    return [f"<{steps[0]}", *(f"≥{step}" for step in steps)]


def rule_lines(policy: Policy) -> list[str]:
    """Say all of a rule in a few lines: what counts, the lines, the grace, and the reasons."""
    joint = translate(mark("，"))
    names = [spoken(level_name(level)) for level in policy.levels[1:]]
    if isinstance(policy, ScorePolicy):
        cuts = [plain_number(cut) for cut in (policy.mid_cut, policy.high_cut)]
        shares = (f"{measure_name(one.measure)} {one.weight}" for one in policy.factors)
        first, unit = joint.join(shares), ""
    else:
        cuts = [plain_number(line) for line in policy.thresholds]
        first, unit = measure_name(policy.measure), f" {translate(policy.unit)}"
    words = translate(mark("{tier} ≥ {cut}"))
    lines = joint.join(
        words.format(tier=name, cut=cut) + unit for name, cut in zip(names, cuts, strict=True)
    )
    text = policy.text
    reasons = (text.purpose, *text.principles, text.standards, text.method)
    return [
        f"{first} · {lines}",
        " · ".join(
            (window_words(policy), period_words(policy), rise_words(policy), grace_words(policy))
        ),
        *(translate(reason) for reason in reasons if reason),
    ]


def stepped(policy: Policy) -> list[Factor]:
    """Give the factors that go by fixed steps."""
    if not isinstance(policy, ScorePolicy):
        return []
    return [factor for factor in policy.factors if factor.scale is Scale.STEPS]
