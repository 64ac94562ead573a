"""What a user can do with transactions: key them in, correct, reverse, remove."""

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId, TransactionId
from branchcrm.domain.money import yuan_of
from branchcrm.domain.rights import Right
from branchcrm.domain.transaction import (
    FixedTransactionError,
    Transaction,
    TransactionDraft,
    TransactionFacts,
    checked_transaction,
    draft_of,
)
from branchcrm.domain.wording import say
from branchcrm.services.context import Context, requires
from branchcrm.services.tiers import after_changes


class TransactionService:
    """The use cases of transactions."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EDIT_TRANSACTIONS)
    def add(self, customer_id: CustomerId, draft: TransactionDraft) -> Changes:
        """Key in a transaction; a product that the book does not know is added to the list.

        Raises:
            InvalidDraftError: something must be changed first.
            NotFoundError: there is no such customer.
        """
        facts = self._facts(draft)
        with self.context.read() as work:
            name = work.customers.get(customer_id).name
        summary = say("登记交易：{name} {amount} 元", name=name, amount=_amount(facts))
        with self.context.write("transaction.add", summary) as work:
            product_id = work.products.find_or_add(facts.product)
            staff_id = self.context.actor.staff_id
            work.transactions.add(customer_id, facts, product_id, staff_id, work.clock.now())
            after_changes(work, [customer_id])
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def edit(self, transaction_id: TransactionId, draft: TransactionDraft) -> Changes:
        """Correct a transaction; history keeps what stood before.

        Raises:
            InvalidDraftError: something must be changed first.
            FixedTransactionError: it was reversed or removed.
        """
        facts = self._facts(draft)
        kept = self._changeable(transaction_id)
        summary = say("更正交易：{name} {amount} 元", name=kept.customer, amount=_amount(facts))
        with self.context.write("transaction.edit", summary) as work:
            product_id = work.products.find_or_add(facts.product)
            work.transactions.change(transaction_id, facts, product_id)
            after_changes(work, [kept.customer_id])
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def reverse(self, transaction_id: TransactionId) -> Changes:
        """Take a transaction back by its opposite, so that both stay visible.

        Raises:
            FixedTransactionError: it was reversed already, or is a reversal itself.
        """
        kept = self._changeable(transaction_id)
        amount = yuan_of(kept.amount_cents)
        summary = say("冲正交易：{name} {amount} 元", name=kept.customer, amount=f"{amount:,}")
        with self.context.write("transaction.reverse", summary) as work:
            work.transactions.reverse(kept, self.context.actor.staff_id, work.clock.now())
            after_changes(work, [kept.customer_id])
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def remove(self, transaction_id: TransactionId) -> Changes:
        """Move a transaction that was keyed by mistake into the recycle bin.

        Raises:
            FixedTransactionError: it takes part in a reversal.
        """
        kept = self._changeable(transaction_id)
        amount = yuan_of(kept.amount_cents)
        summary = say("删除交易：{name} {amount} 元", name=kept.customer, amount=f"{amount:,}")
        with self.context.write("transaction.remove", summary) as work:
            work.transactions.set_removed(transaction_id, work.clock.now())
            after_changes(work, [kept.customer_id])
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def restore(self, transaction_id: TransactionId) -> Changes:
        """Bring a removed transaction back."""
        kept = self.get(transaction_id)
        amount = yuan_of(kept.amount_cents)
        summary = say("恢复交易：{name} {amount} 元", name=kept.customer, amount=f"{amount:,}")
        with self.context.write("transaction.restore", summary) as work:
            work.transactions.set_removed(transaction_id, None)
            after_changes(work, [kept.customer_id])
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def get(self, transaction_id: TransactionId) -> Transaction:
        """Give one transaction."""
        with self.context.read() as work:
            return work.transactions.get(transaction_id)

    @requires(Right.SEE_CUSTOMERS)
    def draft_of(self, transaction_id: TransactionId) -> TransactionDraft:
        """Give a transaction as a form shows it."""
        return draft_of(self.get(transaction_id))

    @requires(Right.SEE_CUSTOMERS)
    def of_customer(
        self, customer_id: CustomerId, *, limit: int | None = None
    ) -> list[Transaction]:
        """List a customer's transactions, the newest first."""
        with self.context.read() as work:
            return work.transactions.of_customer(customer_id, limit=limit)

    def _facts(self, draft: TransactionDraft) -> TransactionFacts:
        return checked_transaction(draft, self.context.clock.today())

    def _changeable(self, transaction_id: TransactionId) -> Transaction:
        kept = self.get(transaction_id)
        if not kept.can_change:
            raise FixedTransactionError
        return kept


def _amount(facts: TransactionFacts) -> str:
    return f"{yuan_of(facts.amount_cents):,}"
