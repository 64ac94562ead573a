"""What a user can do with tiers: apply the rule, look at counts, receipts and moves."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from branchcrm.data.reading import Reading
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_board import TierBoard
from branchcrm.domain.tier_outcome import RetierOutcome, StoredPolicy, TierOverview
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_check import check_policy
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_boards import board_of
from branchcrm.services.tier_consent import ask_about_many, refuse_own_rule
from branchcrm.services.tier_days import is_review_due, review_day
from branchcrm.services.tier_overview import overview_of
from branchcrm.services.tier_receipts import receipt_of
from branchcrm.services.tier_reviews import Plan, plan_review, review_changed, write_review

if TYPE_CHECKING:
    from branchcrm.domain.tier_receipt_parts import Receipt

READING = mark("读取往来数字")
WRITING = mark("写入层级")


class TierService:
    """The use cases of value tiers."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.APPLY_TIERS)
    def retier(
        self,
        progress: Progress | None = None,
        *,
        dry_run: bool = False,
        policy: Policy | None = None,
        is_sure: bool = False,
    ) -> RetierOutcome:
        """Review the whole book by the rule in force, or by another one that then is in force.

        Where the book already says all of it, nothing is written.

        Raises:
            InvalidDraftError: the other rule cannot be used.
            NotAllowedError: the other rule is not the person's to set.
            SecondPersonError: the other rule must go through a draft that somebody else reviews.
            ManyMoveError: it would move more than half, and the person did not say yes to that.
        """
        begun = time.perf_counter()
        progress = progress or NoProgress()
        if policy is not None:
            check_policy(policy)
        progress.report(0, 0, say(READING))
        with self.context.read() as work:
            draft = draft_review(work, policy)
            last = work.history.latest(limit=1)[0].id
            if not draft.is_known and not dry_run:
                refuse_own_rule(self.context, work)
                ask_about_many(draft.plan, is_sure=is_sure)
        total = sum(draft.plan.counts().values())
        progress.report(total, total, say(WRITING))
        if dry_run:
            return replace(draft.outcome(begun, None), operation_id=None)
        if draft.plan.changes_nothing() and draft.is_known:
            return draft.outcome(begun, None)
        with self.context.write("tier.review", draft.summary()) as work:
            if work.history.latest(limit=1)[0].id != last:
                draft = draft_review(work, policy)
            changes = draft.write(work)
        return draft.outcome(begun, changes)

    @requires(Right.APPLY_TIERS)
    def retier_if_due(self) -> RetierOutcome | None:
        """Review the book when a fresh period has begun since the last review, or do nothing.

        A book that was never reviewed is not begun by itself.
        """
        with self.context.read() as work:
            is_due = is_review_due(work)
        return self.retier() if is_due else None

    @requires(Right.SEE_CUSTOMERS)
    def overview(self, as_of: date | None = None) -> TierOverview:
        """Count the tiers as they stand, or as they stood on a day, with the latest moves."""
        with self.context.read() as work:
            return overview_of(work, as_of)

    @requires(Right.SEE_CUSTOMERS)
    def board(self) -> TierBoard:
        """Give everything that the board of tiers shows."""
        with self.context.read() as work:
            return board_of(work)

    @requires(Right.SEE_CUSTOMERS)
    def receipt(self, customer_id: CustomerId) -> "Receipt | None":
        """Explain a customer's tier; None for a customer without one."""
        with self.context.read() as work:
            work.customers.get(customer_id)
            return receipt_of(work, customer_id)

    @requires(Right.SEE_CUSTOMERS)
    def policy(self) -> StoredPolicy:
        """Give the rule in force today."""
        with self.context.read() as work:
            return work.tiers.policy_on(work.clock.today())

    @requires(Right.SEE_CUSTOMERS)
    def policies(self) -> list[StoredPolicy]:
        """List every version of the rule, the newest first."""
        with self.context.read() as work:
            return work.tiers.policies()

    @requires(Right.SEE_CUSTOMERS)
    def version(self, version: int) -> StoredPolicy:
        """Give one version of the rule.

        Raises:
            NotFoundError: there is no such version.
        """
        for stored in self.policies():
            if stored.version == version:
                return stored
        raise NotFoundError(what=say(mark("分层规则版本")), key=version)

    @requires(Right.EDIT_POLICY)
    def set_policy(self, policy: Policy, *, is_sure: bool = False) -> Changes:
        """Put a rule in force as the next version; the next review applies it.

        Raises:
            InvalidDraftError: the rule cannot be used.
            SecondPersonError: it must go through a draft that somebody else reviews.
            ManyMoveError: it would move more than half, and the person did not say yes to that.
        """
        check_policy(policy)
        with self.context.read() as work:
            refuse_own_rule(self.context, work)
            ask_about_many(draft_review(work, policy).plan, is_sure=is_sure)
        summary = say(mark("启用分层规则“{name}”"), name=policy.text.name)
        with self.context.write("tier.policy", summary) as work:
            work.tiers.add_policy(policy, work.clock.today())
            return work.commit()


