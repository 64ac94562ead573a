"""Trying a rule: who would move and why, and that exactly those move when it is applied."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.reveal import RevealReason, SecretField
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Factor, Scale, ScorePolicy
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy, steps_policy
from branchcrm.domain.tier_trial import BookMovedError, ManyMoveError, TierLoad, moves_many
from branchcrm.services.use_cases import Services

WEIGHTS = {
    Measure.AMOUNT: 20,
    Measure.FREQUENCY: 50,
    Measure.RECENCY: 15,
    Measure.PRODUCTS: 15,
}


def by_frequency() -> ScorePolicy:
    rule = default_policy()
    factors = tuple(replace(factor, weight=WEIGHTS[factor.measure]) for factor in rule.factors)
    return replace(rule, factors=factors)


@pytest.fixture
def branch(services: Services) -> Services:
    services.demo.fill(300, seed=11, progress=NoProgress())
    services.tiers.retier()
    return services


def tiers(services: Services) -> dict[int, Tier]:
    rows = services.customers.rows(list(range(1, 301)))
    return {int(row.id): row.tier for row in rows}


def test_the_rule_in_force_moves_nobody(branch: Services) -> None:
    trial = branch.tier_trials.preview(default_policy())
    assert (trial.moved, list(trial.moves), trial.is_large) == (0, [], False)
    assert trial.before == trial.after


@pytest.mark.parametrize(
    "rule", [by_frequency(), steps_policy(), replace(default_policy(), high_cut=Decimal(60))]
)
def test_applying_moves_exactly_those_who_were_named(branch: Services, rule: ScorePolicy) -> None:
    before = tiers(branch)
    trial = branch.tier_trials.preview(rule)
    assert trial.moved == len(trial.moves) > 0
    branch.tier_drafts.save(rule)
    branch.tier_drafts.apply(is_sure=True, tried=trial.operation)
    after = tiers(branch)
    moved = {number for number in before if before[number] is not after[number]}
    assert moved == {int(move.customer_id) for move in trial.moves}
    for move in trial.moves:
        assert before[int(move.customer_id)] is move.from_tier
        assert after[int(move.customer_id)] is move.to_tier
    counted = {tier: list(after.values()).count(tier) for tier in Tier}
    assert {tier: load.customers for tier, load in trial.after.items()} == counted


def test_reasons_name_the_weight_the_line_or_another_rule(branch: Services) -> None:
    weight = {move.reason.text() for move in branch.tier_trials.preview(by_frequency()).moves}
    assert weight <= {"F 权重提高", "M 权重降低", "缓冲重算"}
    assert "F 权重提高" in weight
    lower = branch.tier_trials.preview(replace(default_policy(), high_cut=Decimal(60)))
    rises = {move.reason.text() for move in lower.moves if move.to_tier is Tier.HIGH}
    sinks = {move.reason.text() for move in lower.moves if move.to_tier is not Tier.HIGH}
    assert rises == {"分数线 70 → 60"}
    assert sinks <= {"缓冲重算"}
    other = branch.tier_trials.preview(steps_policy())
    assert {move.reason.text() for move in other.moves} == {"规则不同"}
    rule = default_policy()
    first = Factor(measure=Measure.AMOUNT, weight=50, scale=Scale.FIFTHS)
    scaled = replace(rule, factors=(first, *rule.factors[1:]))
    words = {move.reason.text() for move in branch.tier_trials.preview(scaled).moves}
    assert "M 算法不同" in words
    bands = branch.tier_trials.preview(bank_policy())
    assert {move.reason.text() for move in bands.moves} == {"没有规则要看的数字"}


def test_a_tier_by_hand_is_named_as_staying_until_it_ends(branch: Services) -> None:
    rule = replace(default_policy(), high_cut=Decimal(60))
    mover = branch.tier_trials.preview(rule).moves[0]
    until = branch.context.clock.today() + timedelta(days=30)
    branch.tier_overrides.set(mover.customer_id, Tier.LOW, "重点观察", until)
    trial = branch.tier_trials.preview(rule)
    reasons = {move.customer_id: move.reason.text() for move in trial.moves}
    assert reasons[mover.customer_id] == "人工定层级，到期前不变"
    assert list(reasons.values()).count("人工定层级，到期前不变") == 1
    branch.tier_drafts.save(rule)
    branch.tier_drafts.apply(tried=trial.operation)
    assert tiers(branch)[int(mover.customer_id)] is Tier.LOW


def test_a_trial_is_not_applied_to_a_book_that_moved_on(branch: Services, tmp_path: Path) -> None:
    trial = branch.tier_trials.preview(by_frequency())
    branch.customers.add(CustomerDraft(name="周雅琴"))
    branch.tier_drafts.save(by_frequency())
    with pytest.raises(BookMovedError):
        branch.tier_drafts.apply(tried=trial.operation)
    again = branch.tier_trials.preview(by_frequency())
    branch.tier_lists.write_trial(tmp_path / "moves.xlsx", by_frequency())
    branch.customers.reveal(CustomerId(1), SecretField.PHONE, RevealReason.VISIT)
    branch.tier_drafts.apply(tried=again.operation)


def test_a_rule_that_moves_more_than_half_needs_a_yes(branch: Services) -> None:
    rule = replace(default_policy(), high_cut=Decimal(5), mid_cut=Decimal(4))
    assert branch.tier_trials.preview(rule).is_large
    branch.tier_drafts.save(rule)
    for act in (
        branch.tier_drafts.apply,
        partial(branch.tiers.set_policy, rule),
        partial(branch.tiers.retier, policy=rule),
    ):
        with pytest.raises(ManyMoveError, match="超过一半"):
            act()
    assert len(branch.tiers.policies()) == 1
    assert branch.tiers.retier(policy=rule, dry_run=True).up > 150
    assert branch.tiers.retier(policy=rule, is_sure=True).up > 150
    assert branch.tiers.retier(policy=rule).changes is None


def test_who_has_no_figure_for_a_rule_is_told_of_and_counted(branch: Services) -> None:
    rule = bank_policy()
    held = {number: tier for number, tier in tiers(branch).items() if tier is not Tier.NONE}
    trial = branch.tier_trials.preview(rule, None)
    assert (trial.up, trial.down) == (0, 0)
    assert trial.gone == trial.moved == len(held) == len(trial.moves)
    assert trial.is_large
    assert {move.to_tier for move in trial.moves} == {Tier.NONE}
    assert {move.reason.text() for move in trial.moves} == {"没有规则要看的数字"}
    with pytest.raises(ManyMoveError, match="超过一半"):
        branch.tiers.retier(policy=rule)
    outcome = branch.tiers.retier(policy=rule, is_sure=True)
    assert (outcome.gone, outcome.unchanged) == (len(held), outcome.counts[Tier.NONE] - len(held))
    assert set(tiers(branch).values()) == {Tier.NONE}
    branch.history.undo()
    assert {number: tiers(branch)[number] for number in held} == held


def test_a_handful_is_read_at_a_glance_however_small_the_book() -> None:
    assert [moves_many(moved, 12) for moved in (9, 10)] == [False, True]
    assert not moves_many(10, 20)


def test_a_rule_that_cannot_be_used_is_not_tried(branch: Services) -> None:
    with pytest.raises(InvalidDraftError):
        branch.tier_trials.preview(replace(default_policy(), mid_cut=Decimal(90)))


def test_a_trial_on_an_empty_book_moves_nobody(services: Services) -> None:
    trial = services.tier_trials.preview(default_policy())
    assert (trial.moved, trial.placed, trial.gone, trial.is_large) == (0, 0, 0, False)


def test_a_tier_costs_the_contacts_of_its_cadence() -> None:
    load = TierLoad(customers=10, amount_cents=0)
    contacts = [load.contacts(tier) for tier in (Tier.HIGH, Tier.MID, Tier.LOW, Tier.NONE)]
    assert contacts == [122, 40, 20, 0]
