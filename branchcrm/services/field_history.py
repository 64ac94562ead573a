"""What a user can do with one field's past: see who changed it when, bring a value back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import FIELD_LABELS, CustomerFacts
from branchcrm.domain.customer_check import CustomerCheck
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.field_history import (
    FieldChange,
    NoSuchChangeError,
    SameValueError,
    changed_fields,
    require_field,
)
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.own_field import OwnField, is_own, own_labels
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.reference.lunar import has_lunar_day
from branchcrm.reference.regions import is_known_region
from branchcrm.services.context import Context, requires
from branchcrm.services.customer_masks import draft_from, masked_facts
from branchcrm.services.customers import require_free_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from branchcrm.data.field_history import Turn
    from branchcrm.data.reading import Reading

ATTRIBUTES = {"manager": "manager_id"}
# A value that is brought back brings along what only makes sense with it.
COMPANIONS = {"id_number": ("id_type",), "name": ("reading",)}


class FieldHistoryService:
    """The use cases of one field's past."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_HISTORY)
    def of_customer(self, customer_id: CustomerId, field: str | None = None) -> list[FieldChange]:
        """List the changes of a customer's fields, or of one, newest first; numbers masked.

        Raises:
            UnknownFieldError: there is no such field.
        """
        with self.context.read() as work:
            own = work.own_fields.all()
            wanted = None if field is None else require_field(field, own)
            work.customers.get(customer_id)
            turns = list(work.field_history.turns(customer_id))
            return [
                change
                for turn in turns
                for change in _changes_of(work, turn, own)
                if wanted in (None, change.field)
            ]

    @requires(Right.EDIT_CUSTOMERS)
    def restore(self, customer_id: CustomerId, field: str, operation_id: OperationId) -> Changes:
        """Give a field the value again that it held before an operation.

        Raises:
            UnknownFieldError: there is no such field.
            NoSuchChangeError: the operation did not change it.
            SameValueError: the field holds the value already.
            InvalidDraftError: today's checks refuse the value.
            CodeTakenError: another customer has the code by now.
        """
        with self.context.read() as work:
            own = work.own_fields.in_use()
            field = require_field(field, own)
            words = say((FIELD_LABELS | own_labels(own))[field])
            kept = work.customers.get(customer_id).facts
            before = _value_before(work.field_history.turns(customer_id), field, operation_id)
        if before is None:
            raise NoSuchChangeError(operation=str(operation_id), field=words)
        facts = _with_value_of(kept, before, field)
        if facts == kept:
            raise SameValueError(field=words)
        self._require_valid(facts, field, kept, own)
        summary = say("恢复{name}以前的{field}", name=facts.name, field=words)
        with self.context.write("customer.restore_value", summary) as work:
            holder = work.customers.holder_of(facts.code, self.context.actor.branch_id)
            require_free_code(work, holder, customer_id)
            work.customers.change(customer_id, facts, work.clock.now())
            return work.commit()

    def _require_valid(
        self, facts: CustomerFacts, field: str, kept: CustomerFacts, own: Sequence[OwnField]
    ) -> None:
        """Check the value as a form would; what else is wrong with the record stays as it is."""
        today, draft = self.context.clock.today(), draft_from(facts, own)
        check = CustomerCheck(draft, today, is_known_region, has_lunar_day, own, dict(kept.own))
        try:
            check.facts()
        except InvalidDraftError as error:
            wrong = [problem for problem in error.problems if problem.field == field]
            if wrong:
                raise InvalidDraftError(wrong) from error


def _with_value_of(kept: CustomerFacts, before: CustomerFacts, field: str) -> CustomerFacts:
    if is_own(field):
        own = {key: value for key, value in kept.own.items() if key != field}
        if field in before.own:
            own[field] = before.own[field]
        return replace(kept, own=own)
    names = [ATTRIBUTES.get(field, field), *COMPANIONS.get(field, ())]
    return replace(kept, **{name: getattr(before, name) for name in names})


def _value_before(
    turns: "Iterator[Turn]", field: str, operation_id: OperationId
) -> CustomerFacts | None:
    for turn in turns:
        if turn.operation.id != operation_id or turn.before is None:
            continue
        if field in changed_fields(_plain(turn.before), _plain(turn.after)):
            return turn.before
    return None


def _changes_of(work: "Reading", turn: "Turn", own: Sequence[OwnField]) -> list[FieldChange]:
    before = turn.before or CustomerFacts(kind=turn.after.kind, name="", stage=turn.after.stage)
    shown_before, shown_after = _shown(work, before, own), _shown(work, turn.after, own)
    return [
        FieldChange(
            operation_id=turn.operation.id,
            at=turn.operation.at,
            actor=turn.operation.actor,
            what=turn.operation.summary,
            field=field,
            before=shown_before[field],
            after=shown_after[field],
            is_first=turn.before is None,
        )
        for field in changed_fields(_plain(before), _plain(turn.after))
    ]


def _plain(facts: CustomerFacts) -> dict[str, object]:
    plain = {name: getattr(facts, ATTRIBUTES.get(name, name)) for name in FIELD_LABELS}
    return {**plain, **facts.own}


def _shown(work: "Reading", facts: CustomerFacts, own: Sequence[OwnField]) -> Mapping[str, str]:
    draft = draft_from(masked_facts(facts), own)
    texts = {name: str(getattr(draft, name)) for name in FIELD_LABELS if name != "manager"}
    person = None if facts.manager_id is None else work.staff.get(facts.manager_id)
    return {**texts, **draft.own, "manager": person.name if person else ""}
