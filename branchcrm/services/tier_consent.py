"""What must be settled before another tier rule counts: a second person, and many who move."""

from branchcrm.data.reading import Reading
from branchcrm.domain.rights import RIGHTS, Right
from branchcrm.domain.tier_draft import SecondPersonError
from branchcrm.domain.tier_trial import ManyMoveError, moves_many
from branchcrm.services.context import Context
from branchcrm.services.tier_reviews import Plan

_FIGURE_TABLES = frozenset(
    {
        *("", "customer", "customer_transaction", "customer_figure", "product"),
        *("tier_policy", "tier_review", "tier_block", "tier_change"),
    }
)
"""What a trial looks at; an operation that names no rows may have touched any of it."""


def has_second(context: Context, work: Reading) -> bool:
    """Tell whether somebody else may change the rule too, and so reviews one's own."""
    own = context.actor.staff_id
    others = [one for one in work.staff.all() if one.login and one.id != own]
    return any(Right.EDIT_POLICY in RIGHTS[one.role] for one in others)


def refuse_own_rule(context: Context, work: Reading) -> None:
    """Refuse a rule that is put in force past a draft where a second person must see it.

    Raises:
        NotAllowedError: the acting person may not change the rule.
        SecondPersonError: somebody else can review it.
    """
    context.actor.require(Right.EDIT_POLICY)
    if has_second(context, work):
        raise SecondPersonError(name=context.actor.name)


def ask_about_many(plan: Plan, *, is_sure: bool) -> None:
    """Refuse a rule that moves more than half of the book, unless the person is sure.

    Raises:
        ManyMoveError: so many would move.
    """
    moved, people = plan.movers()
    if not is_sure and moves_many(moved, people):
        raise ManyMoveError(moved=moved, people=people)


def is_moved_on(work: Reading, operation: int) -> bool:
    """Tell whether anything that tiers are made of was written since an operation."""
    return not _FIGURE_TABLES.isdisjoint(work.history.touched_since(operation))
