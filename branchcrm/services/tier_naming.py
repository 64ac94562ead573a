"""What the tiers of a book are called: by the rule that gave them."""

from branchcrm.data.reading import Reading
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_names import TierNames, names_by
from branchcrm.services.context import Context, requires


def tier_names(work: Reading) -> TierNames:
    """Give the names by the rule of the review that counts, before one by the rule in force."""
    review = work.tiers.latest_review()
    if review is None:
        return names_by(work.tiers.policy_on(work.clock.today()).policy)
    return names_by(work.tiers.policy(review.policy_id).policy)


class TierNaming:
    """Tells what the tiers of the book are called, without what a review loads."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def names(self) -> TierNames:
        """Give what the tiers of the book are called."""
        with self.context.read() as work:
            return tier_names(work)
