"""What a user can do with contacts: log one with its next step, correct it, remove it."""

from dataclasses import dataclass

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, InteractionId, VisitId
from branchcrm.domain.interaction import (
    Interaction,
    InteractionDraft,
    InteractionFacts,
    checked_interaction,
    interaction_draft,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import VisitDraft, VisitFacts, checked_visit, require_open
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.consents import require_contact
from branchcrm.services.context import Context, requires
from branchcrm.services.visits import finish, staff_named

LOGGED = mark("记互动：{name}")
LOGGED_WITH_VISIT = mark("记互动：{name}，完成回访")
LOGGED_WITH_NEXT = mark("记互动：{name}，下次回访 {month} 月 {day} 日")
NEXT_PREFIX = "next_"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What a logged contact settles and brings: the visit it was for, and the next one."""

    visit_id: VisitId | None = None
    next_visit: VisitDraft | None = None


class InteractionService:
    """The use cases of contacts."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.LOG_INTERACTIONS)
    def log(
        self, customer_id: CustomerId, draft: InteractionDraft, step: NextStep | None = None
    ) -> Changes:
        """Log a contact, finish the visit it was for and plan the next one, as one operation.

        Raises:
            InvalidDraftError: something must be changed first; the next visit's fields are
                named with `next_` in front.
            NotFoundError: there is no such customer or visit.
            SettledVisitError: the visit is done or called off already.
            ContactBarredError: the customer does not want the next contact.
        """
        asked = step or NextStep()
        facts, next_facts = self._checked(draft, asked)
        with self.context.read() as work:
            name = work.customers.get(customer_id).name
            due = None if asked.visit_id is None else work.visits.get(asked.visit_id)
        if due is not None:
            require_open(due)
        summary = self._summary(name, next_facts, has_visit=due is not None)
        with self.context.write("interaction.add", summary) as work:
            own, now = self.context.actor.staff_id, work.clock.now()
            work.interactions.add(customer_id, facts, own, now, asked.visit_id)
            if due is not None:
                finish(work, due, facts.note)
            if next_facts is not None and asked.next_visit is not None:
                require_contact(work, customer_id, next_facts.channel)
                staff_id = staff_named(work, asked.next_visit.staff, own)
                work.visits.add(customer_id, next_facts, staff_id, now, origin="interaction")
            return work.commit()

    @requires(Right.LOG_INTERACTIONS)
    def edit(self, interaction_id: InteractionId, draft: InteractionDraft) -> Changes:
        """Correct a contact; history keeps what stood before.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        facts = checked_interaction(draft, self.context.clock)
        name = self.get(interaction_id).customer
        summary = say("更正互动：{name}", name=name)
        with self.context.write("interaction.edit", summary) as work:
            work.interactions.change(interaction_id, facts)
            return work.commit()

    @requires(Right.LOG_INTERACTIONS)
    def remove(self, interaction_id: InteractionId) -> Changes:
        """Move a contact that was logged by mistake into the recycle bin."""
        summary = say("删除互动：{name}", name=self.get(interaction_id).customer)
        with self.context.write("interaction.remove", summary) as work:
            work.interactions.set_removed(interaction_id, work.clock.now())
            return work.commit()

    @requires(Right.LOG_INTERACTIONS)
    def restore(self, interaction_id: InteractionId) -> Changes:
        """Bring a removed contact back."""
        summary = say("恢复互动：{name}", name=self.get(interaction_id).customer)
        with self.context.write("interaction.restore", summary) as work:
            work.interactions.set_removed(interaction_id, None)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def get(self, interaction_id: InteractionId) -> Interaction:
        """Give one contact."""
        with self.context.read() as work:
            return work.interactions.get(interaction_id)

    @requires(Right.SEE_CUSTOMERS)
    def draft_of(self, interaction_id: InteractionId) -> InteractionDraft:
        """Give a contact as a form shows it."""
        return interaction_draft(self.get(interaction_id), self.context.clock.zone)

    @requires(Right.SEE_CUSTOMERS)
    def of_customer(self, customer_id: CustomerId) -> list[Interaction]:
        """List a customer's contacts, the newest first."""
        with self.context.read() as work:
            return work.interactions.of_customer(customer_id)

    def _checked(
        self, draft: InteractionDraft, step: NextStep
    ) -> tuple[InteractionFacts, VisitFacts | None]:
        problems: list[FieldError] = []
        facts, next_facts = None, None
        try:
            facts = checked_interaction(draft, self.context.clock)
        except InvalidDraftError as error:
            problems += error.problems
        try:
            if step.next_visit is not None:
                next_facts = checked_visit(step.next_visit, self.context.clock)
        except InvalidDraftError as error:
            problems += [
                FieldError(NEXT_PREFIX + problem.field, problem.reason)
                for problem in error.problems
            ]
        if problems or facts is None:
            raise InvalidDraftError(problems)
        return facts, next_facts

    def _summary(self, name: str, next_facts: VisitFacts | None, *, has_visit: bool) -> Sentence:
        if next_facts is not None:
            day = next_facts.at.astimezone(self.context.clock.zone)
            return say(LOGGED_WITH_NEXT, name=name, month=day.month, day=day.day)
        return say(LOGGED_WITH_VISIT if has_visit else LOGGED, name=name)
