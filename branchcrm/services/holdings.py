"""What a user can do with holdings: keep them, correct them, take them off."""

from collections.abc import Sequence

from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.holding import (
    Holding,
    HoldingDraft,
    HoldingFacts,
    checked_holding,
    holding_draft,
)
from branchcrm.domain.ids import CustomerId, HoldingId, ProductId
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.services.context import Context, requires


class HoldingService:
    """The use cases of holdings."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def of_customer(self, customer_id: CustomerId) -> Sequence[Holding]:
        """List what a customer holds, the first to mature first."""
        with self.context.read() as work:
            return work.holdings.of_customer(customer_id)

    @requires(Right.SEE_CUSTOMERS)
    def get(self, holding_id: HoldingId) -> Holding:
        """Give one holding."""
        with self.context.read() as work:
            return work.holdings.get(holding_id)

    @requires(Right.SEE_CUSTOMERS)
    def draft_of(self, holding_id: HoldingId) -> HoldingDraft:
        """Give a holding as a form shows it."""
        return holding_draft(self.get(holding_id))

    @requires(Right.EDIT_TRANSACTIONS)
    def add(self, customer_id: CustomerId, draft: HoldingDraft) -> Changes:
        """Keep what a customer holds; a product that the book does not know joins the list.

        Raises:
            InvalidDraftError: something must be changed first.
            NotFoundError: there is no such customer.
        """
        facts = checked_holding(draft, self.context.clock.today())
        with self.context.read() as work:
            name = work.customers.get(customer_id).name
        summary = say("登记持有产品：{name} {product}", name=name, product=facts.product)
        with self.context.write("holding.add", summary) as work:
            own, now = self.context.actor.staff_id, work.clock.now()
            work.holdings.add(customer_id, facts, _product(work, facts), own, now)
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def edit(self, holding_id: HoldingId, draft: HoldingDraft) -> Changes:
        """Correct a holding; history keeps what stood before.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        facts = checked_holding(draft, self.context.clock.today())
        name = self.get(holding_id).customer
        summary = say("更正持有产品：{name} {product}", name=name, product=facts.product)
        with self.context.write("holding.edit", summary) as work:
            work.holdings.change(holding_id, facts, _product(work, facts))
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def remove(self, holding_id: HoldingId) -> Changes:
        """Take off a holding that ended or was keyed by mistake; undo and restore bring it back."""
        kept = self.get(holding_id)
        summary = say(
            "删除持有产品：{name} {product}", name=kept.customer, product=kept.facts.product
        )
        with self.context.write("holding.remove", summary) as work:
            work.holdings.set_removed(holding_id, work.clock.now())
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def restore(self, holding_id: HoldingId) -> Changes:
        """Bring a removed holding back."""
        kept = self.get(holding_id)
        summary = say(
            "恢复持有产品：{name} {product}", name=kept.customer, product=kept.facts.product
        )
        with self.context.write("holding.restore", summary) as work:
            work.holdings.set_removed(holding_id, None)
            return work.commit()


def _product(work: Work, facts: HoldingFacts) -> ProductId:
    found = work.products.find_or_add(facts.product)
    assert found is not None  # noqa: S101 - checked facts name a product
    return found
