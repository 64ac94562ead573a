"""Stages of a relation: when another stage is due, and why. Nothing moves without a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.customer import STAGE_LABELS, Stage
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence, mark, say

LONGEST_DAYS = 3650


class ProposalReason(StrEnum):
    """What a proposal rests on."""

    FIRST_TRADE = "first_trade"
    RETURNED = "returned"
    SILENT = "silent"
    LONG_SILENT = "long_silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleRule:
    """When a customer counts as dormant or lost, in days since the last trade.

    A customer is given `gap_factor` times the own median gap between purchase days where that
    is longer than `dormant_days`; 0 leaves the own rhythm out.
    """

    dormant_days: int = 90
    gap_factor: int = 3
    lost_days: int = 365

    def checked(self) -> "LifecycleRule":
        """Give the rule back.

        Raises:
            InvalidDraftError: the days are out of order or out of range.
        """
        problems = []
        if not 1 <= self.dormant_days <= LONGEST_DAYS:
            problems.append(FieldError("dormant_days", say("天数应在 1 到 3650 之间")))
        if not self.dormant_days < self.lost_days <= LONGEST_DAYS:
            problems.append(FieldError("lost_days", say("流失的天数应大于沉睡的天数")))
        if not 0 <= self.gap_factor <= 12:  # noqa: PLR2004 - a year of a monthly rhythm
            problems.append(FieldError("gap_factor", say("倍数应在 0 到 12 之间")))
        if problems:
            raise InvalidDraftError(problems)
        return self

    def patience(self, gap_days: float | None) -> int:
        """Give the days of silence that a customer with that rhythm is given."""
        own = 0 if gap_days is None else int(self.gap_factor * gap_days)
        return max(self.dormant_days, own)


BY_RHYTHM = LifecycleRule()
BY_ACCOUNT = LifecycleRule(dormant_days=180, gap_factor=0, lost_days=365)
RULES: Mapping[str, LifecycleRule] = {"rhythm": BY_RHYTHM, "account": BY_ACCOUNT}
RULE_LABELS = {
    "rhythm": mark("按各人往来间隔（零售、通信、保险）"),
    "account": mark("按账户无交易天数（银行）"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleFacts:
    """What the rule looks at: the stage, the last trade, and the median gap of purchase days."""

    customer_id: CustomerId
    name: str
    tier: Tier
    stage: Stage
    last_trade_on: date
    gap_days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageProposal:
    """A stage that the rule finds due for a customer."""

    customer_id: CustomerId
    name: str
    tier: Tier
    from_stage: Stage
    to_stage: Stage
    reason: ProposalReason
    last_trade_on: date
    silent_days: int
    patience_days: int

    @property
    def words(self) -> Sentence:
        """Say why, with the figures."""
        day = self.last_trade_on.isoformat()
        if self.reason is ProposalReason.FIRST_TRADE:
            return say("已有交易，最近一笔在 {day}", day=day)
        if self.reason is ProposalReason.RETURNED:
            return say("{day} 又有交易", day=day)
        return say(
            "{days} 天没有交易（最近 {day}），界限 {limit} 天",
            days=self.silent_days,
            day=day,
            limit=self.patience_days,
        )

    @property
    def key(self) -> tuple[CustomerId, Stage, date]:
        """Name what was proposed on which fact: declined once, it is not proposed again on it."""
        return self.customer_id, self.to_stage, self.last_trade_on


_AWAY = frozenset({Stage.LOST, Stage.DEFEATED, Stage.WINBACK})


def propose(facts: LifecycleFacts, rule: LifecycleRule, today: date) -> StageProposal | None:
    """Give the stage that is due for a customer by DOMAIN's rule of silence, or None."""
    silent = (today - facts.last_trade_on).days
    patience = rule.patience(facts.gap_days)
    found = _due(facts.stage, silent, patience, rule)
    if found is None:
        return None
    stage, reason, limit = found
    return StageProposal(
        customer_id=facts.customer_id,
        name=facts.name,
        tier=facts.tier,
        from_stage=facts.stage,
        to_stage=stage,
        reason=reason,
        last_trade_on=facts.last_trade_on,
        silent_days=silent,
        patience_days=limit,
    )


def _due(
    stage: Stage, silent: int, patience: int, rule: LifecycleRule
) -> tuple[Stage, ProposalReason, int] | None:
    if stage is Stage.PROSPECT:
        return Stage.ACTIVE, ProposalReason.FIRST_TRADE, patience
    if stage in {Stage.ACTIVE, Stage.DORMANT} and silent > rule.lost_days:
        return Stage.LOST, ProposalReason.LONG_SILENT, rule.lost_days
    if stage is Stage.ACTIVE and silent > patience:
        return Stage.DORMANT, ProposalReason.SILENT, patience
    if stage in {Stage.DORMANT, *_AWAY} and silent <= rule.dormant_days:
        return Stage.ACTIVE, ProposalReason.RETURNED, patience
    return None


def move_words(proposal: StageProposal) -> Sentence:
    """Say from which stage to which."""
    return say(
        "{former} → {later}",
        former=say(STAGE_LABELS[proposal.from_stage]),
        later=say(STAGE_LABELS[proposal.to_stage]),
    )
