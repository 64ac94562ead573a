"""What a user can do with the next tier rule: write it, have it reviewed, apply it."""

from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import PolicyId
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_draft import (
    Approval,
    DraftChangedError,
    DraftState,
    NoDraftError,
    SecondPersonError,
    StoredDraft,
)
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_check import check_policy
from branchcrm.domain.tier_trial import BookMovedError
from branchcrm.domain.wording import say
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_consent import ask_about_many, has_second, is_moved_on
from branchcrm.services.tiers import draft_review


class TierDraftService:
    """The use cases of rules in the making."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def draft(self) -> StoredDraft | None:
        """Give the rule in the making, or None."""
        with self.context.read() as work:
            return work.tier_drafts.draft()

    @requires(Right.SEE_CUSTOMERS)
    def approvals(self) -> dict[PolicyId, Approval]:
        """Give who wrote and who approved each version that went through a draft."""
        with self.context.read() as work:
            return work.tier_drafts.approvals()

    @requires(Right.EDIT_POLICY)
    def save(self, policy: Policy, seen: int | None = None) -> Changes:
        """Keep a rule in the making; `seen` is the edit that it was changed from.

        Raises:
            InvalidDraftError: the rule cannot be used.
            DraftChangedError: somebody saved the draft since it was seen.
        """
        check_policy(policy)
        summary = say("保存分层规则草稿“{name}”", name=policy.text.name)
        with self.context.write("tier.draft", summary) as work:
            kept = work.tier_drafts.draft()
            if kept is not None and kept.edit != seen:
                raise DraftChangedError(name=kept.author)
            work.tier_drafts.save(policy, self.context.actor.staff_id)
            return work.commit()

    @requires(Right.EDIT_POLICY)
    def discard(self) -> Changes:
        """Give the rule in the making up; an undo brings it back."""
        with self.context.write("tier.draft.discard", say("放弃分层规则草稿")) as work:
            _wanted(work)
            work.tier_drafts.discard()
            return work.commit()

    @requires(Right.EDIT_POLICY)
    def submit(self, note: str = "") -> Changes:
        """Hand the draft to a second person."""
        with self.context.write("tier.draft.submit", say("提交分层规则草稿复核")) as work:
            _wanted(work)
            work.tier_drafts.set_state(DraftState.SUBMITTED, note.strip())
            return work.commit()

    @requires(Right.EDIT_POLICY)
    def send_back(self, reason: str) -> Changes:
        """Give a submitted draft back to its author, and say why.

        Raises:
            InvalidDraftError: no reason is given.
        """
        if not reason.strip():
            raise InvalidDraftError([FieldError("reason", say("填写退回的理由后才能保存"))])
        summary = say("退回分层规则草稿：{reason}", reason=reason.strip())
        with self.context.write("tier.draft.return", summary) as work:
            _wanted(work)
            work.tier_drafts.set_state(DraftState.DRAFT, reason.strip())
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def needs_second(self) -> bool:
        """Tell whether a rule of the acting person must be reviewed by somebody else."""
        with self.context.read() as work:
            return has_second(self.context, work)

    @requires(Right.SEE_CUSTOMERS)
    def may_apply(self) -> bool:
        """Tell whether the acting person may put the draft in force."""
        with self.context.read() as work:
            draft = work.tier_drafts.draft()
            return (
                draft is not None
                and self.context.actor.may(Right.EDIT_POLICY)
                and not self._needs_another(work, draft)
            )

    @requires(Right.EDIT_POLICY)
    def apply(self, *, is_sure: bool = False, tried: int | None = None) -> Changes:
        """Put the draft in force and review the book by it, in one step that one undo takes back.

        A rule that is to count from a later day waits for the review of that day. `tried` is
        the last operation of the book on which the person saw who would move.

        Raises:
            NoDraftError: there is none.
            SecondPersonError: the author cannot approve while somebody else can.
            ManyMoveError: more than half would move, and the person did not say yes to that.
            BookMovedError: something was written since the rule was tried.
        """
        with self.context.read() as work:
            draft = _wanted(work)
            if self._needs_another(work, draft):
                raise SecondPersonError(name=draft.author)
        summary = say("应用分层规则“{name}”", name=draft.policy.text.name)
        with self.context.write("tier.apply", summary) as work:
            if tried is not None and is_moved_on(work, tried):
                raise BookMovedError
            today = work.clock.today()
            review = draft_review(work, draft.policy)
            ask_about_many(review.plan, is_sure=is_sure)
            if draft.policy.effective_from is not None and draft.policy.effective_from > today:
                work.tiers.add_policy(draft.policy, today)
            else:
                review.write_into(work)
            work.tier_drafts.approve(
                work.tiers.policies()[0].id, draft, self.context.actor.staff_id
            )
            work.tier_drafts.discard()
            return work.commit()

    def _needs_another(self, work: Reading, draft: StoredDraft) -> bool:
        is_own = draft.author_id == self.context.actor.staff_id
        return is_own and has_second(self.context, work)


def _wanted(work: Reading) -> StoredDraft:
    draft = work.tier_drafts.draft()
    if draft is None:
        raise NoDraftError
    return draft
