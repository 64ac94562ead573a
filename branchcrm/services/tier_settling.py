"""What follows when a review, or the rule that it went by, is taken back."""

from branchcrm.data.reversal import deleted_ids
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import KeptRow
from branchcrm.domain.ids import OperationId
from branchcrm.domain.tier import TIER_LABELS
from branchcrm.domain.tier_outcome import StoredPolicy, StoredReview
from branchcrm.domain.wording import mark, say

RULE_IN_USE = mark(
    "{day} 已按它评审，{count} 位客户的层级保留；它不再生效，下次评审起按规则 v{version}"
)
TIER_SET_SINCE = mark("{day} 的评审定为{tier}，保留到下次评审")


def settle_results(work: Work, target: OperationId) -> None:
    """Bring tiers in line with the reviews that are left after an operation was taken back.

    Call it before the commit. Whoever changed after a review that went is scored by the one
    that counts again. A rule on which a later review stands counts no more, and that review's
    customers are named among what was kept.
    """
    gone = deleted_ids(work.rows.entries, "tier_review")
    rules = work.tiers.brought_by(target)
    if not gone and not rules:
        return
    # Only tiers that change need what loads slowly.
    from branchcrm.services.tiers import after_changes  # noqa: PLC0415 - as said

    for rule in rules:
        work.tiers.withdraw(rule.id)
        _name_kept(work, rule)
    if gone and work.tiers.latest_review() is not None:
        after_changes(work, work.tiers.later_customers(gone))


def _name_kept(work: Work, rule: StoredPolicy) -> None:
    """Name the reviews that stand on a rule, and the customers that they moved."""
    reviews = work.tiers.reviews_by(rule.id)
    moved: dict[int, KeptRow] = {}
    rows = []
    for review in reviews:
        rows.append(_rule_row(work, rule, review))
        day = review.as_of.isoformat()
        moves = work.tier_moves.of_review(review.id, None)
        captions = work.tiers.captions_of([move.customer_id for move in moves])
        for move in reversed(moves):
            tier = say(TIER_LABELS[move.to_tier])
            why = say(TIER_SET_SINCE, day=day, tier=tier)
            moved[move.customer_id] = KeptRow(row=captions[move.customer_id], why=why)
    name = rule.policy.text.name
    work.kept[:] = [kept for kept in work.kept if kept.row != name]
    work.kept += [*rows, *moved.values()]


def _rule_row(work: Work, rule: StoredPolicy, review: StoredReview) -> KeptRow:
    why = say(
        RULE_IN_USE,
        day=review.as_of.isoformat(),
        count=review.tiered,
        version=work.tiers.policy_on(work.clock.today()).version,
    )
    return KeptRow(row=f"{rule.policy.text.name} v{rule.version}", why=why)
