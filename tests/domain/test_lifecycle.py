"""Stages: which one is due after how much silence, and after which trade."""

from datetime import date, timedelta

import pytest

from branchcrm.domain.customer import Stage
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.lifecycle import (
    BY_ACCOUNT,
    BY_RHYTHM,
    LifecycleFacts,
    LifecycleRule,
    ProposalReason,
    StageProposal,
    move_words,
    propose,
)
from branchcrm.domain.tier import Tier

TODAY = date(2026, 9, 17)


def due(
    stage: Stage, silent: int, gap: float | None = None, rule: LifecycleRule = BY_RHYTHM
) -> StageProposal | None:
    facts = LifecycleFacts(
        customer_id=CustomerId(1),
        name="周雅琴",
        tier=Tier.MID,
        stage=stage,
        last_trade_on=TODAY - timedelta(days=silent),
        gap_days=gap,
    )
    return propose(facts, rule, TODAY)


@pytest.mark.parametrize(
    ("stage", "silent", "gap", "expected"),
    [
        (Stage.PROSPECT, 3, None, Stage.ACTIVE),
        (Stage.ACTIVE, 90, None, None),
        (Stage.ACTIVE, 91, None, Stage.DORMANT),
        (Stage.ACTIVE, 91, 20, Stage.DORMANT),
        (Stage.ACTIVE, 91, 31, None),
        (Stage.ACTIVE, 94, 31, Stage.DORMANT),
        (Stage.ACTIVE, 365, 10, Stage.DORMANT),
        (Stage.ACTIVE, 366, 200, Stage.LOST),
        (Stage.DORMANT, 366, None, Stage.LOST),
        (Stage.DORMANT, 200, None, None),
        (Stage.DORMANT, 90, None, Stage.ACTIVE),
        (Stage.LOST, 91, None, None),
        (Stage.LOST, 5, None, Stage.ACTIVE),
        (Stage.DEFEATED, 5, None, Stage.ACTIVE),
        (Stage.WINBACK, 5, None, Stage.ACTIVE),
        (Stage.CLOSED, 5, None, None),
        (Stage.CLOSED, 500, None, None),
    ],
)
def test_a_stage_is_due_by_silence_and_own_rhythm(
    stage: Stage, silent: int, gap: float | None, expected: Stage | None
) -> None:
    found = due(stage, silent, gap)
    assert (None if found is None else found.to_stage) is expected


def test_accounts_are_measured_by_days_alone() -> None:
    assert due(Stage.ACTIVE, 180, 100, BY_ACCOUNT) is None
    found = due(Stage.ACTIVE, 181, 100, BY_ACCOUNT)
    assert found is not None
    assert (found.to_stage, found.patience_days) == (Stage.DORMANT, 180)


def test_a_proposal_says_why_with_its_figures() -> None:
    silent, back, first = due(Stage.ACTIVE, 100), due(Stage.LOST, 2), due(Stage.PROSPECT, 1)
    assert silent is not None
    assert back is not None
    assert first is not None
    assert silent.words.text() == "100 天没有交易（最近 2026-06-09），界限 90 天"
    assert move_words(silent).text() == "现有 → 沉睡"
    assert back.words.text() == "2026-09-15 又有交易"
    assert first.words.text() == "已有交易，最近一笔在 2026-09-16"
    assert first.reason is ProposalReason.FIRST_TRADE
    assert silent.key == (1, Stage.DORMANT, date(2026, 6, 9))


def test_a_rule_out_of_order_is_refused_with_every_problem() -> None:
    assert BY_RHYTHM.checked() is BY_RHYTHM
    with pytest.raises(InvalidDraftError) as refused:
        LifecycleRule(dormant_days=0, gap_factor=13, lost_days=0).checked()
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["dormant_days", "lost_days", "gap_factor"]
