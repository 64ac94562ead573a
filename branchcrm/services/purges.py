"""What a user can do to erase a customer for good, and how long records are kept before."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.purge import (
    PurgeHeldError,
    PurgeNotBinnedError,
    PurgePlan,
    PurgeUnconfirmedError,
    RetentionRule,
    holds_of,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, say
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

RULE_SETTING = "retention"


class PurgeService:
    """The use cases of erasure."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def rule(self) -> RetentionRule:
        """Give how many years records are kept."""
        with self.context.read() as work:
            return _rule(work)

    @requires(Right.EDIT_SETTINGS)
    def set_rule(self, rule: RetentionRule) -> Changes:
        """Set how many years records are kept.

        Raises:
            InvalidDraftError: a number of years is out of range.
        """
        checked = rule.checked()
        summary = say(
            "保存年限改为：投诉 {complaints} 年，交易 {records} 年",
            complaints=checked.complaint_years,
            records=checked.record_years,
        )
        with self.context.write("retention.rule", summary) as work:
            work.settings.set(RULE_SETTING, asdict(checked))
            return work.commit()

    @requires(Right.PURGE)
    def plan(self, customer_id: CustomerId) -> PurgePlan:
        """Say what an erasure would take, and what forbids it.

        Raises:
            PurgeNotBinnedError: the customer is not in the recycle bin.
        """
        with self.context.read() as work:
            return self._plan(work, customer_id)

    @requires(Right.PURGE)
    def purge(self, customer_id: CustomerId, confirmation: str) -> Changes:
        """Erase a customer from the recycle bin with everything; nothing brings it back.

        Raises:
            PurgeNotBinnedError: the customer is not in the recycle bin.
            PurgeHeldError: a complaint is open, or something must still be kept.
            PurgeUnconfirmedError: the confirmation is not the customer's code.
        """
        summary = say("永久删除 1 位客户")
        with self.context.write("customer.purge", summary, is_reversible=False) as work:
            plan = self._plan(work, customer_id)
            if plan.holds:
                raise PurgeHeldError(name=plan.name, reasons=listed(plan.holds))
            if confirmation.strip() != plan.code:
                raise PurgeUnconfirmedError(name=plan.name, code=plan.code)
            work.erasures.erase(work.erasures.merged(customer_id))
            return work.commit()

    def _plan(self, work: "Reading", customer_id: CustomerId) -> PurgePlan:
        customer = work.customers.get(customer_id)
        if not customer.is_removed:
            raise PurgeNotBinnedError(name=customer.name)
        part = work.erasures.merged(customer_id)
        today = self.context.clock.today()
        return PurgePlan(
            customer_id=customer_id,
            name=customer.name,
            code=customer.code,
            merged=tuple(work.customers.get(one).name for one in part[1:]),
            rows=work.erasures.counts(part),
            holds=holds_of(work.erasures.facts(part), _rule(work), today),
        )


def _rule(work: "Reading") -> RetentionRule:
    kept = work.settings.get(RULE_SETTING)
    return RetentionRule(**kept) if isinstance(kept, dict) else RetentionRule()
