"""What a user can do with a tier set by hand: set it, lift it, see them all."""

from datetime import date

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import TIER_LABELS, Tier
from branchcrm.domain.tier_override import (
    OverrideSum,
    TierOverride,
    check_override,
    sums_by_person,
)
from branchcrm.domain.wording import say
from branchcrm.services.context import Context, requires


class TierOverrideService:
    """The use cases of tiers set by hand."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.APPLY_TIERS)
    def set(
        self, customer_id: CustomerId, tier: Tier, reason: str, ends_on: date | None
    ) -> Changes:
        """Set a customer's tier by hand until a day.

        Raises:
            InvalidDraftError: there is no reason, or no end within half a year.
        """
        today = self.context.clock.today()
        last_day = check_override(tier, reason, ends_on, today)
        with self.context.read() as work:
            name = work.customers.get(customer_id).name
        summary = say(
            "{name}的层级由人工定为{tier}，到 {day}",
            name=name,
            tier=say(TIER_LABELS[tier]),
            day=last_day.isoformat(),
        )
        override = TierOverride(
            customer_id=customer_id,
            name=name,
            tier=tier,
            reason=reason.strip(),
            staff=self.context.actor.name,
            starts_on=today,
            ends_on=last_day,
        )
        with self.context.write("tier.override", summary) as work:
            work.tier_drafts.set_override(override, self.context.actor.staff_id)
            return work.commit()

    @requires(Right.APPLY_TIERS)
    def lift(self, customer_id: CustomerId) -> Changes:
        """Let the rule decide again."""
        with self.context.read() as work:
            name = work.customers.get(customer_id).name
        summary = say("取消{name}的人工层级", name=name)
        with self.context.write("tier.override.lift", summary) as work:
            work.tier_drafts.lift([customer_id], work.clock.today())
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def of(self, customer_id: CustomerId) -> TierOverride | None:
        """Give the tier set by hand that counts today, or None."""
        with self.context.read() as work:
            return work.tier_drafts.override(customer_id, work.clock.today())

    @requires(Right.SEE_CUSTOMERS)
    def all(self) -> list[TierOverride]:
        """List every tier set by hand that counts today, the first to end first."""
        with self.context.read() as work:
            return work.tier_drafts.overrides(work.clock.today())

    @requires(Right.SEE_CUSTOMERS)
    def ever(self) -> tuple[list[TierOverride], list[OverrideSum]]:
        """List every tier that was ever set by hand, the newest first, with sums per person."""
        with self.context.read() as work:
            found = work.tier_drafts.every_override()
            return found, sums_by_person(found, work.clock.today())
