"""What a user can do with stages: see what is due and why, accept or decline it, set the rule."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import STAGE_LABELS, Stage
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.lifecycle import LifecycleRule, StageProposal, move_words, propose
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.context import Context, requires

RULE_SETTING = "lifecycle.rule"


class ProposalGoneError(BranchCrmError):
    """What was decided on is no longer proposed."""

    happened = mark("没有改变阶段：所选客户里有 {count} 位已不再建议变动")
    remedy = mark("刷新建议后再选")


class LifecycleService:
    """The use cases of stages."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def rule(self) -> LifecycleRule:
        """Give the rule in force."""
        with self.context.read() as work:
            return rule_of(work)

    @requires(Right.EDIT_SETTINGS)
    def set_rule(self, rule: LifecycleRule) -> Changes:
        """Set when customers count as dormant or lost.

        Raises:
            InvalidDraftError: the days are out of order.
        """
        summary = say(
            "阶段规则改为：{dormant} 天沉睡，{lost} 天流失",
            dormant=rule.checked().dormant_days,
            lost=rule.lost_days,
        )
        with self.context.write("lifecycle.rule", summary) as work:
            work.settings.set(RULE_SETTING, asdict(rule))
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def proposals(self) -> list[StageProposal]:
        """Give the stages that are due, the most valuable customers first."""
        with self.context.read() as work:
            return _proposals(work)

    @requires(Right.EDIT_CUSTOMERS)
    def accept(self, customers: Sequence[CustomerId]) -> Changes:
        """Move customers to the stage that is proposed for each.

        Raises:
            ProposalGoneError: one of them is not proposed any more; none moved.
        """
        chosen = self._chosen(customers)
        with self.context.write("lifecycle.accept", _about(chosen)) as work:
            work.lifecycles.move({one.customer_id: one.to_stage for one in chosen})
            self._decide(work, chosen, "", is_accepted=True)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def decline(self, customers: Sequence[CustomerId], reason: str) -> Changes:
        """Leave customers in their stage; the same is proposed again after another trade only.

        Raises:
            InvalidDraftError: no reason is given.
            ProposalGoneError: one of them is not proposed any more.
        """
        if not reason.strip():
            raise InvalidDraftError([FieldError("reason", say("填写不变动的理由后才能保存"))])
        chosen = self._chosen(customers)
        summary = say(
            "{count} 位客户的阶段不变：{reason}", count=len(chosen), reason=reason.strip()
        )
        with self.context.write("lifecycle.decline", summary) as work:
            self._decide(work, chosen, reason.strip(), is_accepted=False)
            return work.commit()

    def _chosen(self, customers: Sequence[CustomerId]) -> list[StageProposal]:
        due = {one.customer_id: one for one in self.proposals()}
        gone = [number for number in customers if number not in due]
        if gone or not customers:
            raise ProposalGoneError(count=len(gone))
        return [due[number] for number in dict.fromkeys(customers)]

    def _decide(
        self, work: Reading, chosen: Sequence[StageProposal], reason: str, *, is_accepted: bool
    ) -> None:
        staff_id, now = self.context.actor.staff_id, work.clock.now()
        work.lifecycles.decide(chosen, staff_id, now, reason, is_accepted=is_accepted)


def rule_of(work: Reading) -> LifecycleRule:
    """Give the rule of stages in force."""
    stored = work.settings.get(RULE_SETTING)
    return LifecycleRule(**stored) if stored else LifecycleRule()


def _proposals(work: Reading) -> list[StageProposal]:
    rule, today = rule_of(work), work.clock.today()
    facts = work.lifecycles.candidates(rule, today)
    if rule.gap_factor:
        asked = [one.customer_id for one in facts if one.stage is Stage.ACTIVE]
        gaps = work.lifecycles.gap_days(asked)
        facts = [replace(one, gap_days=gaps.get(one.customer_id)) for one in facts]
    declined = work.lifecycles.declined()
    found = (propose(one, rule, today) for one in facts)
    return [one for one in found if one is not None and one.key not in declined]


def _about(chosen: Sequence[StageProposal]) -> Sentence:
    if len(chosen) == 1:
        return say("{name}：{move}", name=chosen[0].name, move=move_words(chosen[0]))
    targets = {one.to_stage for one in chosen}
    if len(targets) == 1:
        stage = say(STAGE_LABELS[targets.pop()])
        return say("{count} 位客户转为{stage}", count=len(chosen), stage=stage)
    return say("{count} 位客户的阶段已更新", count=len(chosen))