def after_changes(work: Work, customers: Sequence[int]) -> tuple[Sentence, ...]:
    """Re-tier customers whose figures an operation changed, as part of that operation.

    Call it before the commit, with the ids of customers whose transactions or reported
    figures were written. A book without a review, or an import of a good part of the book,
    is reviewed whole. Gives notices to show with the outcome.
    """
    if not customers or review_changed(work, customers):
        return ()
    draft = draft_review(work, None)
    if not draft.plan.changes_nothing():
        draft.write_into(work)
    return draft.notices


class ReviewDraft:
    """A review that was worked out, with its rule and what to tell."""

    def __init__(self, plan: Plan, stored: StoredPolicy | None, version: int) -> None:
        self.plan = plan
        self._stored = stored
        self._version = version
        self.notices: tuple[Sentence, ...] = ()

    @property
    def is_known(self) -> bool:
        """Tell whether the rule is in the book and in force."""
        return self._stored is not None

    def summary(self) -> Sentence:
        """Say what the operation does, for history and undo."""
        return say(
            mark("按 {as_of} 重算分层：{up} 位升，{down} 位降"),
            as_of=self.plan.as_of.isoformat(),
            up=self.plan.up(),
            down=self.plan.down(),
        )

    def write_into(self, work: Work) -> None:
        """Write the review, and first the rule where it is another one."""
        stored = self._stored or work.tiers.add_policy(self.plan.policy, self.plan.as_of)
        write_review(work, self.plan, stored)

    def write(self, work: Work) -> Changes:
        """Write the review as an operation of its own."""
        self.write_into(work)
        return work.commit()

    def outcome(self, begun: float, changes: Changes | None) -> RetierOutcome:
        """Tell what the review did, or would do."""
        plan = self.plan
        up, down, placed, gone = plan.up(), plan.down(), plan.placed(), plan.gone()
        counts = plan.counts()
        kept = plan.standing.review.operation_id if plan.standing else None
        return RetierOutcome(
            operation_id=changes.operation_id if changes else kept,
            version=self._version,
            policy_name=plan.policy.text.name,
            as_of=plan.as_of,
            counts=counts,
            up=up,
            down=down,
            placed=placed,
            gone=gone,
            watch=plan.watch(),
            unchanged=sum(counts.values()) - up - down - placed - gone,
            seconds=time.perf_counter() - begun,
            notices=self.notices,
            changes=changes,
        )


def draft_review(work: Reading, policy: Policy | None) -> ReviewDraft:
    """Work out a review by the rule in force, or by another one that would then be."""
    today = work.clock.today()
    in_force = work.tiers.policy_on(today)
    rule = policy or in_force.policy
    stored = in_force if in_force.policy == rule else None
    as_of, notices = review_day(work.connection, rule, today)
    plan = plan_review(work, rule, as_of)
    version = stored.version if stored else work.tiers.policies()[0].version + 1
    draft = ReviewDraft(plan, stored, version)
    nobody_apart = plan.tells_nobody_apart()
    draft.notices = notices if nobody_apart is None else (*notices, nobody_apart)
    return draft
