"""What a user can do with the pool 公海: claim, give back, return who is due, hand over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from branchcrm.data.reading import Reading
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import ComplaintEvent
from branchcrm.domain.complaint_kind import ComplaintAction
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import ComplaintId, CustomerId, StaffId
from branchcrm.domain.pool import (
    RETURN_DAYS,
    HeldCustomer,
    NotInPoolError,
    PoolRule,
    check_claim,
    returns,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.staff import Staff
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.context import Context, requires

RULE_SETTING = "pool.rule"


class NothingDueError(BranchCrmError):
    """Nobody among the chosen is due to return."""

    happened = mark("没有退回：所选客户里没有到期应退回的")
    remedy = mark("刷新名单后再选")


class HandOverError(BranchCrmError):
    """The customers cannot go to that person."""

    happened = mark("没有移交：{reason}")
    remedy = mark("换一位在职的同事")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverPlan:
    """What a hand-over would move; `accused_in` are complaints that the receiver cannot handle."""

    customers: int
    visits: int
    complaints: int
    accused_in: tuple[str, ...] = ()


class PoolService:
    """The use cases of the public pool and of hand-overs."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def rule(self) -> PoolRule:
        """Give the rule in force."""
        with self.context.read() as work:
            return _rule(work)

    @requires(Right.EDIT_SETTINGS)
    def set_rule(self, rule: PoolRule) -> Changes:
        """Set return days, limits and protection.

        Raises:
            InvalidDraftError: a number is out of range.
        """
        rule.checked()
        with self.context.write("pool.rule", say("修改公海规则")) as work:
            days = {tier.value: number for tier, number in rule.return_days.items()}
            limits = (rule.held_limit, rule.monthly_claims, rule.protected_days)
            work.settings.set(RULE_SETTING, {"return_days": days, "limits": limits})
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def waiting(self) -> list[CustomerId]:
        """Give the customers without an account manager, the most valuable first."""
        with self.context.read() as work:
            return work.pools.waiting()

    @requires(Right.SEE_CUSTOMERS)
    def due(self) -> list[HeldCustomer]:
        """Give the customers who are due to return to the pool."""
        with self.context.read() as work:
            return _due(work)

    @requires(Right.EDIT_CUSTOMERS)
    def claim(self, customers: Sequence[CustomerId]) -> Changes:
        """Take customers out of the pool into the acting person's hands.

        Raises:
            NotInPoolError: one of them has an account manager; none was taken.
            ClaimLimitError: the person would hold or claim more than the rule allows.
        """
        actor = self.context.actor
        summary = say("{staff}领取 {count} 位公海客户", staff=actor.name, count=len(customers))
        with self.context.write("pool.claim", summary) as work:
            for name, manager in work.pools.managers(customers).values():
                raise NotInPoolError(name=name, manager=manager)
            check_claim(
                _rule(work),
                held=work.pools.count_held(actor.staff_id),
                claimed=work.pools.count_claims(actor.staff_id, _month_start(work)),
                wished=len(customers),
            )
            work.pools.give(customers, actor.staff_id, work.clock.now(), "claim")
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def release(self, customers: Sequence[CustomerId], reason: str) -> Changes:
        """Give customers back to the pool.

        Raises:
            InvalidDraftError: no reason is given.
        """
        if not reason.strip():
            raise InvalidDraftError([FieldError("reason", say("填写退回的理由后才能保存"))])
        summary = say(
            "{count} 位客户退回公海：{reason}", count=len(customers), reason=reason.strip()
        )
        with self.context.write("pool.release", summary) as work:
            work.pools.give(customers, None, work.clock.now(), "release", reason.strip())
            return work.commit()

    @requires(Right.HAND_OVER)
    def return_due(self, customers: Sequence[CustomerId]) -> Changes:
        """Return those of the chosen customers to the pool who are due.

        Raises:
            NothingDueError: none of them is due any more.
        """
        wished = set(customers)
        chosen = [one.customer_id for one in self.due() if one.customer_id in wished]
        if not chosen:
            raise NothingDueError
        summary = say("{count} 位客户到期退回公海", count=len(chosen))
        with self.context.write("pool.return", summary) as work:
            work.pools.give(chosen, None, work.clock.now(), "return")
            return work.commit()

    @requires(Right.HAND_OVER)
    def plan_hand_over(self, leaver: StaffId, receiver: StaffId) -> HandOverPlan:
        """Tell what a hand-over would move."""
        with self.context.read() as work:
            complaints = work.pools.complaints_of(leaver)
            accused = work.pools.accused_in(complaints, receiver)
            return HandOverPlan(
                customers=len(work.pools.customers_of(leaver)),
                visits=len(work.pools.visits_of(leaver)),
                complaints=len(complaints) - len(accused),
                accused_in=tuple(accused),
            )

    @requires(Right.HAND_OVER)
    def hand_over(self, leaver: StaffId, receiver: StaffId) -> Changes:
        """Give all customers, planned visits and open complaints of a person to another one.

        Complaints about the receiver stay where they are: who is accused cannot handle them.

        Raises:
            HandOverError: the receiver is the same person or works here no more.
        """
        with self.context.read() as work:
            people = {person.id: person for person in work.staff.all(with_inactive=True)}
        giver, taker = people[leaver], people[receiver]
        if giver.id == taker.id:
            raise HandOverError(reason=say("移交人和接收人是同一位"))
        if not taker.is_active:
            raise HandOverError(reason=say("{name}已停用", name=taker.name))
        with self.context.write("pool.hand_over", _moved(giver, taker)) as work:
            customers = work.pools.customers_of(leaver)
            work.pools.give(customers, receiver, work.clock.now(), "hand_over", giver.name)
            work.pools.pass_on_visits(work.pools.visits_of(leaver), receiver)
            self._pass_on_complaints(work, giver, taker)
            return work.commit()

    def _pass_on_complaints(self, work: Work, giver: Staff, taker: Staff) -> None:
        now = work.clock.business_now()
        for number in work.pools.complaints_of(giver.id):
            case = work.complaints.get(ComplaintId(number))
            if case.accused_id == taker.id:
                continue
            work.complaints.change(case.id, {"handler_id": taker.id})
            event = ComplaintEvent(
                at=now,
                staff_id=self.context.actor.staff_id,
                action=ComplaintAction.ASSIGN,
                from_state=case.state,
                to_state=case.state,
                detail={"to": taker.name},
            )
            work.complaints.log(case.id, event)


def _moved(giver: Staff, taker: Staff) -> Sentence:
    return say("{giver}的客户移交给{taker}", giver=giver.name, taker=taker.name)


def _month_start(work: Reading) -> datetime:
    first = work.clock.today().replace(day=1)
    return datetime.combine(first, time(), work.clock.zone)


def _rule(work: Reading) -> PoolRule:
    stored = work.settings.get(RULE_SETTING)
    if not stored:
        return PoolRule()
    days = {Tier(tier): number for tier, number in stored["return_days"].items()}
    held, monthly, protected = stored["limits"]
    return PoolRule(
        return_days={**RETURN_DAYS, **days},
        held_limit=held,
        monthly_claims=monthly,
        protected_days=protected,
    )


def _due(work: Reading) -> list[HeldCustomer]:
    rule, today = _rule(work), work.clock.today()
    return [one for one in work.pools.held() if returns(one, rule, today)]
