"""Tier rules as JSON: what `policy show` prints and `policy set` takes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_policy import (
    MONEY_UNITS,
    BandsPolicy,
    Factor,
    Policy,
    PolicyText,
    Rises,
    Scale,
    ScorePolicy,
    is_money,
)
from branchcrm.domain.tier_policy_check import MOST_CENTS, check_policy
from branchcrm.domain.tier_policy_fields import PolicyFields
from branchcrm.domain.wording import mark

WEIGHTED = "weighted"
BANDS = "bands"

_TEXT_FIELDS = frozenset({"name", "purpose", "principles", "standards", "method"})
_SHOWN_ONLY = frozenset({"version", "active", "created_at", "created_by"})
_COMMON = (
    _TEXT_FIELDS | _SHOWN_ONLY | {"kind", "effective_from", "period", "rises", "window_months"}
)
_WEIGHTED_FIELDS = _COMMON | {"factors", "cuts", "grace", "labels"}
_BANDS_FIELDS = _COMMON | {
    "measure",
    "unit",
    "thresholds",
    "tiers",
    "labels",
    "grace_months",
    "grace_months_top",
}

Json = dict[str, object]


def policy_to_json(policy: Policy) -> Json:
    """Give a rule as the plain values of a JSON document."""
    text = policy.text
    shared: Json = {
        "name": text.name,
        "purpose": text.purpose,
        "principles": list(text.principles),
        "standards": text.standards,
        "method": text.method,
        "effective_from": policy.effective_from.isoformat() if policy.effective_from else None,
        "period": policy.period.value,
        "rises": policy.rises.value,
        "window_months": policy.window_months,
    }
    if isinstance(policy, BandsPolicy):
        return {"kind": BANDS} | _bands_to_json(policy) | shared
    return {"kind": WEIGHTED} | _score_to_json(policy) | shared


def policy_from_json(source: object) -> Policy:
    """Read and check a rule.

    Raises:
        InvalidDraftError: the document is no usable rule; every problem is named.
    """
    fields = PolicyFields(source)
    kind = fields.choice("kind", (WEIGHTED, BANDS))
    policy: Policy
    if kind == BANDS:
        fields.refuse_unknown(_BANDS_FIELDS)
        policy = _bands_from_json(fields)
    else:
        fields.refuse_unknown(_WEIGHTED_FIELDS)
        policy = _score_from_json(fields)
    fields.finish()
    check_policy(policy)
    return policy


def _score_to_json(policy: ScorePolicy) -> Json:
    grace: Json = {"reviews": policy.grace_reviews, "margin": _number(policy.grace_margin)}
    if policy.grace_reviews_top:
        grace["reviews_top"] = policy.grace_reviews_top
    plain: Json = {
        "factors": [_factor_to_json(factor) for factor in policy.factors],
        "cuts": {"mid": _number(policy.mid_cut), "high": _number(policy.high_cut)},
        "grace": grace,
    }
    return plain | ({"labels": list(policy.labels)} if policy.labels else {})


def _factor_to_json(factor: Factor) -> Json:
    plain: Json = {
        "measure": factor.measure.value,
        "weight": factor.weight,
        "scale": factor.scale.value,
    }
    if factor.scale is Scale.STEPS:
        size = MONEY_UNITS.get(factor.unit, 1)
        plain["steps"] = [_number(Decimal(step) / size) for step in factor.steps]
        if factor.unit:
            plain["unit"] = factor.unit
    return plain


def _bands_to_json(policy: BandsPolicy) -> Json:
    plain: Json = {
        "measure": policy.measure.value,
        "unit": policy.unit,
        "thresholds": [_number(line) for line in policy.thresholds],
        "tiers": [tier.value for tier in policy.tiers],
        "grace_months": policy.grace_months,
        "grace_months_top": policy.grace_months_top,
    }
    return plain | ({"labels": list(policy.labels)} if policy.labels else {})


def _score_from_json(fields: PolicyFields) -> ScorePolicy:
    cuts = fields.part("cuts")
    grace = fields.part("grace", required=False)
    return ScorePolicy(
        text=_text_from_json(fields, mark("综合评分")),
        factors=tuple(_factor_from_json(part) for part in fields.parts("factors")),
        mid_cut=cuts.number("mid"),
        high_cut=cuts.number("high"),
        window_months=fields.whole("window_months", 12),
        labels=tuple(fields.words("labels")),
        grace_reviews=grace.whole("reviews", 2),
        grace_reviews_top=grace.whole("reviews_top", 0),
        grace_margin=grace.number("margin", Decimal(3)),
        period=fields.period(),
        rises=Rises(fields.choice("rises", tuple(Rises), Rises.AT_ONCE)),
        effective_from=fields.day("effective_from"),
    )


def _factor_from_json(fields: PolicyFields) -> Factor:
    fields.refuse_unknown(frozenset({"measure", "weight", "scale", "steps", "unit"}))
    measure = fields.measure("measure")
    unit = fields.word("unit", "元" if is_money(measure) and fields.has("steps") else "")
    scale = Scale(fields.choice("scale", tuple(Scale), Scale.SHARE))
    return Factor(
        measure=measure,
        weight=fields.whole("weight"),
        scale=scale,
        steps=tuple(_whole_steps(fields, measure, unit)) if scale is Scale.STEPS else (),
        unit=unit if scale is Scale.STEPS else "",
    )


def _whole_steps(fields: PolicyFields, measure: Measure, unit: str) -> list[int]:
    size = MONEY_UNITS.get(unit) if is_money(measure) else 1
    if size is None:
        fields.refuse("unit", mark("单位应是 {units} 之一，现在是“{value}”"), unit)
        return []
    steps = [step * size for step in fields.numbers("steps")]
    if any(step % 1 or not 0 <= step <= MOST_CENTS for step in steps) or (
        measure is Measure.RECENCY and any(step > NEVER_DAYS for step in steps)
    ):
        fields.refuse("steps", mark("档位线应是不小于 0 的整数，金额精确到分"), None)
        return []
    return [int(step) for step in steps]


def _bands_from_json(fields: PolicyFields) -> BandsPolicy:
    grace = fields.whole("grace_months", 3)
    return BandsPolicy(
        text=_text_from_json(fields, mark("余额分档")),
        measure=fields.measure("measure"),
        unit=fields.word("unit", "元"),
        thresholds=tuple(fields.numbers("thresholds")),
        tiers=tuple(fields.tiers("tiers")),
        labels=tuple(fields.words("labels")),
        window_months=fields.whole("window_months", 12),
        grace_months=grace,
        grace_months_top=fields.whole("grace_months_top", grace),
        period=fields.period(),
        rises=Rises(fields.choice("rises", tuple(Rises), Rises.AT_ONCE)),
        effective_from=fields.day("effective_from"),
    )


def _text_from_json(fields: PolicyFields, name: str) -> PolicyText:
    return PolicyText(
        name=fields.word("name", name),
        purpose=fields.word("purpose", ""),
        principles=tuple(fields.words("principles")),
        standards=fields.word("standards", ""),
        method=fields.word("method", ""),
    )


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def with_version(plain: Mapping[str, object], version: int, *, active: bool) -> Json:
    """Add what only the book knows about a rule: its version and whether it is in force."""
    return {"version": version, "active": active, **plain}


def effective_day(policy: Policy, fallback: date) -> date:
    """Give the day from which a rule counts."""
    return policy.effective_from or fallback
