"""What the tiers of a book are called: by the rule that gave them."""

from branchcrm.data.reading import Reading
from branchcrm.domain.tier_names import TierNames, names_by


def tier_names(work: Reading) -> TierNames:
    """Give the names by the rule of the review that counts, before one by the rule in force."""
    review = work.tiers.latest_review()
    if review is None:
        return names_by(work.tiers.policy_on(work.clock.today()).policy)
    return names_by(work.tiers.policy(review.policy_id).policy)
